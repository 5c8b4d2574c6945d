"""Two visitors at the same moment: one report, one current version, no number twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection

from luoshi.district.plan.models import Commitment, Report, ReportVersion
from luoshi.district.plan.operations import read_report, revise_report
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


def test_the_same_report_brought_at_once_is_stored_once() -> None:
    slugs = at_once(lambda number: read_report(COUNTY.encode(), "a.txt", by=f"visitor {number}", at=AT))
    assert len(set(slugs)) == 1
    report = Report.objects.get()
    assert report.holdings.count() == VISITORS
    assert Commitment.objects.count() == report.next_number - 1


def test_revisions_at_once_are_numbered_one_after_the_other() -> None:
    slug = read_report(COUNTY.encode(), "a.txt", by="anna", at=AT)
    texts = [COUNTY.replace("幼儿园3所", f"幼儿园{number}所，建成体育馆{number}座") for number in range(11, 11 + VISITORS)]
    at_once(lambda number: revise_report(slug, texts[number].encode(), "a.txt", by="anna", at=AT))
    versions = ReportVersion.objects.filter(report__slug=slug).order_by("number")
    assert [version.number for version in versions] == [1, 2, 3, 4, 5]
    assert versions.filter(is_current=True).count() == 1
    numbers = list(Commitment.objects.filter(report__slug=slug).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
