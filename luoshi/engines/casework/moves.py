"""What a step does to the clocks of a case: the effects of its transition become events, by the limits in force on the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from luoshi.engines.casework.calendar import Calendar
from luoshi.engines.casework.case_types import CaseClock, CaseType, ClockEffect, Transition
from luoshi.engines.casework.clock_rules import ClockEvent, ClockRule, EventKind, Limit
from luoshi.engines.casework.clocks import ClockReading, ClockState
from luoshi.engines.casework.office_hours import OfficeHours
from luoshi.engines.casework.states import CaseState, ClockMove
from luoshi.engines.casework.values import StepValue


@dataclass(frozen=True, slots=True)
class Timetable:
    """By what time is told: the calendar, the hours of the office, and the limits in force on the day by the names of their parameters."""

    calendar: Calendar
    hours: OfficeHours
    limits: Mapping[str, Limit]


STARTS = (EventKind.START, EventKind.RESTART)
"""What makes a clock count from the beginning. A start is refused where it counts already, a restart is not."""
REACHED = {
    EventKind.PAUSE: (ClockState.RUNNING,),
    EventKind.RESUME: (ClockState.PAUSED,),
    EventKind.STOP: (ClockState.RUNNING, ClockState.PAUSED),
    EventKind.EXTEND: (ClockState.RUNNING, ClockState.PAUSED),
}
"""In which states of a clock an act means something; in any other it is left alone, or refused where it extends."""


def moves(
    case_type: CaseType,
    state: CaseState,
    transition: Transition,
    said: Mapping[str, StepValue],
    readings: Mapping[str, ClockReading],
    *,
    limits: Mapping[str, Limit],
    at: datetime,
) -> Iterator[ClockMove]:
    """What the effects of a transition do, where nothing speaks against them. ``said`` are the values of this step."""
    for effect in transition.clocks:
        clock = case_type.clock(effect.clock)
        if effect.act in STARTS:
            yield ClockMove(clock.code, ClockEvent(EventKind.START, at), rule_of(clock, {**state.values, **said}, limits))
        elif reaches(effect, readings):
            yield ClockMove(clock.code, event_of(effect, state.clocks[clock.code].rule, said, at=at))


def event_of(effect: ClockEffect, rule: ClockRule, said: Mapping[str, StepValue], *, at: datetime) -> ClockEvent:
    """The event that an effect makes of a clock that counts. An extension is as long as the step says, or else the most that it may be."""
    amount = said.get(effect.by)
    return ClockEvent(effect.act, at, Limit(int(amount), rule.limit.unit) if isinstance(amount, Decimal) else None)


def reaches(effect: ClockEffect, readings: Mapping[str, ClockReading]) -> bool:
    """Whether the clock is in a state in which the act means something."""
    reading = readings.get(effect.clock)
    return reading is not None and reading.state in REACHED[effect.act]


def limit_name(clock: CaseClock, known: Mapping[str, StepValue]) -> str:
    """The parameter that limits a clock, by what was said in the case; empty where nothing was said that decides."""
    return clock.limits.get(str(known.get(clock.by, "")) if clock.by else "", "")


def rule_of(clock: CaseClock, known: Mapping[str, StepValue], limits: Mapping[str, Limit]) -> ClockRule:
    """The rule by which a clock runs that starts on a day with these limits in force."""
    return ClockRule(
        code=clock.code,
        limit=limits[limit_name(clock, known)],
        extension=limits[clock.extension] if clock.extension else None,
        extensions_max=clock.extensions_max,
        warn_before=limits[clock.warn_before] if clock.warn_before else None,
    )
