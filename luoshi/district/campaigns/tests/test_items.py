"""What comes without application can be applied for as well: whoever is on the list is told so first, and nobody is paid twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from luoshi.district.campaigns import operations
from luoshi.district.campaigns.errors import NotUpheld, OnTheList
from luoshi.district.campaigns.items import given
from luoshi.district.campaigns.listing import granted_for
from luoshi.district.campaigns.tests.test_pages import said, signed_in
from luoshi.district.campaigns.tests.world import DAY, PACKS, REFUND, Desk
from luoshi.district.casework import operations as casework
from luoshi.district.casework.queries import Case
from luoshi.district.offices import operations as offices
from luoshi.district.offices.tests.government import BEGIN, known
from luoshi.district.population.tests.samples import CODES
from luoshi.district.services import operations as services
from luoshi.district.services.models import Application, Assessed, SubjectKind
from luoshi.district.services.operations import Subject
from luoshi.engines.packs import GrantEntry, PostEntry

GRANTS: Final = tuple(
    GrantEntry("", post, matter, powers, "district", BEGIN, None)
    for post, matter, powers in (
        ("automatic_approval", "register.licences", ("see", "change")),
        ("civil_reporter", "licensing", ("see", "handle")),
        ("civil_head", "licensing", ("see", "approve")),
        ("civil_reporter", "services", ("see", "unmask")),
    )
)
STEPS: Final[tuple[tuple[str, str, dict[str, str]], ...]] = (
    ("accept", "zheng", {}),
    ("draft", "zheng", {"opinion": "grant", "facts": "裁员人数填错了，核对属实（示例）", "clause": "示例 第一条"}),
    ("grant", "wu", {"clause": "示例 第一条"}),
    ("issue", "zheng", {"delivery": "electronic"}),
)


@pytest.fixture
def counter(desk: Desk) -> Desk:
    """The county offers its refund as an item too."""
    county, by = desk.county, desk.by("sun")
    machine = PostEntry("automatic_approval", "civil", "自动审批岗", "Automatic approval", "automatic", BEGIN, None)
    offices.set_up(county.district, units=(), posts=(machine,), people=(), grants=GRANTS)
    desk.county = county = known(county.district)
    offices.install(county.posts["automatic_approval"], name="审批程序", name_en="Approval program", on=BEGIN, by=by)
    services.arrange(
        county.district, automatic_post="automatic_approval", licence_prefix="青许（示例）", application_prefix="QX", by=by, at=desk.at
    )  # fmt: skip
    services.load_item(PACKS / REFUND, county.district, unit=county.units["civil"], valid_from=date(2023, 1, 1), by=by, at=desk.at)
    casework.load_case_type(PACKS / "licensing", county.district, by=by, at=desk.at)
    return desk


def applied(counter: Desk, person: str, firm: int) -> tuple[Application, Assessed]:
    """Somebody applies by hand."""
    by, subject = counter.by(person), Subject(SubjectKind.ENTERPRISES, CODES[firm])
    values = {"phone": "13800000001", "paid_in_full": "true", "layoffs_within": "true", "why": "名单里没有我们（示例）"}
    begun = services.begin(
        REFUND, district=counter.county.district, subject=subject, by=by, at=counter.later(), once=uuid4(), values=values
    )  # fmt: skip
    return begun, services.submit(begun.code, path=None, expected=None, by=by, at=counter.later())


def granted(counter: Desk, person: str, firm: int) -> Application:
    """A person grants what somebody applied for."""
    begun, row = applied(counter, person, firm)
    assert row.outcome == "person", row.missing
    begun.refresh_from_db()
    for step, code, values in STEPS:
        case = Case.objects.get(code=begun.case_code)
        casework.act(case.code, step, expected_step=case.step_count, values=values, by=counter.by(code), at=counter.later())
    begun.refresh_from_db()
    assert begun.state == "granted"
    return begun


@pytest.fixture
def shown_on(counter: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Pages are looked at on the day on which the campaign stands."""
    monkeypatch.setattr("luoshi.district.clock.now", lambda: counter.at)
    monkeypatch.setattr("luoshi.district.clock.today", counter.at.date)
    return counter


def test_the_item_says_that_nobody_has_to_apply_and_leads_to_the_list_and_back(shown_on: Desk) -> None:
    pk = shown_on.campaign.pk
    guide = said(Client(), f"/services/{REFUND}/")
    assert "符合条件的不用申请" in guide
    assert f"/campaigns/{pk}/" in guide
    assert "名单上 3 户" in guide
    assert f"/services/{REFUND}/" in said(Client(), f"/campaigns/{pk}/")
    assert f"/services/{REFUND}/" in said(signed_in(shown_on, "sun"), f"/workbench/campaigns/{pk}/")


def test_whoever_is_on_the_list_is_told_before_applying_and_the_official_too(shown_on: Desk) -> None:
    own = signed_in(shown_on, "an")
    assert "不用申请" in said(own, f"/services/{REFUND}/apply/")
    assert "不用申请" not in said(signed_in(shown_on, "bi"), f"/services/{REFUND}/apply/")
    begun, row = applied(shown_on, "an", 1)
    assert row.outcome == "person"
    assert any("名单上，第 1 条，6,000.03 元" in each["words"][0] for each in row.reasons)
    begun.refresh_from_db()
    assert "名单上" in Case.objects.get(code=begun.case_code).steps.get(number=1).values["why"]


def test_a_granted_application_puts_its_applicant_on_the_list_once(counter: Desk) -> None:
    campaign, head = counter.campaign, counter.by("zhao")
    begun, _ = applied(counter, "an", 1)
    with pytest.raises(NotUpheld):
        operations.include(campaign, case_code=begun.code, amount=Decimal(5000), by=head, at=counter.later())
    late = granted(counter, "bi", 3)
    assert [each.code for each in granted_for(campaign)] == [late.code]
    added = operations.include(campaign, case_code=late.code, amount=Decimal(5000), by=head, at=counter.later())
    assert (added.number, added.identifier, added.case_code) == (4, CODES[3], late.code)
    assert not granted_for(campaign)
    with pytest.raises((OnTheList, NotUpheld)):
        operations.include(campaign, case_code=late.code, amount=Decimal(5000), by=head, at=counter.later())
    subject = Subject(SubjectKind.ENTERPRISES, CODES[3])
    assert given(counter.county.district, REFUND, [subject], DAY)[subject].address == "/benefits/"
    added.pk, added.number, added.subject_key = None, 5, CODES[4]
    with pytest.raises(IntegrityError, match="a_case_puts_one_on_a_list"), transaction.atomic():
        added.save(force_insert=True)


def test_whoever_was_granted_by_hand_and_is_on_the_list_stands_there_once(counter: Desk) -> None:
    first = granted(counter, "an", 1)
    with pytest.raises(OnTheList):
        operations.include(counter.campaign, case_code=first.code, amount=Decimal(1), by=counter.by("zhao"), at=counter.later())
    assert counter.campaign.beneficiaries.filter(subject_key=CODES[1]).count() == 1


def test_a_list_counts_for_its_own_year(counter: Desk) -> None:
    subject = Subject(SubjectKind.ENTERPRISES, CODES[1])
    district = counter.county.district
    assert subject in given(district, REFUND, [subject], DAY)
    assert not given(district, REFUND, [subject], date(2024, 1, 8)), "who applies then applies for the next year"
    assert not given(district, "another_item", [subject], DAY)
