"""What the public does: follow a promise and leave it, ask about one. And what is done of itself: news are noticed and told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext, override

from luoshi.district.casework.operations import SYSTEM, open_case
from luoshi.district.facts.queries import Subject
from luoshi.district.messages.operations import forget_letters, post
from luoshi.district.story import fail_if, links
from luoshi.district.story.answering import unit_that_answers
from luoshi.district.story.cases import KIND
from luoshi.district.story.models import Asker, Follower, Following, Question, Sort
from luoshi.district.story.news import notice, notice_all
from luoshi.district.story.retention import forget_old
from luoshi.district.story.telling import tell_followers

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from luoshi.district.messages.queries import Language
    from luoshi.district.plan.queries import Commitment

__all__ = [
    "ask",
    "confirm",
    "follow",
    "forget_old",
    "forget_unconfirmed",
    "leave",
    "leave_one",
    "notice_all",
    "tell_followers",
    "to_confirm",
]

MATTER: Final = "public_question"
TITLES: Final = {Sort.QUESTION: "公众提问", Sort.OBJECTION: "公众异议"}
"""As officials read them in their queues."""


@transaction.atomic
def follow(commitment: Commitment, address: str, *, language: Language, at: datetime) -> Following:
    """Somebody wants to be told of a promise: a letter to the address asks whether its owner does. Nothing else is sent until then.

    Whether the address follows already is told to nobody but its owner. Of one promise it is asked once a day at most.

    Raises:
        WrongAddress: it is no mail address.
    """
    address = address.strip().lower()
    fail_if.no_mail_address(address)
    district = commitment.report.district
    assert district is not None, "a plan in force is a district's"
    follower, _ = Follower.objects.get_or_create(district=district, address=address, defaults={"language": language, "told_at": at})
    following, _ = Following.objects.get_or_create(follower=follower, commitment=commitment, defaults={"asked_at": at})
    if following.confirmed_at is None:
        Following.objects.filter(pk=following.pk).update(asked_at=at)
        with override(language):
            post(
                address, district=district, language=language, topic="story.confirm", key=f"follow/{following.pk}/{at:%Y-%m-%d}", at=at,
                subject=gettext("请确认关注：%(code)s") % {"code": commitment.label},
                body=gettext("有人（应该是您）想用这个邮箱关注“%(quote)s”的进展。打开下面的链接并点击确认，才会给您发消息，每天最多一封；不确认，三天以后自动删除。")
                % {"quote": commitment.quote},
                link=links.confirm_address(following.pk),
            )  # fmt: skip
    return following


def to_confirm(token: str) -> Following:
    """What a link asks to be confirmed.

    Raises:
        LinkIsOver: the link is broken or too old, or the request was forgotten.
    """
    return fail_if.forgotten(links.key_in(token, links.CONFIRM))


@transaction.atomic
def confirm(token: str, *, at: datetime) -> Following:
    """The owner of an address says that a promise is to be followed. Said again, nothing changes.

    Raises:
        LinkIsOver: the link is broken or too old, or the request was forgotten.
    """
    found = to_confirm(token)
    if found.confirmed_at is None:
        notice([found.commitment], at=at)  # what is known by now is no news any more
        found.confirmed_at = at
        found.save(update_fields=["confirmed_at"])
    return found


@transaction.atomic
def leave(token: str, *, at: datetime) -> bool:
    """The owner of an address ends everything: it is deleted, and so are letters on their way to it. Returns whether it was still there.

    Raises:
        LinkIsOver: the link is broken.
    """
    found = Follower.objects.filter(pk=links.key_in(token, links.LEAVE)).first()
    if found is None:
        return False
    forget_letters(found.address, topic="story.", at=at)
    found.delete()
    return True


@transaction.atomic
def leave_one(token: str, code: str, *, at: datetime) -> None:
    """The owner of an address no longer follows one promise; with the last one the address goes too.

    Raises:
        LinkIsOver: the link is broken.
    """
    follower = links.key_in(token, links.LEAVE)
    Following.objects.filter(follower=follower, commitment__code=code).delete()
    if not Following.objects.filter(follower=follower).exists():
        leave(token, at=at)


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete what nobody confirmed in time, with addresses that follow nothing; returns how many requests those were."""
    forgotten, _ = Following.objects.filter(confirmed_at=None, asked_at__lt=at - links.CONFIRM_WITHIN).delete()
    Follower.objects.filter(followings=None).delete()
    return forgotten


@transaction.atomic
def ask(
    commitment: Commitment, sort: Sort, text: str, *, may_publish: bool, address: str, language: Language, key: UUID, at: datetime
) -> Question:
    """Somebody asks about a promise, or objects to what is said of it: a case of the unit that leads it, with its clock.

    Args:
        commitment: of a plan in force.
        sort: question or objection.
        text: in the own words of who asks.
        may_publish: whether question and answer may be shown to everybody, without personal data.
        address: where to tell of the answer; may be empty, the page of the question tells it too.
        language: in which who asked is written to.
        key: drawn once by the form: sent twice, it is asked once.
        at: when.

    Raises:
        NothingAsked, WrongAddress, NobodyAnswers: something that is typed is wrong, or there is nobody to answer.
        NoCaseType, NoCalendar: the district does not take questions here.
    """
    text, address = text.strip(), address.strip().lower()
    fail_if.nothing_asked(text)
    if address:
        fail_if.no_mail_address(address)
    district = commitment.report.district
    assert district is not None, "a plan in force is a district's"
    unit = fail_if.nobody_answers(unit_that_answers(commitment, at=at))
    if (asked := Question.objects.filter(key=key).first()) is not None:
        return asked
    question = Question.objects.create(
        commitment=commitment, sort=sort, text=text, may_publish=may_publish, language=language, key=key, at=at
    )
    case = open_case(
        MATTER, district=district, subject=Subject(KIND, str(question.pk), commitment.label),
        title=f"{TITLES[sort]}：{commitment.label}", values={"to_unit": unit.code, "sort": sort.value, "may_publish": may_publish},
        idempotency_key=f"question/{question.pk}", by=SYSTEM, at=at,
    )  # fmt: skip
    question.case_code = case.code
    question.save(update_fields=["case_code"])
    if address:
        Asker.objects.create(question=question, address=address)
    return question
