"""What would follow if the law said something else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from luoshi.engines.decisions import Cell, NothingToChange, RefusedModel
from luoshi.engines.decisions.tests.packages import package

JULY, AGED = date(2023, 7, 1), {"年龄": Decimal(85)}


def test_another_value_answers_and_the_package_stays_what_it_was() -> None:
    allowance = package()
    assert allowance.with_values({"标准": Decimal(200)}).decide("全年", AGED, on=JULY).value == 2400
    assert allowance.decide("全年", AGED, on=JULY).value == 1806


def test_another_cell_answers() -> None:
    changed = package().with_values({}, {Cell("津贴", 1, 1): ">= 90", Cell("津贴", 2, 1): "< 90", Cell("津贴", 2, 2): "50"})
    assert changed.decide("津贴", AGED, on=JULY).value == 50


@pytest.mark.parametrize("cell", [Cell("全年", 1, 1), Cell("津贴", 3, 1), Cell("津贴", 1, 3), Cell("津贴", 0, 1)], ids=str)
def test_what_is_not_there_cannot_be_changed(cell: Cell) -> None:
    with pytest.raises(NothingToChange, match="津贴"):
        package().with_values({}, {cell: "1"})
    with pytest.raises(NothingToChange, match="标准"):
        package().with_values({"标淮": Decimal(1)})


def test_a_value_that_the_model_refuses_is_said() -> None:
    with pytest.raises(RefusedModel, match="-1"):
        package().with_values({"标准": Decimal(-1)})
    with pytest.raises(RefusedModel, match="90 >="):
        package().with_values({}, {Cell("津贴", 1, 1): "90 >="})
