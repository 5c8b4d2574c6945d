"""Sentences written for these tests in the manner of bulletins; the places in them do not exist."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.engines.reading.model import Operator
from luoshi.engines.reading.statistics import Observation, read_statistics
from luoshi.engines.reading.statistics.model import Against

TITLE = "样本区2023年国民经济和社会发展统计公报\n"


def observations_of(sentence: str) -> list[Observation]:
    return list(read_statistics(f"{TITLE}一、综合\n{sentence}\n").observations)


def figure(each: Observation) -> str:
    """``生产总值 =600亿元 +4.3%``: what was read in one line."""
    level = f" {each.operator.value}{each.value}{each.unit or ''}" if each.value is not None else ""
    return each.indicator + level + "".join(f" {change.value:+}{change.unit}" for change in each.changes)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # value and growth are one figure, whatever stands between them
        ("初步核算，全区实现地区生产总值600.1亿元，按可比价格计算，比上年增长4.3%。", ["地区生产总值 =600.1亿元 +4.3%"]),
        ("外贸规模扩大，货物进出口总额增长6.6%，总量突破90亿元。", ["货物进出口总额 >90亿元 +6.6%"]),
        ("茶叶总产量20.78万吨，比上年增产0.07万吨。", ["茶叶总产量 =20.78万吨 +0.07万吨"]),
        # signs
        ("陶瓷产量下降21.7%；竹制品产量减产0.2%；客运量与上年持平。", ["陶瓷产量 -21.7%", "竹制品产量 -0.2%", "客运量 +0%"]),
        ("年末户籍人口21.8万人，比上年末减少830人。", ["户籍人口 =21.8万人 -830人"]),
        ("人口自然增长率-1.55‰。", ["人口自然增长率 =-1.55‰"]),
        # points, and growth that itself grew
        ("城镇化率63.4%，比上年提高1.6个百分点。", ["城镇化率 =63.4% +1.6个百分点"]),
        ("规模以上工业增加值增长6.0%，增速比一季度回落0.4个百分点。", ["规模以上工业增加值 +6.0% -0.4个百分点"]),
        # bounds
        ("开发公益性岗位8000余个，公共就业服务近1.3万人次。", ["公益性岗位 >8000个", "公共就业服务 ~1.3万人次"]),
        ("数字经济营业收入超过50亿元。", ["数字经济营业收入 >50亿元"]),
        # 分别
        (
            "城镇、农村居民人均可支配收入分别为42109元和23110元，分别增长5.1%、6.8%。",
            ["城镇居民人均可支配收入 =42109元 +5.1%", "农村居民人均可支配收入 =23110元 +6.8%"],
        ),
        ("城乡居民人均消费支出分别增长4.4%、5.6%。", ["城镇居民人均消费支出 +4.4%", "农村居民人均消费支出 +5.6%"]),
        (
            "第二、第三产业占地区生产总值的比重分别回落2.16和1.66个百分点。",
            ["第二产业占地区生产总值的比重 -2.16个百分点", "第三产业占地区生产总值的比重 -1.66个百分点"],
        ),
        # names that a sentence cuts short
        ("蔬菜播种面积3938公顷，增长1.4%，产量10655吨，下降2.2%。", ["蔬菜播种面积 =3938公顷 +1.4%", "蔬菜产量 =10655吨 -2.2%"]),
        ("全区研发经费支出3.3亿元，与生产总值之比为2.6%。", ["研发经费支出 =3.3亿元", "研发经费支出与生产总值之比 =2.6%"]),
        # comparisons with others are no changes, and what cannot be assigned is not guessed
        ("固定资产投资增长6.8%，高于全市1.2个百分点。", ["固定资产投资 +6.8%"]),
        ("服务业增加值增长5%，拉动经济增长2.1个百分点。", ["服务业增加值 +5%"]),
        ("茶业和瓷业增加值分别增长10.6%和9.1%，占工业总产值比重为12.2%和32.6%。", ["茶业增加值 +10.6%", "瓷业增加值 +9.1%"]),
    ],
)
def test_figures(sentence: str, expected: list[str]) -> None:
    assert [figure(each) for each in observations_of(sentence)] == expected


def test_parts_know_their_whole() -> None:
    text = "全区农林牧渔业总产值14.6亿元，增加值9.1亿元。其中，农业产值6.5亿元；牧业产值6.8亿元，其中生猪产值4亿元。"
    assert [(each.indicator, each.part_of) for each in observations_of(text)] == [
        ("农林牧渔业总产值", ""),
        ("农林牧渔业增加值", ""),
        ("农业产值", "农林牧渔业总产值"),
        ("牧业产值", "农林牧渔业总产值"),
        ("生猪产值", "牧业产值"),
    ]


def test_structure_is_the_one_of_the_time_spoken_of() -> None:
    (structure,) = observations_of("三次产业结构由上年的1.5:37.0:61.5调整为1.4:36.3:62.3。")
    assert (structure.indicator, structure.shares) == ("三次产业结构", (Decimal("1.4"), Decimal("36.3"), Decimal("62.3")))


def test_against_what_a_change_compares() -> None:
    text = "各项存款余额475亿元，同比增长9%，环比增长1%，比年初增加45亿元，两年平均增长6.2%，比2019年增长20%。"
    (deposits,) = observations_of(text)
    assert [change.against for change in deposits.changes] == [
        Against.YEAR_EARLIER,
        Against.PERIOD_EARLIER,
        Against.YEAR_START,
        Against.YEARLY_AVERAGE,
        Against.EARLIER_YEARS,
    ]
    assert deposits.growth is not None
    assert deposits.growth.value == 9


def test_basis_is_kept() -> None:
    (revenue,) = observations_of("一般公共预算收入12亿元，同口径增长10%。")
    assert [change.basis for change in revenue.changes] == ["同口径"]


def test_a_quotation_stands_where_its_span_says() -> None:
    source = TITLE + "二、农 业\n全年粮食播种面积 39.4 万亩，\n增长１.８％。其中，水稻2.1万亩。\n"
    read = read_statistics(source)
    grain, rice = read.observations
    place = read.origin(grain.span)
    assert source[place.start : place.end] == "全年粮食播种面积 39.4 万亩，\n增长１.８％"
    assert grain.quote == "全年粮食播种面积39.4万亩，增长1.8%"
    assert (rice.quote, rice.operator) == ("水稻2.1万亩", Operator.EQUAL)
