"""青溪县, whose plan is in force, whose promises are measured, and which chose a rule of lights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoDbBlocker

import luoshi
from luoshi.district.casework import operations as casework
from luoshi.district.decisions import operations as decisions
from luoshi.district.indicators.tests.measured import entry
from luoshi.district.lights.operations import choose_rule
from luoshi.district.offices import operations as offices
from luoshi.district.offices.models import District
from luoshi.district.offices.tests.government import BEGIN, Government, found_county, known
from luoshi.district.plan.operations import adopt_plan, import_report
from luoshi.district.plan.queries import Report
from luoshi.district.plan.tests.conftest import AT, COUNTY, SLUG, promise, resolved
from luoshi.district.progress.models import Link
from luoshi.district.progress.tests.measured import bring, linked
from luoshi.district.tests.snapshots import standing
from luoshi.engines.casework import OfficeHours, YearTable
from luoshi.engines.packs import GrantEntry, Holding, PersonEntry, PostEntry, SourceEntry

PACKS = Path(luoshi.__file__).parent / "packs"
ZONE = ZoneInfo("Asia/Shanghai")
RULE = "lights_ouhai_2020"
REVENUE = "一般公共预算收入增长8%以上"
GROWTH = entry(
    "revenue", SourceEntry("official", "civil", issuer="县民政局"), unit="%", rhythm="month", accumulation="cumulative", measure="yoy",
    decimals=1,
)  # fmt: skip
EARLY = datetime(2023, 1, 2, 9, tzinfo=ZONE)


def grant(role: str, *powers: str, reach: str = "district") -> GrantEntry:
    return GrantEntry(role, "", "supervision", powers, reach, BEGIN, None)


GRANTS = (grant("office", "see", "direct"), grant("leader", "see", "approve"), grant("approver", "see", "handle", reach="unit"))


def found_lit_county() -> Government:
    """The county with a second person in its office, a calendar, and a plan that is lit by the rule.

    Revenue is to grow by 8 % or more; its growth is issued every month, and the education bureau leads the promise.
    """
    found = found_county()
    desk = PostEntry("inspector", "office", "县督查室督查员", "", "office", BEGIN, None)
    wen = PersonEntry(code="wen", name="文示例", name_en="", holds=(Holding(post="inspector", valid_from=BEGIN, valid_to=None),))
    offices.set_up(found.district, units=(), posts=(desk,), people=(wen,), grants=GRANTS)
    county = known(found.district)
    _enter_rules(county)
    import_report(COUNTY.encode(), "青溪县.txt", slug=SLUG, district="青溪县", at=AT)
    adopt_plan(SLUG, resolution=resolved(county), by=county.by("sun"), at=AT)
    plan = Report.objects.get(slug=SLUG)
    choose_rule(plan, RULE, reason="按月看进度", by=county.by("sun"), at=AT)
    commitment = promise(plan, REVENUE)
    commitment.lead = county.units["education"]
    commitment.save()
    linked(county, plan, GROWTH, REVENUE)
    return county


def _enter_rules(county: Government) -> None:
    sun, wen = county.by("sun"), county.by("wen")
    hours = OfficeHours(((time(8, 30), time(17, 30)),), ZONE)
    year = YearTable(2023, "示例〔2022〕1号", date(2022, 12, 8), frozenset({date(2023, 4, 5)}), frozenset())
    casework.enter_calendar(county.district, (year,), hours=hours, by=sun, at=EARLY)
    casework.load_case_type(PACKS / "supervision", county.district, by=sun, at=EARLY)
    for pack in (RULE, "light_escalation"):
        decisions.load_pack(PACKS / pack, county.district, saved_by=sun, put_in_force_by=wen, at=EARLY)


@pytest.fixture(scope="module")
def _stored_county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing("the county whose promises are lit", found_lit_county, django_db_blocker):
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
def link(plan: Report) -> Link:
    """What measures the promise about revenue."""
    return Link.objects.select_related("commitment").get(commitment__report=plan)


def grew(county: Government, month: int, number: str) -> None:
    """By so much revenue had grown when a month ended, as was issued on the first day of the next one."""
    bring(county, "revenue", {f"2023-{month:02}": number}, date(2023, month + 1, 1))
