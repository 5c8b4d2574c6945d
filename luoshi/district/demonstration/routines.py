"""What desks do with the cases that came, each in its time; cases of planned stories are left to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max

from luoshi.district.attachments.operations import store
from luoshi.district.casework.operations import act, as_applicant
from luoshi.district.casework.queries import Case
from luoshi.district.days import day_of
from luoshi.district.demonstration.chance import draw, whole
from luoshi.district.demonstration.leaving import leaving_out
from luoshi.district.invented import paper
from luoshi.district.offices.queries import PUBLIC, Authority
from luoshi.district.plan.queries import KIND, Commitment
from luoshi.district.services.queries import Application
from luoshi.engines.packs.model_of_year import APPLICANT, UNIT_HEAD, UNIT_REPORTER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from luoshi.district.casework.operations import Outsider
    from luoshi.district.demonstration.present import Present
    from luoshi.engines.packs.model_of_year import Routine

BEGINS: Final = time(13, 40)
MINUTES: Final = 80
PLAIN: Final = Decimal("0.5")
"""The number of what a story begins: nothing out of the way becomes of it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open case with what it is about: an application, or a promise. ``name`` stays the same however often the year is lived.

    ``fate`` is its number from 0 to below 1, ``last`` the day of its last step, ``had`` all steps that it has had.
    """

    case: Case
    about: Application | Commitment
    name: object
    fate: Decimal
    last: date
    had: frozenset[str]

    def fits(self, routine: Routine) -> bool:
        """Whether it is for this routine."""
        first, end = routine.among
        here = (self.case.matter, self.case.status) == (routine.matter, routine.status)
        return here and routine.unless not in self.had and first <= self.fate < end

    def is_due(self, routine: Routine, present: Present) -> bool:
        """Whether the step falls on the day, or should have been taken before."""
        days = whole(present.seed, *routine.after, routine.matter, routine.status, self.name)
        return self.last + timedelta(days=days) <= present.day


def handle_all(present: Present) -> int:
    """Take the steps that fall on the day; returns how many. Offices are closed on days off."""
    if not present.calendar.is_working_day(present.day):
        return 0
    routines = present.year.routines
    due: dict[int, list[Waiting]] = defaultdict(list)
    for each in _waiting(present):
        place = next((place for place, routine in enumerate(routines) if each.fits(routine)), None)
        if place is not None and each.is_due(routines[place], present):
            due[place].append(each)
    for place in sorted(due):
        _handle(routines[place], due[place], present)
    return sum(map(len, due.values()))


def _handle(routine: Routine, due: list[Waiting], present: Present) -> None:
    for place, each in enumerate(due):
        at, case = present.at(BEGINS, minutes=place % MINUTES), each.case
        with leaving_out(f"{case.code} {routine.do}"):
            by = _by(routine, each, present)
            act(case.code, routine.do, expected_step=case.step_count, values=_values(routine, each, present, by, at), by=by, at=at)


def _by(routine: Routine, waiting: Waiting, present: Present) -> Authority | Outsider:
    unit = waiting.case.unit_id
    if routine.post == UNIT_REPORTER:
        return present.desks.reporter(unit) or PUBLIC
    if routine.post == UNIT_HEAD:
        return present.desks.head(unit) or PUBLIC
    if routine.post == APPLICANT:
        assert isinstance(waiting.about, Application), "only an application has one"
        return as_applicant(waiting.case.applicant, person=waiting.about.person)
    return present.post(routine.post)


def _values(routine: Routine, waiting: Waiting, present: Present, by: Authority | Outsider, at: datetime) -> dict[str, Any]:
    lead = waiting.about.lead.code if isinstance(waiting.about, Commitment) and waiting.about.lead else ""
    values: dict[str, Any] = {name: said.format(lead=lead, recovered=_recovered(present)) for name, said in routine.values.items()}
    if routine.file and isinstance(by, Authority):
        name = f"{routine.file}（演示）"
        values["evidence"] = [str(store(name=f"{name}.docx", content=paper(name), district=present.district, by=by, at=at).pk)]
    return values


def _recovered(present: Present) -> str:
    """The new day by which a work that stalled is done."""
    days = present.year.works.recovers if present.year.works else 0
    day = present.day + timedelta(days=days)
    return f"{day.month}月{day.day}日"


def _waiting(present: Present) -> Iterator[Waiting]:
    """The open cases of the matters that desks handle, but for those that stories tell step by step."""
    matters = {each.matter for each in present.year.routines}
    cases = Case.objects.filter(district=present.district, matter__in=matters, closed_at=None).order_by("pk")
    found = list(cases.annotate(last_at=Max("steps__at"), had=ArrayAgg("steps__transition")))
    applications = Application.objects.select_related("person").in_bulk(_keys(found, of_plan=False), field_name="code")
    promises = Commitment.objects.select_related("lead").in_bulk(_keys(found, of_plan=True), field_name="code")
    told = told_by_stories(present)
    for each in found:
        about = applications.get(each.subject_key) or promises.get(each.subject_key)
        name = about.once if isinstance(about, Application) else each.subject_key
        if about is not None and (about.quote if isinstance(about, Commitment) else name) not in told.step_by_step:
            fate = PLAIN if name in told.begun else draw(present.seed, "among", each.matter, name)
            yield Waiting(each, about, name, fate, day_of(each.last_at), frozenset(each.had))


def _keys(cases: list[Any], *, of_plan: bool) -> list[str]:
    return [each.subject_key for each in cases if (each.subject_kind == KIND) == of_plan]


class Told(NamedTuple):
    """What stories tell: the applications, and the sentences of promises, whose cases they tell step by step; what they begin."""

    step_by_step: frozenset[object]
    begun: frozenset[object]


def told_by_stories(present: Present) -> Told:
    """What the stories of the year keep for themselves."""
    steps = [(story, each, each.said.get("application")) for story in present.year.stories for each in story.steps]
    acts = [(story.quote, application) for story, each, application in steps if each.do == "act" and "question" not in each.said]
    return Told(
        frozenset(present.once(application) if application else quote for quote, application in acts),
        frozenset(present.once(application) for _, each, application in steps if each.do == "apply" and application),
    )
