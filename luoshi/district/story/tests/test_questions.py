"""What the public asks is a case with a clock; one drafts and another signs; published is what may be, masked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.district.casework.errors import StepRefused
from luoshi.district.casework.operations import act
from luoshi.district.casework.queries import Case
from luoshi.district.facts.models import Fact
from luoshi.district.messages.models import Letter
from luoshi.district.messages.queries import Language
from luoshi.district.story import links, operations
from luoshi.district.story.cases import show_question
from luoshi.district.story.masking import masked
from luoshi.district.story.models import Asker, Question, Sort
from luoshi.district.story.tests.conftest import at

if TYPE_CHECKING:
    from django.test import Client

    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Commitment

KEY = UUID(int=1)
TEXT = "我的电话是13800000000，为什么一月没有增长？"


def asked(promise: Commitment, *, may_publish: bool = True, address: str = "asker@mail.example") -> Question:
    """Somebody asked on 1 February."""
    return operations.ask(
        promise, Sort.QUESTION, TEXT, may_publish=may_publish, address=address, language=Language.CHINESE, key=KEY, at=at(2, 1)
    )


def drafted(question: Question, county: Government, **more: object) -> None:
    """The lead unit drafted an answer."""
    shown = show_question(str(question.pk), county.by("zhou"))
    assert shown is not None
    assert shown.proposed is not None
    values = {"answer": "税收入库推迟到二月。", "publish": True, **shown.proposed("public_question", "draft"), **more}
    act(question.case_code, "draft", expected_step=1, values=values, by=county.by("zhou"), at=at(2, 2))


@pytest.mark.django_db
def test_a_question_is_a_case_of_the_lead_unit_and_is_answered_by_two(client: Client, promise: Commitment, county: Government) -> None:
    question = asked(promise)
    assert asked(promise) == question, "sent twice, it is asked once"
    case = Case.objects.get(code=question.case_code)
    assert (case.unit.code, case.due_at.date().isoformat()) == ("education", "2023-02-22")  # type: ignore[union-attr]
    drafted(question, county)
    act(case.code, "answer", expected_step=2, values={}, by=county.by("li"), at=at(2, 3))
    page = client.get(f"/commitments/{promise.code}/story/").content.decode()
    assert "税收入库推迟到二月。" in page
    assert "我的电话是***********，为什么一月没有增长？" in page
    own = client.get(links.answer_address(question.pk)).content.decode()
    assert TEXT in own
    assert "已答复" in own
    letter = Letter.objects.get(topic="question.answered")
    assert (letter.address, letter.link) == ("asker@mail.example", links.answer_address(question.pk))
    assert not Asker.objects.exists()
    assert not any("13800000000" in each.content for each in Fact.objects.all())
    assert "13800000000" not in f"{letter.body}{list(case.steps.values_list('values', flat=True))}"


@pytest.mark.django_db
def test_nothing_is_published_that_who_asked_does_not_want_published(client: Client, promise: Commitment, county: Government) -> None:
    question = asked(promise, may_publish=False)
    with pytest.raises(StepRefused):
        drafted(question, county)
    drafted(question, county, publish=False)
    act(question.case_code, "answer", expected_step=2, values={}, by=county.by("li"), at=at(2, 3))
    assert "税收入库推迟到二月。" not in client.get(f"/commitments/{promise.code}/story/").content.decode()


@pytest.mark.django_db
def test_the_form_keeps_what_was_typed_and_is_slowed_down(client: Client, promise: Commitment) -> None:
    address = f"/commitments/{promise.code}/ask/"
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', client.get(address).content.decode())
    assert key is not None
    sent = {"sort": "objection", "text": TEXT, "address": "", "key": key[1]}
    first = client.post(address, sent)
    assert first.status_code == 302
    assert client.post(address, sent).headers["Location"].split(":")[0] == first.headers["Location"].split(":")[0]
    assert Question.objects.count() == 1
    wrong = client.post(address, {**sent, "address": "nowhere"})
    assert wrong.status_code == 422
    assert TEXT in wrong.content.decode()
    answers = [client.post(address, sent).status_code for _ in range(4)]
    assert answers[-1] == 422
    assert "次数太多" in client.post(address, sent).content.decode()


@settings(max_examples=40)
@given(st.text(alphabet="张0123456789 -xX@a.，", max_size=40))
def test_no_long_number_and_no_mail_address_is_left(text: str) -> None:
    clean = masked(text)
    assert len(clean) == len(text)
    assert not re.search(r"[0-9](?:[ -]?[0-9]){6,}", clean)
    assert masked(clean) == clean
