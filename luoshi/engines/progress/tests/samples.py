"""Indicators for the tests of this engine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from luoshi.engines.progress import Accumulation, Definition, Direction, Indicator, Measure, Origin, Period, Rhythm, Value
from luoshi.words import Words

_DEFINITIONS: Final = (Definition(date(2023, 1, 1), "示例口径"),)

POSTS: Final = Indicator(
    code="new_posts",
    name=Words("新开发就业岗位", "posts developed"),
    unit="个",
    rhythm=Rhythm.MONTH,
    accumulation=Accumulation.PERIODIC,
    direction=Direction.ASCENDING,
    measure=Measure.INCREMENT,
    definitions=_DEFINITIONS,
)
GROWTH: Final = Indicator(
    code="gdp_growth",
    name=Words("地区生产总值增速", "growth of GDP"),
    unit="%",
    rhythm=Rhythm.QUARTER,
    accumulation=Accumulation.CUMULATIVE,
    direction=Direction.ASCENDING,
    measure=Measure.YOY,
    definitions=_DEFINITIONS,
    decimals=1,
)


def monthly(numbers: Sequence[Decimal | int], year: int = 2023) -> list[Value]:
    """One figure for each month from January on, each known when its month is over."""
    periods = [Period(year, Rhythm.MONTH, month) for month in range(1, len(numbers) + 1)]
    return [Value(each, Decimal(number), Origin.COMPUTED, each.last_day) for each, number in zip(periods, numbers, strict=True)]
