"""Observations as JSON: the contract that other programs rely on.

``start`` and ``end`` are offsets in the text that was put in, and ``quote`` is exactly what stands there. Numbers are JSON numbers; what
the text does not say is ``null``.
"""

from __future__ import annotations

from typing import Any

from luoshi.engines.reading.model import Span
from luoshi.engines.reading.statistics.model import Observation, Observations, Spell, Variation


def to_json(read: Observations) -> dict[str, Any]:
    """The document as values that :func:`json.dumps` takes."""
    return {
        "title": read.title,
        "spell": spell_json(read.spell),
        "observations": [observation_json(read, each) for each in read.observations],
        "remarks": [{"kind": each.kind.value, "zh": each.words.chinese, "en": each.words.english} for each in read.remarks],
    }


def observation_json(read: Observations, each: Observation) -> dict[str, Any]:
    """One figure with its place."""
    return {
        **_place(read, each.span),
        "indicator": each.indicator,
        "part_of": each.part_of or None,
        "spell": spell_json(each.spell),
        "operator": each.operator.value if each.value is not None else None,
        "comparator": each.comparator,
        "value": None if each.value is None else float(each.value),
        "value_max": None if each.value_max is None else float(each.value_max),
        "unit": each.unit,
        "shares": [float(share) for share in each.shares] or None,
        "changes": [_change(read, change) for change in each.changes],
    }


def _place(read: Observations, span: Span) -> dict[str, Any]:
    origin = read.origin(span)
    return {"start": origin.start, "end": origin.end, "quote": read.source[origin.start : origin.end]}


def _change(read: Observations, change: Variation) -> dict[str, Any]:
    return {
        **_place(read, change.span),
        "value": float(change.value),
        "unit": change.unit,
        "operator": change.operator.value,
        "against": change.against.value,
        "of_growth": change.of_growth,
        "basis": change.basis or None,
    }


def spell_json(spell: Spell) -> dict[str, Any]:
    """A stretch of time."""
    return {
        "year": spell.year,
        "first_month": spell.first_month,
        "last_month": spell.last_month,
        "at_end": spell.at_end,
        "years": spell.years,
        "stated": spell.stated,
    }
