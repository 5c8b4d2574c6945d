"""What the clocks of a case say, as rows and as pointers; and which card is to be shown next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.casework.models import Because, Colour, Deadline, Reminder
from luoshi.engines.casework import ClockState, EventKind, readings

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import datetime

    from luoshi.district.casework.lives import Life
    from luoshi.district.casework.models import Case, CaseStep

BEGIN: Final = {EventKind.START.value, EventKind.RESTART.value, EventKind.EXTEND.value}
"""What gives a clock a new term, in which each card is shown once."""


@dataclass(frozen=True, slots=True)
class Card:
    """黄牌, 红牌: that a clock is near its deadline or past it, from a moment on."""

    deadline: Deadline
    colour: Colour
    at: datetime


def computed(case: Case, life: Life, last: Mapping[str, Deadline], *, step: CaseStep, because: Because, at: datetime) -> list[Deadline]:
    """What each clock says now, where that is not what it said ``last``; nothing is stored yet."""
    found = [
        Deadline(
            case=case,
            step=step,
            clock=code,
            term=_term(code, last, step),
            state=reading.state.value,
            due_at=reading.due,
            warn_at=reading.warn_at,
            overdue_at=reading.overdue_at,
            first_due_at=reading.first_due,
            provisional=reading.provisional,
            is_window=life.case_type.clock(code).is_window,
            calendar=life.calendar,
            because=because,
            computed_at=at,
        )
        for code, reading in readings(life.state, life.timetable, at=at).items()
    ]
    return [row for row in found if row.clock not in last or _says(row) != _says(last[row.clock])]


def newest_deadlines(case: Case) -> dict[str, Deadline]:
    """The last row of each clock, by its code."""
    return {row.clock: row for row in Deadline.objects.filter(case=case).order_by("clock", "-pk").distinct("clock")}


def _term(clock: str, last: Mapping[str, Deadline], step: CaseStep) -> int:
    """The number of the last step that began or extended a clock."""
    begun = any(move["clock"] == clock and move["kind"] in BEGIN for move in step.moves)
    return step.number if begun or clock not in last else last[clock].term


def _says(row: Deadline) -> tuple[object, ...]:
    return row.term, row.state, row.due_at, row.warn_at, row.overdue_at, row.provisional


def point(case: Case, newest: Mapping[str, Deadline], shown: Container[tuple[str, int, str]], *, at: datetime) -> None:
    """Let the pointers of a case say what its clocks say; ``shown`` are the cards that it has had, by clock, term and colour."""
    counting = [] if case.closed else [row for row in newest.values() if row.due_at is not None and row.state != ClockState.STOPPED]
    duties = [row for row in counting if not row.is_window]
    first = min(duties, key=lambda row: (row.due_at, row.clock), default=None)
    case.due_at = first.due_at if first else None
    case.due_clock = first.clock if first else ""
    case.warn_at = first.warn_at if first else None
    case.provisional = first.provisional if first else False
    case.remind_at = min((card.at for card in cards_to_come(counting, shown, at=at)), default=None)


def cards_to_come(counting: Iterable[Deadline], shown: Container[tuple[str, int, str]], *, at: datetime) -> list[Card]:
    """The cards that were not shown yet, in the order in which they are due; a yellow one comes before its deadline or not at all."""
    cards = [card for row in counting for card in _cards(row, at) if (row.clock, row.term, card.colour.value) not in shown]
    return sorted(cards, key=lambda card: (card.at, card.deadline.clock))


def cards_shown(case: Case) -> set[tuple[str, int, str]]:
    """The cards that a case has had, by clock, term and colour."""
    return set(Reminder.objects.filter(case=case).values_list("clock", "term", "colour"))


def _cards(row: Deadline, at: datetime) -> Iterator[Card]:
    if row.warn_at is not None and row.due_at is not None and at <= row.due_at:
        yield Card(row, Colour.YELLOW, row.warn_at)
    if row.overdue_at is not None:
        yield Card(row, Colour.OVER if row.is_window else Colour.RED, row.overdue_at)
