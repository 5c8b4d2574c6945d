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
    for target in clause.targets or (None,):
        span = clause.span if target is None or len(clause.targets) == 1 else target.span
        yield {
            **_place(reading, span),
            "half": clause.half.value,
            "area": area.number,
            "area_title": area.title,
            "measure": measure.title,
            "kind": clause.kind.value,
            **_quantity(target),
            "strength": clause.strength,
            "topic": clause.topic,
            **_sort(target),
        }


def _place(reading: Reading, span: Span) -> Entry:
    origin = reading.origin(span)
    return {"start": origin.start, "end": origin.end, "quote": reading.source[origin.start : origin.end]}


def _quantity(target: Target | None) -> Entry:
    """What is promised; a clause without a target has the same fields, empty."""
    return {
        "indicator": target.indicator if target else None,
        "op": target.operator.value if target else None,
        "value": number(target.value) if target else None,
        "value_max": number(target.value_max) if target else None,
        "unit": target.unit if target else None,
        "dimension": target.dimension if target else None,
        "base": target.base.value if target and target.base else None,
    }


def _sort(target: Target | None) -> Entry:
    """Of which sort the promise is."""
    return {
        "direction": target.direction if target else None,
        "result_type": target.result_type.value if target and target.result_type else None,
        "comparator": target.comparator if target else None,
        "period": target.period if target else None,
        "period_stated": target.period_stated if target else None,
        "measurement": target.measurement.value if target else None,
        "peg": target.peg if target else None,
    }


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
