"""Whole documents: bulletins, what is none, and tables in them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.engines.reading.statistics import read_statistics
from luoshi.engines.reading.statistics.errors import NoStatistics
from luoshi.engines.reading.statistics.export import to_json
from luoshi.engines.reading.statistics.model import RemarkKind


@pytest.mark.parametrize("text", ["", " \n", "样本区2023年统计公报\n全区上下坚定信心、开拓进取。\n", "a b c 1 2 3"])
def test_a_text_without_figures_is_refused(text: str) -> None:
    with pytest.raises(NoStatistics) as refusal:
        read_statistics(text)
    assert "统计公报" in str(refusal.value)


def test_a_work_report_gives_its_look_back_only() -> None:
    read = read_statistics(
        "2024年样本区政府工作报告\n一、2023年工作回顾\n地区生产总值增长4.3%。\n二、2024年工作安排\n地区生产总值增长6%左右。\n"
    )
    (gdp,) = read.observations
    assert (gdp.changes[0].value, gdp.spell.year) == (Decimal("4.3"), 2023)
    assert [remark.kind for remark in read.remarks] == [RemarkKind.WORK_REPORT]


def test_a_look_back_on_five_years_leaves_open_of_which_time_a_figure_is() -> None:
    read = read_statistics(
        "2024年样本区政府工作报告\n一、过去五年工作回顾\n建成高标准农田45万亩。2023年地区生产总值增长4.3%。\n二、2024年工作安排\n建设公园3个。\n"
    )
    assert [(each.indicator, each.spell.years) for each in read.observations] == [("高标准农田", 5), ("地区生产总值", 1)]
    assert RemarkKind.SEVERAL_YEARS in {remark.kind for remark in read.remarks}


def test_what_calls_itself_no_statistics_says_so() -> None:
    read = read_statistics("我区产业园又添新彩\n记者从园区获悉，2023年园区新增注册企业120家。\n")
    assert [remark.kind for remark in read.remarks] == [RemarkKind.NO_BULLETIN]


def test_figures_of_several_years_each_bear_their_own() -> None:
    read = read_statistics("样本区2023年统计公报\n2022年生产总值580亿元。2023年生产总值600亿元。\n")
    assert [each.spell.year for each in read.observations] == [2022, 2023]
    assert [remark.kind for remark in read.remarks] == [RemarkKind.SEVERAL_YEARS]


def test_without_a_year_it_is_said_and_can_be_given() -> None:
    text = "样本区统计公报\n全年生产总值600亿元。\n"
    assert [remark.kind for remark in read_statistics(text).remarks] == [RemarkKind.NO_YEAR]
    assert read_statistics(text, year=2023).observations[0].spell.year == 2023


@pytest.mark.parametrize("parting", ["\t", " | "])
def test_tables(parting: str) -> None:
    rows = [
        ("指标", "绝对数（亿元）", "比上年增长（%）"),
        ("地区生产总值", "1,600.1", "4.3"),
        ("第一产业", "8.2", "-4.1"),
        ("合作项目（个）", "12", ""),
    ]
    table = "\n".join(parting.join(row) for row in rows)
    read = read_statistics(f"样本区2023年统计公报\n表1　主要指标\n{table}\n全年粮食总产量46695吨。\n")
    assert [(each.indicator, each.value, each.unit, [change.value for change in each.changes]) for each in read.observations] == [
        ("地区生产总值", Decimal("1600.1"), "亿元", [Decimal("4.3")]),
        ("第一产业", Decimal("8.2"), "亿元", [Decimal("-4.1")]),
        ("合作项目", Decimal(12), "个", []),
        ("粮食总产量", Decimal(46695), "吨", []),
    ]


def test_json_quotes_the_text_that_was_put_in() -> None:
    source = "样本区2023年统计公报\n全年 生产总值６００亿元，增长4.3%。\n"
    (entry,) = to_json(read_statistics(source))["observations"]
    assert source[entry["start"] : entry["end"]] == entry["quote"] == "全年 生产总值６００亿元，增长4.3%"
    assert (entry["value"], entry["changes"][0]["value"]) == (600.0, 4.3)


NAMES = ["生产总值", "社会消费品零售总额", "茶叶产量", "固定资产投资", "住户存款余额", "城镇新增就业"]
AMOUNTS = st.decimals("0.1", "99999.9", places=1)


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), AMOUNTS, st.decimals("0.1", "99.9", places=1), st.booleans()), min_size=1, max_size=5),
    st.sampled_from(["，", "，比上年", "，按可比价格计算，比上年", "，同比"]),
    st.sampled_from(["。", "；"]),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_figures_are_read_as_they_were_written(figures: list[tuple[str, Decimal, Decimal, bool]], link: str, stop: str) -> None:
    said = [f"全区{name}{amount}亿元{link}{'下降' if falls else '增长'}{rate}%" for name, amount, rate, falls in figures]
    read = read_statistics("样本区2023年统计公报\n" + stop.join(said) + "。\n")
    assert [(each.indicator, each.value, each.growth.value if each.growth else None) for each in read.observations] == [
        (name, amount, -rate if falls else rate) for name, amount, rate, falls in figures
    ]
