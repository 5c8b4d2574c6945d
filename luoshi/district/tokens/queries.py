"""Reads of tokens: who a program acts for, and which tokens somebody has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.tokens.models import Scope, Token
from luoshi.district.tokens.operations import digest

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from luoshi.district.offices.queries import Authority

__all__ = ["Scope", "Token", "own", "present"]


def present(secret: str, *, at: datetime) -> Token | None:
    """The token that a program says, with its person, if it counts at a moment; of whoever may no longer sign in none does."""
    counting = Token.objects.filter(sha256=digest(secret), ended_at=None, expires_at__gt=at, person__account__is_active=True)
    return counting.select_related("person__district").first()


def own(by: Authority) -> QuerySet[Token]:
    """The tokens of a person, the newest first, those included that have ended."""
    return Token.objects.filter(person=by.person).order_by("-pk") if by.person is not None else Token.objects.none()
