"""Equality and order (DMN 1.5, tables 42 and 53).

Values of different kinds are neither equal nor unequal: the comparison has no value. Null equals null only. Inside lists and contexts a
member of another kind is simply different, since one odd item must not take the value from the whole."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal

from luoshi.engines.feel.findings import FindingKind, NoValue
from luoshi.engines.feel.sizes import fail_if_too_large
from luoshi.engines.feel.syntax import ComparisonOperator
from luoshi.engines.feel.temporal import Date, DateAndTime, DaysDuration, Time, YearsDuration, identical
from luoshi.engines.feel.values import Function, Range, Value, kind, same_kind

_ORDERED = frozenset((Decimal, str, Date, Time, DateAndTime, DaysDuration, YearsDuration))


def fingerprint(value: Value) -> Hashable:
    """Something hashable that two values share exactly when they are equal."""
    fail_if_too_large(value)
    return _fingerprint(value)


def _fingerprint(value: Value) -> Hashable:
    if isinstance(value, tuple):
        return ("list", tuple(map(_fingerprint, value)))
    if isinstance(value, dict):
        return ("context", frozenset((name, _fingerprint(member)) for name, member in value.items()))
    if isinstance(value, Range):
        return ("range", _fingerprint(value.start), _fingerprint(value.end), value.start_included, value.end_included)
    if isinstance(value, Function):
        return ("function", id(value))
    # Python takes True for 1; FEEL does not.
    return (kind(value), value)


def is_equal(left: Value, right: Value) -> bool:
    """Equality as lists see it: other kinds are different."""
    return fingerprint(left) == fingerprint(right)


def equals(left: Value, right: Value) -> bool:
    """``left = right``.

    Raises:
        NoValue: the two are of different kinds.
    """
    if left is not None and right is not None and not same_kind(left, right):
        raise _different_kinds(left, right)
    return is_equal(left, right)


def is_less(left: Value, right: Value) -> bool:
    """``left < right`` for numbers, strings, dates, times and durations.

    Raises:
        NoValue: one is null, or they have no order.
    """
    if left is None or right is None:
        raise NoValue(FindingKind.NULL_OPERAND, "比较的一方为空（null）。", "One side of the comparison is null.", left, right)
    if not same_kind(left, right):
        raise _different_kinds(left, right)
    if type(left) not in _ORDERED:
        raise NoValue(
            FindingKind.TYPE_MISMATCH, f"“{kind(left)}”类型的值没有大小之分。", f"Values of type {kind(left)} have no order.", left, right
        )
    if isinstance(left, Time | DateAndTime) and isinstance(right, Time | DateAndTime):
        fail_if_zones_mixed(left, right)
    less: bool = left < right  # type: ignore[operator] # of one ordered kind, as was just seen
    return less


def compare(operator: ComparisonOperator, left: Value, right: Value) -> bool:
    """One of the six comparisons.

    Raises:
        NoValue: the two cannot be compared.
    """
    if operator is ComparisonOperator.EQUAL:
        return equals(left, right)
    if operator is ComparisonOperator.NOT_EQUAL:
        return not equals(left, right)
    if operator is ComparisonOperator.LESS:
        return is_less(left, right)
    if operator is ComparisonOperator.GREATER:
        return is_less(right, left)
    if operator is ComparisonOperator.LESS_OR_EQUAL:
        return not is_less(right, left)
    return not is_less(left, right)


def is_between(value: Value, low: Value, high: Value) -> bool:
    """``value between low and high``, both included.

    Raises:
        NoValue: they cannot be compared.
    """
    above, below = not is_less(value, low), not is_less(high, value)
    return above and below


def is_within(value: Value, bounds: Range) -> bool:
    """Whether a range includes a value; a side without an end includes everything.

    Raises:
        NoValue: value and bounds cannot be compared.
    """
    if value is None:
        raise NoValue(
            FindingKind.NULL_OPERAND, "要与范围比较的值为空（null）。", "The value compared with the range is null.", value, bounds
        )
    if bounds.start is not None:
        outside = is_less(value, bounds.start) if bounds.start_included else not is_less(bounds.start, value)
        if outside:
            return False
    if bounds.end is not None:
        return not is_less(bounds.end, value) if bounds.end_included else is_less(value, bounds.end)
    return True


def is_in(value: Value, found: Value) -> bool:
    """Whether a value is one of, within, or equal to what a test says.

    Raises:
        NoValue: they cannot be compared.
    """
    if isinstance(found, Range):
        return value == found if isinstance(value, Range) else is_within(value, found)
    if not isinstance(found, tuple):
        return equals(value, found)
    if is_equal(value, found) or any(is_equal(value, item) for item in found):
        return True
    return any(is_within(value, item) for item in found if isinstance(item, Range))


def is_same(left: Value, right: Value) -> bool:
    """``is(left, right)``: the same in every part, the zone of a time included."""
    if isinstance(left, Time | DateAndTime) and isinstance(right, Time | DateAndTime):
        return kind(left) == kind(right) and identical(left, right)
    return is_equal(left, right)


def fail_if_zones_mixed(left: Time | DateAndTime, right: Time | DateAndTime) -> None:
    """A local time and one with a zone cannot be put in order: nobody says where the local clock hangs."""
    if left.is_local != right.is_local:
        raise NoValue(
            FindingKind.MIXED_ZONES,
            "一个时间带时区，另一个不带，无法比较或相减；请给两者都写明时区。",
            "One time has a zone and the other has none, so they cannot be compared or subtracted; give both a zone.",
            left,
            right,
        )


def _different_kinds(left: Value, right: Value) -> NoValue:
    return NoValue(
        FindingKind.TYPE_MISMATCH,
        f"“{kind(left)}”与“{kind(right)}”不能比较。",
        f"A {kind(left)} and a {kind(right)} cannot be compared.",
        left,
        right,
    )
