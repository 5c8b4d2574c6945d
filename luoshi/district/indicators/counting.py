"""Facts become figures: set by set in the database, in the order of the record, and never a question for each indicator.

What is sealed since the last count is read once and held against all declarations together. Each fact adds to the month in which it
happened; a correction takes back what the fact before it had added. What was entered stays, so that a figure can be told as of any size of
the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import connection

from luoshi.district.indicators.models import CountedSubject
from luoshi.district.indicators.subjects import SubjectCount, SubjectFact
from luoshi.engines.packs.model import DETAILS_MAX

if TYPE_CHECKING:
    from collections.abc import Sequence


def _details(count: int) -> str:
    each = (f"fact.details ->> asked.detail_keys[{key}]" for key in range(1, count + 1))
    return f"WHEN {count} THEN ARRAY[{', '.join(each)}]::text[]"


_DETAILS: Final = f"CASE cardinality(asked.detail_keys) {' '.join(map(_details, range(DETAILS_MAX + 1)))} END"
"""What the details of a fact say under the keys that a declaration asks for, in the order of the keys."""

_MONTH: Final = "date_trunc('month', fact.happened_at AT TIME ZONE %(zone)s)::date"

# Each fact once for each set of keys that is asked of its kind, then joined by equality. Without OFFSET 0 the database would turn this
# round, and look through the facts again for each indicator.
_TOLD: Final = f"""
SELECT source.id AS indicator_id, told.month, told.position, told.number, told.corrects, told.subject_kind, told.subject_key,
  CASE source.take WHEN 'sum' THEN told.quantity ELSE 1 END AS quantity
FROM (
  SELECT {_MONTH} AS month, leaf.position, fact.number, fact.corrects, fact.subject_kind, fact.subject_key, fact.quantity, fact.unit,
    fact.district_id, fact.kind, asked.detail_keys, {_DETAILS} AS detail_values
  FROM {{facts}} JOIN (
    SELECT DISTINCT district_id, kind, detail_keys FROM indicators_indicator WHERE id = ANY(%(indicators)s) AND {{takes}}
  ) AS asked ON asked.district_id = fact.district_id AND asked.kind = fact.kind
  WHERE leaf.position >= %(begin)s AND leaf.position < %(end)s AND NOT fact.withdrawn OFFSET 0
) AS told JOIN indicators_indicator AS source USING (district_id, kind, detail_keys, detail_values)
WHERE source.id = ANY(%(indicators)s) AND {{takes}} AND (source.take <> 'sum' OR (told.quantity IS NOT NULL AND told.unit = source.unit))
"""  # noqa: S608 - nothing typed in
# Told between which numbers they lie, the database reads these facts alone, and not all of them for each step.
_ITSELF: Final = "facts_leaf AS leaf JOIN facts_fact AS fact ON fact.number = leaf.number AND fact.number BETWEEN %(low)s AND %(high)s"
_CORRECTED: Final = """facts_leaf AS leaf
  JOIN facts_fact AS later ON later.number = leaf.number AND later.number BETWEEN %(low)s AND %(high)s AND later.corrects IS NOT NULL
  JOIN facts_fact AS fact ON fact.number = later.corrects"""
_NUMBERS: Final = "SELECT min(number), max(number) FROM facts_leaf WHERE position >= %s AND position < %s"
_EACH: Final = "take <> 'distinct_subjects'"
_ONCE: Final = "take = 'distinct_subjects'"


def _told(facts: str, takes: str) -> str:
    return _TOLD.format(facts=facts, takes=takes)


_KEEP_SUMS: Final = """
INSERT INTO indicators_monthlysum (indicator_id, month, quantity, entries)
SELECT indicator_id, month, sum(quantity), count(*) FROM entered GROUP BY indicator_id, month
ON CONFLICT (indicator_id, month) DO UPDATE
SET quantity = indicators_monthlysum.quantity + excluded.quantity, entries = indicators_monthlysum.entries + excluded.entries
"""
_ENTER: Final = (
    """
WITH entered AS (
  INSERT INTO indicators_contribution (indicator_id, month, position, number, quantity) {rows} RETURNING indicator_id, month, quantity
)
"""
    + _KEEP_SUMS
)

ADD: Final = _ENTER.format(
    rows=f"SELECT indicator_id, month, position, number, quantity FROM ({_told(_ITSELF, _EACH)}) AS each ORDER BY 1, 2, 3"  # noqa: S608
)
TAKE_BACK: Final = _ENTER.format(
    rows=f"SELECT indicator_id, month, position, number, -quantity FROM ({_told(_CORRECTED, _EACH)}) AS each ORDER BY 1, 2, 3"  # noqa: S608
)

# Where subjects count once: those of which a fact was corrected, or sealed after one that was recorded later, are counted one by one; all
# others set by set.
APART: Final = f"""
WITH each AS ({_told(_ITSELF, _ONCE)})
SELECT indicator_id, subject_kind, subject_key FROM ({_told(_CORRECTED, _ONCE)}) AS corrected
UNION SELECT indicator_id, subject_kind, subject_key FROM each JOIN indicators_countedsubject AS kept
  USING (indicator_id, subject_kind, subject_key) WHERE kept.year = extract(year FROM each.month) AND each.number < kept.number
