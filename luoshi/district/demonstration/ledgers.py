"""What ledgers note of works: each promise that nothing measures goes from its first note to its last, by chance sooner or later."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, Min, OuterRef
from django.utils.timezone import make_aware

from luoshi.district.casework.queries import Case
from luoshi.district.days import day_of
from luoshi.district.demonstration.chance import draw
from luoshi.district.dues.queries import DONE, NOTED, SAID
from luoshi.district.facts.operations import NewFact, record_many
from luoshi.district.facts.queries import Subject
from luoshi.district.offices.queries import present_units
from luoshi.district.plan.queries import KIND, Commitment
from luoshi.district.progress.queries import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from luoshi.district.demonstration.present import Present
    from luoshi.engines.packs.model_of_year import Note, Works

ENTERED: Final = time(16, 30)
HAPPENED: Final = time(11)
HALF: Final = Decimal("0.5")
REPLY: Final = "reply"
"""The step by which a unit answers a notice."""
BEFOREHAND: Final = timedelta(days=11)
"""So long before its deadline a work is done: the last words about it are due by the 25th, and some units answer days ahead."""


def note_all(present: Present) -> int:
    """Record what the ledgers note on the day; returns how many facts. On days off nobody enters anything."""
    works = present.year.works
    if works is None or not present.calendar.is_working_day(present.day):
        return 0
    by_unit = defaultdict[int, list[NewFact]](list)
    units, since = present_units(present.district), present.calendar.add_working_days(present.day, -1)
    promises = _unmeasured(present)
    answered = answers_to_notices([each.code for each in promises if _stalls(each.code, works, present.seed)], present)
    for each in promises:
        for note, happened in notes(each, works, present, since, answered.get(each.code)):
            assert each.lead_id is not None, "who notes something leads it"
            by_unit[units[each.lead_id].pk].append(_fact(each, note, happened))
    return _record(by_unit, present)


def _record(by_unit: Mapping[int, Sequence[NewFact]], present: Present) -> int:
    count = 0
    for unit, news in by_unit.items():
        by = present.desks.reporter(unit)
        if by is not None:
            count += record_many(news, district=present.district, by=by, at=present.at(ENTERED))
    return count


def _unmeasured(present: Present) -> list[Commitment]:
    """Those that somebody leads; of each what a note needs, since on most days there is none."""
    plan, measured = present.plan, Link.objects.filter(commitment=OuterRef("pk"), end=None)
    led = plan.commitments.filter(~Exists(measured), clauses__version__is_current=True, lead__isnull=False)
    return list(led.only("code", "number", "lead", "deadline", "source", "report").distinct().order_by("number"))


def notes(commitment: Commitment, works: Works, present: Present, since: date, answered: date | None = None) -> Iterator[tuple[Note, date]]:
    """What happened of it after a day up to the present one. Of a work that stalls only what comes before half of its time: the rest comes
    when a notice about it was ``answered``, and within the days that the answer says."""
    code, seed, begins = commitment.code, present.seed, present.year.begins
    whole = ((commitment.deadline - BEFOREHAND if commitment.deadline else works.last) - begins).days
    gone_by, now = Decimal((since - begins).days), Decimal((present.day - begins).days + 1)
    stalls = _stalls(code, works, seed)
    resumed = max(answered, begins + timedelta(days=whole // 2)) if stalls and answered is not None else None
    for place, each in enumerate(works.notes):
        if stalls and each.share > HALF:
            happened = _resumed(each, resumed, works)
        elif not gone_by < whole * (each.share + works.spread) or not whole * (each.share - works.spread) < now:
            continue  # however chance moves it
        else:
            moved = works.spread * (2 * draw(seed, "note", code, place) - 1)
            happened = begins + timedelta(days=int(whole * max(each.share + moved, Decimal(0))))
        if happened is not None and since < happened <= present.day:
            yield each, happened


def _stalls(code: str, works: Works, seed: int) -> bool:
    return draw(seed, "stalls", code) < works.stalls


def _resumed(note: Note, resumed: date | None, works: Works) -> date | None:
    """When a note of the second half comes after all: it is as far on its way to the new day as it was on its way to the old one."""
    return resumed + timedelta(days=int(works.recovers * (note.share - HALF) / HALF)) if resumed is not None else None


def answers_to_notices(promises: Sequence[str], present: Present) -> dict[str, date]:
    """When units answered the first notice about promises, by their codes."""
    replied = Case.objects.filter(district=present.district, subject_kind=KIND, subject_key__in=promises, steps__transition=REPLY)
    return {code: day_of(at) for code, at in replied.values_list("subject_key").annotate(first=Min("steps__at"))}


def _fact(commitment: Commitment, note: Note, happened: date) -> NewFact:
    return NewFact(
        kind=NOTED,
        subject=Subject(KIND, commitment.code, commitment.label),
        happened_at=make_aware(datetime.combine(happened, HAPPENED)),
        source=f"{commitment.source or '工作台账'}（演示）",
        public=True,
        details={SAID: note.says, **({DONE: "true"} if note.done else {})},
    )
