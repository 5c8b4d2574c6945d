"""青溪县 on 30 September 2023: revenue behind, beds on schedule, and what the civil affairs bureau has not brought."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from luoshi.district.bulletins.models import Bulletin, Draft
from luoshi.district.bulletins.operations import begin, freeze
from luoshi.district.decisions import operations as decisions
from luoshi.district.facts.operations import NewFact, record, seal
from luoshi.district.facts.queries import Subject
from luoshi.district.indicators.operations import count
from luoshi.district.indicators.tests.measured import at
from luoshi.district.lights.tests.conftest import EARLY, PACKS, ZONE, found_lit_county, grew
from luoshi.district.offices.models import District
from luoshi.district.offices.tests.government import Government, known
from luoshi.district.plan.queries import Report
from luoshi.district.plan.tests.conftest import SLUG
from luoshi.district.progress.tests.measured import COUNTED, linked
from luoshi.district.tests.snapshots import standing, stored_once

ON = date(2023, 9, 30)
AT = datetime(2023, 9, 30, 9, tzinfo=ZONE)


def found_county() -> Government:
    """The lit county with figures of the year until August, beds counted from facts, and the bulletin of August issued."""
    stored_once("the county whose promises are lit", found_lit_county)
    county = known(District.objects.get(name="青溪县"))
    plan = Report.objects.get(slug=SLUG)
    for month in range(1, 8):
        grew(county, month, "5.1")
    linked(county, plan, COUNTED)
    with transaction.atomic():
        for month, quantity in {2: 90, 6: 70}.items():
            subject = Subject("register.enterprises", f"H{month}", "示例养老院")
            new = NewFact(
                kind="bed.added",
                subject=subject,
                happened_at=at(month, 10),
                source="示例平台",
                quantity=Decimal(quantity),
                unit="张",
                public=True,
            )
            record(new, district=county.district, by=county.by("zhou"), at=at(month, 11))
    seal(at=at(9, 28))
    count(at=at(9, 29))
    decisions.load_pack(PACKS / "document_length", county.district, saved_by=county.by("sun"), put_in_force_by=county.by("wen"), at=EARLY)
    folder = Path(settings.DATA_FOLDER) / "fonts"
    folder.mkdir(exist_ok=True)
    august = begin(plan, form="circular", month="2023-08", on=ON, by=county.by("sun"), at=AT)
    freeze(august, by=county.by("wen"), at=AT)
    return county


@pytest.fixture(scope="module")
def _stored_county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing("the county that writes bulletins", found_county, django_db_blocker):
        yield


@pytest.fixture
def county(_stored_county: None, db: None) -> Government:
    """青溪县, with everybody in office."""
    return known(District.objects.get(name="青溪县"))


@pytest.fixture
def plan(county: Government) -> Report:
    """Its plan in force."""
    return Report.objects.get(slug=SLUG)


@pytest.fixture
def issued(plan: Report) -> Bulletin:
    """The bulletin of August, which one of the office began and another froze."""
    return Bulletin.objects.get(draft__report=plan)


@pytest.fixture
def draft(county: Government, plan: Report) -> Draft:
    """The bulletin of September, begun by one of the office."""
    return begin(plan, form="circular", month="2023-09", on=ON, by=county.by("sun"), at=AT)
