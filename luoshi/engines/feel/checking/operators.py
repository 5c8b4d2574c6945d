"""What operators make of types, as tables: calculations as `arithmetic` has them, order, and the properties of `members`."""

from __future__ import annotations

import functools

from luoshi.engines.feel.arithmetic import RULES
from luoshi.engines.feel.checking.relations import join_all, kind_of, type_of
from luoshi.engines.feel.syntax import ArithmeticOperator
from luoshi.engines.feel.temporal import MIDNIGHT_UTC, Date, DateAndTime, DaysDuration, YearsDuration
from luoshi.engines.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_AND_TIME,
    DAYS_DURATION,
    NUMBER,
    STRING,
    TIME,
    YEARS_DURATION,
    RangeType,
    Type,
)  # fmt: skip
from luoshi.engines.feel.values import Value, kind, number

_DAY = Date(2024, 1, 1)
_SAMPLES: tuple[Value, ...] = (number(1), "a", _DAY, MIDNIGHT_UTC, DateAndTime(_DAY, MIDNIGHT_UTC), DaysDuration(1), YearsDuration(1))
_SAMPLE = {type(value): value for value in _SAMPLES}

CALCULATIONS: dict[tuple[ArithmeticOperator, str, str], Type] = {
    (operator, kind(_SAMPLE[left]), kind(_SAMPLE[right])): type_of(rule(_SAMPLE[left], _SAMPLE[right]))
    for (operator, left, right), rule in RULES.items()
}
"""Which kinds go together, and the type of the result. What comes out depends on the kinds alone, so one sample of each tells it."""

OPPOSITES: dict[str, Type] = {"number": NUMBER, "days and time duration": DAYS_DURATION, "years and months duration": YEARS_DURATION}
"""What has an opposite."""

ORDERED = frozenset(map(kind, _SAMPLES))
"""The kinds of which values have an order."""


def calculated(operator: ArithmeticOperator, left: Type, right: Type) -> Type:
    """The type of ``left operator right``; Null where the two never go together."""
    return _calculated(operator, kind_of(left), kind_of(right))


@functools.cache
def _calculated(operator: ArithmeticOperator, left: str | None, right: str | None) -> Type:
    """None is a kind that is not known."""
    rows = ((one, other, made) for (each, one, other), made in CALCULATIONS.items() if each is operator)
    return join_all(made for one, other, made in rows if left in (None, one) and right in (None, other))


_OF_DATES: dict[str, Type] = {"year": NUMBER, "month": NUMBER, "day": NUMBER, "weekday": NUMBER}
_OF_TIMES: dict[str, Type] = {"hour": NUMBER, "minute": NUMBER, "second": NUMBER, "time offset": DAYS_DURATION, "timezone": STRING}
_OF_RANGES: dict[str, Type] = {"start": ANY, "end": ANY, "start included": BOOLEAN, "end included": BOOLEAN}
PROPERTIES: dict[str, dict[str, Type]] = {
    str(DATE): _OF_DATES,
    str(TIME): _OF_TIMES,
    str(DATE_AND_TIME): {**_OF_DATES, **_OF_TIMES},
    str(DAYS_DURATION): {"days": NUMBER, "hours": NUMBER, "minutes": NUMBER, "seconds": NUMBER},
    str(YEARS_DURATION): {"years": NUMBER, "months": NUMBER},
    "range": _OF_RANGES,
}


def property_type(source: Type, name: str) -> Type | None:
    """The type of a property of a plain value or range; None where it has no such property."""
    if isinstance(source, RangeType) and name in ("start", "end"):
        return source.item
    return PROPERTIES.get(kind_of(source) or "", {}).get(name)
