"""The ladder opens a supervision notice on a light that lasts, and desks take what is theirs of it, each in its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from luoshi.district.casework.queries import Case
from luoshi.district.days import day_of
from luoshi.district.demonstration import ledgers
from luoshi.district.demonstration.rising import rise_all
from luoshi.district.demonstration.routines import handle_all
from luoshi.district.demonstration.tests.counties import present_on
from luoshi.district.lights.operations import follow, judge
from luoshi.district.lights.queries import LadderStep
from luoshi.district.lights.tests.conftest import (  # noqa: F401 - fixtures are found by their names
    ZONE,
    _stored_county,
    county,
    grew,
    link,
    plan,
)
from luoshi.engines.packs.model_of_year import Episode, Ladder, Rise, Routine, StepTold
from luoshi.words import Words

if TYPE_CHECKING:
    from luoshi.district.demonstration.present import Present
    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Report
    from luoshi.district.progress.models import Link

LADDER = Ladder(date(2023, 12, 29), (Rise("order", "office_director", "请说明原因（示例）。"),))
REPLY = Routine("supervision", "handling", "reply", "unit_head", (3, 5), {"report": "已补上（示例）。"}, file="办理情况")
ROUTINES = (
    Routine("supervision", "draft", "approve", "head", (1, 1), {"reason": "同意（示例）。"}, unless="approve"),
    Routine("supervision", "draft", "issue", "office_director", (1, 1), {"to_unit": "{lead}"}),
    Routine("supervision", "issued", "sign", "unit_head", (1, 2), {}),
    REPLY,
)


@pytest.fixture
def ordered(county: Government, plan: Report, link: Link) -> Case:  # noqa: F811
    """The notice that the office drafted on the first working day of March on the promise that was red all February."""
    grew(county, 1, "1.0")
    for day in range(1, 29):
        at = datetime.combine(date(2023, 2, day), time(9), ZONE)
        judge(plan, on=at.date(), at=at)
        follow(plan, at=at)
    assert rise_all(on(county, date(2023, 2, 28))) == 0, "only when a month begins"
    assert rise_all(on(county, date(2023, 3, 1))) == 1
    return Case.objects.get(matter="supervision")


def on(county: Government, day: date, routines: tuple[Routine, ...] = ROUTINES) -> Present:  # noqa: F811
    """A day on which the office climbs the ladder and desks do so."""
    present = present_on(county, day)
    return replace(present, year=replace(present.year, ladder=LADDER, routines=routines))


def lived(county: Government, routines: tuple[Routine, ...] = ROUTINES) -> list[tuple[str, str]]:  # noqa: F811
    """What desks do in three weeks of March: each step, and by whom."""
    for number in range(21):
        handle_all(on(county, date(2023, 3, 2) + timedelta(days=number), routines))
    case = Case.objects.get(matter="supervision")
    return [(step.transition, step.person.code) for step in case.steps.select_related("person").order_by("number") if step.person]


def test_each_desk_takes_its_step_once_and_the_unit_s_own_people_answer(county: Government, ordered: Case) -> None:  # noqa: F811
    assert LadderStep.objects.get(rung="order").case_code == ordered.code
    told = lived(county)
    assert told == [("open", "sun"), ("approve", "zhao"), ("issue", "sun"), ("sign", "li"), ("reply", "li")]
    case = Case.objects.get(pk=ordered.pk)
    assert case.status == "replied"
    assert case.steps.get(transition="reply").values["evidence"], "nothing is answered without evidence"
    assert lived(county) == told, "nobody does it twice"
    answered = ledgers.answers_to_notices([ordered.subject_key, "another"], on(county, date(2023, 3, 23)))
    assert answered == {ordered.subject_key: day_of(case.steps.get(transition="reply").at)}, "from then on a work that stalls goes on"


def test_the_first_routine_that_fits_counts_and_each_case_has_its_fate(county: Government, ordered: Case) -> None:  # noqa: F811
    never = replace(REPLY, among=(Decimal(0), Decimal(0)))
    assert [step for step, _ in lived(county, (*ROUTINES[:3], never))] == ["open", "approve", "issue", "sign"]


def test_what_a_story_tells_step_by_step_is_left_to_it(county: Government, ordered: Case, link: Link) -> None:  # noqa: F811
    step = StepTold(date(2023, 3, 20), time(10), "education_head", "act", {"matter": "supervision", "step": "sign"}, {}, 1)
    story = Episode("told", Words("演示", "Told"), Words("演示", "Told"), link.commitment.quote, (step,))
    present = on(county, date(2023, 3, 10))
    assert handle_all(replace(present, year=replace(present.year, stories=(story,)))) == 0
    assert handle_all(present) == 1
