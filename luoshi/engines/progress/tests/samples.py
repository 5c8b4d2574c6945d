"""Indicators for the tests of this engine."""

from __future__ import annotations

from datetime import date
from typing import Final

from luoshi.engines.progress import Accumulation, Definition, Direction, Indicator, Measure, Rhythm
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
