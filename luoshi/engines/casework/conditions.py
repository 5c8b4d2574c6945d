"""What a guard can speak of: ``case``, how the case stands, and ``step``, what is about to be said. Their values and types.

case.status  case.unit  case.is_held  case.today  case.days_open  case.invited_waiting
case.is_late                      whether a duty is late; that a right is over is no such thing
case.steps.<transition>           how often it was done
case.values.<field>               what was said last, null where nothing was
case.clocks.<clock>.state         not_started, running, paused, stopped
case.clocks.<clock>.is_late       whether its end is past, also where it was stopped too late
case.clocks.<clock>.extensions    how often it was extended in this run
step.<field>                      what this step says, null where nothing is said
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from luoshi.engines.casework.case_types import CaseType, Field, FieldType, Guard, Transition
from luoshi.engines.casework.clocks import ClockReading, ClockState
from luoshi.engines.casework.states import CaseState
from luoshi.engines.casework.values import StepValue
from luoshi.engines.feel import Date, Node, Type, Value, evaluate, parse
from luoshi.engines.feel import types as feel
from luoshi.engines.feel.syntax import Name, walked

CASE, STEP = "case", "step"

_TYPES: Final[Mapping[FieldType, Type]] = {
    FieldType.TEXT: feel.STRING,
    FieldType.LONG_TEXT: feel.STRING,
    FieldType.DATE: feel.DATE,
    FieldType.NUMBER: feel.NUMBER,
    FieldType.YES_NO: feel.BOOLEAN,
    FieldType.UNIT: feel.STRING,
    FieldType.ATTACHMENTS: feel.ListType(feel.STRING),
}


@lru_cache(maxsize=2048)
def parsed(expression: str) -> Node:
    """The condition as nodes.

    Raises:
        FeelSyntaxError: it is no FEEL.
    """
    return parse(expression, names=(CASE, STEP))


def speaks_of_step(guard: Guard) -> bool:
    """Whether it can only be judged when the step's values are known."""
    return any(isinstance(node, Name) and node.name == STEP for node in walked(parsed(guard.expression)))


def holds(guard: Guard, case: Value, step: Value) -> bool:
    """Whether a condition is true; what has no value is not."""
    return evaluate(parsed(guard.expression), {CASE: case, STEP: step}).value is True


def case_value(
    case_type: CaseType, state: CaseState, readings: Mapping[str, ClockReading], *, is_late: bool, today: date, opened_on: date
) -> Value:
    """What ``case`` is on a day, clocks as they were read then."""
    return {
        "status": state.status,
        "unit": state.unit,
        "is_held": bool(state.holder),
        "today": _day(today),
        "days_open": Decimal((today - opened_on).days),
        "is_late": is_late,
        "invited_waiting": Decimal(sum(not answered for answered in state.invited.values())),
        "steps": {each.code: Decimal(len(state.doers.get(each.code, ()))) for each in case_type.verbs()},
        "values": said(case_type.fields, state.values),
        "clocks": {each.code: _clock(readings.get(each.code)) for each in case_type.clocks},
    }


def said(fields: Iterable[Field], values: Mapping[str, StepValue]) -> Value:
    """The values of fields, null where nothing is said."""
    return {each.code: _plain(values.get(each.code)) for each in fields}


def _plain(value: StepValue | None) -> Value:
    return _day(value) if isinstance(value, date) else value


def _day(day: date) -> Date:
    return Date(day.year, day.month, day.day)


def _clock(reading: ClockReading | None) -> Value:
    if reading is None:
        return {"state": ClockState.NOT_STARTED.value, "is_late": False, "extensions": Decimal(0)}
    return {"state": reading.state.value, "is_late": reading.is_late, "extensions": Decimal(reading.extensions)}


# --- types


def names_of(case_type: CaseType, transition: Transition) -> dict[str, Type]:
    """The types of what a transition's guards can speak of."""
    return {CASE: case_type_of(case_type), STEP: _members(transition.fields)}


def case_type_of(case_type: CaseType) -> Type:
    """The type of ``case``."""
    members: dict[str, Type] = {
        "status": feel.EnumeratedType(tuple(each.code for each in case_type.statuses)),
        "unit": feel.STRING,
        "is_held": feel.BOOLEAN,
        "today": feel.DATE,
        "days_open": feel.NUMBER,
        "is_late": feel.BOOLEAN,
        "invited_waiting": feel.NUMBER,
        "steps": _context({each.code: feel.NUMBER for each in case_type.verbs()}),
        "values": _members(case_type.fields),
        "clocks": _context({each.code: _CLOCK for each in case_type.clocks}),
    }
    return _context(members)


def _context(members: Mapping[str, Type]) -> Type:
    return feel.ContextType(tuple(members.items()), exact=True)


def _members(fields: Iterable[Field]) -> Type:
    return _context({each.code: _type(each) for each in fields})


def _type(each: Field) -> Type:
    return feel.EnumeratedType(tuple(choice.code for choice in each.choices)) if each.type is FieldType.CHOICE else _TYPES[each.type]


_CLOCK: Final = _context(
    {
        "state": feel.EnumeratedType(tuple(each.value for each in ClockState)),
        "is_late": feel.BOOLEAN,
        "extensions": feel.NUMBER,
    }
)
