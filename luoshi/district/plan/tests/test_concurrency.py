"""Several requests at the same moment: one report of a visitor, one current version, no number twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection

from luoshi.district.plan import operations
from luoshi.district.plan.errors import NotHeld, ReportRefused, ReportStays
from luoshi.district.plan.models import Commitment, Report, ReportVersion
from luoshi.district.plan.operations import read_report, remove_report, revise_report
from luoshi.district.plan.tests.conftest import AT, COUNTY

pytestmark = pytest.mark.django_db(transaction=True)

VISITORS = 4
T = TypeVar("T")


def at_once(act: Callable[[int], T]) -> list[T]:
    """Let every visitor act at the same moment, each with an own connection."""
    start = Barrier(VISITORS)

    def visit(number: int) -> T:
        try:
            start.wait(timeout=10)
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(VISITORS) as visitors:
        return list(visitors.map(visit, range(VISITORS)))


def test_the_same_report_brought_twice_at_once_by_one_visitor_is_stored_once() -> None:
    slugs = at_once(lambda number: read_report(COUNTY.encode(), f"{number}.txt", by="anna", at=AT + timedelta(seconds=number)))
    assert len(set(slugs)) == 1
    assert Commitment.objects.count() == Report.objects.get().next_number - 1


def test_the_same_report_brought_at_once_by_several_visitors_is_each_ones_own() -> None:
    slugs = at_once(lambda number: read_report(COUNTY.encode(), f"{number}.txt", by=f"visitor {number}", at=AT))
    assert len(set(slugs)) == VISITORS
    stored = ReportVersion.objects.values_list("report__slug", "report__holder", "file_name")
    assert set(stored) == {(slug, f"visitor {number}", f"{number}.txt") for number, slug in enumerate(slugs)}


def test_the_limit_of_a_visitor_holds_at_once_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "REPORTS_PER_VISITOR_MAX", 2)

    def bring(number: int) -> bool:
        try:
            return bool(read_report(COUNTY.replace("200张", f"{number + 300}张").encode(), "a.txt", by="anna", at=AT))
        except ReportRefused:
            return False

    assert sorted(at_once(bring)) == [False, False, True, True]
    assert Report.objects.count() == 2


def test_a_report_revised_and_removed_at_once_is_gone() -> None:
    slug = read_report(COUNTY.encode(), "a.txt", by="anna", at=AT)

    def act(number: int) -> None:
        with suppress(NotHeld, ReportStays):
            if number % 2:
                remove_report(slug, by="anna")
            else:
                revise_report(slug, COUNTY.replace("200张", f"{number + 300}张").encode(), "a.txt", by="anna", at=AT)

    at_once(act)
    assert not Report.objects.exists()
    assert not Commitment.objects.exists()


def test_revisions_at_once_are_numbered_one_after_the_other() -> None:
    slug = read_report(COUNTY.encode(), "a.txt", by="anna", at=AT)
    texts = [COUNTY.replace("幼儿园3所", f"幼儿园{number}所，建成体育馆{number}座") for number in range(11, 11 + VISITORS)]
    at_once(lambda number: revise_report(slug, texts[number].encode(), "a.txt", by="anna", at=AT))
    versions = ReportVersion.objects.filter(report__slug=slug).order_by("number")
    assert [version.number for version in versions] == [1, 2, 3, 4, 5]
    assert versions.filter(is_current=True).count() == 1
    numbers = list(Commitment.objects.filter(report__slug=slug).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
