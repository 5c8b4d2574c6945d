"""Who is told what: the notices of a case type as messages, in the transaction of what they tell about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.timezone import localtime

from luoshi.district.casework.calendars import newly_entered
from luoshi.district.casework.deadlines import newest_deadlines
from luoshi.district.casework.models import Case, Colour
from luoshi.district.casework.subjects import recipients
from luoshi.district.messages.operations import send
from luoshi.engines.casework import ClockState, Standing
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from luoshi.district.casework.deadlines import Card
    from luoshi.district.casework.lives import Life
    from luoshi.district.casework.models import CaseStep
    from luoshi.district.offices.queries import Person
    from luoshi.engines.casework import Notice

MOVED: Final = Words(
    "{case}《{title}》的期限由{before}改为{due}，依据新录入的工作日历（{documents}）。",
    "The deadline of {case} “{title}” moved from {before} to {due} by the calendar that was entered ({documents}).",
)
SUBJECT_MAX: Final = 200


def tell_of_step(case: Case, step: CaseStep, life: Life) -> int:
    """Tell whoever the transition names, except who took it; returns how many people that were."""
    transition = life.case_type.transition(step.transition)
    assert transition is not None, "a step was taken by a transition"
    told = _Told(case, life, step.signature, f"{case.matter}.{step.transition}", f"{case.code}/{step.number}", step.at)
    return told.tell(transition.notices, due=case.due_at or _right_until(case), but=step.person)


def tell_of_card(case: Case, card: Card, life: Life, *, at: datetime) -> int:
    """Tell whoever the clock names that it is near its deadline or past it."""
    clock, row = life.case_type.clock(card.deadline.clock), card.deadline
    told = _Told(case, life, "", f"{case.matter}.{card.colour}", f"{case.code}/{row.clock}/{row.term}/{card.colour}", at)
    return told.tell(clock.soon if card.colour is Colour.YELLOW else clock.late, due=row.due_at)


def tell_of_moved_deadline(case: Case, before: datetime | None, life: Life, *, to: Sequence[Person], at: datetime) -> int:
    """Tell that a calendar moved the deadline of a case."""
    told = _Told(case, life, "", f"{case.matter}.deadline_moved", f"{case.code}/calendar/{life.calendar.number}", at)
    documents = newly_entered(life.calendar)
    return told.send(MOVED, to, before=_moment(before), documents=Words(documents, documents))


def _right_until(case: Case) -> datetime | None:
    """Until when something may be done, such as to object, where nothing has to be done."""
    rows = newest_deadlines(case).values()
    return min((row.due_at for row in rows if row.is_window and row.due_at and row.state != ClockState.STOPPED), default=None)


def link_of(case: Case) -> str:
    """The page of a case."""
    return f"/workbench/cases/{case.code}/"


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told about a case: by whom it was done, under which topic and key."""

    case: Case
    life: Life
    doer: str
    topic: str
    key: str
    at: datetime

    def tell(self, notices: Iterable[Notice], *, due: datetime | None, but: Person | None = None) -> int:
        told = 0
        for number, notice in enumerate(notices):
            people = {person.pk: person for actor in notice.to for person in self.life.people(actor, at=self.at) if person != but}
            told += self.send(notice.words, list(people.values()), number, due=_moment(due))
            if any(self.life.case_type.actor(actor).of is Standing.APPLICANT for actor in notice.to):
                outside = recipients(self.case)
                told += self.send(
                    notice.words, [each for each in outside.people if each != but], number, link=outside.link, due=_moment(due)
                )
        return told

    def send(self, template: Words, to: Sequence[Person], number: int = 0, *, link: str | None = None, **more: Words) -> int:
        words = self.filled(template, **more)
        subject = Words(words.chinese[:SUBJECT_MAX], words.english[:SUBJECT_MAX])
        page = link_of(self.case) if link is None else link
        return send(to=to, topic=self.topic, subject=subject, body=words, link=page, key=f"{self.key}/{number}", at=self.at)

    def filled(self, template: Words, **more: Words) -> Words:
        unit = self.life.units[self.life.state.unit]
        said = {
            "case": Words(self.case.code, self.case.code),
            "title": Words(self.case.title, self.case.title),
            "unit": Words(unit.name, unit.name_en or unit.name),
            "doer": Words(self.doer, self.doer),
            "due": _moment(self.case.due_at),
            **more,
        }
        return Words(
            template.chinese.format(**{name: words.chinese for name, words in said.items()}),
            template.english.format(**{name: words.english for name, words in said.items()}),
        )


def _moment(at: datetime | None) -> Words:
    if at is None:
        return Words("无期限", "none")
    local = localtime(at)
    return Words(f"{named_day(local.date())}{local:%H:%M}", f"{local:%Y-%m-%d %H:%M}")
