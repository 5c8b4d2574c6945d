"""The door's one function: a bulletin's text in, :class:`~luoshi.engines.reading.statistics.model.Observations` out."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.engines.reading.model import Span
from luoshi.engines.reading.normalise import normalise
from luoshi.engines.reading.statistics.document import Document, opened, remarks_of
from luoshi.engines.reading.statistics.errors import NoStatistics
from luoshi.engines.reading.statistics.model import Observation, Observations
from luoshi.engines.reading.statistics.passages import observed
from luoshi.engines.reading.statistics.tables import Table, tables
from luoshi.engines.reading.structure import Paragraph


def read_statistics(text: str, *, year: int | None = None) -> Observations:
    """Read a statistical bulletin, a report on the running of the economy, or the look back of a work report.

    Args:
        text: the document as decoded text; see :mod:`luoshi.engines.documents` for files.
        year: the year of the figures, where the text does not name it.

    Returns:
        Observations in reading order with exact spans, and remarks on the document as a whole.

    Raises:
        TextTooLong: the text is far longer than any bulletin.
        NoStatistics: the text holds no figure that names what it measures.
    """
    normalised = normalise(text)
    document = opened(normalised.text, year)
    found_tables = tables(text, normalised)
    found = sorted([*_in_prose(document, found_tables), *_in_tables(document, found_tables)], key=lambda each: each.span.start)
    if not found:
        raise NoStatistics(len(normalised.text))
    return Observations(
        text, normalised.text, normalised.origins, document.title, document.spell, tuple(found), remarks_of(document, found)
    )


def _in_prose(document: Document, found_tables: list[Table]) -> list[Observation]:
    covered = [table.span for table in found_tables]
    return [
        observation
        for paragraph in document.paragraphs
        for stretch in _beside(paragraph, covered)
        for observation in observed(stretch, document)
    ]


def _beside(paragraph: Paragraph, covered: list[Span]) -> Iterator[Paragraph]:
    """What a paragraph has before, between and after tables that its lines were put together with."""
    start = paragraph.start
    for span in covered:
        if span.end <= paragraph.start or paragraph.end <= span.start:
            continue
        if start < span.start:
            yield _stretch(paragraph, start, span.start)
        start = max(start, span.end)
    if start < paragraph.end:
        yield _stretch(paragraph, start, paragraph.end)


def _stretch(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    return Paragraph(start, end, paragraph.text[start - paragraph.start : end - paragraph.start])


def _in_tables(document: Document, found_tables: list[Table]) -> list[Observation]:
    return [observation for table in found_tables for observation in table.observations(document.spell)]
