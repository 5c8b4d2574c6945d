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
from luoshi.engines.casework.states import CaseState, ClockMove, ClockRun
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


NEXT = {
    EventKind.START: ClockState.RUNNING,
    EventKind.RESTART: ClockState.RUNNING,
    EventKind.PAUSE: ClockState.PAUSED,
    EventKind.RESUME: ClockState.RUNNING,
    EventKind.STOP: ClockState.STOPPED,
}
"""What a clock is after an act; an extension leaves it as it was."""


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
    """What the effects of a transition do one after the other, where nothing speaks against them. ``said`` are the values of this step."""
    now = states_of(readings)
    for effect in transition.clocks:
        clock = case_type.clock(effect.clock)
        if effect.act in STARTS:
            yield ClockMove(clock.code, ClockEvent(EventKind.START, at), rule_of(clock, {**state.values, **said}, limits))
        elif reaches(effect, now):
            yield ClockMove(clock.code, event_of(effect, state.clocks.get(clock.code), said, at=at))
        now = following(effect, now)


def states_of(readings: Mapping[str, ClockReading]) -> dict[str, ClockState]:
    """The state of each clock that was ever started."""
    return {code: reading.state for code, reading in readings.items()}


def following(effect: ClockEffect, now: Mapping[str, ClockState]) -> dict[str, ClockState]:
    """The states of the clocks after an effect."""
    if effect.act in STARTS or reaches(effect, now):
        return {**now, effect.clock: NEXT.get(effect.act, now.get(effect.clock, ClockState.RUNNING))}
    return dict(now)


def event_of(effect: ClockEffect, run: ClockRun | None, said: Mapping[str, StepValue], *, at: datetime) -> ClockEvent:
    """The event that an effect makes of a clock. An extension is as long as the step says, or else the most that it may be."""
    amount = said.get(effect.by)
    added = Limit(int(amount), run.rule.limit.unit) if run is not None and isinstance(amount, Decimal) else None
    return ClockEvent(effect.act, at, added)


def reaches(effect: ClockEffect, now: Mapping[str, ClockState]) -> bool:
    """Whether the clock is in a state in which the act means something."""
    return now.get(effect.clock) in REACHED[effect.act]


def limit_name(clock: CaseClock, known: Mapping[str, StepValue]) -> str:
    """The parameter that limits a clock, by what was said in the case; empty where nothing was said that decides."""
    return clock.limits.get(str(known.get(clock.by, "")) if clock.by else "", "")


def promised_limit(clock: CaseClock, known: Mapping[str, StepValue], law: Limit) -> Limit:
    """The limit that was promised in the case, or that of the law where nothing was."""
    promised = known.get(clock.promised)
    return Limit(int(promised), law.unit) if isinstance(promised, Decimal) else law


def rule_of(clock: CaseClock, known: Mapping[str, StepValue], limits: Mapping[str, Limit]) -> ClockRule:
    """The rule by which a clock runs that starts on a day with these limits in force."""
    return ClockRule(
        code=clock.code,
        limit=promised_limit(clock, known, limits[limit_name(clock, known)]),
        extension=limits[clock.extension] if clock.extension else None,
        extensions_max=clock.extensions_max,
        warn_before=limits[clock.warn_before] if clock.warn_before else None,
    )
