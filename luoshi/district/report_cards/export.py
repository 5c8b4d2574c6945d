"""A report card as JSON. Numbers are JSON numbers; what is not said is ``null``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from luoshi.district.report_cards.words import verdict_name
from luoshi.engines.reading.statistics.export import observation_json, spell_json

if TYPE_CHECKING:
    from luoshi.district.report_cards.card import ReportCard, Row
    from luoshi.district.report_cards.matching import Match
    from luoshi.district.report_cards.promises import Promise
    from luoshi.words import Words


def to_json(card: ReportCard) -> dict[str, Any]:
    """The card as values that :func:`json.dumps` takes."""
    return {
        "bulletin": {"title": card.bulletin.title, "spell": spell_json(card.bulletin.spell)},
        "tolerance": None if card.tolerance is None else float(card.tolerance),
        "counts": {verdict.value: count for verdict, count in card.counts.items()},
        "entries": [
            {"quote": entry.quote, "verdict": entry.verdict.value, "promises": [_row(card, row) for row in entry.rows]}
            for entry in card.entries
        ],
        "remarks": [_said(remark.words) for remark in card.bulletin.remarks],
    }


def _row(card: ReportCard, row: Row) -> dict[str, Any]:
    judgement = row.judgement
    return {
        **_promise(row.promise),
        "verdict": judgement.verdict.value,
        "verdict_name": _said(verdict_name(judgement)),
        "why": _said(judgement.why),
        "used": None if judgement.used is None else _match(card, judgement.used),
        "beside": [_match(card, match) for match in judgement.beside],
    }


def _promise(promise: Promise) -> dict[str, Any]:
    return {
        "start": promise.span.start if promise.span else None,
        "end": promise.span.end if promise.span else None,
        "indicator": promise.indicator,
        "operator": promise.operator.value,
        "value": None if promise.value is None else float(promise.value),
        "value_max": None if promise.value_max is None else float(promise.value_max),
        "unit": promise.unit or None,
        "base": promise.base.value if promise.base else None,
        "year": promise.year,
        "peg": promise.peg or None,
        "stretch": promise.stretch,
        "code": promise.code or None,
    }


def _match(card: ReportCard, match: Match) -> dict[str, Any]:
    return {"relation": match.relation.value, "why": _said(match.why), **observation_json(card.bulletin, match.observation)}


def _said(words: Words) -> dict[str, str]:
    return {"zh": words.chinese, "en": words.english}
