"""All figures anew, in one reading of the record, to hold them against what is kept. Nothing is written.

The database puts the facts together by kind, month and what indicators ask of their details; only what comes out meets the indicators, so
that thousands of them cost no more than one. It reads with all its processors and joins nothing to the millions: what was corrected, and
what has been recorded since the last count, is taken away again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from django.db import connection, transaction
from django.utils.timezone import localtime

from luoshi.district.days import begin_of
from luoshi.district.indicators.models import Indicator, MonthlySum

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Sums: TypeAlias = "Mapping[tuple[int, date], Decimal]"
"""What facts came to, by indicator and first day of the month; without what came to nothing."""

ONCE: Final = "distinct_subjects"
_WAITING: Final = "SELECT number FROM facts_leaf WHERE position >= %(end)s UNION ALL SELECT unnest(numbers) FROM facts_unsealedfacts"
_TAKEN_BACK: Final = f"SELECT corrects FROM facts_fact WHERE corrects IS NOT NULL AND number NOT IN ({_WAITING})"  # noqa: S608
_FACTS: Final = "facts_fact AS fact WHERE fact.kind = ANY(%(kinds)s) AND NOT fact.withdrawn"
# A month is told by its place among the firsts of all months, which takes a third of the time of telling its name.
_GROUPS: Final = f"""
SELECT width_bucket(happened_at, %(months)s::timestamptz[]) AS month, {{sign}}count(*) AS facts, {{sign}}sum(quantity) AS quantity,
  unit, district_id, kind {{said}}
FROM {_FACTS} {{only}} GROUP BY month, unit, district_id, kind {{names}}
"""  # noqa: S608 - nothing typed in
MONTHS_MAX: Final = 1 << 16
_SUBJECTS: Final = f"""
SELECT first %% {MONTHS_MAX} AS month, count(*) AS facts, NULL AS quantity, '' AS unit, district_id, kind {{names}} FROM (
  SELECT width_bucket(happened_at, %(years)s::timestamptz[]) AS year, subject_kind, subject_key, district_id, kind {{said}},
    min(number * {MONTHS_MAX} + width_bucket(happened_at, %(months)s::timestamptz[])) AS first
  FROM {_FACTS} AND NOT EXISTS (SELECT FROM ({_WAITING} UNION ALL {_TAKEN_BACK}) AS gone (number) WHERE gone.number = fact.number)
  GROUP BY year, subject_kind, subject_key, district_id, kind {{names}}
) AS subject GROUP BY month, district_id, kind {{names}}
"""  # noqa: S608
_TIMES: Final = """
SELECT min(begun), max(ended) FROM unnest(%(districts)s::bigint[], %(kinds)s::text[]) AS asked (district, kind),
LATERAL (SELECT min(happened_at) AS begun, max(happened_at) AS ended FROM facts_fact WHERE district_id = district AND kind = asked.kind)
"""
"""From when to when anything happened that counts: by an index."""


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of a kind, a month and a unit, whose details say the same under all keys that anybody asks for; ``said`` has what is asked."""

    month: date
    facts: int
    quantity: Decimal | None
    unit: str
    district: int
    kind: str
    said: Sequence[str | None]


@transaction.atomic
def different(indicators: Sequence[int], end: int) -> list[int]:
    """The indicators whose kept sums are not what the facts before a position come to; nobody counts meanwhile."""
    asked = list(Indicator.objects.filter(pk__in=indicators))
    kept = MonthlySum.objects.filter(indicator__in=indicators).exclude(quantity=0).values_list("indicator_id", "month", "quantity")
    before, now = {(pk, month): quantity for pk, month, quantity in kept}, sums(asked, end)
    return sorted({pk for (pk, _), _ in before.items() ^ now.items()})


