"""What the public does: somebody follows a promise and has opened the letter, somebody asks, and the story finds the question again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from luoshi.district.casework.queries import Case
from luoshi.district.demonstration.of_the_public import OF_THE_PUBLIC, question_key
from luoshi.district.demonstration.tests.counties import telling
from luoshi.district.lights.tests.conftest import county, link, plan  # noqa: F401 - fixtures are found by their names
from luoshi.district.story.models import Following
from luoshi.district.story.queries import Question
from luoshi.district.story.tests.conftest import (  # noqa: F401 - fixtures are found by their names
    _stored_county,
    promise,
)

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Commitment

DAY = date(2023, 3, 2)


def test_somebody_follows_a_promise_and_confirms_it(county: Government, promise: Commitment) -> None:  # noqa: F811
    step = telling(county, DAY, "anybody", "follow", quote=promise.quote, address="reader@mail.example", language="en")
    OF_THE_PUBLIC["follow"](step)
    OF_THE_PUBLIC["follow"](step)
    following = Following.objects.get(commitment=promise)
    assert following.confirmed_at == step.at
    assert (following.follower.address, following.follower.language) == ("reader@mail.example", "en")


def test_somebody_asks_once_and_the_story_finds_the_question_again(county: Government, promise: Commitment) -> None:  # noqa: F811
    said = {"question": "young", "sort": "question", "text": "有多少适合应届毕业生（示例）？", "may_publish": "true"}
    step = telling(county, DAY, "anybody", "ask", quote=promise.quote, **said)
    for _ in range(2):
        OF_THE_PUBLIC["ask"](step)
    question = Question.objects.get(commitment=promise)
    assert question.may_publish
    assert question_key(step, "young") == str(question.pk)
    assert Case.objects.get(matter="public_question").subject_key == str(question.pk)
