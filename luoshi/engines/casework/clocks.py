"""办理时限: by when something must be done. A deadline is a pure function of the rule, the calendar, the office hours and what happened.

Nothing is stored but the events: whoever reads them with a newer calendar gets the newer deadline, and the version in the reading tells
the two apart. Sources: 行政许可法 42 to 45 and 82 条, 民法典 200 to 204 条; README.md says which rule follows from which article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from luoshi.engines.casework import clock_refusals as fail_if
from luoshi.engines.casework.calendar import Calendar
from luoshi.engines.casework.clock_refusals import ClockRefusal
from luoshi.engines.casework.clock_rules import ClockEvent, ClockRule, EventKind
from luoshi.engines.casework.office_hours import OfficeHours
from luoshi.engines.casework.rulers import Ruler, ruler_of, warning_before


class ClockState(StrEnum):
    """Whether a clock runs."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


class Card(StrEnum):
    """督办牌: what a list shows beside a case."""

    NONE = "none"
    YELLOW = "yellow"  # 黄牌: near its deadline
    RED = "red"  # 红牌: past it


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What a clock shows at a moment.

    ``due`` is its last moment, None before the start and in a pause, when only what is left is known. ``used`` and ``left`` count days of
    the rule's kind (``timedelta(days=3)``; of months the days) or hours of its kind; ``left`` is negative when it is late. ``first_due`` is
    the deadline without pauses and extensions.
    """

    state: ClockState
    calendar_version: str
    due: datetime | None = None
    first_due: datetime | None = None
    warn_at: datetime | None = None
    overdue_at: datetime | None = None
    is_late: bool = False
    card: Card = Card.NONE
    used: timedelta = timedelta()
    left: timedelta = timedelta()
    extensions: int = 0
    provisional: bool = False
    """Days count for it of which no notice tells yet: compute it again when the notice is out."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What happened since the clock was last started."""

    started_at: datetime
    extended: int = 0
    extensions: int = 0
    paused_at: datetime | None = None
    paused: timedelta = timedelta()
    """How long all pauses were on the ruler that are over and cost time."""
    carried: timedelta = timedelta()
    """By how much the end had moved off holidays when a pause began in them: that is left, too."""
    resumed_at: datetime | None = None
    stopped_at: datetime | None = None


def read_clock(rule: ClockRule, events: Sequence[ClockEvent], *, calendar: Calendar, hours: OfficeHours, at: datetime) -> ClockReading:
    """Read the clock at a moment from the events so far.

    Raises:
        ClockRefused: an event contradicts those before it or the rule, lies after ``at``, or has no time zone.
    """
    for moment in (at, *(event.at for event in events)):
        fail_if.without_zone(moment)
    events = [replace(event, at=hours.local(event.at)) for event in events]  # messages tell the time of the office
    fail_if.out_of_order(events, hours.local(at))
    ruler = ruler_of(rule, calendar, hours)
    run: _Run | None = None
    for event in events:
        run = _after(run, event, ruler)
    return _reading(run, ruler, at) if run is not None else ClockReading(ClockState.NOT_STARTED, calendar.version)


def read_with(rule: ClockRule, events: Sequence[ClockEvent], event: ClockEvent, *, calendar: Calendar, hours: OfficeHours) -> ClockReading:
    """What the clock shows once one more event is on record: what to ask before it is written.

    Reading a record never fails because a notice moved a deadline; so that an extension comes in time is asked here, on the day, alone.

    Raises:
        ClockRefused: the event cannot be, or is an extension after the deadline.
    """
    after = read_clock(rule, [*events, event], calendar=calendar, hours=hours, at=event.at)
    fail_if.extended_too_late(event, read_clock(rule, events, calendar=calendar, hours=hours, at=event.at).due)
    return after


# --- what each event does


def _after(run: _Run | None, event: ClockEvent, ruler: Ruler) -> _Run:
    fail_if.limit_not_asked(event)
    if event.kind is EventKind.START:
        if run is not None:
            raise fail_if.impossible(event.kind, ClockRefusal.STARTED_TWICE)
        return _Run(event.at)
    if run is None:
        raise fail_if.impossible(event.kind, ClockRefusal.NOT_STARTED)
    if event.kind is EventKind.RESTART:
        return _Run(event.at)
    if run.stopped_at is not None:
        return _after_stop(run, event)
    return _while_it_goes(run, event, ruler)