def sums(indicators: Iterable[Indicator], end: int) -> Sums:
    """What the facts before a position come to for each of some counted indicators."""
    each, once = list[Indicator](), defaultdict[tuple[str, ...], list[Indicator]](list)
    for one in indicators:
        if one.take == ONCE:
            once[tuple(one.detail_keys)].append(one)
        else:
            each.append(one)
    found = defaultdict[tuple[int, date], Decimal](Decimal)
    for several in filter(None, (each, *once.values())):
        for indicator, month, quantity in _Asking(several, end).sums():
            found[indicator, month] += quantity
    return {place: quantity for place, quantity in found.items() if quantity}


class _Asking:
    """Indicators whose facts are read together; those that count each subject once ask for the same details."""

    def __init__(self, indicators: Sequence[Indicator], end: int) -> None:
        self.indicators, self.end = indicators, end
        self.keys = sorted({key for one in indicators for key in one.detail_keys})
        self.asked = defaultdict[tuple[int, str], set[tuple[str, ...]]](set)
        for one in self.indicators:
            self.asked[one.district_id, one.kind].add(tuple(one.detail_keys))

    def sums(self) -> Iterator[tuple[int, date, Decimal]]:
        """What each indicator counts of each group."""
        told = self._by_selection()
        for one in self.indicators:
            for group in told.get(_selection(one.district_id, one.kind, one.details), ()):
                if one.take != "sum":
                    yield one.pk, group.month, Decimal(group.facts)
                elif group.quantity is not None and group.unit == one.unit:
                    yield one.pk, group.month, group.quantity

    def _by_selection(self) -> Mapping[tuple[object, ...], Sequence[Group]]:
        """The groups under everything that is asked of their kind and that they say."""
        found = defaultdict[tuple[object, ...], list[Group]](list)
        for group in self._groups():
            said = dict(zip(self.keys, group.said, strict=True))
            for keys in self.asked[group.district, group.kind]:
                found[_selection(group.district, group.kind, {key: said[key] for key in keys})].append(group)
        return found

    def _groups(self) -> Iterator[Group]:
        months = self._months()
        if not months:
            return
        said, values = self._said()
        values |= {
            "end": self.end,
            "kinds": sorted({one.kind for one in self.indicators}),
            "months": [begin_of(each) for each in months],
            "years": [begin_of(each) for each in months if each.month == 1],
        }
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL work_mem = '128MB'")
            cursor.execute(self._statement(said), values)
            rows = cursor.fetchall()
            cursor.execute("SET LOCAL work_mem = DEFAULT")
        for month, facts, quantity, unit, district, kind, *says in rows:
            yield Group(months[month - 1], facts, quantity, unit, district, kind, says)

    def _months(self) -> list[date]:
        """The first days of all months of the years in which anything happened."""
        districts, kinds = zip(*self.asked, strict=True)
        with connection.cursor() as cursor:
            cursor.execute(_TIMES, {"districts": list(districts), "kinds": list(kinds)})
            begun, ended = cursor.fetchone()
        if begun is None:
            return []
        years = range(localtime(begun).year, localtime(ended).year + 1)
        return [date(year, month, 1) for year, month in product(years, range(1, 13))]

    def _statement(self, said: str) -> str:
        names = "".join(f", said{place}" for place in range(len(self.keys)))
        if self.indicators[0].take == ONCE:
            return _SUBJECTS.format(said=said, names=names)
        parts = {"": "", "-": f"AND number IN ({_WAITING} UNION ALL {_TAKEN_BACK})"}
        return " UNION ALL ".join(_GROUPS.format(said=said, names=names, sign=sign, only=only) for sign, only in parts.items())

    def _said(self) -> tuple[str, dict[str, Any]]:
        """What the details of a fact say under each key, where somebody asks for it of its kind; as columns with their values."""
        values, columns = dict[str, Any](), ""
        for place, key in enumerate(self.keys):
            values |= {f"key{place}": key, f"kinds{place}": sorted({one.kind for one in self.indicators if key in one.detail_keys})}
            columns += f", CASE WHEN kind = ANY(%(kinds{place})s) THEN details ->> %(key{place})s END AS said{place}"
        return columns, values


def _selection(district: int, kind: str, details: Mapping[str, str | None]) -> tuple[object, ...]:
    return district, kind, tuple(sorted(details.items()))
