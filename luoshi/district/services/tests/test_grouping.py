"""Filings that come together: the same comes of them as one by one, in one transaction, and nobody waits for ever."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event
from time import sleep
from typing import Any, Final
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from luoshi.district.casework.models import Case
from luoshi.district.copied import copied
from luoshi.district.credentials.models import Credential
from luoshi.district.facts.models import Fact
from luoshi.district.messages.models import Message
from luoshi.district.register.models import EntryVersion
from luoshi.district.services import grouping, handing_in, operations
from luoshi.district.services.applying import Decided, Filing
from luoshi.district.services.errors import NotYours
from luoshi.district.services.grouping import Queue
from luoshi.district.services.models import Application, Assessed, SubjectKind
from luoshi.district.services.operations import Subject
from luoshi.district.services.tests.world import DRAWN_FIRM, FIRM, GOODS, ITEM, LARGE_FIRM, MONDAY, OTHER_FIRM, Counter
from luoshi.engines.approval import Path

KINDS: Final[Sequence[tuple[str, str, dict[str, str], Path | None]]] = (
    (ITEM, FIRM, GOODS, None),  # granted
    (ITEM, FIRM, {}, None),  # asked for the goods
    (ITEM, DRAWN_FIRM, GOODS, None),  # asked for a paper
    (ITEM, DRAWN_FIRM, GOODS, Path.MISSING_PAPERS),  # a person decides
    (ITEM, LARGE_FIRM, GOODS, Path.COMMITMENT),  # asked for a promise
    (ITEM, OTHER_FIRM, GOODS, None),  # not the applicant's
    (ITEM, FIRM, {"price": "1"}, None),  # no such field
    (ITEM, FIRM, GOODS, Path.ORDINARY),  # a person decides, as was asked for
    ("another_item", FIRM, GOODS, None),
)
DRAWN: Final = re.compile(r"(QX-2023-|〔2023〕|licensing-2023-)\d+|[0-9a-f]{64}")
"""What no two applications have in common."""


def filing(counter: Counter, kind: int, once: int) -> Filing:
    """A filing of ``an``."""
    item, firm, values, path = KINDS[kind]
    return Filing(item, Subject(SubjectKind.ENTERPRISES, firm), values, path, counter.by("an"), UUID(int=once))


STORED: Final = (
    (Application, ("code", "state", "subject_key", "values", "submitted_at", "decided_at", "licence", "case_code")),
    (Assessed, ("outcome", "path", "number", "values", "records", "missing", "reasons", "deferred")),
    (EntryVersion, ("values", "valid_from", "source", "signature")),
    (Credential, ("number", "holder_name", "name", "scope", "place", "application", "issued_on")),
    (Message, ("person", "topic", "key", "subject_zh", "body_en", "link")),
    (Case, ("code", "matter", "status", "subject_key")),
)


def everything(answers: Sequence[Decided | Exception]) -> list[str]:
    """What was answered to each in order, and all that is stored, without what is drawn anew each time."""
    said = [str(each) if isinstance(each, Exception) else f"{each[0].state} {each[0].values} {each[1].number}" for each in answers]
    rows: list[Any] = [row for model, names in STORED for row in model._default_manager.values_list(*names)]
    rows += [{**each.said, "number": 0, "nonce": "", "details": {**each.said["details"], "version": 0}} for each in Fact.objects.all()]
    return [DRAWN.sub(r"\1#", each) for each in said] + sorted(DRAWN.sub(r"\1#", str(each)) for each in rows)


@given(kinds=some.lists(some.tuples(some.integers(0, len(KINDS) - 1), some.integers(1, 4)), min_size=2, max_size=5))
@settings(max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_the_same_comes_of_filings_together_as_one_by_one(counter: Counter, kinds: list[tuple[int, int]]) -> None:
    filings = [filing(counter, kind, once) for kind, once in kinds]
    results = []
    for groups in ([[each] for each in filings], [filings]):
        with transaction.atomic():
            answers = [each for group in groups for each in operations.apply_all(group, district=counter.county.district, at=counter.at)]
            results.append(everything(answers))
            transaction.set_rollback(True)
    assert results[0] == results[1]


def test_what_stops_a_group_stops_only_whom_it_concerns(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("示例")

    monkeypatch.setattr(handing_in, "open_licensing", fails)
    filings = [filing(counter, kind, once) for once, kind in enumerate((0, 3, 5))]
    first, second, third = operations.apply_all(filings, district=counter.county.district, at=counter.at)
    assert isinstance(first, tuple)
    assert (first[0].state, str(second), type(third)) == ("granted", "示例", NotYours)
    assert Application.objects.get().licence == Credential.objects.get().number == first[0].licence


def test_a_draft_that_is_filed_and_refused_stays_as_it_was(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise NotYours(MONDAY.date())

    monkeypatch.setattr(handing_in, "open_licensing", refuses)
    draft = counter.begins(once=UUID(int=7))
    [refusal] = operations.apply_all([filing(counter, 7, 7)], district=counter.county.district, at=counter.at)
    assert isinstance(refusal, NotYours)
    stored = Application.objects.get()
    assert (stored.state, stored.values) == ("draft", draft.values)


def test_what_is_copied_is_stored_word_for_word_and_refused_as_ever(counter: Counter) -> None:
    words = '\\N\t桃\\子\n\r\n"引",{}' + "𠮷\u2028"
    made = counter.begins()
    said = {field.attname: getattr(made, field.attname) for field in Application._meta.concrete_fields if field.name != "id"}
    fresh = {**said, "code": "QX-示例", "once": UUID(int=1), "values": {"goods": {"words": words, "none": None}}, "subject_key": words}
    [copy] = copied([Application(**fresh)])
    stored = Application.objects.get(pk=copy.pk)
    assert {name: getattr(stored, name) for name in fresh} == fresh
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        copied([Application(**{**fresh, "code": "QX-示例2"})])
    assert str(UUID(int=1)) not in str(refused.value)


# --- who decides for whom


class Desk:
    """Decides when it is told to, and remembers what together."""

    def __init__(self) -> None:
        self.queue, self.together = Queue(), list[tuple[list[Any], datetime]]()
        self.begins, self.may_go_on = Event(), Event()

    def decide(self, filings: Sequence[Any], at: datetime) -> list[Any]:
        """An answer to each but ``c``, which is refused; where ``b`` decides for others, its thread is stopped."""
        self.together.append((list(filings), at))
        self.begins.set()
        assert self.may_go_on.wait(10)
        if filings[0] == "b" and len(filings) > 1:
            raise SystemExit
        return [NotYours(MONDAY.date()) if each == "c" else (each, "decided") for each in filings]

    def asks(self, filing: Any) -> Any:
        """What one thread is answered."""
        return self.queue.decided(filing, MONDAY + timedelta(seconds=ord(filing)), self.decide)


def test_who_comes_alone_is_decided_at_once_and_the_first_who_waits_decides_for_all_who_wait() -> None:
    desk = Desk()
    with ThreadPoolExecutor(4) as threads:
        alone = threads.submit(desk.asks, "a")
        assert desk.begins.wait(10)
        others = []
        for place, each in enumerate("bcd", 1):
            others.append(threads.submit(desk.asks, each))
            while len(desk.queue._waiting) < place:
                sleep(0.001)
        desk.may_go_on.set()
        assert alone.result(10) == ("a", "decided")
        with pytest.raises(SystemExit):
            others[0].result(10)
        with pytest.raises(NotYours):
            others[1].result(10)
        assert others[2].result(10) == ("d", "decided")
    last = MONDAY + timedelta(seconds=ord("d"))
    assert desk.together == [(["a"], MONDAY + timedelta(seconds=ord("a"))), (["b", "c", "d"], last), (["c", "d"], last)]
    assert desk.asks("e") == ("e", "decided"), "and whoever comes alone waits no longer than a breath"


def test_whoever_may_decide_lets_as_many_come_as_came_the_last_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "BREATH", 10)
    desk = Desk()
    with ThreadPoolExecutor(3) as threads:
        first = threads.submit(desk.asks, "a")
        assert desk.begins.wait(10)
        second = threads.submit(desk.asks, "d")
        while not desk.queue._waiting:
            sleep(0.001)
        desk.may_go_on.set()
        assert first.result(10) == ("a", "decided")
        third = threads.submit(desk.asks, "e")
        assert [second.result(5), third.result(5)] == [("d", "decided"), ("e", "decided")]
    assert [together for together, _ in desk.together] == [["a"], ["d", "e"]]
