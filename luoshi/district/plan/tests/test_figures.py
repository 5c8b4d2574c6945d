"""How a target is said in Chinese and in English."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from luoshi.district.plan.figures import figure, plain
from luoshi.district.plan.models import Target


def target(**fields: Any) -> Target:
    """A target that was not stored."""
    numbers = {name: Decimal(fields[name]) for name in ("value", "value_max", "baseline") if fields.get(name) is not None}
    return Target(**({"indicator": "进出口总额", "operator": "=", "measurement": "numeric", "period": "2023"} | fields | numbers))


def said(language: str, **fields: Any) -> str:
    """The figure as a line of text."""
    with translation.override(language):
        shown = figure(target(**fields))
        return " ".join(filter(None, (shown.before, shown.number, shown.unit, shown.after, shown.statement)))


@pytest.mark.parametrize(
    ("fields", "chinese", "english"),
    [
        ({"value": "6.5", "unit": "%", "operator": "~", "base": "yoy", "dimension": "ratio"}, "增长 6.5 % 左右", "up about 6.5 %"),
        ({"value": "30", "unit": "%", "operator": ">=", "base": "yoy", "dimension": "ratio"}, "增长 30 % 以上", "up at least 30 %"),
        ({"value": "-3", "unit": "%", "operator": "<=", "base": "yoy", "dimension": "ratio"}, "下降 3 % 以上", "down at least 3 %"),
        ({"value": "-4.1", "unit": "%", "base": "yoy", "dimension": "ratio"}, "下降 4.1 %", "down 4.1 %"),
        ({"value": "120", "unit": "亿元", "operator": ">=", "base": "level", "dimension": "money"}, "120 亿元 以上",
          "at least 120 × 100 million yuan"),
        ({"value": "100", "unit": "个", "operator": ">", "base": "level", "dimension": "count"}, "超过 100 个", "more than 100"),
        ({"value": "4.5", "unit": "%", "operator": "<=", "base": "share", "dimension": "ratio"}, "4.5 % 以内", "at most 4.5 %"),
        ({"value": "5", "value_max": "6", "unit": "%", "base": "yoy", "dimension": "ratio"}, "增长 5–6 %", "up 5–6 %"),
        ({"value": "8000", "unit": "个", "base": "increment", "dimension": "count"}, "8,000 个", "8,000"),
        ({"value": "7", "unit": "尊", "dimension": "count"}, "7 尊", "7"),
        ({"value": "3", "unit": "万头", "dimension": "count"}, "3 万头", "3 万头"),
        ({"operator": "pegged", "comparator": "同步", "peg": "GDP"}, "与GDP同步", "与GDP同步"),
        ({"operator": "pegged", "comparator": "高于", "peg": "全省平均"}, "高于全省平均", "高于全省平均"),
        ({"operator": "rank", "comparator": "位居第一"}, "位居第一", "位居第一"),
    ],
)  # fmt: skip
def test_a_figure_is_said_as_an_official_would(fields: dict[str, Any], chinese: str, english: str) -> None:
    assert said("zh-hans", **fields) == chinese
    assert said("en", **fields) == english


@pytest.mark.parametrize(("number", "text"), [("8000.0000000000", "8,000"), ("6.50", "6.5"), ("100", "100"), ("0.10", "0.1"), ("0", "0")])
def test_numbers_have_no_zeros_of_the_database(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


def test_a_fall_turns_its_operator() -> None:
    shown = figure(target(value="-3", unit="%", operator="<=", base="yoy", comparator="以上"))
    assert str(shown.operator.name) == "不低于"


def test_common_indicators_are_explained_in_english_only() -> None:
    with translation.override("en"):
        assert figure(target()).indicator_meaning == "Imports and exports"
        assert figure(target(indicator="村级河长")).indicator_meaning == ""
    with translation.override("zh-hans"):
        assert figure(target()).indicator_meaning == ""
