"""What the engine answers one by one, in the columns of a plan; and what a database answered, with its masks read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final

from luoshi.engines.decisions.sets import SetColumn, SetPlan
from luoshi.engines.feel.values import Value
from tests.agreement.rows import plain

DAY: Final = date(2023, 7, 1)


def one_by_one(plan: SetPlan, decide: Callable[[str], Value]) -> dict[str, object]:
    """What Python answers for the columns of a plan, each decision asked once."""
    values = {name: decide(name) for name in dict.fromkeys(_parted(each.name)[0] for each in plan.outputs)}
    return {each.name: _answer(each, values) for each in plan.outputs}


def _parted(name: str) -> tuple[str, str]:
    decision, _, member = name.partition(".")
    return decision, member


def _answer(column: SetColumn, values: dict[str, Value]) -> object:
    decision, member = _parted(column.name)
    value = values[decision]
    if member:
        value = value[member] if isinstance(value, dict) else None  # a context that is null has null members
    if column.feel_type == "list":
        return None if value is None else tuple(map(_item, value if isinstance(value, tuple) else (value,)))
    return _shown(float(value)) if column.sql_type == "DOUBLE" and isinstance(value, Decimal) else plain(value)


def _item(item: Value) -> object:
    return next(text for text in item.values() if isinstance(text, str)) if isinstance(item, dict) else str(item)


def _shown(value: object) -> object:
    """The one difference that is tolerated: a quotient that is shown has the digits of a DOUBLE, FEEL's has 34."""
    return float(f"{value:.12g}") if isinstance(value, float) else value


def said(plan: SetPlan, answer: dict[str, object]) -> dict[str, object]:
    """What a database answered, with lists as their items."""
    return {each.name: _read(plan, each, answer[each.name]) for each in plan.outputs}


def _read(plan: SetPlan, column: SetColumn, found: object) -> object:
    if column.feel_type != "list":
        return _shown(found)
    return None if found is None else plan.listed(column.name, int(str(found)))
