"""成绩单: a report's promises, each with what a bulletin says came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from luoshi.district.report_cards.judging import Judgement, Verdict, judged, together

if TYPE_CHECKING:
    from luoshi.district.report_cards.promises import Promise
    from luoshi.engines.reading.statistics.model import Observations


@dataclass(frozen=True, slots=True)
class Row:
    """One promised quantity and its judgement."""

    promise: Promise
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause of the report with all that it promises."""

    quote: str
    rows: tuple[Row, ...]

    @property
    def verdict(self) -> Verdict:
        """That on the clause as a whole."""
        return together([row.judgement.verdict for row in self.rows])

    @property
    def has_figures(self) -> bool:
        """Whether the bulletin says anything to it."""
        return any(row.judgement.used or row.judgement.beside for row in self.rows)


@dataclass(frozen=True, slots=True)
class ReportCard:
    """Everything that was promised, in reading order, beside one bulletin."""

    entries: tuple[Entry, ...]
    bulletin: Observations
    tolerance: Decimal | None

    @property
    def counts(self) -> Counter[Verdict]:
        """How many promised quantities have each verdict."""
        return Counter(row.judgement.verdict for entry in self.entries for row in entry.rows)


def report_card(promises: Sequence[Promise], bulletin: Observations, tolerance: Decimal | None) -> ReportCard:
    """Hold every promise against the bulletin; ``tolerance`` as in :func:`~luoshi.district.report_cards.judging.judged`."""
    rows = [Row(promise, judged(promise, bulletin.observations, tolerance)) for promise in promises]
    together_in_clauses = groupby(rows, key=lambda row: row.promise.clause)
    entries = tuple(Entry(clause[0].promise.quote, tuple(clause)) for clause in (list(group) for _, group in together_in_clauses))
    return ReportCard(entries, bulletin, tolerance)
