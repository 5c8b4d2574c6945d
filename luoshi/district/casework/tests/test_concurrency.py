"""Several people at the same moment: nobody is given what another one has, and of two steps one counts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep
from typing import TypeVar

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from luoshi.district.attachments.operations import remove
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


# --- a file that somebody removes, or uses, while another form names it


def posted_meanwhile(address: str, said: dict[str, object], change: Callable[[], object]) -> str:
    """What a page answers to zheng where somebody changes something while it acts: status and text."""
    client = Client()
    client.force_login(User.objects.get(username="zheng"))

    def post() -> str:
        try:
            answer = client.post(address, said)
            return f"{answer.status_code} {answer.content.decode()}"
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as people:
        with transaction.atomic():
            change()
            answer = people.submit(post)
            until_somebody_waits()
        return answer.result(timeout=20)


def until_somebody_waits() -> None:
    """Until another connection waits for a lock of this one."""
    with connection.cursor() as cursor:
        for _ in range(400):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))")
            if cursor.fetchone() != (0,):
                return
            sleep(0.02)
    raise AssertionError("nobody waits")


@pytest.mark.parametrize("is_used", [False, True])
def test_a_file_that_is_removed_or_used_while_its_step_is_taken_is_asked_for_again(
    shared: Desk, monkeypatch: pytest.MonkeyPatch, *, is_used: bool
) -> None:
    case, other, file = shared.handled(), shared.handled(), shared.hands_in("zheng")
    monkeypatch.setattr(timezone, "now", lambda: shared.at)

    def change() -> None:
        if is_used:
            shared.does(other, "zheng", "reply", report="已建成床位。", evidence=[file])
        else:
            remove(int(file), reason="误传", by=shared.by("zheng"), at=shared.at)

    said = {"step": case.step_count, "report": "已建成床位。", "evidence-kept": file, "without_helpers": "no"}
    answer = posted_meanwhile(f"/workbench/cases/{case.code}/reply/", said, change)
    assert answer.startswith("422")
    assert f"附件 {file} 不存在，或已用于别处。" in answer
    assert case.steps.count() == 3


def test_a_file_is_removed_once(shared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    file = shared.hands_in("zheng")
    monkeypatch.setattr(timezone, "now", lambda: shared.at)
    again = posted_meanwhile(
        f"/attachments/{file}/remove/", {"reason": "再删"}, lambda: remove(int(file), reason="误传", by=shared.by("zheng"), at=shared.at)
    )
    assert again.startswith("422")
    assert "的内容已经删除" in again
