"""How units answer for their works: they confirm what the record says, write where it says nothing, and their heads sign it off."""

from __future__ import annotations

from datetime import time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from luoshi.district.demonstration.chance import draw, pick, whole
from luoshi.district.demonstration.leaving import leaving_out
from luoshi.district.dues import operations, queries
from luoshi.district.indicators import operations as indicators
from luoshi.district.indicators.queries import Act, owed_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from luoshi.district.demonstration.desks import Desks
    from luoshi.district.demonstration.present import Present
    from luoshi.district.dues.queries import Due, Recorded
    from luoshi.engines.packs.model_of_year import Works

SIGNED: Final = time(9, 20)
CONFIRMED: Final = time(14, 20)
LATE_DAYS: Final = (2, 6)
QUIET: Final = range(5, 19)
"""On these days of a month nothing is due in words, nor late by so much."""


def answer_all(present: Present) -> int:
    """What units hand in and sign off on the day; returns how much. Offices are closed on days off."""
    works = present.year.works
    if works is None or not present.calendar.is_working_day(present.day):
        return 0
    people = present.desks
    return _sign(present, people) + _hand_in(works, present, people) + _confirm_figures(present, people)


def _sign(present: Present, people: Desks) -> int:
    """What was handed in on an earlier day."""
    plan, count = present.plan, 0
    waiting = sorted(queries.handed_in(plan), key=lambda each: each.commitment.lead_id or 0)
    for lead, several in groupby(waiting, key=lambda each: each.commitment.lead_id):
        head = people.head(lead)
        seen = {each.commitment.code: each.step_count for each in several if head and head.person and each.writer_id != head.person.pk}
        if head is not None and seen:
            with leaving_out(f"sign {head.name}"):
                count += operations.sign_off_all(plan, seen, by=head, at=present.at(SIGNED))
    return count


def _hand_in(works: Works, present: Present, people: Desks) -> int:
    if present.day.day in QUIET:
        return 0
    owed = queries.words_owed(present.plan, on=present.day, only=lambda due: _answers(due, works, present))
    count = 0
    for unit, several in groupby(sorted(owed, key=lambda each: each[0].unit.pk), key=lambda each: each[0].unit.pk):
        count += _of_unit(unit, list(several), works, present, people)
    return count


def _of_unit(unit: int, owed: Sequence[tuple[Due, Recorded | None]], works: Works, present: Present, people: Desks) -> int:
    by, at = people.reporter(unit), present.at(CONFIRMED)
    if by is None:
        return 0
    seen = {each.about.code: recorded.text for each, recorded in owed if recorded is not None}
    if seen:
        with leaving_out(f"confirm {by.name}"):
            operations.confirm(owed[0][0].unit, present.plan, seen, by=by, at=at)
    for each, recorded in owed:
        if recorded is None:
            words = pick(present.seed, works.words, "words", each.about.code, each.period)
            with leaving_out(f"{each.about.code} {each.period}"):
                update = operations.draft(each.about.code, each.period, work="going_on", progress=words, by=by, at=at)
                operations.hand_in(update, by=by, at=at)
    return len(owed)


def _answers(due: Due, works: Works, present: Present) -> bool:
    """Whether the unit answers by now: all of it on one day, some units late; and of some promises never."""
    seed, unit, period = present.seed, due.unit.code, due.period
    if draw(seed, "silent", due.about.code, period) < works.silent:
        return False
    late = draw(seed, "late", unit, period) < works.late
    days = whole(seed, *LATE_DAYS, "days", unit, period) if late else -whole(seed, 0, works.ahead, "days", unit, period)
    return due.due_on + timedelta(days=days) <= present.day


def _confirm_figures(present: Present, people: Desks) -> int:
    """该数属实: on the last working day of a week, what was counted."""
    if not present.ends_its_week:
        return 0
    count = 0
    for each in owed_within(present.district, on=present.day):
        by = people.reporter(each.indicator.responsible_id) if each.act is Act.CONFIRM else None
        if by is not None and each.value is not None:
            with leaving_out(f"{each.indicator.code} {each.period}"):
                indicators.confirm(each.indicator, each.period, seen=each.value.number, is_right=True, by=by, at=present.at(CONFIRMED))
                count += 1
    return count
