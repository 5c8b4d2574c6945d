"""Paragraphs → areas and measures; the review half told from the plan half; everything that is not the report left out.

Reports differ in how they number (一、, （一）, 1 …, 一是) but not in how they are built: parts that look back, parts that look
forward, sections in them, and paragraphs of work headed by one short sentence. The structure is found from headings and from the words
that tell past from future."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from luoshi.engines.reading.model import Half
from luoshi.engines.reading.normalise import HEADING
from luoshi.engines.reading.periods import PLAN_END

_FURNITURE = re.compile(
    r"^(?:#|来源[:：]|时间[:：]|发布|发表时间|分享|作者[:：]|责任编辑|编辑[:：]|审核|打印|字号|当前位置|首页|上一篇|下一篇|附件|扫一扫|浏览|点击"
    r"|Copyright|Public domain|注[:：]|图片|图为|[—-]{1,2}\d+[—-]{1,2}$|第\d+页|\d+/\d+$|https?:|www\.|[0-9a-f]{16,}[:：]?$|true$|false$)"
    r"|(?:摄影报道|摄)$|本报(?:全媒体)?(?:讯)?记者[^，。]{0,12}$"
)
_APPENDIX = re.compile(
    r"^(?:《?政府工作报告》?)?(?:名词解释|有关名词|名词注释|有关用语|部分名词|相关名词|术语解释|缩略语|注释|附[:：]|附件[:：\d]|附录|本作品是|名词术语)|^（?注[:：]?）?$"
)
_GLOSSARY_ENTRY = re.compile(r"^\d{1,3}[.．、]\s?[^。]{1,40}[:：]")
_SALUTATION = re.compile(r"^(?:各位代表|同志们|各位委员)[！!，,：:]?")
_LEAD_IN = re.compile(r"现在，?,?我代表|向大会(?:报告|作)|请予审议")
_CLOSING = re.compile(r"^(?:各位代表[！!，,])?[^。]{0,40}(?:让我们|奋斗铸就|谢谢大家)")

_REVIEW_HEAD = re.compile(r"回顾|总结|成就|过去|以来(?:的)?(?:工作|主要|发展)|主要成绩|工作情况|完成情况|发展历程|发展情况")
_PLAN_HEAD = re.compile(
    r"建议|部署|任务|安排|目标|重点工作|要求|规划|思路|主要工作|工作举措|打算|考虑|政策取向|\d{4}年(?:的)?(?:主要)?工作$|要点"
)
_FUTURE = re.compile(
    r"^(?:今年(?!以来)|今后五年|未来五年|“?十[三四五六]五”?(?:时期)?(?:，|,|是|我|经济|将|要)|到20\d\d年|做好[^，。]{0,12}工作|新的一年|\d{4}年是|下一步|(?:20\d\d年，?,?)?(?:要|将)重点)"
    r"|主要预期目标|主要目标(?:任务)?(?:是|为|[:：])|预期目标(?:是|为|[:：])|工作总体要求|重点(?:抓好|做好)[^，。]{0,14}(?:工作|方面)"
)
_PAST = re.compile(
    r"^(?:首先报告|过去(?:的)?(?:一|五)年|一年来|五年来|20\d\d年，?|回顾|上年|去年|刚刚过去|肯定成绩|成绩(?:的取得)?来之不易|在看到成绩|各位代表！?(?:过去|这些成绩)|“十[二三四]五”(?:时期)?(?:，|,|的|以来|五年|是|我))"
)
_DRAFTED = re.compile(r"编制(?:了|形成)?[^，。]{0,6}“?十[三四五六]五”?规划")
_OUTLINE_LEVEL = (
    (re.compile(r"^第[一二三四五六七八九十]+(?:部分|章)"), 1),
    (re.compile(r"^[一二三四五六七八九十]{1,3}、"), 1),
    (re.compile(r"^[(（][一二三四五六七八九十]{1,3}[)）]"), 2),
    (re.compile(r"^\d{1,2}(?:[.、．]\s?(?=\D)|\s(?=[^\d\s]))"), 3),
)
HEADLINE = re.compile(r"(?:主要|预期|发展)目标$")


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the report with its place; ``heading`` is its own inline heading's length (0: none)."""

    start: int
    end: int
    text: str
    heading: int = 0


