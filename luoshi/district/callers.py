"""For whom a program acts: by a token of a person, or in that person's browser, where a form's own proof is asked for each change."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import AuthorizationError
from ninja.security import APIKeyCookie, HttpBearer

from luoshi.district import clock
from luoshi.district.answers import authority
from luoshi.district.offices.queries import Authority, authority_of_person
from luoshi.district.tokens.queries import Scope, present

SECRET_MAX: Final = 200


class ByToken(HttpBearer):
    """``Authorization: Bearer …``, with a token that a person made at /api/ or by ``manage.py token``."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Authority | None:
        """Who is acted for; ``None`` if the token does not count."""
        today = clock.today()
        found = present(token[:SECRET_MAX], on=today, at=timezone.now())
        if found is None:
            return None
        if self.scope == Scope.APPLY and found.scope != Scope.APPLY:
            raise AuthorizationError(message="scope")
        return authority_of_person(found.person, on=today) if found.in_office else Authority(found.person)


class BySession(APIKeyCookie):
    """The session of a person who signed in on the pages; what changes something needs the header X-CSRFToken as well."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Authority | None:
        """Who is signed in; ``None`` if nobody is, or an account of no person."""
        found = authority(request) if request.user.is_authenticated else None
        return found if found is not None and found.person is not None else None


READS: Final[Any] = [ByToken(Scope.READ), BySession()]
"""Whoever may look into own affairs."""
APPLIES: Final[Any] = [ByToken(Scope.APPLY), BySession()]
"""Whoever may change them."""


def caller(request: HttpRequest) -> Authority:
    """For whom the program acts, as it was found out before the operation."""
    found: Authority = request.auth  # type: ignore[attr-defined]  # the library sets it
    return found