def _after_stop(run: _Run, event: ClockEvent) -> _Run:
    """Resolved, then closed: it stopped the first time, and nothing but a restart sets it going again."""
    if event.kind is EventKind.STOP:
        return run
    raise fail_if.impossible(event.kind, ClockRefusal.STOPPED)


def _while_it_goes(run: _Run, event: ClockEvent, ruler: Ruler) -> _Run:
    match event.kind:
        case EventKind.PAUSE:
            if run.paused_at is not None:
                raise fail_if.impossible(event.kind, ClockRefusal.PAUSED_TWICE)
            return replace(run, paused_at=event.at)
        case EventKind.RESUME:
            if run.paused_at is None:
                raise fail_if.impossible(event.kind, ClockRefusal.NOT_PAUSED)
            return _resumed(run, run.paused_at, event.at, ruler)
        case EventKind.EXTEND:
            fail_if.extension_is_against(ruler.rule, event, run.extensions)
            added = event.limit or ruler.rule.extension
            assert added is not None
            return replace(run, extended=run.extended + added.amount, extensions=run.extensions + 1)
        case _:  # a stop; it ends a pause, too
            ended = run if run.paused_at is None else _resumed(run, run.paused_at, event.at, ruler)
            return replace(ended, stopped_at=event.at)


def _resumed(run: _Run, paused_at: datetime, at: datetime, ruler: Ruler) -> _Run:
    """A pause gives back its own length, unless nothing was left when it began: what is late stays late."""
    due, began = _due(run, ruler), ruler.place(paused_at)
    if paused_at >= due:
        return replace(run, paused_at=None)
    moved = ruler.place(due) - _end(run, ruler) if began > _end(run, ruler) else timedelta()
    return replace(run, paused_at=None, paused=run.paused + ruler.place(at) - began, carried=run.carried + moved, resumed_at=at)


def _end(run: _Run, ruler: Ruler) -> timedelta:
    """Where the limit ends on the ruler."""
    return ruler.place_of_limit(run.started_at, ruler.rule.limit.amount + run.extended) + run.paused + run.carried


def _due(run: _Run, ruler: Ruler) -> datetime:
    """The deadline, as if no pause were open."""
    return ruler.end_at(_end(run, ruler), after=run.resumed_at or run.started_at)


# --- what it shows


def _reading(run: _Run, ruler: Ruler, at: datetime) -> ClockReading:
    due = _due(run, ruler)
    waits_since = run.paused_at if run.paused_at is not None and run.paused_at < due else None
    until = run.stopped_at or waits_since or at
    warn_at, overdue_at = (_warn_at(run, ruler, due), ruler.overdue_from(due)) if waits_since is None else (None, None)
    return ClockReading(
        state=_state(run),
        calendar_version=ruler.calendar.version,
        due=due if waits_since is None else None,
        first_due=_due(_Run(run.started_at), ruler),
        warn_at=warn_at,
        overdue_at=overdue_at,
        is_late=until > due,
        card=_card(until, due, warn_at, overdue_at),
        used=ruler.place(until) - ruler.place(run.started_at) - run.paused,
        left=ruler.place(due) - ruler.place(until),
        extensions=run.extensions,
        provisional=_is_provisional(run, ruler, due),
    )


def _state(run: _Run) -> ClockState:
    if run.stopped_at is not None:
        return ClockState.STOPPED
    return ClockState.RUNNING if run.paused_at is None else ClockState.PAUSED


def _warn_at(run: _Run, ruler: Ruler, due: datetime) -> datetime | None:
    """Not before it began: what is due tomorrow is near its deadline from the first moment."""
    before = ruler.rule.warn_before
    return max(run.started_at, warning_before(due, before, ruler.calendar, ruler.hours)) if before is not None else None


def _card(at: datetime, due: datetime, warn_at: datetime | None, overdue_at: datetime | None) -> Card:
    if overdue_at is not None and at > due and at >= overdue_at:
        return Card.RED
    return Card.YELLOW if warn_at is not None and at >= warn_at else Card.NONE


def _is_provisional(run: _Run, ruler: Ruler, due: datetime) -> bool:
    days = (ruler.hours.local(moment).date() for moment in (run.started_at, due))
    return ruler.asks_calendar and not all(map(ruler.calendar.is_published, days))
