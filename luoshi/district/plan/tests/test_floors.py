"""Which of two promises for one indicator binds: the one that asks for more from the base that was filled in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.district.plan import queries
from luoshi.district.plan.floors import floors, floors_of
from luoshi.district.plan.models import Finding, PlannedTarget, Report


@pytest.mark.parametrize(
    ("base", "growth_binds", "binding"),
    [("92.5", True, "120.25"), ("92.3", False, "120"), ("60", False, "120"), ("100", True, "130.00")],
)
def test_the_promise_that_asks_for_more_binds(base: str, growth_binds: bool, binding: str) -> None:  # noqa: FBT001 - a column of the table
    found = floors(Decimal(base), Decimal(30), Decimal(120), "亿元")
    assert (found.growth_binds, found.binding) == (growth_binds, Decimal(binding))


def test_nothing_is_said_before_the_base_is_known(demonstration: Report) -> None:
    version = queries.current_version(demonstration.slug)
    assert version
    finding = Finding.objects.get(version=version, kind="two_floors")
    assert floors_of(finding, demonstration) is None
    PlannedTarget.objects.filter(indicator="进出口总额", base="yoy").update(base_value=Decimal("92.5"))
    found = floors_of(finding, demonstration)
    assert found
    assert (found.growth_binds, found.binding, found.unit) == (True, Decimal("120.25"), "亿元")
    other = Finding.objects.filter(version=version).exclude(kind="two_floors").first()
    assert other
    assert floors_of(other, demonstration) is None