@dataclass(slots=True)
class Section:
    """An area in the making: heading and paragraphs. ``half`` is that of its heading; paragraphs may still turn (see :func:`halves`)."""

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
    paragraphs = list(_body(text))
    sections = _sections(paragraphs)
    return Outline(_title(text), year_of(text), tuple(sections))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    start = 0
    for line in text.split("\n"):
        if line:
            yield Paragraph(start, start + len(line), line)
        start += len(line) + 1


def _body(text: str) -> Iterator[Paragraph]:
    """The paragraphs of the report itself: no page furniture, no captions, and nothing after the glossary or the licence begins."""
    length = max(len(text), 1)
    entries = 0
    for paragraph in _paragraphs(text):
        late = paragraph.start > length * 0.5
        entries = entries + 1 if late and _GLOSSARY_ENTRY.match(paragraph.text) and not re.match(r"^\d{1,2}\s", paragraph.text) else 0
        if late and (_APPENDIX.match(paragraph.text) or entries >= 3):
            return
        if not _FURNITURE.search(paragraph.text[:200] if len(paragraph.text) < 60 else paragraph.text[:12]):
            yield paragraph


def _title(text: str) -> str:
    lines = [line for line in text.split("\n")[:30] if not _FURNITURE.search(line)]
    named = (line for line in lines if line.endswith("政府工作报告") and len(line) < 40)
    return next(named, None) or next((re.split(r"[。！]", line)[0][:40] for line in lines if not _SALUTATION.match(line)), "")


def year_of(text: str) -> int | None:
    """The year the report plans for: named in its title or date line, else the year that its plan half names most."""
    head = text[:1500]
    for pattern in (
        r"(20\d\d|19\d\d)年[^\n。]{0,12}政府工作报告",
        r"[—（(](20\d\d|19\d\d)年\d{1,2}月\d{1,2}日",
        r"(20\d\d|19\d\d)年?(?:经济社会发展)?主要(?:预期)?目标",
    ):
        if match := re.search(pattern, head):
            return int(match[1])
    if reviewed := re.search(r"(?:首先)?报告(20\d\d|19\d\d)年的?(?:政府)?工作", text[:3000]):
        return int(reviewed[1]) + 1
    planned = re.findall(
        r"(20\d\d|19\d\d)年(?:的)?(?:主要|重点|工作总体|经济社会发展|政府)?(?:工作|任务|安排|目标)(?!回顾|完成|情况)", text
    )
    if planned:
        return int(max(planned))
    named = re.findall(r"/ ?(20\d\d|19\d\d) ?/", head) or re.findall(r"(20\d\d|19\d\d)年", text)
    return int(max(set(named), key=named.count)) if named else None


def _level(text: str) -> int:
    return next((level for pattern, level in _OUTLINE_LEVEL if pattern.match(text)), 0)


def _sections(paragraphs: list[Paragraph]) -> list[Section]:
    """Group paragraphs under headings. List numbers inside a section (1. 2. 3.) open no area where （一） or 一、 do."""
    levels = {_level(paragraph.text) for paragraph in paragraphs}
    area_levels = {1, 2} if levels & {1, 2} else {3}
    sections = [Section("", paragraphs[0].start if paragraphs else 0, None, 0)]
    part_half: Half | None = None
    for paragraph in paragraphs:
        level = _level(paragraph.text)
        if level in area_levels and (own_line := _is_heading(paragraph.text, level)) is not None:
            title = paragraph.text[:own_line] if own_line else paragraph.text
            half = half_of_heading(title) if level == 1 else None
            part_half = half if level == 1 else part_half
            sections.append(Section(title.rstrip("。"), paragraph.start, half or part_half, level))
            if own_line and own_line < len(paragraph.text):
                paragraph.heading = own_line
                sections[-1].paragraphs.append(paragraph)
        elif not sections[-1].paragraphs and not sections[-1].title and HEADLINE.search(paragraph.text):
            sections[-1].title = paragraph.text
        else:
            sections[-1].paragraphs.append(paragraph)
    return sections


