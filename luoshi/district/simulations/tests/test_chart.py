"""The curve as a picture: the value in force and the chosen one stand on the line, wherever it passes them."""

from __future__ import annotations

from decimal import Decimal

from luoshi.district.simulations.chart import CurveChart, Point, curve_chart

POINTS = [Point(Decimal(value), Decimal(cost), value) for value, cost in ((0, 0), (10, 1_000), (20, 4_000))]


def drawn(old: int, new: int) -> CurveChart:
    """The curve with two values marked."""
    found = curve_chart(POINTS, Decimal(old), Decimal(new), width=600, height=400)
    assert found is not None
    return found


def test_a_value_between_two_points_stands_on_the_line_that_joins_them() -> None:
    chart = drawn(10, 15)
    ends = [tuple(map(float, each.split(","))) for each in chart.line.split()]
    assert chart.old is not None
    assert (float(chart.old.x), float(chart.old.y)) == ends[1]
    assert chart.new is not None
    assert abs(float(chart.new.x) - (ends[1][0] + ends[2][0]) / 2) < 0.2
    assert abs(float(chart.new.y) - (ends[1][1] + ends[2][1]) / 2) < 0.2


def test_what_lies_beyond_the_curve_and_what_was_not_changed_is_not_marked() -> None:
    assert drawn(10, 10).new is None
    assert drawn(30, 5).old is None
