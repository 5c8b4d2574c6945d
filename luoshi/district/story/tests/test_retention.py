"""What the public left is deleted when its time is over; what was published stays."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from luoshi.district.casework.operations import act
from luoshi.district.decisions.operations import load_pack
from luoshi.district.messages.queries import Language
from luoshi.district.story import links, operations
from luoshi.district.story.models import Answer, Follower, Following, Question
from luoshi.district.story.queries import answers_about
from luoshi.district.story.rounds import ROUNDS
from luoshi.district.story.tests.conftest import EARLY, PACKS, at
from luoshi.district.story.tests.test_questions import asked, drafted

if TYPE_CHECKING:
    from django.test import Client

    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Commitment

pytestmark = pytest.mark.django_db
ANSWERED = at(2, 3)


@pytest.fixture
def question(promise: Commitment, county: Government) -> Question:
    """A question that was answered in public on 3 February, in a county with a rule."""
    people = {"saved_by": county.by("sun"), "put_in_force_by": county.by("wen")}
    load_pack(PACKS / "public_data_retention", county.district, **people, at=EARLY)
    found = asked(promise)
    drafted(found, county)
    act(found.case_code, "answer", expected_step=2, values={}, by=county.by("li"), at=ANSWERED)
    return found


def forget(days: int) -> int:
    """The round, so many days after the answer."""
    [round_] = [each for each in ROUNDS if each.name == "story.forget"]
    return round_.act(ANSWERED + timedelta(days=days))


def test_words_are_deleted_a_year_after_the_answer_and_what_is_public_stays(
    client: Client, question: Question, promise: Commitment, county: Government
) -> None:
    before = [(each.shown, each.text) for each in answers_about(promise)]
    assert "为什么一月没有增长？" in before[0][0]
    assert (forget(365), Question.objects.get(pk=question.pk).forgotten_at) == (0, None)
    assert forget(366) == 1
    gone = Question.objects.get(pk=question.pk)
    assert (gone.text, gone.forgotten_at, gone.case_code) == ("", ANSWERED + timedelta(days=366), question.case_code)
    assert [(each.shown, each.text) for each in answers_about(promise)] == before
    assert forget(400) == 0
    assert "按保存期限删除" in client.get(links.answer_address(question.pk)).content.decode()
    assert "365 天" in client.get(f"/commitments/{promise.code}/ask/").content.decode()


def test_what_is_not_answered_is_kept(question: Question) -> None:
    Question.objects.filter(pk=question.pk).update(case_code="")
    waiting = Question.objects.create(
        commitment=question.commitment,
        sort="question",
        text="还没有答复",
        may_publish=False,
        language=Language.CHINESE,
        at=at(2, 1),
        key=UUID(int=9),
    )
    forget(3000)
    assert Question.objects.get(pk=waiting.pk).text == "还没有答复"
    assert Answer.objects.count() == 1


def test_addresses_are_deleted_when_the_year_was_closed_long_enough_ago(
    question: Question, promise: Commitment, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for = operations.follow(promise, "reader@mail.example", language=Language.CHINESE, at=at(2, 1))
    operations.confirm(links.token(asked_for.pk, links.CONFIRM), at=at(2, 1, 10))
    forget(3000)
    assert Following.objects.count() == 1, "the year is not closed"

    class Closed:
        """The year was closed on the day of the answer."""

        at = ANSWERED

    monkeypatch.setattr("luoshi.district.story.retention.closing_of", lambda _: Closed)
    assert (forget(90), Following.objects.count()) == (0, 1)
    assert forget(91) == 1
    assert (Following.objects.count(), Follower.objects.count()) == (0, 0)
