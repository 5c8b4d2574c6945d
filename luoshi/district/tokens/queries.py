"""Reads of tokens: who a program acts for, and which tokens somebody has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import DEFAULT_DB_ALIAS, connection

from luoshi.district.offices.queries import District, Person
from luoshi.district.tokens.models import Scope, Token
from luoshi.district.tokens.operations import digest

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from luoshi.district.offices.queries import Authority

__all__ = ["Mandate", "Scope", "Token", "own", "present"]


@dataclass(frozen=True, slots=True)
class Mandate:
    """What the token that a program says lets it do, and for whom; ``in_office`` if the person holds any post on that day."""

    scope: Scope
    person: Person
    in_office: bool


def present(secret: str, *, on: date, at: datetime) -> Mandate | None:
    """What the token that a program says lets it do, if it counts at a moment; that of whoever may no longer sign in does not.

    Asked with each call of a program, so without the detour by the models.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNTING, {"sha256": digest(secret), "on": on, "at": at})
        found = cursor.fetchone()
    if found is None:
        return None
    scope, in_office, *values = found
    person = Person.from_db(DEFAULT_DB_ALIAS, _PERSON, values[: len(_PERSON)])
    person.district = District.from_db(DEFAULT_DB_ALIAS, _DISTRICT, values[len(_PERSON) :])
    return Mandate(Scope(scope), person, in_office)


_PERSON: Final = ("id", "district_id", "code", "name", "name_en", "account_id", "invented")
_DISTRICT: Final = ("id", "name", "name_en", "invented")
_COUNTING: Final = """
SELECT token.scope, EXISTS (
        SELECT FROM offices_tenure tenure
        WHERE tenure.person_id = person.id AND tenure.valid_from <= %(on)s AND (tenure.valid_to IS NULL OR tenure.valid_to >= %(on)s)
    ),
    person.id, person.district_id, person.code, person.name, person.name_en, person.account_id, person.invented,
    district.id, district.name, district.name_en, district.invented
FROM tokens_token token
JOIN offices_person person ON person.id = token.person_id
JOIN offices_district district ON district.id = person.district_id
JOIN auth_user account ON account.id = person.account_id AND account.is_active
WHERE token.sha256 = %(sha256)s AND token.ended_at IS NULL AND token.expires_at > %(at)s
"""


def own(by: Authority) -> QuerySet[Token]:
    """The tokens of a person, the newest first, those included that have ended."""
    return Token.objects.filter(person=by.person).order_by("-pk") if by.person is not None else Token.objects.none()
