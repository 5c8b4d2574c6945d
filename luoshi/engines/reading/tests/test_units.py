from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.engines.reading import units


@pytest.mark.parametrize(
    ("unit", "dimension"),
    [
        ("亿元", "money"),
        ("%", "ratio"),
        ("个百分点", "ratio"),
        ("万平方米", "area"),
        ("万千瓦", "power"),
        ("万千瓦时", "energy"),
        ("万千瓦/时", "impossible"),
        ("家", "count"),
        ("万人次", "people"),
        ("微克/立方米", "concentration"),
        ("翻斗", None),
    ],
)
def test_dimension(unit: str, dimension: str | None) -> None:
    assert units.dimension(unit) == dimension


def test_base_unit() -> None:
    assert units.in_base_unit(Decimal(20), "亿元") == Decimal(2_000_000_000)
    assert units.in_base_unit(Decimal("1.3"), "万亿斤") == Decimal(1_300_000_000_000)


def test_unknown_unit_says_where_to_add_it() -> None:
    with pytest.raises(ValueError, match=r"units\.py"):
        units.in_base_unit(Decimal(1), "翻斗")
