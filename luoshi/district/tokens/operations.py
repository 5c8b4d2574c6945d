"""Changes of tokens: a person makes one, which is shown once, and ends it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from luoshi.district.tokens.errors import NeedsName, NoPerson, NoSuchToken
from luoshi.district.tokens.models import Scope, Token

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority

__all__ = ["Scope", "Token", "end", "make"]

DAYS: Final = 365
"""How long a token lasts, unless it is ended before."""
NAME_MAX: Final = 100


def make(*, name: str, scope: Scope, secret: str, by: Authority, at: datetime) -> Token:
    """Let a program that says ``secret`` act for the person from now on, for :data:`DAYS` days at most.

    Args:
        name: what it is for.
        scope: what the program may do.
        secret: the token, drawn by the caller: 256 bits of chance. Only its hash is kept.
        by: for whom the program acts.
        at: when.

    Raises:
        NoPerson: the account belongs to nobody.
        NeedsName: it is not said what it is for.
    """
    if by.person is None:
        raise NoPerson
    if not name.strip():
        raise NeedsName
    expires = at + timedelta(days=DAYS)
    return Token.objects.create(
        person=by.person, name=name.strip()[:NAME_MAX], scope=scope, sha256=digest(secret), made_at=at, expires_at=expires
    )


def end(number: int, *, by: Authority, at: datetime) -> None:
    """End an own token at once.

    Raises:
        NoSuchToken: the person has none of this number, or it has ended.
    """
    ended = Token.objects.filter(pk=number, person=by.person, ended_at=None).update(ended_at=at) if by.person is not None else 0
    if not ended:
        raise NoSuchToken(number)


def digest(secret: str) -> str:
    """What is kept of a token. It has 256 bits of chance, so nothing slower than SHA-256 is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
