"""The clocks of a case in words: how long each lasts and by which rule, until when, and what it said before it moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_noop

from luoshi.district.casework.calendars import newly_entered
from luoshi.district.casework.catalogue import known
from luoshi.district.casework.lights import due_words, moment
from luoshi.district.casework.models import Because, Deadline
from luoshi.district.days import day_of
from luoshi.district.languages import said
from luoshi.engines.casework import ClockState, readings
from luoshi.engines.casework.moves import limit_name

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.casework.lives import Life
    from luoshi.district.casework.models import Case
    from luoshi.engines.casework import CaseClock, ClockReading, ClockRun
    from luoshi.engines.decisions.parameters import InForce


_STATES = {
    ClockState.RUNNING: gettext_noop("计时中"),
    ClockState.PAUSED: gettext_noop("暂停"),
    ClockState.STOPPED: gettext_noop("已停止"),
}


@dataclass(frozen=True, slots=True)
class Moved:
    """What a clock said before it says what it says now, and why it was computed anew."""

    due: str
    why: str


@dataclass(frozen=True, slots=True)
class Rule:
    """By which rule a clock runs: the value, where it stands, and whether that was verified."""

    limit: str
    document: str
    article: str
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock of a case. A window is a right that ends, such as that to object, and no duty that can be late."""

    name: str
    state: ClockState
    state_word: str
    rule: Rule
    started: str
    due: str
    until: str
    before: tuple[Moved, ...]
    is_late: bool
    is_window: bool
    provisional: bool
    extensions: int


def clock_rows(case: Case, life: Life, *, at: datetime) -> list[ClockRow]:
    """Every clock that was ever started in a case, those that count first."""
    read = readings(life.state, life.timetable, at=at)
    begun = _begun(case)
    stored = list(Deadline.objects.filter(case=case).select_related("calendar").order_by("pk"))
    rows = []
    for code, reading in read.items():
        run = [row for row in stored if row.clock == code and row.term >= begun[code]]
        rows.append(_row(case, life, life.case_type.clock(code), reading, run, at=at))
    return sorted(rows, key=lambda row: (row.state is ClockState.STOPPED, row.is_window))


def _begun(case: Case) -> dict[str, int]:
    """The number of the step with which the present run of each clock began."""
    steps = case.steps.order_by("number").values_list("number", "moves")
    return {move["clock"]: number for number, moves in steps for move in moves if move["rule"] is not None}


def _row(case: Case, life: Life, clock: CaseClock, reading: ClockReading, stored: list[Deadline], *, at: datetime) -> ClockRow:
    run = life.state.clocks[clock.code]
    counts = reading.due is not None and reading.state is not ClockState.STOPPED
    return ClockRow(
        name=said(clock.name),
        state=reading.state,
        state_word=gettext(_STATES[reading.state]),
        rule=rule_of(case, life, clock, run),
        started=moment(run.events[0].at, at=at),
        due=_due(clock, reading, life, at=at) if counts else "",
        until=moment(reading.due, at=at) if reading.due else "",
        before=tuple(_moved(reading, stored, at=at)),
        is_late=reading.is_late and not clock.is_window,
        is_window=clock.is_window,
        provisional=reading.provisional and reading.state is not ClockState.STOPPED,
        extensions=reading.extensions,
    )


def _due(clock: CaseClock, reading: ClockReading, life: Life, *, at: datetime) -> str:
    """Until when something must be done, or may be."""
    if reading.due is None:
        return ""
    if clock.is_window and reading.is_late:
        return gettext("已过，截至 %(until)s") % {"until": moment(reading.due, at=at)}
    return due_words(reading.due, life.timetable.calendar, at=at)


def _moved(reading: ClockReading, run: list[Deadline], *, at: datetime) -> list[Moved]:
    """The other values of this run of the clock, the first one first."""
    found: list[Moved] = []
    for row, later in zip(run, [*run[1:], None], strict=True):
        if row.due_at is not None and row.due_at != reading.due and (later is None or later.due_at != row.due_at):
            found.append(Moved(moment(row.due_at, at=at), _why(later)))
    return found


def _why(later: Deadline | None) -> str:
    """Why the value was given up: what the row after it says."""
    if later is not None and later.because == Because.CALENDAR:
        return gettext("工作日历更新：%(documents)s") % {"documents": newly_entered(later.calendar)}
    return gettext("办理中延期或暂停")


def rule_of(case: Case, life: Life, clock: CaseClock, run: ClockRun) -> Rule:
    """The rule that a clock runs by: its parameter as it was in force on the day on which it started."""
    name = limit_name(clock, life.state.values)
    found = known(case.type).in_force(life.district, on=day_of(run.events[0].at)).get(name)
    return cited(found, said(run.rule.limit.words))


def cited(found: InForce | None, limit: str) -> Rule:
    """A value with its document."""
    version = found.version if found else None
    return Rule(
        limit,
        version.document if version else "",
        version.article if version else "",
        str(version.status.value if hasattr(version.status, "value") else version.status) if version else "unverified",
        version.note if version else "",
    )
