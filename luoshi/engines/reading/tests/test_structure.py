"""Parts, sections and the point where a report turns from what was done to what will be done."""

from __future__ import annotations

import pytest

from luoshi.engines.reading import Reading, read
from luoshi.engines.reading.halves import sentence_half
from luoshi.engines.reading.headings import announced_half, heading_level
from luoshi.engines.reading.masthead import title_of, year_of
from luoshi.engines.reading.model import Half

REVIEW, PLAN = Half.REVIEW, Half.PLAN


def halves(text: str) -> dict[str, Half]:
    return {clause.quote: clause.half for clause in read(text, year=2026).clauses()}


def areas(reading: Reading) -> list[tuple[int, str, Half]]:
    return [(area.number, area.title, area.half) for area in reading.areas]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("第一部分 工作回顾", 1),
        ("第二章 总体要求", 1),
        ("十二、加强建设", 1),
        ("第一节 农业", 2),
        ("（三）扩大开放", 2),
        ("(三)扩大开放", 2),
        ("1.聚焦创新", 3),
        ("12、聚焦创新", 3),
        ("1 聚焦创新", 3),
        ("1.5万人受益", 0),
        ("2026年工作", 0),
        ("第一产业增长3%", 0),
        ("三农工作", 0),
    ],
)
def test_list_numbers(line: str, level: int) -> None:
    assert heading_level(line) == level


@pytest.mark.parametrize(
    ("title", "half"),
    [
        ("一、2025年工作回顾", REVIEW),
        ("过去五年的成就", REVIEW),
        ("成就和今后目标", REVIEW),
        ("二、2026年重点工作", PLAN),
        ("2026年工作", PLAN),
        ("三、工作部署", PLAN),
        ("二、大力发展农业", None),
    ],
)
def test_what_a_heading_announces(title: str, half: Half | None) -> None:
    assert announced_half(title) is half


def test_a_report_without_headings_turns_where_it_speaks_of_this_year() -> None:
    found = halves("各位代表：\n过去的一年，粮食产量增长3%。\n棉花产量增长2%。\n今年，粮食产量增长4%左右。\n棉花产量增长5%。\n")
    assert found == {
        "过去的一年": REVIEW,
        "粮食产量增长3%": REVIEW,
        "棉花产量增长2%": REVIEW,
        "今年，粮食产量增长4%左右": PLAN,
        "棉花产量增长5%": PLAN,
    }


def test_a_report_that_never_looks_back_is_a_plan_from_its_first_line() -> None:
    assert halves("粮食产量增长4%。\n棉花产量增长5%。\n") == {"粮食产量增长4%": PLAN, "棉花产量增长5%": PLAN}


def test_a_part_with_a_work_heading_after_the_look_back_is_plan() -> None:
    found = halves("一、工作回顾\n粮食产量增长3%。\n二、大力发展农业\n粮食产量增长4%。\n（一）种好地\n新增农田5万亩。\n")
    assert found == {"粮食产量增长3%": REVIEW, "粮食产量增长4%": PLAN, "新增农田5万亩": PLAN}


def test_a_part_that_announces_both_turns_where_its_words_do() -> None:
    found = halves("一、过去五年的成就和今后目标\n小麦产量增长3%。\n今后五年，粮食产量增长4%。\n棉花产量增长5%。\n")
    assert found == {"小麦产量增长3%": REVIEW, "今后五年": PLAN, "粮食产量增长4%": PLAN, "棉花产量增长5%": PLAN}


def test_a_paragraph_of_the_plan_about_a_finished_five_year_plan_looks_back() -> None:
    found = halves("二、2026年重点工作\n“十四五”时期，新建学校20所。\n新建医院3所。\n“十五五”时期，新建公园9个。\n")
    assert (found["新建学校20所"], found["新建医院3所"], found["新建公园9个"]) == (REVIEW, PLAN, PLAN)


@pytest.mark.parametrize(
    ("sentence", "half"),
    [
        ("去年新建学校20所", REVIEW),
        ("2025年新建学校20所", REVIEW),
        ("2026年新建学校20所", PLAN),
        ("2025年比上年有所改进", PLAN),
        ("去年的经验要坚持", PLAN),
        ("目前已建成学校20所", REVIEW),
        ("新建学校20所", PLAN),
    ],
)
def test_a_sentence_that_looks_back_from_the_plan(sentence: str, half: Half) -> None:
    assert sentence_half(sentence, PLAN, 2026) is half
    assert sentence_half(sentence, REVIEW, 2026) is REVIEW


def test_areas_of_parts_and_sections() -> None:
    reading = read(
        "第一部分 工作回顾\n粮食产量增长3%。\n"
        "第二部分 工作安排\n（一）种好地。\n新增农田5万亩。\n1.做好灌溉\n新建水渠3条。\n（二）办好学。新建学校3所。\n",
        year=2026,
    )
    assert areas(reading) == [
        (1, "第一部分工作回顾", REVIEW),
        (2, "第二部分工作安排", PLAN),
        (3, "（一）种好地", PLAN),
        (4, "（二）办好学", PLAN),
    ]
    assert [clause.quote for measure in reading.areas[2].measures for clause in measure.clauses] == [
        "新增农田5万亩",
        "做好灌溉",
        "新建水渠3条",
    ]


def test_list_numbers_open_areas_where_nothing_greater_does() -> None:
    assert areas(read("1.种好地\n新增农田5万亩。\n2.办好学\n新建学校3所。\n", year=2026)) == [(1, "1.种好地", PLAN), (2, "2.办好学", PLAN)]


def test_the_page_around_a_report_is_left_out() -> None:
    page = "来源：桃源日报\n字号 大 中 小\n二、2026年重点工作\n新增农田5万亩。\n—3—\n桃源在线 李四 摄\n责任编辑：张三\n"
    assert [clause.quote for clause in read(page, year=2026).clauses()] == ["新增农田5万亩"]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2026年桃源镇政府工作报告\n2025年，", 2026),
        ("政府工作报告\n——2026年1月5日在会议上\n", 2026),
        ("2023经济社会发展主要目标\n", 2023),
        ("首先报告2025年工作", 2026),
        ("2025年工作完成情况\n2026年重点工作\n", 2026),
        ("2024年建成，2025年开工，2025年投用", 2025),
        ("发展农业", None),
    ],
)
def test_year(text: str, year: int | None) -> None:
    assert year_of(text) == year


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("来源：桃源日报\n2026年桃源镇政府工作报告\n各位代表：\n", "2026年桃源镇政府工作报告"),
        ("各位代表：\n发展农业。做好工业。", "发展农业"),
        ("", ""),
    ],
)
def test_title(text: str, title: str) -> None:
    assert title_of(text) == title
