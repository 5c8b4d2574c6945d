"""Reads of report cards. All are pure functions of what is handed in: nothing is stored, and no database is asked."""

from __future__ import annotations

from luoshi.district.report_cards.card import Entry, ReportCard, Row, report_card
from luoshi.district.report_cards.export import to_json
from luoshi.district.report_cards.judging import Judgement, Verdict
from luoshi.district.report_cards.matching import Match, Relation
from luoshi.district.report_cards.promises import Promise, promises_of
from luoshi.district.report_cards.words import NAMES, RELATIONS, promised, told, verdict_name

__all__ = [
    "NAMES",
    "RELATIONS",
    "Entry",
    "Judgement",
    "Match",
    "Promise",
    "Relation",
    "ReportCard",
    "Row",
    "Verdict",
    "promised",
    "promises_of",
    "report_card",
    "to_json",
    "told",
    "verdict_name",
]
