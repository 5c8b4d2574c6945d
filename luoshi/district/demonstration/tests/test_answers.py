"""Units answer for a work when they planned to: from the record where it says something, else in words; their heads sign it off."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from luoshi.district.demonstration.answers import answer_all
from luoshi.district.demonstration.tests.counties import present_on
from luoshi.district.dues.queries import NOTED, SAID, Stage, Update, words_owed
from luoshi.district.dues.tests.conftest import (  # noqa: F401 - fixtures are found by their names
    _stored_county,
    centre,
    county,
    plan,
)
from luoshi.district.facts.operations import NewFact, record
from luoshi.district.facts.queries import Subject
from luoshi.district.indicators.tests.measured import at
from luoshi.district.plan.queries import KIND
from luoshi.engines.packs.model_of_year import Works

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Commitment, Report

FIRST, LAST = date(2023, 3, 20), date(2023, 4, 7)
"""What is asked of March is written from the last days of the month on."""
WORDS = "按计划推进（示例）。"


def works(*, ahead: int = 0, late: str = "0", silent: str = "0") -> Works:
    return Works(date(2023, 12, 20), (), (WORDS,), Decimal("0.03"), Decimal(0), 30, ahead, Decimal(late), Decimal(silent))


def live(county: Government, asked: Works) -> dict[date, int]:  # noqa: F811
    """How much was handed in and signed off on each day on which there was anything."""
    days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    done = {day: answer_all(present_on(county, day, asked)) for day in days}
    return {day: count for day, count in done.items() if count}


def due_on(plan: Report, centre: Commitment) -> date:  # noqa: F811
    """By when the words of March are due."""
    [(due, _)] = [each for each in words_owed(plan, on=date(2023, 3, 31)) if each[0].about == centre]
    return due.due_on


def test_what_no_record_tells_is_written_when_it_is_due_and_signed_off_on_a_later_day(
    county: Government, plan: Report, centre: Commitment  # noqa: F811
) -> None:  # fmt: skip
    due = due_on(plan, centre)
    days = live(county, works())
    assert min(days) == due, "nobody is late, and nobody ahead"
    assert len(days) == 2, "handed in, then signed off"
    said = Update.objects.get(commitment=centre)
    assert (said.progress, said.stage) == (WORDS, Stage.SIGNED_OFF)
    assert said.writer.code == "zhou"
    assert said.signer is not None
    assert said.signer.code == "li"


def test_a_unit_that_is_late_answers_some_days_after_it_was_due(county: Government, plan: Report, centre: Commitment) -> None:  # noqa: F811
    due = due_on(plan, centre)
    first = min(live(county, works(late="1")))
    assert timedelta(days=2) <= first - due <= timedelta(days=8), "two to six days, which may end on days off"


def test_of_some_promises_nobody_says_anything(county: Government, centre: Commitment) -> None:  # noqa: F811
    assert not live(county, works(silent="1"))
    assert not Update.objects.filter(commitment=centre).exists()


def test_what_the_record_says_is_confirmed_in_its_words(county: Government, centre: Commitment) -> None:  # noqa: F811
    with transaction.atomic():
        noted = NewFact(
            kind=NOTED, subject=Subject(KIND, centre.code, centre.label), happened_at=at(3, 15), source="工作台账（示例）", public=True,
            details={SAID: "主体封顶（示例）"},
        )  # fmt: skip
        record(noted, district=county.district, by=county.by("zhou"), at=at(3, 16))
    live(county, works())
    said = Update.objects.get(commitment=centre)
    assert "主体封顶（示例）" in said.progress
    assert said.facts, "it names the fact from which it follows"


@pytest.mark.usefixtures("centre")
def test_on_days_off_and_without_works_nobody_answers(county: Government) -> None:  # noqa: F811
    assert answer_all(present_on(county, date(2023, 4, 5), works())) == 0, "a day off"
    assert answer_all(present_on(county, date(2023, 4, 6))) == 0, "the year asks for nothing"
