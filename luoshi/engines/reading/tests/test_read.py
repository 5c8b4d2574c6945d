"""What holds for every text whatever: places are exact, parts lie inside their whole, time and memory are bounded."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.engines.reading import Reading, read
from luoshi.engines.reading.errors import TextTooLong
from luoshi.engines.reading.model import Half, Kind, Span
from luoshi.engines.reading.normalise import CHARACTERS_MAX

PIECES = st.sampled_from(
    [
        "一、工作回顾", "二、2026年重点工作", "（一）加快发展", "1 聚焦创新", "各位代表！", "\n", "\n\n", "\r\n", "　", "，",
        "。", "；", "、", "：", "“", "”", "（", "）", "《", "》", "地区生产总值", "增长", "6.5%", "左右", "以上", "力争", "新增",
        "100家", "企业", "分别", "5.2%、8%", "从", "380元", "提高到", "1,000元", "和", "与经济增长同步", "去年", "２０％", "万",
        "亿", "百个", "超", "翻一番", "三分之一", "第二轮", "“4567”", "15分钟", "\u200b", "\ufeff", "A", "5G", "-", "—",
        "到2030年", "全省第一", "提高", "率", "等", "3所学校", "#", "%", "1/3",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=300))


def check_places(reading: Reading) -> None:
    assert len(reading.origins) == len(reading.text)
    assert all(a <= b for a, b in zip(reading.origins, reading.origins[1:], strict=False))
    end = 0
    for area in reading.areas:
        for measure in area.measures:
            for clause in measure.clauses:
                assert reading.text[clause.span.start : clause.span.end] == clause.quote
                assert clause.span.start >= end, "clauses overlap or stand out of order"
                end = clause.span.end
                assert measure.span.start <= clause.span.start <= clause.span.end <= measure.span.end
                place = reading.origin(clause.span)
                assert 0 <= place.start <= place.end <= len(reading.source)
                assert all(clause.span == target.span for target in clause.targets)
    for finding in reading.findings:
        assert finding.span.end <= len(reading.text)
        assert finding.message
        assert finding.advice


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_places_are_exact_for_any_text(text: str) -> None:
    check_places(read(text))


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_reading_is_a_function_of_the_text(text: str) -> None:
    assert read(text) == read(text)


def test_the_source_of_a_clause_is_found_through_blanks_and_broken_lines() -> None:
    source = "二、2026年重点工作\n认真落实，做好\n《外商投资法》\n，全年新增\u200b企业 １００ 家以上。\n"
    reading = read(source)
    clause = next(clause for clause in reading.clauses() if clause.kind is Kind.TARGET)
    assert clause.quote == "全年新增企业100家以上"
    place = reading.origin(clause.span)
    assert source[place.start : place.end] == "全年新增\u200b企业 １００ 家以上"


def test_a_hard_wrapped_sentence_is_put_together() -> None:
    reading = read("二、2026年重点工作\n货币政策要稳健，广义货币M\n2\n增长12%左右。\n（一）做好农业\n建设高标准农田5万亩。\n")
    assert [target.indicator for clause in reading.clauses() for target in clause.targets] == ["广义货币M2", "高标准农田"]


def test_halves() -> None:
    reading = read(
        "各位代表：\n一、2025年工作回顾\n地区生产总值增长5.1%，下降4.1%的是工业。\n二、2026年重点工作\n地区生产总值增长6%左右。\n",
        year=2026,
    )
    halves = {(clause.quote, clause.half, clause.kind) for clause in reading.clauses()}
    assert ("地区生产总值增长5.1%", Half.REVIEW, Kind.RESULT) in halves
    assert ("地区生产总值增长6%左右", Half.PLAN, Kind.TARGET) in halves


def test_a_heading_with_a_year_gone_by_looks_back() -> None:
    reading = read("一、2025年工作\n新建学校7所。\n二、2026年工作\n新建学校3所。\n", year=2026)
    assert [(clause.half, clause.kind) for clause in reading.clauses()] == [(Half.REVIEW, Kind.RESULT), (Half.PLAN, Kind.TARGET)]


def test_results_carry_their_sign() -> None:
    reading = read("一、2025年工作回顾\n第一产业增加值下降4.1%。\n二、2026年工作安排\n加快发展。\n")
    (target,) = [target for clause in reading.clauses() for target in clause.targets]
    assert (target.indicator, str(target.value), target.direction) == ("第一产业增加值", "-4.1", "down")


def test_glossary_and_licence_are_left_out() -> None:
    glossary = "".join(f"{number}.“新词{number}”：是指2026年新增{number}00家企业的做法。\n" for number in range(1, 6))
    reading = read("二、2026年重点工作\n" + "新增企业100家。\n" * 30 + "名词解释\n" + glossary)
    assert all("新词" not in clause.quote for clause in reading.clauses())


def test_areas_and_measures() -> None:
    reading = read("2023年主要目标\n地区生产总值增长6%。\n1 聚焦创新。\n大力培育主体。新增企业5家。\n2 扩大开放。\n办好展会。\n")
    assert [(area.number, area.title) for area in reading.areas] == [(0, "2023年主要目标"), (1, "1 聚焦创新"), (2, "2 扩大开放")]
    assert reading.areas[1].measures[0].title == "大力培育主体"


def test_title_and_year() -> None:
    reading = read("2026年桃源新区政府工作报告\n——2026年1月5日在桃源新区第一届人民代表大会上\n各位代表：\n一、2026年工作安排\n加快发展。\n")
    assert (reading.title, reading.year) == ("2026年桃源新区政府工作报告", 2026)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000, "（" * 50_000 + "）" * 50_000, "发展" * 50_000, "，" * 100_000, "是：" * 50_000, "1," * 50_000,
        "“" * 100_000, "一\n" * 50_000, "增长5%，" * 20_000, "分别" * 50_000,
    ],
    ids=["digits", "brackets", "no punctuation", "commas", "colons", "digits and commas", "open quotes", "lines", "targets", "one word"],
)  # fmt: skip
def test_a_hostile_text_ends(text: str) -> None:
    check_places(read(text))


def test_a_text_beyond_every_report_is_refused() -> None:
    with pytest.raises(TextTooLong, match=re.escape(f"{CHARACTERS_MAX:,}")):
        read("好" * (CHARACTERS_MAX + 1))


def test_the_empty_text_has_no_clauses() -> None:
    assert list(read("").clauses()) == []


def test_a_span_is_refused_when_it_runs_backwards() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)
