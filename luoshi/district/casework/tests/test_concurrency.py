"""Several people at the same moment: nobody is given what another one has, and of two steps one counts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection

from luoshi.district.casework.errors import ChangedMeanwhile, NothingToTake
from luoshi.district.casework.models import Case, CaseStep, Reminder
from luoshi.district.casework.operations import act, take_next
from luoshi.district.casework.reminding import remind
from luoshi.district.casework.tests.county import DAY, Desk, found_supervising_county

PEOPLE = ("wu", "zheng", "wu", "zheng")
T = TypeVar("T")


@pytest.fixture
def shared(transactional_db: None) -> Desk:
    """The county, in a database that all threads see."""
    return Desk(found_supervising_county())


def at_once(work: Callable[[str], T]) -> list[T]:
    """Let everybody act at the same moment, each with an own connection."""
    start = Barrier(len(PEOPLE))

    def one(person: str) -> T:
        try:
            start.wait(timeout=20)
            return work(person)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(PEOPLE)) as people:
        return list(people.map(one, PEOPLE))


def test_the_most_urgent_case_goes_to_one_person_each(shared: Desk) -> None:
    cases = [shared.issued(matter=matter) for matter in ("difficult", "urgent", "ordinary")]
    at = shared.at

    def take(person: str) -> str:
        try:
            return take_next(by=shared.by(person), at=at).code
        except NothingToTake:
            return ""

    assert sorted(at_once(take)) == sorted(["", *(case.code for case in cases)])


def test_of_two_steps_at_once_one_counts_and_the_other_is_told(shared: Desk) -> None:
    case, at = shared.issued(), shared.at

    def sign(person: str) -> str:
        try:
            return act(case.code, "sign", expected_step=2, values={}, by=shared.by(person), at=at).signature
        except ChangedMeanwhile as refused:
            return refused.since[0].signature

    assert len(set(at_once(sign))) == 1
    assert case.steps.count() == 3


def test_a_form_that_is_sent_several_times_at_once_opens_one_case(shared: Desk) -> None:
    assert len(set(at_once(lambda _: shared.opens(key="double-click").code))) == 1
    assert (Case.objects.count(), CaseStep.objects.count()) == (1, 1)


def test_workers_at_once_show_a_card_once(shared: Desk) -> None:
    shared.handled()
    at = shared.at + DAY * 30
    at_once(lambda _: remind(at))
    assert sorted(Reminder.objects.values_list("clock", "colour")) == [("hand_back", "over"), ("reply", "red")]
