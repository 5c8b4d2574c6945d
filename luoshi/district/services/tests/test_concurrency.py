"""Several people at the same moment, and a process that dies: what is applied for is decided once, and nothing stays half."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar
from uuid import uuid4

import pytest
from django.db import connection

from luoshi.district.credentials.models import Credential
from luoshi.district.facts.models import Fact
from luoshi.district.messages.models import Message
from luoshi.district.register.queries import Entry
from luoshi.district.services import operations
from luoshi.district.services.errors import NotOpen
from luoshi.district.services.models import Application, Assessed, State, SubjectKind
from luoshi.district.services.operations import Filing, Subject
from luoshi.district.services.tests.world import FIRM, GOODS, ITEM, Counter, found_services

AT_ONCE = 4
T = TypeVar("T")


@pytest.fixture
def shared(transactional_db: None) -> Counter:
    """The county, in a database that all threads see."""
    return Counter(found_services())


def at_once(work: Callable[[int], T]) -> list[T]:
    """Let several act at the same moment, each with an own connection."""
    start = Barrier(AT_ONCE)

    def one(number: int) -> T:
        try:
            start.wait(timeout=20)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as people:
        return list(people.map(one, range(AT_ONCE)))


def issued() -> tuple[int, ...]:
    """How many licences, credentials, facts of a grant and messages there are."""
    facts = Fact.objects.filter(kind="licence.granted").count()
    return Entry.objects.filter(kind="licences").count(), Credential.objects.count(), facts, Message.objects.count()


def test_whatever_happens_at_once_is_begun_and_decided_once_and_never_half(shared: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    by, once = shared.by("an"), uuid4()
    assert len({each.code for each in at_once(lambda _: shared.begins(once=once))}) == 1
    application = shared.writes(Application.objects.get(), goods="桃子")

    def submit_or_save(number: int) -> str:
        try:
            if number == AT_ONCE - 1:
                operations.save(application.code, values={"goods": "桃花酒"}, by=by, at=shared.at)
                return "saved"
            return operations.submit(application.code, path=None, expected=None, by=by, at=shared.at).outcome
        except NotOpen:
            return "closed"

    outcomes = at_once(submit_or_save)
    assert sorted(outcomes[:-1]) == ["closed", "closed", "grant"]
    application.refresh_from_db()
    assert application.state == State.GRANTED
    assert Assessed.objects.get().values == application.values, "what was decided is what was written before, or nothing of it"
    assert issued() == (1, 1, 1, 1)

    keys, subject = [uuid4(), uuid4()], Subject(SubjectKind.ENTERPRISES, FIRM)
    filings = [Filing(ITEM, subject, GOODS, None, by, keys[number // 2]) for number in range(AT_ONCE)]
    answers = at_once(lambda number: operations.apply_together(filings[number], district=shared.county.district, at=shared.at))
    assert len({each.code for each, row in answers if row.outcome == "grant"}) == len(keys), "the same key is decided once"
    assert issued() == (3, 3, 3, 3)

    another = shared.filled()
    monkeypatch.setattr("luoshi.district.services.telling.spread", _dies)
    with pytest.raises(SystemExit):
        shared.submits(another)
    another.refresh_from_db()
    assert (another.state, another.licence) == (State.DRAFT, "")
    assert issued() == (3, 3, 3, 3)


def _dies(*_: object, **__: object) -> None:
    raise SystemExit