def _is_heading(text: str, level: int) -> int | None:
    """``0``: the whole paragraph is a heading; ``n``: its first n characters are; ``None``: it is prose (一、 inside a sentence)."""
    stop = re.search(r"[。！？]", text)
    if stop is None:
        return 0 if len(text) <= 60 else None
    if stop.end() == len(text):
        return 0 if len(text) <= 80 else None
    if stop.end() <= 60 and (level != 1 or "，" not in text[: stop.end()] or stop.end() < 45):
        return stop.end()
    match = re.match(r"^[^\s，。]{2,30}\s", text)
    return match.end() if match else None


def half_of_heading(title: str) -> Half | None:
    """The half a heading announces; a heading that announces both (成就和今后目标) begins with the past."""
    if _REVIEW_HEAD.search(title):
        return Half.REVIEW
    return Half.PLAN if _PLAN_HEAD.search(title) else None


def halves(sections: tuple[Section, ...], year: int | None) -> list[list[Half]]:
    """The half of every paragraph of every section; ``year`` is the report's own.

    A heading decides first. A paragraph that opens with the words of the other half turns the rest of its part. A part without any sign
    goes with what stands before it; a report without any look back is a plan from its first line."""
    looks_back = any(section.half is Half.REVIEW for section in sections) or any(
        _PAST.search(paragraph.text) for section in sections[:3] for paragraph in section.paragraphs[:6]
    )
    current = Half.REVIEW if looks_back else Half.PLAN
    turned = False
    result = []
    for section in sections:
        if section.half is not None and not (turned and section.level == 2):
            current, turned = section.half, False
        elif section.half is None and section.level == 1 and current is Half.REVIEW:
            # 「一、工作回顾 二、大力发展农业」: a part with a work heading after the look back is plan.
            current = Half.PLAN
        row = []
        for paragraph in section.paragraphs:
            current, turned = _turn(paragraph.text[paragraph.heading :], section, current, turned=turned)
            row.append(Half.REVIEW if looks_back_on(paragraph.text, year) else current)
        result.append(row)
    return result


_PAST_YEARS = re.compile(r"^(?:过去(?:的)?(?:一|五)年|一年来|五年来|这五年|“?(?P<plan>十[一二三四五]五)”?时期[，,])")


def looks_back_on(paragraph: str, year: int | None) -> bool:
    """Whether one paragraph of the plan half tells of years gone by (“十四五”时期，… in a report for 2026)."""
    match = _PAST_YEARS.match(paragraph)
    if not match:
        return False
    return match["plan"] is None or (year is not None and PLAN_END[match["plan"]] < year)


def _turn(text: str, section: Section, current: Half, *, turned: bool) -> tuple[Half, bool]:
    if current is Half.REVIEW and (_FUTURE.search(text[:60]) or _DRAFTED.search(text[:120])) and not _PAST.search(text[:20]):
        mixed = section.half is not Half.REVIEW or _PLAN_HEAD.search(section.title)
        return (Half.PLAN, True) if mixed or section.level == 0 else (current, turned)
    if current is Half.PLAN and section.level == 0 and not turned and _PAST.search(text[:20]):
        return Half.REVIEW, turned
    return current, turned


_MASTHEAD = re.compile(r"政府工作报告[。》]?$|会议上[）)]?$|^[（(—]*(?:20|19|二)[\d〇○零一二]{3}年\d{0,2}")


def is_ceremony(text: str, *, lead: bool) -> bool:
    """Titles, names, salutations and thanks: text of the report, but not a clause of it. ``lead``: before the first heading."""
    if (
        lead
        and len(text) < 60
        and not re.search(r"[，,。；;%]", text)
        and (_MASTHEAD.search(text) or len(text) < 12)
        and not HEADLINE.search(text)
    ):
        return True
    return (len(text) <= 8 and bool(_SALUTATION.match(text))) or (len(text) < 120 and bool(_LEAD_IN.search(text)))


def is_plain_heading(text: str) -> bool:
    """A line that only titles what follows (2023经济社会发展主要目标)."""
    return bool(HEADLINE.search(text)) and len(text) < 30 and not re.search(r"[，。；]", text)


def is_numbered(text: str) -> bool:
    """Whether a line opens with a list number."""
    return bool(HEADING.match(text))
