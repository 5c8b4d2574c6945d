"""A normalised text → its title, year, and sections of paragraphs.

Reports differ in how they number (一、, （一）, 1 …, 一是) but not in how they are built: parts that look back, parts that look
forward, sections in them, and paragraphs of work headed by one short sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from luoshi.engines.reading.furniture import names_aims, report_lines
from luoshi.engines.reading.headings import announced_half, heading_level
from luoshi.engines.reading.masthead import title_of, year_of
from luoshi.engines.reading.model import Half


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the report with its place; ``heading`` is its own inline heading's length (0: none)."""

    start: int
    end: int
    text: str
    heading: int = 0


@dataclass(slots=True)
class Section:
    """An area in the making: heading and paragraphs.

    ``half`` is that of its heading; paragraphs may still turn (:mod:`luoshi.engines.reading.halves`).
    ``level`` is 0 before the first heading.
    """

    title: str
    start: int
    half: Half | None
    level: int
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outline:
    """The report's title, year and sections."""

    title: str
    year: int | None
    sections: tuple[Section, ...]


def outline(text: str) -> Outline:
    """Find title, year and sections of a normalised text."""
    paragraphs = [Paragraph(start, start + len(line), line) for start, line in report_lines(text)]
    return Outline(title_of(text), year_of(text), tuple(_sections(paragraphs)))


def _sections(paragraphs: list[Paragraph]) -> list[Section]:
    """Group paragraphs under headings. List numbers inside a section (1. 2. 3.) open no area where （一） or 一、 do."""
    levels = {heading_level(paragraph.text) for paragraph in paragraphs}
    area_levels = {1, 2} if levels & {1, 2} else {3}
    sections = [Section("", paragraphs[0].start if paragraphs else 0, None, 0)]
    part_half: Half | None = None
    for paragraph in paragraphs:
        level = heading_level(paragraph.text)
        length = _heading_length(paragraph.text, level) if level in area_levels else 0
        if length:
            title = paragraph.text[:length]
            half = announced_half(title) if level == 1 else None
            part_half = half if level == 1 else part_half
            sections.append(Section(title.rstrip("。"), paragraph.start, half or part_half, level))
            paragraph.heading = length
            if length < len(paragraph.text):
                sections[-1].paragraphs.append(paragraph)
        elif not sections[-1].paragraphs and not sections[-1].title and names_aims(paragraph.text):
            sections[-1].title = paragraph.text
        else:
            sections[-1].paragraphs.append(paragraph)
    return sections


def _heading_length(text: str, level: int) -> int:
    """How much of a numbered paragraph is its heading: all of a short line, or the first short sentence; 0 where it is prose."""
    stop = re.search(r"[。！？]", text)
    if stop is None:
        return len(text) if len(text) <= 60 else 0
    if stop.end() == len(text):
        return len(text) if len(text) <= 80 else 0
    if stop.end() <= 60 and (level != 1 or "，" not in text[: stop.end()] or stop.end() < 45):
        return stop.end()
    before_blank = re.match(r"[^\s，。]{2,30}\s", text)
    return before_blank.end() if before_blank else 0
