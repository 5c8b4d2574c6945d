"""In whose law a value is looked for: the district's own, then those above it, then everybody's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from luoshi.district.offices.operations import name_district
from luoshi.engines.decisions.citations import Status
from luoshi.engines.decisions.parameters import NoValueInForce, Parameter, ParameterValue, in_force
from luoshi.words import Words

DAY = date(2023, 7, 1)


def value(number: int, jurisdiction: str) -> ParameterValue:
    return ParameterValue(Decimal(number), date(2023, 1, 1), None, "示例", "", jurisdiction, Status.UNVERIFIED)


def reward(*values: ParameterValue) -> Parameter:
    return Parameter("奖励（元）", "number", "元", Words("奖励", "reward"), values)


@pytest.mark.django_db
def test_the_nearest_value_counts_and_that_of_a_stranger_never() -> None:
    district = name_district("示例新区", within=("示例市", "示例省"))
    assert name_district("示例新区").jurisdictions == ("示例新区", "示例市", "示例省", "全国")
    chosen = [value(4, "全国"), value(3, "示例省"), value(2, "示例市"), value(1, "示例新区")]
    for left in range(4, 0, -1):
        assert in_force([reward(*chosen[:left])], on=DAY, jurisdictions=district.jurisdictions)[0].value == Decimal(5 - left)
    with pytest.raises(NoValueInForce):
        in_force([reward(value(9, "别的省"))], on=DAY, jurisdictions=district.jurisdictions)
