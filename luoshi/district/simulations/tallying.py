"""From a row for everybody, with what it gets by the rules in force and by the changed ones, to who gains, who loses and what it costs.

The columns are those of Tax-Calculator's difference table. Rows whose data do not suffice are counted apart: they are in no sum.
No dimension is known here by its meaning: a street is a column that was kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from luoshi.engines.decisions.sets.runners.duckdb import quoted_name

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WHOLE: Final = ""
"""The dimension that has one line: everybody."""
REASON: Final = "reason"
"""The dimension whose lines are pairs of reasons, before and after."""

Name = tuple[Any, ...]
"""Of a line within its dimension: a street, an industry, or a pair of reasons."""


@dataclass(frozen=True, slots=True)
class Line:
    """Some of the population. Amounts are sums over the rows that could be decided; ``n`` counts the uncertain ones as well."""

    n: int
    uncertain: int
    paid_before: int
    paid_after: int
    before: Decimal
    after: Decimal
    gaining: int
    losing: int
    newly: int
    dropped: int

    def __add__(self, other: Line) -> Line:
        return Line(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Line)))

    @property
    def change(self) -> Decimal:
        """What it costs more, in all."""
        return self.after - self.before

    @property
    def decided(self) -> int:
        """The rows whose data suffice."""
        return self.n - self.uncertain

    @property
    def mean_change(self) -> Decimal | None:
        """Of the rows whose data suffice; None where there are none."""
        return self.change / self.decided if self.decided else None

    @property
    def gaining_share(self) -> Decimal | None:
        """In per cent of the rows whose data suffice."""
        return Decimal(100 * self.gaining) / self.decided if self.decided else None

    @property
    def losing_share(self) -> Decimal | None:
        """In per cent of the rows whose data suffice."""
        return Decimal(100 * self.losing) / self.decided if self.decided else None

    def share_of(self, whole: Line) -> Decimal | None:
        """Of the whole change, in per cent; None where nothing changes in all."""
        return 100 * self.change / whole.change if whole.change else None


NOBODY: Final = Line(0, 0, 0, 0, Decimal(0), Decimal(0), 0, 0, 0, 0)

Dimensions = Mapping[str, Mapping[Name, Line]]
"""The lines of each dimension by name."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that is counted of a change, by everybody (:data:`WHOLE`), by each kept column, and by reason."""

    dimensions: Dimensions

    @property
    def whole(self) -> Line:
        """Everybody."""
        return self.dimensions[WHOLE].get((), NOBODY)


GROUPS: Final = "groups"
"""The relation that says for each number in the column ``grp`` what was kept of its rows: numbers are compared faster than words."""


def alike(relation: str, names: Sequence[str], nows: Sequence[str]) -> str:
    """Rows with ``grp``, ``was``, ``unsure`` and columns of what they get afterwards, put together if they are alike in what is counted.

    So each row is counted once, however many dimensions there are, and with three aggregates instead of ten.
    """
    signs = ", ".join(f"{now} > 0 AS has_{now}, {now} > was AS more_{now}, {now} < was AS less_{now}" for now in nows)
    sums = ", ".join(f"sum({each}) AS {each}" for each in ("was", *nows))
    chosen = f"grp, {', '.join(names)}, unsure, was > 0 AS had, {signs}, count(*) AS n, {sums}"
    return f"(SELECT {chosen} FROM {relation} GROUP BY ALL) JOIN {GROUPS} USING (grp)"


def measures(now: str) -> str:
    """The columns of :class:`Line` over what :func:`alike` gives, each called by both; 0 is nothing."""
    counted = (
        "TRUE",
        "unsure",
        "had",
        f"has_{now}",
        f"more_{now}",
        f"less_{now}",
        f"NOT had AND has_{now}",
        f"had AND NOT has_{now}",
    )
    every, unsure, *sure = (
        f"coalesce(sum(n) FILTER ({each}), 0)::BIGINT" for each in (*counted[:2], *(f"NOT unsure AND {each}" for each in counted[2:]))
    )
    sums = [f"coalesce(sum({each}) FILTER (NOT unsure), 0)" for each in ("was", now)]
    written = [every, unsure, *sure[:2], *sums, *sure[2:]]
    return ", ".join(f"{each} AS {now}_{called.name}" for each, called in zip(written, fields(Line), strict=True))


WIDTH: Final = len(fields(Line))


def grouping(keep: Sequence[str], reasons: Sequence[str], extra: str = "") -> tuple[str, str]:
    """What to select of the names, and the grouping sets: everybody, each kept column, the reasons; ``extra`` stands in each of them."""
    every = [(), *((quoted_name(each),) for each in keep), tuple(reasons)]
    sets = ", ".join(f"({', '.join([*([extra] if extra else []), *each])})" for each in every)
    names = [*map(quoted_name, keep), *reasons]
    is_grouped = [f"grouping({each}) AS without_{number}" for number, each in enumerate(names)]
    return ", ".join([*names, *is_grouped]), f"GROUPING SETS ({sets})"


def dimension_of(row: Sequence[Any], keep: Sequence[str], reasons: int) -> tuple[str, Name]:
    """The dimension and the name of a row that begins with what :func:`grouping` selects. A street may be unknown, and is a line then."""
    columns = len(keep) + reasons
    values, without = row[:columns], row[columns : 2 * columns]
    for place, each in enumerate(keep):
        if not without[place]:
            return each, (values[place],)
    return (WHOLE, ()) if without[-1] else (REASON, tuple(values[len(keep) :]))


def difference(session: DuckDBPyConnection, relation: str, keep: Sequence[str]) -> Difference:
    """Count a relation, as :func:`counting` says."""
    return difference_of(session.execute(counting(relation, keep)).fetchall(), keep)


_REASONS: Final = ("was_reason", "now_reason")


def counting(relation: str, keep: Sequence[str]) -> str:
    """The statement that counts a relation with the columns ``grp``, ``was``, ``now``, ``was_reason``, ``now_reason`` and ``unsure``, in
    one pass; ``keep`` are columns of :data:`GROUPS`."""
    names, sets = grouping(keep, _REASONS)
    return f"SELECT {names}, {measures('now')} FROM {alike(relation, _REASONS, ('now',))} GROUP BY {sets}"


def difference_of(rows: Iterable[Sequence[Any]], keep: Sequence[str]) -> Difference:
    """What the rows of :func:`counting` say."""
    return Difference(together((*dimension_of(row, keep, len(_REASONS)), Line(*row[-WIDTH:])) for row in rows))


def together(lines: Iterable[tuple[str, Name, Line]]) -> dict[str, dict[Name, Line]]:
    """Lines by dimension and name; those of one name are added."""
    found: dict[str, dict[Name, Line]] = defaultdict(dict)
    for dimension, name, line in lines:
        known = found[dimension].get(name)
        found[dimension][name] = known + line if known is not None else line
    return {WHOLE: {}, **found}
