"""Several requests at the same moment: one report of a visitor, one current version, no number twice, no change lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection

from luoshi.district.offices.errors import OfficeError
from luoshi.district.offices.models import Tenure
from luoshi.district.offices.operations import add_post, appoint
from luoshi.district.offices.queries import Role
from luoshi.district.offices.tests.government import Government
from luoshi.district.plan import operations, storing
from luoshi.district.plan.editing import Act, Edit
from luoshi.district.plan.errors import ChangedMeanwhile, NotAdoptable, NotHeld, ReportRefused, ReportStays
from luoshi.district.plan.fields import QUARTERS, WHOLE, values_of
from luoshi.district.plan.models import Change, Commitment, Report, ReportVersion, Resolution
from luoshi.district.plan.operations import (
    adopt_plan,
    change_commitment,
    change_commitments,
    confirm,
    read_report,
    record_resolution,
    remove_report,
    revise_report,
)
from luoshi.district.plan.tests.conftest import AT, COUNTY, SLUG, promise

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


def test_of_persons_who_edit_one_commitment_at_once_one_succeeds_and_the_others_are_told(draft: Report, government: Government) -> None:
    code, act = promise(draft).code, Act(by=government.by("sun"), at=AT)

    def edit(number: int) -> str:
        try:
            change_commitment(code, Edit({(1, "definition"): f"口径{number}", (WHOLE, "note"): f"备注{number}"}, revision=1), act=act)
        except ChangedMeanwhile as refusal:
            return f"told {[one.new for one in refusal.changes]}"
        return f"stored ['备注{number}', '口径{number}']"

    said = sorted(at_once(edit))
    [stored] = [one.removeprefix("stored ") for one in said if one.startswith("stored")]
    assert said[1:] == [f"told {stored}"] * (VISITORS - 1)
    values = values_of(promise(draft))
    assert str([values[WHOLE, "note"], values[1, "definition"]]) == stored
    assert (promise(draft).revision, Change.objects.count()) == (2, 2)


def test_changes_of_different_fields_at_once_are_all_kept(draft: Report, government: Government) -> None:
    code, act = promise(draft).code, Act(by=government.by("sun"), at=AT)
    at_once(lambda number: change_commitment(code, Edit({(1, QUARTERS[number]): str(number + 1)}), act=act))
    values = values_of(promise(draft))
    assert [values[1, quarter] for quarter in QUARTERS] == ["1", "2", "3", "4"]
    assert sorted(Change.objects.values_list("revision", flat=True)) == [2, 3, 4, 5]


def test_many_commitments_edited_at_once_in_any_order_do_not_wait_for_each_other_for_ever(draft: Report, government: Government) -> None:
    codes = list(Commitment.objects.order_by("pk").values_list("code", flat=True))
    act = Act(by=government.by("sun"), at=AT)

    def edit(number: int) -> int:
        edits = {code: Edit({(WHOLE, "note"): f"备注{number}"}) for code in (codes if number % 2 else reversed(codes))}
        return change_commitments(edits, act=act)

    assert at_once(edit) == [len(codes)] * VISITORS
    assert len(set(Commitment.objects.values_list("note", flat=True))) == 1
    assert Change.objects.count() == VISITORS * len(codes)


def test_of_adoptions_at_once_one_counts(draft: Report, government: Government) -> None:
    by = government.by("sun")

    def adopt(number: int) -> str:
        resolution = record_resolution(district=government.district, meeting=f"第{number % 2}次会议", held_on=AT.date(), by=by, at=AT)
        try:
            adopt_plan(SLUG, resolution=resolution, by=by, at=AT + timedelta(seconds=number))
        except NotAdoptable:
            return ""
        return resolution.meeting

    meetings = at_once(adopt)
    report = Report.objects.select_related("adoption").get(slug=SLUG)
    assert report.adoption
    assert [meeting for meeting in meetings if meeting] == [report.adoption.meeting]
    assert Resolution.objects.count() == 2


def test_of_confirmations_at_once_one_is_recorded(plan: Report, government: Government) -> None:
    code = promise(plan).code
    values = {
        (WHOLE, "lead"): government.units["civil"],
        (WHOLE, "leader"): government.posts["deputy"],
        (WHOLE, "deadline"): date(2023, 12, 31),
        (1, "source"): "台账",
    }
    change_commitment(code, Edit(values), act=Act(by=government.by("sun"), at=AT))
    assert sorted(at_once(lambda _: confirm([code], by=government.by("wu"), at=AT))) == [0, 0, 0, 1]
    assert Change.objects.filter(nature="confirmed").count() == 1
    assert promise(plan).revision == 3


def test_a_correction_and_a_better_engine_at_once_lose_no_correction(
    draft: Report, government: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (operations, storing):
        monkeypatch.setattr(module, "engine_identity", lambda: "tomorrow")
    codes = list(Commitment.objects.order_by("pk").values_list("code", flat=True))
    act = Act(by=government.by("sun"), at=AT, reason="核对了原文")

    def correct_or_read(number: int) -> None:
        if number == 0:
            operations.read_again(at=AT)
        else:
            for code in codes[number - 1 :: VISITORS - 1]:
                change_commitment(code, Edit({(WHOLE, "kind"): "mechanism", (WHOLE, "strength"): "确保"}), act=act)

    at_once(correct_or_read)
    assert set(Commitment.objects.values_list("kind", "strength")) == {("mechanism", "确保")}


def test_of_appointments_to_one_vacant_post_at_once_one_counts_and_the_others_are_told(government: Government) -> None:
    post = add_post(government.units["civil"], code="deputy_head", title="副局长", role=Role.REPORTER, on=AT.date(), by=government.office)
    people = [government.people[code] for code in ("wang", "feng", "li", "wu")]

    def take_over(number: int) -> bool:
        try:
            appoint(post, people[number], on=AT.date(), by=government.office)
        except OfficeError:
            return False
        return True

    assert sorted(at_once(take_over)) == [False, False, False, True]
    assert Tenure.objects.filter(post=post).count() == 1
