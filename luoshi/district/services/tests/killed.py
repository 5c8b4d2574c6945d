"""Processes to be killed: ``work`` applies for ever through the interface for programs, ``audit`` says what is wrong after it.

``token`` says a token for programs that apply at a server.

Run with ``LUOSHI_DATA`` naming a folder whose database holds the county that offers the small item.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import django
from django.db import connection
from django.test import Client

from luoshi.district.embedded.errors import DatabaseDidNotStart

ADDRESS = "/api/v1/applications"


def work() -> None:
    """Apply, one application after the other, each with the same key until it is answered; each line says what was answered."""
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    program = Client(headers={"Authorization": f"Bearer {token()}"}, raise_request_exception=False)
    while True:
        key = str(uuid4())
        while not (told := answered(program, sent(), key)):
            connection.close()  # whoever serves pages finds a new connection at the next one
        sys.stdout.write(line(key, told))
        sys.stdout.flush()


def sent() -> dict[str, Any]:
    """What is applied for, each time."""
    from luoshi.district.services.tests.world import FIRM, GOODS, ITEM

    return {"item": ITEM, "subject": {"kind": "enterprises", "key": FIRM}, "values": GOODS, "submit": True}


def line(key: str, told: Any) -> str:
    """What was answered to a key, as the audit reads it."""
    return f"{key} {told['code']} {told['licence']['number']}\n"


def answered(program: Client, given: dict[str, Any], key: str) -> Any:
    """What is answered; nothing while the database is away."""
    with suppress(DatabaseDidNotStart):
        answer = program.post(ADDRESS, given, content_type="application/json", headers={"Idempotency-Key": key})
        assert answer.status_code in {201, 500, 503}, answer.content.decode()
        return answer.json() if answer.status_code == 201 else None
    return None


def token() -> str:
    """A token by which a program of ``an`` may apply."""
    from luoshi.district.offices.queries import Person, authority_of_person
    from luoshi.district.tokens.operations import Scope, make

    now, secret = datetime.now(UTC), uuid4().hex
    make(name="示例", scope=Scope.APPLY, secret=secret, by=authority_of_person(Person.objects.get(code="an"), on=now.date()), at=now)
    return secret


def audit() -> None:
    """Write every fault, one on a line; nothing if all is whole."""
    from luoshi.district.facts.auditing import verify
    from luoshi.district.facts.operations import seal

    answered = [line.split(maxsplit=2) for line in sys.stdin]
    at = datetime.now(UTC)
    seal(at=at)
    faults = [*lost(answered), *half_decided(), *(f"record: {finding}" for finding in verify(at=at))]
    sys.stdout.writelines(f"{fault}\n" for fault in faults)


def lost(answered: list[list[str]]) -> Iterator[str]:
    """Applications that were answered and are gone, or are not what was answered."""
    from luoshi.district.services.models import Application

    stored = {str(once): (code, licence) for once, code, licence in Application.objects.values_list("once", "code", "licence")}
    for once, code, licence in answered:
        if stored.get(once) != (code, licence.rstrip("\n")):
            yield f"{code} was answered and is {stored.get(once)}"


def half_decided() -> Iterator[str]:
    """Applications that are granted without everything that belongs to it, or have more of it than once."""
    from luoshi.district.credentials.models import Credential
    from luoshi.district.facts.models import Fact
    from luoshi.district.messages.models import Message
    from luoshi.district.register.queries import Entry
    from luoshi.district.services.models import Application

    granted = Application.objects.filter(state="granted")
    for one in granted:
        belonging = {
            "assessments": one.assessments.count(),
            "licences": Entry.objects.filter(kind="licences", versions__values__number=one.licence).count(),
            "credentials": Credential.objects.filter(application=one.code, number=one.licence).count(),
            "facts": Fact.objects.filter(kind="licence.granted", subject_key=one.code).count(),
            "messages": Message.objects.filter(key__startswith=f"{one.code}/application.granted").count(),
        }
        yield from (f"{one.code} has {number} {what}" for what, number in belonging.items() if number != 1)
    if (others := Application.objects.exclude(state__in=["granted", "draft"]).count()) or Credential.objects.count() != granted.count():
        yield f"{others} are neither drafts nor granted; {Credential.objects.count()} credentials for {granted.count()} granted"


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.district.settings"
    django.setup()
    verbs: dict[str, Callable[[], object]] = {"work": work, "audit": audit, "token": lambda: sys.stdout.write(token())}
    verbs[sys.argv[1]]()
