"""A reading as JSON: the contract that other programs rely on.

One entry for each (indicator, value) and one for each clause without targets, in reading order. ``start`` and ``end`` are offsets in the
text that was put in, and ``quote`` is exactly what stands there. A clause with one target is quoted whole; where a clause holds several,
each entry quotes its own part. Numbers are JSON numbers; what the text does not say is ``null``.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from luoshi.engines.reading.model import Area, Clause, Finding, Measure, Reading, Span, Target

Json = str | int | float | bool | None
Entry = dict[str, Json]


def to_json(reading: Reading) -> dict[str, str | int | list[Entry] | None]:
    """The reading as values that :func:`json.dumps` takes."""
    return {
        "title": reading.title,
        "year": reading.year,
        "clauses": [
            entry
            for area in reading.areas
            for measure in area.measures
            for clause in measure.clauses
            for entry in _entries(reading, area, measure, clause)
        ],
        "findings": [_finding(reading, finding) for finding in reading.findings],
    }


def _entries(reading: Reading, area: Area, measure: Measure, clause: Clause) -> Iterator[Entry]:
    about_clause: Entry = {
        "half": clause.half.value,
        "area": area.number,
        "area_title": area.title,
        "measure": measure.title,
        "kind": clause.kind.value,
        "strength": clause.strength,
        "topic": clause.topic,
    }
    for target in clause.targets or (None,):
        span = clause.span if target is None or len(clause.targets) == 1 else target.span
        yield _place(reading, span) | about_clause | _target(target)


def _place(reading: Reading, span: Span) -> Entry:
    origin = reading.origin(span)
    return {"start": origin.start, "end": origin.end, "quote": reading.source[origin.start : origin.end]}


def _target(target: Target | None) -> Entry:
    """The fields of a target; a clause without one has them all, empty."""
    if target is None:
        return dict.fromkeys(_TARGET_FIELDS)
    return {
        "indicator": target.indicator,
        "op": target.operator.value,
        "value": number(target.value),
        "value_max": number(target.value_max),
        "unit": target.unit,
        "dimension": target.dimension,
        "base": target.base.value if target.base else None,
        "direction": target.direction,
        "result_type": target.result_type.value if target.result_type else None,
        "comparator": target.comparator,
        "period": target.period,
        "measurement": target.measurement.value,
        "peg": target.peg,
    }


_TARGET_FIELDS = (
    "indicator", "op", "value", "value_max", "unit", "dimension", "base", "direction", "result_type",
    "comparator", "period", "measurement", "peg",
)  # fmt: skip


def _finding(reading: Reading, finding: Finding) -> Entry:
    origin = reading.origin(finding.span)
    return {
        "kind": finding.kind.value,
        "start": origin.start,
        "end": origin.end,
        "message": finding.message,
        "advice": finding.advice,
    }


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: an integer where the value is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
