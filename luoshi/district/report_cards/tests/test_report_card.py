"""The rules of a report card, on sentences written for these tests about a district that does not exist."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.district.report_cards.card import Entry, ReportCard, Row, report_card
from luoshi.district.report_cards.judging import Verdict, together
from luoshi.district.report_cards.matching import Relation, in_unit
from luoshi.district.report_cards.promises import promises_of
from luoshi.district.report_cards.words import promised, told, verdict_name
from luoshi.engines import progress
from luoshi.engines.reading import read
from luoshi.engines.reading.statistics import read_statistics

HALF_A_POINT = Decimal("0.5")


def card_of(promise: str, result: str, *, tolerance: Decimal | None = HALF_A_POINT) -> ReportCard:
    report = read(f"2023年样本区政府工作报告\n一、2023年重点工作\n{promise}。\n")
    bulletin = read_statistics(f"样本区2023年国民经济和社会发展统计公报\n{result}。\n")
    return report_card(promises_of(report), bulletin, tolerance)


def row_of(promise: str, result: str, *, tolerance: Decimal | None = HALF_A_POINT) -> Row:
    ((row,),) = (entry.rows for entry in card_of(promise, result, tolerance=tolerance).entries)
    return row


@pytest.mark.parametrize(
    ("promise", "result", "verdict"),
    [
        # the figures of a real district's 2023: 6.5左右 against 4.3, 8000 against 8000余
        ("地区生产总值增长6.5%左右", "全年地区生产总值600.1亿元，比上年增长4.3%", Verdict.MISSED),
        ("新开发就业岗位8000个", "开发就业岗位8000余个", Verdict.MET),
        # names that mean the same
        ("GDP增长6%", "全区生产总值增长6.1%", Verdict.MET),
        ("规上工业增加值增长7%", "规模以上工业增加值增长6.9%", Verdict.MISSED),
        # comparing words
        ("地区生产总值增长6.5%左右", "地区生产总值增长6.1%", Verdict.MET),
        ("固定资产投资增长10%以上", "固定资产投资增长10%", Verdict.MET),
        ("进出口总额突破100亿元", "进出口总额100亿元", Verdict.MISSED),
        ("城镇调查失业率控制在5.5%以内", "城镇调查失业率5.2%", Verdict.MET),
        ("单位生产总值能耗下降3%以上", "单位GDP能耗下降2.5%", Verdict.MISSED),
        ("居民消费价格涨幅3%左右", "居民消费价格上涨0.2%", Verdict.MET),
        # units are converted within one measure
        ("新开发就业岗位8000个", "开发就业岗位0.79万个", Verdict.MISSED),
        # a rise is held against a rise
        ("居民医保人均财政补助标准提高30元", "居民医保人均财政补助标准640元，比上年提高30元", Verdict.MET),
        # in step with
        ("城镇居民人均可支配收入与经济增长同步", "地区生产总值增长4.3%。城镇居民人均可支配收入增长5%", Verdict.MET),
        ("城镇居民人均可支配收入与经济增长同步", "地区生产总值增长4.3%。城镇居民人均可支配收入增长3%", Verdict.MISSED),
    ],
)
def test_a_promise_is_judged(promise: str, result: str, verdict: Verdict) -> None:
    assert row_of(promise, result).judgement.verdict is verdict


@pytest.mark.parametrize(
    ("promise", "result", "why"),
    [
        ("地区生产总值增长6.5%", "粮食总产量46695吨", "没有这个指标"),
        ("固定资产投资增长10%", "固定资产投资120亿元", "没有同比增速"),
        ("进出口总额达到100亿元", "2022年进出口总额120亿元", "2022年"),
        ("到2025年，高新技术企业达到300家", "高新技术企业310家", "目标是2025年的"),
        ("实际使用外资3亿美元", "实际使用外资21亿元", "不可比"),
        ("新增高新技术企业50家", "年末高新技术企业245家", "存量"),
        ("建成高标准农田3万亩", "累计建成高标准农田45万亩", "存量"),
        ("居民医保人均财政补助标准提高30元", "居民医保人均财政补助标准640元", "目标是提高多少"),
        ("扩大一般公共预算收入规模", "一般公共预算收入规模12亿元", "没有同比增速"),
        ("粮食产量居全市第一", "粮食产量46695吨", "位次"),
        ("数字经济营业收入达到60亿元", "数字经济营业收入超过50亿元", "确切数字不知道"),
        ("地区生产总值增长6.5%", "地区生产总值增长4.3%。地区生产总值增长4.5%", "不同的数字"),
    ],
)
def test_what_cannot_be_judged_says_why(promise: str, result: str, why: str) -> None:
    judgement = row_of(promise, result).judgement
    assert judgement.verdict is Verdict.CANNOT_JUDGE
    assert why in judgement.why.chinese


def test_about_needs_a_tolerance_that_somebody_states() -> None:
    judgement = row_of("地区生产总值增长6.5%左右", "地区生产总值增长6.3%", tolerance=None).judgement
    assert judgement.verdict is Verdict.CANNOT_JUDGE
    assert "左右" in judgement.why.chinese


def test_an_indicator_that_is_only_near_stands_beside_and_is_never_merged() -> None:
    judgement = row_of("新开发就业岗位8000个", "城镇新增就业2598人，增长14.9%。开发就业岗位8000余个").judgement
    assert judgement.used is not None
    assert judgement.used.observation.indicator == "就业岗位"
    assert [(match.observation.indicator, match.relation) for match in judgement.beside] == [("城镇新增就业", Relation.NEAR)]
    alone = row_of("新开发就业岗位8000个", "城镇新增就业9000人").judgement
    assert alone.verdict is Verdict.CANNOT_JUDGE
    assert "另一个指标" in alone.why.chinese


def test_a_figure_of_a_part_of_the_year_is_held_against_the_time_gone_by() -> None:
    promise, result = "新开发就业岗位8000个", "1—9月开发就业岗位5000个"
    judgement = row_of(promise, result).judgement
    assert judgement.verdict is Verdict.UNDER_WAY
    assert judgement.finer is progress.Verdict.BEHIND
    assert verdict_name(judgement).chinese == "落后"


def test_the_figure_of_the_whole_year_counts_before_those_of_its_parts() -> None:
    judgement = row_of("地区生产总值增长5%", "全年地区生产总值增长5.1%。其中，上半年地区生产总值增长4%").judgement
    assert judgement.verdict is Verdict.MET


def test_a_clause_with_two_promises_may_be_kept_in_part() -> None:
    (entry,) = card_of("进出口总额和实际使用外资增长30%", "进出口总额增长31%，实际使用外资增长5%").entries
    assert isinstance(entry, Entry)
    assert entry.verdict is Verdict.PARTLY
    assert together([Verdict.MET, Verdict.CANNOT_JUDGE]) is Verdict.CANNOT_JUDGE


@pytest.mark.parametrize("hedge", ["力争", "努力"])
def test_striven_for_is_said(hedge: str) -> None:
    judgement = row_of(f"{hedge}全年进出口总额达到120亿元以上", "进出口总额98亿元").judgement
    assert (judgement.verdict, judgement.finer) == (Verdict.MISSED, progress.Verdict.STRETCH_NOT_MET)


def test_what_is_followed_is_told_with_the_verdict() -> None:
    judgement = row_of("城镇居民人均可支配收入与经济增长同步", "地区生产总值增长4.3%。城镇居民人均可支配收入增长5%").judgement
    assert judgement.why.chinese == "2023年全年：5%；经济：4.3%"


def test_words() -> None:
    row = row_of("地区生产总值增长6.5%左右", "全年地区生产总值600.1亿元，比上年增长4.3%")
    assert promised(row.promise).chinese == "增长约6.5%"
    assert row.judgement.used is not None
    assert told(row.judgement.used.observation).english == "600.1亿元, +4.3% on the year before"


def test_units() -> None:
    assert in_unit(Decimal("0.8"), "万个", "家") == 8000
    assert in_unit(Decimal(3), "亿美元", "亿元") is None
    assert in_unit(Decimal(3), "吨", "斤") is None
