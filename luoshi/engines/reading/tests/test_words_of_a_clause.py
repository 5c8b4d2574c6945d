"""Hedges, periods, comparators, and what decides on a clause's kind."""

from __future__ import annotations

import pytest

from luoshi.engines.reading.kind_features import Surroundings, features
from luoshi.engines.reading.kinds import kind_of, learnt, reasons, scores
from luoshi.engines.reading.model import Half, Kind, Operator
from luoshi.engines.reading.periods import period_of
from luoshi.engines.reading.quantities import find_quantities
from luoshi.engines.reading.strength import strength
from luoshi.engines.reading.tests.readings import GDP

CLAUSE = "建立“河湖长制”名录"


@pytest.mark.parametrize(
    ("clause", "word"),
    [
        ("确保粮食丰收", "确保"),
        ("务必完成", "务必"),
        ("力争全年增长5%", "力争"),
        ("积极争取国家试点", "争取"),
        ("拟建设5所学校", "拟"),
        ("加快谋划建设一批项目", "谋划"),
        ("开展智慧养老试点", "试点"),
        ("支持企业发展", "支持"),
        ("依托高校，探索新模式", "探索"),
        ("进出口总额力争达到120亿元", "力争"),
        ("计划生育政策", None),
        ("预期目标完成", None),
        ("实施三年行动计划", None),
        ("完善制度", None),
    ],
)
def test_strength(clause: str, word: str | None) -> None:
    assert strength(clause) == word


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("到2030年，城镇化率达到71%", "2030"),
        ("2027年底前建成", "2027"),
        ("“十五五”末达到", "2030"),
        ("“十四五”期间建成", "2025"),
        ("今年完成", "2026"),
        ("2030年的蓝图", "2026"),
    ],
)
def test_period(sentence: str, period: str) -> None:
    assert period_of(sentence, 2026) == period


def test_without_a_year_there_is_no_period() -> None:
    assert period_of("今年完成", None) is None


@pytest.mark.parametrize(
    ("clause", "operator", "comparator", "words"),
    [
        ("达到约30%左右", Operator.ABOUT, "左右", "30%左右"),
        ("不低于30%", Operator.AT_LEAST, "不低于", "30%"),
        ("近30家", Operator.ABOUT, "近", "30家"),
        ("签约30家", Operator.EQUAL, None, "30家"),
        ("新增300多家", Operator.MORE_THAN, "余", "300多家"),
        ("30%以内", Operator.AT_MOST, "以内", "30%以内"),
        ("少于30家", Operator.AT_MOST, "少于", "30家"),
        ("上千家", Operator.AT_LEAST, "上", "千家"),
        ("网上30家", Operator.EQUAL, None, "30家"),
        ("建设30个内陆港", Operator.EQUAL, None, "30个"),
        ("五成以上", Operator.AT_LEAST, "以上", "五成以上"),
    ],
)
def test_comparators(clause: str, operator: Operator, comparator: str | None, words: str) -> None:
    (quantity,) = find_quantities(clause)
    assert (quantity.operator, quantity.comparator, clause[quantity.start : quantity.end]) == (operator, comparator, words)


def test_the_review_half_and_numbers_decide_before_any_weight() -> None:
    assert kind_of(CLAUSE, Half.REVIEW, [], Surroundings()) is Kind.RESULT
    assert kind_of(CLAUSE, Half.PLAN, [GDP], Surroundings()) is Kind.TARGET


def test_nothing_measurable_is_no_target_whatever_the_weights() -> None:
    weights = {"": {kind.value: float(kind is Kind.TARGET) for kind in Kind}}
    assert kind_of(CLAUSE, Half.PLAN, [], Surroundings(), weights) is not Kind.TARGET


def test_reasons_add_up_to_the_score() -> None:
    around = Surroundings(first=True, strength="探索")
    weights = learnt()
    for kind, score in scores(CLAUSE, around, weights).items():
        assert sum(weight for _, weight in reasons(CLAUSE, around, kind)) + weights[""][kind.value] == pytest.approx(score)


def test_reasons_come_strongest_first_and_name_features_of_the_clause() -> None:
    found = reasons(CLAUSE, Surroundings(), Kind.MECHANISM)
    assert [abs(weight) for _, weight in found] == sorted((abs(weight) for _, weight in found), reverse=True)
    assert {name for name, _ in found} <= set(features(CLAUSE, Surroundings()))
    assert "head mechanism" in {name for name, weight in found if weight > 0}


def test_surroundings_are_features() -> None:
    assert features(CLAUSE, Surroundings(topic=True))["topic"] == 2.0
    assert "topic" not in features(CLAUSE, Surroundings())
    assert features(CLAUSE, Surroundings(strength="力争"))["strength 力争"] == 1.0
