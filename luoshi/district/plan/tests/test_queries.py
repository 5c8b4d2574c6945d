"""Which report stands on the first page, and who sees which."""

from __future__ import annotations

from datetime import timedelta

import pytest

from luoshi.district.offices.queries import authority_of_coded
from luoshi.district.plan import queries
from luoshi.district.plan.models import Commitment, Report
from luoshi.district.plan.operations import adopt_plan, import_report, read_report, record_resolution
from luoshi.district.plan.tests.conftest import AT, COUNTY

pytestmark = pytest.mark.django_db


def test_the_first_page_shows_a_plan_in_force_before_the_demonstration(demonstration: Report, draft: Report) -> None:
    assert queries.front_report() == demonstration  # a draft is no plan yet
    by = authority_of_coded("sun", on=AT.date())
    assert by.district
    meeting = record_resolution(district=by.district, meeting="人代会", held_on=AT.date(), by=by, at=AT)
    import_report(COUNTY.replace("2023", "2024").encode(), "b.txt", slug="qingxi-2024", at=AT)
    for slug, at in ((draft.slug, AT), ("qingxi-2024", AT + timedelta(days=1))):
        adopt_plan(slug, resolution=meeting, by=by, at=at)
        front = queries.front_report()
        assert front is not None
        assert front.slug == slug


def test_a_visitors_report_never_stands_on_the_first_page(uploaded: Report) -> None:
    assert queries.front_report() is None


def test_visitors_see_their_own_reports_and_the_districts(demonstration: Report, uploaded: Report) -> None:
    read_report(COUNTY.replace("青溪", "白石").encode(), "b.txt", by="boris", at=AT + timedelta(days=1))
    listed = {by: {entry.report.title[:2] for entry in queries.reports(held_by=by)} for by in ("anna", "boris", "")}
    assert listed == {"anna": {"桃源", "青溪"}, "boris": {"桃源", "白石"}, "": {"桃源"}}
    assert queries.is_held(uploaded, by="anna")
    assert not queries.is_held(uploaded, by="boris")
    assert not queries.is_held(demonstration, by="anna")


def test_a_list_counts_what_was_read(uploaded: Report) -> None:
    (entry,) = queries.reports(held_by="anna")
    assert entry.promises == Commitment.objects.count()
    assert entry.findings == entry.version.findings.count() > 0


def test_neighbours_are_the_promises_before_and_after(uploaded: Report) -> None:
    first, second, third = Commitment.objects.order_by("number")[:3]
    clause = queries.clause_of_commitment(second)
    assert clause is not None
    before, after = queries.neighbours(clause)
    assert before is not None
    assert after is not None
    assert (before.commitment, after.commitment) == (first, third)
