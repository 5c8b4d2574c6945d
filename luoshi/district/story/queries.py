"""Reads of the public's side: what was answered to whom may read it, and what an address follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.story.lines import Line, line_of
from luoshi.district.story.links import CONFIRM, LEAVE, key_in, token
from luoshi.district.story.models import Answer, Follower, Following, Question, Sort
from luoshi.district.story.timeline import laid_out, told_among

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from luoshi.district.plan.queries import Commitment

__all__ = [
    "Answer",
    "Line",
    "Question",
    "Sort",
    "answers_about",
    "answers_among",
    "confirmation_of",
    "followed",
    "last_answer",
    "lines_about",
    "lines_among",
]


def answers_about(commitment: Commitment) -> list[Answer]:
    """The published answers to questions about a commitment, of each question the last one, the oldest first."""
    return answers_among([commitment.pk]).get(commitment.pk, [])


def answers_among(commitments: Iterable[int]) -> dict[int, list[Answer]]:
    """The same of some commitments, by their ids; without any answer one is left out."""
    last = Answer.objects.filter(question__commitment__in=list(commitments)).order_by("question", "-id").distinct("question")
    answers, found = Answer.objects.filter(pk__in=last.values("pk"), published=True), dict[int, list[Answer]]()
    for each in answers.select_related("question", "unit").order_by("at"):
        found.setdefault(each.question.commitment_id, []).append(each)
    return found


def lines_about(commitment: Commitment, *, on: date) -> list[Line]:
    """The whole story of a commitment until a day, line by line in the order of days, in the language that is active."""
    return lines_among([commitment], on=on)[commitment.pk]


def lines_among(commitments: Sequence[Commitment], *, on: date) -> dict[int, list[Line]]:
    """The same of some commitments, by their ids."""
    stories = {pk: laid_out(told, on=on) for pk, told in told_among(commitments, on=on).items()}
    return {pk: [line_of(each) for each in story.told if each.entry.on <= on] for pk, story in stories.items()}


def last_answer(question: Question) -> Answer | None:
    """What was answered last to a question, for who asked it."""
    return question.answers.select_related("unit").order_by("-pk").first()


def confirmation_of(following: Following) -> str:
    """What stands in the link by which the owner of an address confirms; who asks for it here has the letter."""
    return token(following.pk, CONFIRM)


def followed(token: str) -> list[Following] | None:
    """What an address follows, for whoever has the link of its letters; nothing where it follows no longer.

    Raises:
        LinkIsOver: the link is broken.
    """
    follower = Follower.objects.filter(pk=key_in(token, LEAVE)).first()
    if follower is None:
        return None
    return list(follower.followings.filter(confirmed_at__isnull=False).select_related("commitment__report__district").order_by("pk"))
