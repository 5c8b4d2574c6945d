"""The bulletin as a whole: its title, the time it is about, and the paragraphs that tell figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luoshi.engines.reading.furniture import report_lines
from luoshi.engines.reading.halves import halves
from luoshi.engines.reading.masthead import year_of
from luoshi.engines.reading.model import Half
from luoshi.engines.reading.statistics.model import Observation, Remark, RemarkKind, Spell
from luoshi.engines.reading.statistics.spells import spell_of
from luoshi.engines.reading.structure import Outline, Paragraph, outline
from luoshi.words import Words

_STATISTICS = re.compile(r"统计公报|经济运行|国民经济|运行情况|主要经济指标|统计数据|统计月报|经济形势|统计快报|主要指标")
_WORK_REPORT = re.compile(r"政府工作报告|现在，?我代表[^。]{2,30}报告(?:政府)?工作")
_SEVERAL_YEARS = re.compile(r"(?:过去|这|本届政府|和)(?:的)?五年|五年来|五年工作|“?十[一二三四五]五”?(?:时期|期间|以来|发展|规划收官)")
_FIVE = 5
_OPENING = 2
_HEAD_LINES = 12
_TITLE_LENGTH_MAX = 50


@dataclass(frozen=True, slots=True)
class Document:
    """What is read before any figure is."""

    title: str
    spell: Spell
    paragraphs: tuple[Paragraph, ...]
    is_work_report: bool
    is_bulletin: bool


def is_bulletin(text: str) -> bool:
    """Whether a text calls itself a publication of statistics at its head, and no work report."""
    head = _head(text)
    return bool(_STATISTICS.search(head)) and not _is_work_report(head)


def _is_work_report(head: str) -> bool:
    return bool(_WORK_REPORT.search(head)) and "统计公报" not in head


def _head(text: str) -> str:
    return "\n".join(line for line in text.split("\n")[:_HEAD_LINES] if len(line) <= _TITLE_LENGTH_MAX or _WORK_REPORT.search(line))


def opened(text: str, year: int | None) -> Document:
    """Title, time and paragraphs of a normalised text; of a work report only the paragraphs that look back."""
    head = _head(text)
    is_report = _is_work_report(head)
    lines = tuple(Paragraph(start, start + len(line), line) for start, line in report_lines(text))
    if is_report:
        planned = outline(text)
        spoken_of = year or (planned.year - 1 if planned.year else None)
        back = _look_back(text)
        spell = Spell(spoken_of, years=_FIVE if _tells_of_several_years(back, planned) else 1)
        return Document(planned.title, spell, back, is_work_report=True, is_bulletin=False)
    title = _title(lines)
    return Document(title, _spell(title, text, year), lines, is_work_report=False, is_bulletin=is_bulletin(text))


def _tells_of_several_years(back: Sequence[Paragraph], report: Outline) -> bool:
    """Whether the look back is on five years, or on them as well: then a figure without a time may be of all of them."""
    opening = [paragraph.text for paragraph in back[:_OPENING]]
    titles = [section.title for section in report.sections if section.half is Half.REVIEW]
    return any(_SEVERAL_YEARS.search(words) for words in (*titles, *opening))


def _look_back(text: str) -> tuple[Paragraph, ...]:
    report = outline(text)
    rows = zip(report.sections, halves(report.sections, report.year), strict=True)
    return tuple(paragraph for section, row in rows for paragraph, half in zip(section.paragraphs, row, strict=True) if half is Half.REVIEW)


def _title(lines: Sequence[Paragraph]) -> str:
    short = [line.text for line in lines[:_HEAD_LINES] if len(line.text) <= _TITLE_LENGTH_MAX and "。" not in line.text]
    return next((line for line in short if _STATISTICS.search(line)), short[0] if short else "")


def _spell(title: str, text: str, year: int | None) -> Spell:
    """The time of the title; a title without a year has the one named most often."""
    stated = spell_of(title, Spell(None)) or Spell(None)
    return replace(stated, year=year or stated.year or year_of(text), at_end=False, stated=False)


def remarks_of(document: Document, found: Sequence[Observation]) -> tuple[Remark, ...]:
    """What whoever uses the figures must know about the document."""
    return (*_about_kind(document), *_about_years(document, found))


def _about_kind(document: Document) -> Iterator[Remark]:
    if document.is_work_report:
        yield _READ_OF_WORK_REPORT
        if document.spell.years > 1:
            yield _FIVE_YEARS
    elif not document.is_bulletin:
        yield _NO_BULLETIN


def _about_years(document: Document, found: Sequence[Observation]) -> Iterator[Remark]:
    year = document.spell.year
    others = "、".join(map(str, sorted({each.spell.year for each in found if each.spell.year} - {year})))
    if year is None:
        yield _NO_YEAR
    elif others:
        chinese = f"除{year}年外，还有{others}年的数字，各按原文年份记录。"
        yield Remark(RemarkKind.SEVERAL_YEARS, Words(chinese, f"Figures of {others} beside {year}: each bears its own year."))


_READ_OF_WORK_REPORT: Final = Remark(
    RemarkKind.WORK_REPORT,
    Words("这是政府工作报告，只读了回顾部分的结果。", "This is a work report: only the results of its look back were read."),
)
_FIVE_YEARS: Final = Remark(
    RemarkKind.SEVERAL_YEARS,
    Words(
        "报告也回顾了五年的工作：没有写明时间的数字可能是五年的，不与一年的目标比较。",
        "The look back is on five years as well: a figure without a time may be of all of them, and is held against no promise of one.",
    ),
)
_NO_BULLETIN: Final = Remark(
    RemarkKind.NO_BULLETIN,
    Words(
        "文件没有写明是统计公报或经济运行情况，数字可能不是统计部门发布的，请核对来源。",
        "Nothing names this a statistical bulletin; its figures may not be those of the statistics office. Check the source.",
    ),
)
_NO_YEAR: Final = Remark(
    RemarkKind.NO_YEAR,
    Words("文件没有写明年份，请指明年份后再读。", "The document names no year: say which one it is, and read it again."),
)
