"""The report as a page of text: its lines in order, cut where a clause begins or ends."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from luoshi.district.plan.figures import plain
from luoshi.district.plan.words import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from luoshi.district.plan.models import Area, Clause


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line. A marked one has its ``clause`` and ``address``; ``parts`` are its words, ``True`` for the figures."""

    text: str
    clause: Clause | None = None
    parts: tuple[tuple[str, bool], ...] = ()
    address: str = ""

    @property
    def word(self) -> str:
        """The kind of the clause in a word."""
        return str(KINDS[self.clause.kind].name) if self.clause else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or the heading of ``area``."""

    segments: tuple[Segment, ...]
    area: Area | None = None


def lines(
    text: str,
    areas: Sequence[Area],
    clauses: Sequence[Clause],
    *,
    marked: Collection[int],
    only_marked: bool,
    address: Callable[[Clause], str],
) -> Iterator[Line]:
    """Headings and paragraphs of a text.

    Args:
        text: the version's text.
        areas: its areas, in order.
        clauses: its clauses, in order.
        marked: the ids of the clauses that are marked.
        only_marked: leave out paragraphs without a mark, and headings of areas without one.
        address: where the page of a clause is.
    """
    headings = {area.start: area for area in areas if area.title}
    kept = {clause.area_id for clause in clauses if clause.pk in marked}
    upcoming = iter([*clauses, None])
    clause = next(upcoming)
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        inside = []
        while clause is not None and clause.start < end:
            if clause.start >= start:
                inside.append(clause)
            clause = next(upcoming)
        area = headings.get(start)
        if area is not None and line == area.title:
            if not only_marked or area.pk in kept:
                yield Line((Segment(line),), area)
        elif line and (not only_marked or any(clause.pk in marked for clause in inside)):
            yield Line(tuple(_segments(line, start, [clause for clause in inside if clause.pk in marked], address)))
        start = end + 1


def _segments(line: str, start: int, clauses: list[Clause], address: Callable[[Clause], str]) -> Iterator[Segment]:
    at = 0
    for clause in clauses:
        begin, end = clause.start - start, clause.end - start
        if begin > at:
            yield Segment(line[at:begin])
        yield Segment(line[begin:end], clause, tuple(with_figures(clause)), address(clause))
        at = end
    if at < len(line):
        yield Segment(line[at:])


def with_figures(clause: Clause) -> Iterator[tuple[str, bool]]:
    """The words of a clause, cut around its figures."""
    quote, at = clause.quote, 0
    for begin, end in sorted(_figure_places(clause)):
        if begin < at:
            continue
        if begin > at:
            yield quote[at:begin], False
        yield quote[begin:end], True
        at = end
    if at < len(quote):
        yield quote[at:], False


def _figure_places(clause: Clause) -> Iterator[tuple[int, int]]:
    """Where the numbers of the targets stand in the quotation, with their units and comparators where these follow at once."""
    for target in clause.targets.all():
        for number in filter(None, (target.value, target.value_max)):
            digits = _as_printed(number)
            begin = clause.quote.find(f"{digits}{target.unit}")
            if begin >= 0:
                end = begin + len(digits) + len(target.unit)
                if target.comparator and clause.quote.startswith(target.comparator, end):
                    end += len(target.comparator)
                yield begin, end


def _as_printed(number: Decimal) -> str:
    return plain(abs(number)).replace(",", "")
