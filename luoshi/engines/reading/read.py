"""The door's one function: text in, :class:`~luoshi.engines.reading.model.Reading` out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from luoshi.engines.reading.drafts import Draft, section_drafts
from luoshi.engines.reading.findings import find
from luoshi.engines.reading.halves import halves
from luoshi.engines.reading.kinds import kind_of
from luoshi.engines.reading.model import Area, Clause, Half, Kind, Measure, Reading, Span
from luoshi.engines.reading.normalise import normalise
from luoshi.engines.reading.structure import Section, outline


def read(text: str, *, title: str | None = None, year: int | None = None) -> Reading:
    """Read a work report.

    Args:
        text: the report as decoded text; see :mod:`luoshi.engines.documents` for files.
        title: overrides the title found in the text.
        year: the year the report plans for, where the text does not name it.

    Returns:
        Areas, measures, clauses and targets with exact spans, and findings about the text.

    Raises:
        TextTooLong: the text is far longer than any report.
    """
    normalised = normalise(text)
    report = outline(normalised.text)
    found_year = year or report.year
    areas = tuple(_areas(report.sections, found_year))
    reading = Reading(text, normalised.text, normalised.origins, title or report.title, found_year, areas)
    return replace(reading, findings=tuple(find(reading)))


def _areas(sections: tuple[Section, ...], year: int | None) -> Iterator[Area]:
    number = 0
    for section, row in zip(sections, halves(sections, year), strict=True):
        measures = tuple(_measures(section, row, year))
        if not measures and not section.title:
            continue
        if section.level:
            number += 1
        end = max((measure.span.end for measure in measures), default=section.start + len(section.title))
        half = row[-1] if row else section.half or Half.PLAN
        yield Area(Span(section.start, end), number, section.title, half, measures)


def _measures(section: Section, row: list[Half], year: int | None) -> Iterator[Measure]:
    for paragraph, drafts in section_drafts(section, row, year):
        title = drafts[0].quote if drafts[0].topic else ""
        yield Measure(Span(paragraph.start, paragraph.end), title, tuple(map(_decided, drafts)))


def _decided(draft: Draft) -> Clause:
    """A draft with its kind; candidates become targets only where it is a target or a result."""
    kind = kind_of(draft.quote, draft.tense, draft.candidates, draft.around) if draft.readable else Kind.PRINCIPLE
    targets = draft.candidates if kind in {Kind.TARGET, Kind.RESULT} else ()
    return Clause(draft.span, draft.quote, draft.half, kind, draft.strength, draft.topic, targets)
