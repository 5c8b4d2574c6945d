"""The tables of :mod:`luoshi.engines.reading.tests.cases`, read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.engines.reading import read
from luoshi.engines.reading.model import Base, Clause, Kind, Measurement, Operator, ResultType, Target
from luoshi.engines.reading.tests.cases import NOT_A_PROMISE, ONE_PROMISE, SEVERAL_PROMISES


def clauses_of(sentence: str) -> list[Clause]:
    reading = read(f"一、2026年重点工作\n{sentence}。\n", year=2026)
    return list(reading.clauses())


def targets_of(sentence: str) -> list[Target]:
    return [target for clause in clauses_of(sentence) for target in clause.targets]


def row(target: Target) -> tuple[str, str, Decimal | None, str | None]:
    return target.indicator, target.operator.value, target.value, target.unit


@pytest.mark.parametrize(("sentence", "expected"), ONE_PROMISE.items())
def test_one_promise(sentence: str, expected: tuple[str, str, str, str]) -> None:
    indicator, operator, value, unit = expected
    assert [row(target) for target in targets_of(sentence)] == [(indicator, operator, Decimal(value), unit)]


@pytest.mark.parametrize(("sentence", "expected"), SEVERAL_PROMISES.items())
def test_several_promises(sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert [row(target) for target in targets_of(sentence)] == [(name, op, Decimal(value), unit) for name, op, value, unit in expected]


@pytest.mark.parametrize("sentence", NOT_A_PROMISE)
def test_a_number_that_is_only_a_name(sentence: str) -> None:
    assert [target for target in targets_of(sentence) if target.measurement is Measurement.NUMERIC] == []


def test_range() -> None:
    (target,) = targets_of("地区生产总值增长4.5%—5%")
    assert (target.value, target.value_max, target.operator) == (Decimal("4.5"), Decimal(5), Operator.EQUAL)


def test_full_width_digits_and_percent() -> None:
    (target,) = targets_of("社会消费品零售总额增长７．５％左右")
    assert (target.value, target.unit, target.operator) == (Decimal("7.5"), "%", Operator.ABOUT)


def test_a_falling_range_stays_ordered() -> None:
    (target,) = targets_of("单位产值能耗下降3%—4%")
    assert (target.value, target.value_max, target.direction) == (Decimal(-4), Decimal(-3), "down")


def test_the_figure_one_starts_from_is_kept() -> None:
    (target,) = targets_of("学前教育生均标准从380元提高至1000元")
    assert target.baseline == Decimal(380)


def test_pegged_to_another_quantity() -> None:
    (target,) = targets_of("城乡居民人均可支配收入与经济增长同步")
    assert (target.indicator, target.operator, target.measurement, target.value) == (
        "城乡居民人均可支配收入",
        Operator.PEGGED,
        Measurement.PEGGED,
        None,
    )
    assert target.peg == "经济"


def test_rank_of_two_quantities() -> None:
    targets = targets_of("确保重点项目数和年度投资额持续引领全省全市")
    assert [(target.indicator, target.operator) for target in targets] == [("重点项目数", Operator.RANK), ("年度投资额", Operator.RANK)]


@pytest.mark.parametrize(
    ("sentence", "direction"), [("提高社会矛盾源头化解率", "up"), ("压缩一般性支出", "down"), ("引资额在全市占比持续提升", "up")]
)
def test_direction_of_a_named_quantity(sentence: str, direction: str) -> None:
    (target,) = targets_of(sentence)
    assert (target.measurement, target.direction) == (Measurement.DIRECTIONAL, direction)


@pytest.mark.parametrize(
    ("sentence", "base"),
    [
        ("固定资产投资增长10%左右", Base.YOY),
        ("进出口总额达到120亿元以上", Base.LEVEL),
        ("新增见习基地5家", Base.INCREMENT),
        ("农村污水治理率达到55%以上", Base.SHARE),
    ],
)
def test_base(sentence: str, base: Base) -> None:
    assert targets_of(sentence)[0].base is base


def test_a_hedge_governs_the_list_it_opens() -> None:
    first, second, third = clauses_of("力争推广经验20项，新增注册企业100家，把园区打造成示范样板")
    assert (first.strength, second.strength, third.strength) == ("力争", "力争", None)


def test_a_look_back_inside_the_plan_is_a_result() -> None:
    past, promise = clauses_of("去年居民消费价格涨幅回落到2.6%。今年居民消费价格涨幅3%左右")
    assert (past.kind, promise.kind) == (Kind.RESULT, Kind.TARGET)


def test_period_named_in_the_sentence() -> None:
    (target,) = targets_of("到2030年，城镇化率达到71%")
    assert (target.period, target.period_stated) == ("2030", True)


def test_a_period_that_is_only_assumed_is_told_apart() -> None:
    assert [(target.period, target.period_stated) for target in targets_of("新建学校7所。今年改造危房20户")] == [
        ("2026", False),
        ("2026", True),
    ]


def test_a_short_label_before_a_comma_is_no_promise_of_its_own() -> None:
    assert [clause.quote for clause in clauses_of("审批环节，推行容缺受理")] == ["审批环节，推行容缺受理"]


def test_a_result_is_of_the_year_before() -> None:
    past, _ = targets_of("去年粮食产量增长3%。今年粮食产量增长4%")
    assert past.period == "2025"


def test_pegged_by_comparison() -> None:
    (target,) = targets_of("居民收入增速快于全省平均")
    assert (target.operator, target.comparator, target.peg) == (Operator.PEGGED, "快于", "全省平均")


def test_rank_of_what_the_clause_before_named() -> None:
    _, rank = targets_of("粮食产量增长5%，增速居全市第一")
    assert (rank.indicator, rank.operator) == ("粮食产量增速", Operator.RANK)


@pytest.mark.parametrize(
    ("sentence", "result_type"),
    [
        ("安排产业专项资金8亿元", ResultType.INPUT),
        ("新建学校3所", ResultType.OUTPUT),
        ("居民收入增长5%", ResultType.OUTCOME),
        ("固定资产投资达到80亿元", ResultType.OUTCOME),
    ],
)
def test_result_type(sentence: str, result_type: ResultType) -> None:
    assert targets_of(sentence)[0].result_type is result_type


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("围绕产业需求，建设专用线", ["围绕产业需求，建设专用线"]),
        ("围绕产业需求建设5条专用线，办好集市", ["围绕产业需求建设5条专用线", "办好集市"]),
        ("主要目标是：粮食产量增长3%", ["主要目标是", "粮食产量增长3%"]),
        ("一是办好集市，二要修好水渠", ["办好集市", "修好水渠"]),
    ],
)
def test_where_a_clause_ends(sentence: str, quotes: list[str]) -> None:
    assert [clause.quote for clause in clauses_of(sentence)] == quotes
