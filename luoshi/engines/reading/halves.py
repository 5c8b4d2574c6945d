"""Which half speaks, what was done or what will be done: of every paragraph, and of a sentence that looks back from the plan.

A heading decides first. A paragraph that opens with the words of the other half turns the rest of its part. A part without any sign goes
with what stands before it; a report without any look back is a plan from its first line."""

from __future__ import annotations

import re

from luoshi.engines.reading.headings import announces_plan
from luoshi.engines.reading.model import Half
from luoshi.engines.reading.periods import PLAN_END
from luoshi.engines.reading.structure import Section

_TURNS_TO_PLAN = re.compile(
    r"^(?:今年(?!以来)|今后五年|未来五年|“?十[三四五六]五”?(?:时期)?(?:，|,|是|我|经济|将|要)|到20\d\d年|做好[^，。]{0,12}工作|新的一年"
    r"|\d{4}年是|下一步|(?:20\d\d年，?,?)?(?:要|将)重点)"
    r"|主要预期目标|主要目标(?:任务)?(?:是|为|[:：])|预期目标(?:是|为|[:：])|工作总体要求|重点(?:抓好|做好)[^，。]{0,14}(?:工作|方面)"
)
_TURNS_BACK = re.compile(
    r"^(?:首先报告|过去(?:的)?(?:一|五)年|一年来|五年来|20\d\d年，?|回顾|上年|去年|刚刚过去|肯定成绩|成绩(?:的取得)?来之不易|在看到成绩"
    r"|各位代表！?(?:过去|这些成绩)|“十[二三四]五”(?:时期)?(?:，|,|的|以来|五年|是|我))"
)
_PLAN_DRAFTED = re.compile(r"编制(?:了|形成)?[^，。]{0,6}“?十[三四五六]五”?规划")
_YEARS_GONE_BY = re.compile(r"^(?:过去(?:的)?(?:一|五)年|一年来|五年来|这五年|“?(?P<plan>十[一二三四五]五)”?时期[，,])")
_SENTENCE_LOOKS_BACK = re.compile(
    r"^[—“]*(?:去年|上年|过去|目前(?=.{0,40}(?:已|达到|超过))|近年来|截至|这些年|十年来|五年来|改革开放以来|经过多年|20(?P<year>\d\d)年(?!\d))"
)


def halves(sections: tuple[Section, ...], year: int | None) -> list[list[Half]]:
    """The half of every paragraph of every section; ``year`` is the report's own."""
    current, turned = Half.REVIEW if _looks_back_at_all(sections) else Half.PLAN, False
    result = []
    for section in sections:
        announced = Half.REVIEW if _is_of_a_year_gone_by(section.title, year) else section.half
        if announced is not None and not (turned and section.level == 2):
            current, turned = announced, False
        elif section.half is None and section.level == 1:
            # 「一、工作回顾 二、大力发展农业」: a part with a work heading after the look back is plan.
            current = Half.PLAN
        row = []
        for paragraph in section.paragraphs:
            current, turned = _turn(paragraph.text[paragraph.heading :], section, current, turned=turned)
            row.append(Half.REVIEW if _tells_of_years_gone_by(paragraph.text, year) else current)
        result.append(row)
    return result


def sentence_half(sentence: str, half: Half, year: int | None) -> Half:
    """The half of a sentence in a paragraph of ``half``: 去年居民消费价格涨幅回落到2.6% tells a result also inside the plan."""
    match = _SENTENCE_LOOKS_BACK.match(sentence) if half is Half.PLAN else None
    if match is None:
        return half
    if match["year"]:
        past = year is not None and int("20" + match["year"]) < year and "比" not in sentence[:9]  # 2020年比2015年… is an aim
    else:
        past = bool(re.search(r"\d", sentence))
    return Half.REVIEW if past else Half.PLAN


def _looks_back_at_all(sections: tuple[Section, ...]) -> bool:
    opening = [paragraph for section in sections[:3] for paragraph in section.paragraphs[:6]]
    return any(section.half is Half.REVIEW for section in sections) or any(_TURNS_BACK.search(paragraph.text) for paragraph in opening)


def _is_of_a_year_gone_by(title: str, year: int | None) -> bool:
    """一、2025年工作 in a report for 2026."""
    named = [int(found) for found in re.findall(r"(20\d\d)年", title)]
    return year is not None and bool(named) and max(named) < year and not re.search(r"目标|规划|展望", title)


def _tells_of_years_gone_by(paragraph: str, year: int | None) -> bool:
    """“十四五”时期，… in a report for 2026."""
    match = _YEARS_GONE_BY.match(paragraph)
    if not match:
        return False
    return match["plan"] is None or (year is not None and PLAN_END[match["plan"]] < year)


def _turn(text: str, section: Section, current: Half, *, turned: bool) -> tuple[Half, bool]:
    """The half from this paragraph on, and whether the part has turned away from its heading."""
    back = bool(_TURNS_BACK.search(text[:20]))
    if current is Half.REVIEW:
        forward = not back and (_TURNS_TO_PLAN.search(text[:60]) or _PLAN_DRAFTED.search(text[:120]))
        may_turn = section.level == 0 or section.half is not Half.REVIEW or announces_plan(section.title)
        return (Half.PLAN, True) if forward and may_turn else (current, turned)
    return (Half.REVIEW if back and section.level == 0 and not turned else current), turned
