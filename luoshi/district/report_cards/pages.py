"""A report card as its page shows it: sentences with what counts marked in them, names in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.district.languages import said
from luoshi.district.report_cards.judging import Verdict
from luoshi.district.report_cards.words import NAMES, RELATIONS, promised, told, verdict_name

if TYPE_CHECKING:
    from luoshi.district.report_cards.card import Entry, ReportCard, Row
    from luoshi.district.report_cards.matching import Match
    from luoshi.engines.reading.model import Span
    from luoshi.engines.reading.statistics.model import Observations

_AROUND = 60
"""Characters of the sentence that stand before and after what is marked."""
_STOPS = "。！？；\n"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence with the marked words in it."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A figure of the bulletin beside a promise; ``relation`` is empty where the verdict rests on it."""

    name: str
    told: str
    spell: str
    excerpt: Excerpt
    relation: str
    why: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """One promised quantity."""

    indicator: str
    promised: str
    verdict: Verdict
    verdict_name: str
    why: str
    used: FigureShown | None
    beside: list[FigureShown]


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One clause of the report."""

    excerpt: Excerpt
    code: str
    rows: list[RowShown]
    verdict: Verdict
    verdict_name: str


@dataclass(frozen=True, slots=True)
class CountShown:
    """How many promises have a verdict."""

    verdict: Verdict
    name: str
    count: int


def excerpt(text: str, span: Span) -> Excerpt:
    """The words of a span with the rest of their sentence, cut where it is long."""
    begin = max(text.rfind(stop, 0, span.start) for stop in _STOPS) + 1
    ends = [at for stop in _STOPS if (at := text.find(stop, span.end)) >= 0]
    end = min(ends, default=len(text))
    before, after = text[begin : span.start].lstrip(), text[span.end : end].rstrip()
    return Excerpt(
        ("…" if len(before) > _AROUND else "") + before[-_AROUND:],
        text[span.start : span.end],
        after[:_AROUND] + ("…" if len(after) > _AROUND else ""),
    )


def entries_shown(card: ReportCard, report_text: str, *, with_figures: bool) -> list[EntryShown]:
    """The clauses to which the bulletin says something, or all the others. ``report_text`` is that of the report; empty: not at hand."""
    return [_entry(entry, card, report_text) for entry in card.entries if entry.has_figures is with_figures]


def counts_shown(card: ReportCard) -> list[CountShown]:
    """The verdicts that occur, in a fixed order."""
    return [CountShown(verdict, said(NAMES[verdict]), card.counts[verdict]) for verdict in Verdict if card.counts[verdict]]


def _entry(entry: Entry, card: ReportCard, report_text: str) -> EntryShown:
    promise = entry.rows[0].promise
    shown = excerpt(report_text, promise.span) if promise.span and report_text else Excerpt("", entry.quote, "")
    return EntryShown(shown, promise.code, [_row(row, card.bulletin) for row in entry.rows], entry.verdict, said(NAMES[entry.verdict]))


def _row(row: Row, bulletin: Observations) -> RowShown:
    judgement = row.judgement
    return RowShown(
        row.promise.indicator,
        said(promised(row.promise)),
        judgement.verdict,
        said(verdict_name(judgement)),
        said(judgement.why),
        _figure(judgement.used, bulletin, is_used=True) if judgement.used else None,
        _figures(judgement.beside, bulletin),
    )


def _figures(matches: Sequence[Match], bulletin: Observations) -> list[FigureShown]:
    return [_figure(match, bulletin, is_used=False) for match in matches]


def _figure(match: Match, bulletin: Observations, *, is_used: bool) -> FigureShown:
    each = match.observation
    return FigureShown(
        each.indicator,
        said(told(each)),
        said(each.spell.label),
        excerpt(bulletin.text, each.span),
        "" if is_used else said(RELATIONS[match.relation]),
        "" if is_used else said(match.why),
    )