UNION SELECT indicator_id, subject_kind, subject_key FROM each
  GROUP BY indicator_id, subject_kind, subject_key, extract(year FROM month)
  HAVING min(number) <> (min(ARRAY[position, number]))[2]
"""  # noqa: S608
_FIRST: Final = f"""
WITH first AS (
  INSERT INTO indicators_countedsubject (indicator_id, year, subject_kind, subject_key, month, position, number)
  SELECT DISTINCT ON (indicator_id, extract(year FROM month), subject_kind, subject_key)
    indicator_id, extract(year FROM month), subject_kind, subject_key, month, position, number
  FROM ({_told(_ITSELF, _ONCE)}) AS each
  WHERE (indicator_id, subject_kind, subject_key) NOT IN (SELECT * FROM unnest(%(apart)s::bigint[], %(kinds)s::text[], %(keys)s::text[]))
  ORDER BY indicator_id, extract(year FROM month), subject_kind, subject_key, number
  ON CONFLICT DO NOTHING RETURNING indicator_id, month, position, number
), entered AS (
  INSERT INTO indicators_contribution (indicator_id, month, position, number, quantity)
  SELECT indicator_id, month, position, number, 1 FROM first RETURNING indicator_id, month, quantity
)
"""  # noqa: S608
ADD_SUBJECTS: Final = _FIRST + _KEEP_SUMS
FACTS_OF_SUBJECT: Final = f"""
SELECT leaf.position, fact.number, {_MONTH}, fact.corrects, NOT fact.withdrawn AND asked.detail_values = {_DETAILS}
FROM indicators_indicator AS asked JOIN facts_fact AS fact USING (district_id, kind) JOIN facts_leaf AS leaf USING (number)
WHERE asked.id = %(indicator)s AND fact.subject_kind = %(kind)s AND fact.subject_key = %(key)s AND leaf.position < %(end)s
"""  # noqa: S608
ENTER_SUBJECT: Final = _ENTER.format(
    rows="SELECT %(indicator)s, * "
    "FROM unnest(%(months)s::date[], %(positions)s::bigint[], %(numbers)s::bigint[], %(quantities)s::numeric[])"
)


def enter(indicators: Sequence[int], begin: int, end: int) -> None:
    """Enter what the facts from one position up to another contribute to indicators, and keep their sums.

    Args:
        indicators: the ids of counted indicators, all of which are counted up to ``begin``.
        begin: the first position.
        end: the first position that is left out.
    """
    asked: dict[str, Any] = {"indicators": list(indicators), "begin": begin, "end": end, "zone": settings.TIME_ZONE}
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, [begin, end])
        asked["low"], asked["high"] = cursor.fetchone()
        cursor.execute(ADD, asked)
        cursor.execute(TAKE_BACK, asked)
        cursor.execute(APART, asked)
        one_by_one = cursor.fetchall()
        apart, kinds, keys = ([row[place] for row in one_by_one] for place in range(3))
        cursor.execute(ADD_SUBJECTS, asked | {"apart": apart, "kinds": kinds, "keys": keys})
        for indicator, kind, key in one_by_one:
            _enter_subject(indicator, kind, key, begin, end)


def _enter_subject(indicator: int, kind: str, key: str, begin: int, end: int) -> None:
    """Count a subject from its first fact on; what was entered before ``begin`` is there already."""
    asked: dict[str, Any] = {"indicator": indicator, "kind": kind, "key": key, "end": end, "zone": settings.TIME_ZONE}
    subject = SubjectCount()
    with connection.cursor() as cursor:
        cursor.execute(FACTS_OF_SUBJECT, asked)
        new = [each for each in subject.entries(SubjectFact(*row) for row in cursor.fetchall()) if each.position >= begin]
        columns = ("months", "positions", "numbers", "quantities")
        rows = [(each.month, each.position, each.number, each.quantity) for each in new]
        cursor.execute(ENTER_SUBJECT, asked | {name: [row[place] for row in rows] for place, name in enumerate(columns)})
    of = {"indicator_id": indicator, "subject_kind": kind, "subject_key": key}
    CountedSubject.objects.filter(**of).delete()
    holders = subject.holders.items()
    CountedSubject.objects.bulk_create(
        CountedSubject(**of, year=year, month=fact.month, position=fact.position, number=fact.number) for year, fact in holders
    )


def forget(indicators: Sequence[int]) -> None:
    """Take out what was entered for indicators, so that they are counted from the beginning."""
    for table in ("contribution", "monthlysum", "countedsubject"):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM indicators_{table} WHERE indicator_id = ANY(%s)", [list(indicators)])  # noqa: S608
