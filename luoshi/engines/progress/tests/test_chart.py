"""Where things stand on the picture of a year."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.engines.progress import Origin
from luoshi.engines.progress.chart import Content, Fan, Figure, chart, nice_ticks

NUMBERS = st.decimals(-(10**6), 10**7, allow_nan=False, allow_infinity=False, places=2)


@given(NUMBERS, NUMBERS)
@settings(max_examples=100, deadline=None)
def test_the_axis_holds_every_number_by_few_round_steps(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    ticks = nice_ticks(low, high)
    steps = {after - before for before, after in pairwise(ticks)}
    assert ticks[0] <= low <= high <= ticks[-1]
    assert 2 <= len(ticks) <= 7
    assert len(steps) == 1
    assert steps.pop().normalize().as_tuple().digits in ((1,), (2,), (5,))


@given(st.lists(NUMBERS, min_size=1, max_size=12), NUMBERS)
@settings(max_examples=50, deadline=None)
def test_everything_stands_within_the_picture_and_more_stands_higher(numbers: list[Decimal], goal: Decimal) -> None:
    figures = tuple(Figure(month, number, Origin.COMPUTED) for month, number in enumerate(numbers, start=1))
    fan = Fan(95, ((len(numbers), numbers[-1], numbers[-1]), (12, numbers[-1] - 10**9, numbers[-1] + 10**9)))
    drawn = chart(Content(figures, fans=(fan,), goal=goal), width=360, height=300)
    assert drawn is not None
    places = {(Decimal(mark.x), Decimal(mark.y)) for mark in drawn.marks}
    places |= {(Decimal(x), Decimal(y)) for x, y in (point.split(",") for point in drawn.bands[0][1].split())}
    assert all(0 <= x <= 360 and 0 <= y <= 300 for x, y in places)
    heights = sorted((number, -Decimal(mark.y)) for number, mark in zip(numbers, drawn.marks, strict=True))
    assert [height for _, height in heights] == sorted(height for _, height in heights)


def test_origins_have_different_shapes_wide_bands_lie_below_narrow_ones_and_an_empty_year_has_no_picture() -> None:
    figures = tuple(Figure(month, Decimal(month), origin) for month, origin in enumerate(Origin, start=1))
    fans = tuple(Fan(level, ((3, Decimal(3), Decimal(3)), (12, Decimal(12 - level), Decimal(12 + level)))) for level in (50, 80, 95))
    drawn = chart(Content(figures, fans=fans, goal=Decimal(10), goal_max=Decimal(12)), width=720, height=320)
    assert drawn is not None
    assert len({mark.shape.split("m", 1)[1] for mark in drawn.marks}) == 3
    assert [level for level, _ in drawn.bands] == [95, 80, 50]
    assert drawn.goal_band is not None
    assert Decimal(drawn.goal_band[0]) + Decimal(drawn.goal_band[1]) == Decimal(drawn.goal)
    assert chart(Content(()), width=720, height=320) is None
