"""What an expression can be about: the values of FEEL (DMN 1.5, 10.3.2).

Numbers are decimals with 34 digits, as IEEE 754-2008 decimal128 has them: sums of money are exact. Lists are tuples and contexts are
dicts that nobody changes after they are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import TYPE_CHECKING, TypeAlias, Union

from luoshi.engines.feel.temporal import Date, DateAndTime, DaysDuration, Time, YearsDuration

if TYPE_CHECKING:
    from luoshi.engines.feel.types import Type

NUMBERS = Context(
    prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[InvalidOperation, DivisionByZero, Overflow], capitals=1, clamp=0
)
"""The arithmetic of decimal128. What would be infinite or no number raises instead."""

Value: TypeAlias = Union[
    bool, str, Decimal, Date, Time, DateAndTime, DaysDuration, YearsDuration,
    "Range", tuple["Value", ...], dict[str, "Value"], "Function", None,
]  # fmt: skip
Temporal: TypeAlias = Date | Time | DateAndTime | DaysDuration | YearsDuration


@dataclass(frozen=True, slots=True)
class Range:
    """``[1..10)``, or ``(< 10)`` without a start. Two ranges are equal when all four parts are."""

    start: Value
    end: Value
    start_included: bool
    end_included: bool


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """Something that can be invoked: by position, or by the names of ``parameters``.

    ``call`` receives one value per parameter, in order. It may return a value, raise :class:`~luoshi.engines.feel.findings.NoValue`,
    or return an :class:`~luoshi.engines.feel.evaluate.Evaluation`, whose findings join those of the caller."""

    parameters: tuple[str, ...]
    call: Callable[..., object]
    name: str = ""
    parameter_types: tuple[Type, ...] = field(default=())
    """Empty: anything goes. Arguments are converted as DMN allows, or refused."""
    result_type: Type | None = None
    """None: not known before it is called."""


_KINDS: dict[type, str] = {
    type(None): "null", bool: "boolean", str: "string", Decimal: "number", Date: "date", Time: "time", DateAndTime: "date and time",
    DaysDuration: "days and time duration", YearsDuration: "years and months duration", Range: "range", tuple: "list", dict: "context",
}  # fmt: skip


def kind(value: Value) -> str:
    """The name of a value's kind: ``number``, ``date and time``, ``list`` …."""
    return _KINDS.get(type(value), "function")


def same_kind(left: Value, right: Value) -> bool:
    """Whether two values can be compared at all."""
    return kind(left) == kind(right)


def number(value: int | str | Decimal) -> Decimal:
    """A number, rounded to 34 digits."""
    return NUMBERS.create_decimal(value)
