"""The links that mails carry: whoever has one needs no account. Each is signed for one use, so that none can be made up."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.urls import reverse

from luoshi.district.story.errors import LinkIsOver

CONFIRM: Final = "story.confirm"
LEAVE: Final = "story.leave"
ANSWER: Final = "story.answer"
CONFIRM_WITHIN: Final = timedelta(days=3)
"""For so long an address can be confirmed; then the request is forgotten. Longer than a weekend, too short to lie about."""


def token(key: int, use: str) -> str:
    """A row of the database as a link names it; that of a request tells when it was made, since it ends."""
    return signing.dumps(key, salt=use) if use == CONFIRM else signing.Signer(salt=use).sign_object(key)


def key_in(given: str, use: str) -> int:
    """The row that a link names.

    Raises:
        LinkIsOver: it was not made here, for another use, or is too old.
    """
    try:
        if use == CONFIRM:
            return int(signing.loads(given, salt=use, max_age=CONFIRM_WITHIN))
        return int(signing.Signer(salt=use).unsign_object(given))
    except signing.BadSignature as broken:
        raise LinkIsOver from broken


def confirm_address(following: int) -> str:
    """The page on which somebody says that a promise is to be followed."""
    return reverse("story:confirm", args=[token(following, CONFIRM)])


def leave_address(follower: int) -> str:
    """The page on which somebody ends all messages."""
    return reverse("story:leave", args=[token(follower, LEAVE)])


def answer_address(question: int) -> str:
    """The page of a question, for who asked it."""
    return reverse("story:question", args=[token(question, ANSWER)])


def site_address(code: str) -> str:
    """The whole address of a story, for a letter; its path alone where nobody said under which name the site is reached."""
    return f"{settings.SITE_ADDRESS}{reverse('story:story', args=[code])}"
