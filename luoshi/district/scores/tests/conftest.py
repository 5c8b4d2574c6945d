"""青溪县, whose plan is in force, whose promises are measured, and whose units are scored.

The education bureau leads the promise of 200 beds, which it reports month by month, and that of revenue, whose growth the civil bureau
issues; nothing measures the nurseries that it leads as well. The civil bureau leads nothing and answers for revenue.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoDbBlocker

from luoshi.district.indicators.operations import approve, draft, hand_in
from luoshi.district.indicators.queries import indicator
from luoshi.district.indicators.tests.measured import at, entry, file
from luoshi.district.offices import operations as offices
from luoshi.district.offices.models import District, Unit
from luoshi.district.offices.tests.government import BEGIN, Government, found_county, known
from luoshi.district.plan.operations import adopt_plan, import_report
from luoshi.district.plan.queries import Report
from luoshi.district.plan.tests.conftest import AT, COUNTY, SLUG, promise, resolved
from luoshi.district.progress.tests.measured import REPORTED, bring, linked
from luoshi.district.scores import operations
from luoshi.district.tests.snapshots import standing
from luoshi.engines.packs import GrantEntry, SourceEntry, scoring_of
from luoshi.engines.progress import Period

REVENUE = "一般公共预算收入增长8%以上"
BEDS = "新增养老床位200张"
NURSERIES = "新建幼儿园3所"
QUARTER = Period.parse("2023-Q1")
GROWTH = entry(
    "revenue", SourceEntry("official", "civil", issuer="县民政局"), unit="%", accumulation="cumulative", measure="yoy", decimals=1,
)  # fmt: skip
FORMULA = """\
code: qingxi
name: 青溪县计分办法（示例）
name_en: How Qingxi scores (example)
whole: 100
rhythm: quarter
basis: 示例办法
status: unverified
weights: {classes: {A: 3}, otherwise: 1, by_hand: [{quote: 新增养老床位200张, weight: 2}]}
parts:
  - code: progress
    name: 完成进度
    name_en: Progress
    kind: attainment
    points: 60
    curves: {other: {dead_band: 5, zero_at: 30}, yoy: {dead_band: 0, zero_at: 4}}
  - {code: evidence, name: 佐证覆盖, name_en: Evidence, kind: evidence, points: 25}
  - {code: timeliness, name: 报送及时, name_en: Timeliness, kind: timeliness, points: 15, late_worth: 0.5}
adjustments:
  - {code: missing, name: 缺报, name_en: Missing, kind: missing_report, points: 2, most: 10}
apart: [{says: 名次只作参考, says_en: Rank is for information}]
"""


def _grant(role: str, *powers: str, reach: str) -> GrantEntry:
    return GrantEntry(role, "", "scores", powers, reach, BEGIN, None)


GRANTS = (
    _grant("office", "see", "direct", reach="district"), _grant("leader", "see", "approve", reach="district"),
    _grant("approver", "see", "handle", reach="unit"), _grant("reporter", "see", reach="unit"),
)  # fmt: skip


def found_scored_county() -> Government:
    """The county with its grants, two promises measured, figures of the first quarter, and a formula."""
    found = found_county()
    offices.set_up(found.district, units=(), posts=(), people=(), grants=GRANTS)
    county = known(found.district)
    import_report(COUNTY.encode(), "青溪县.txt", slug=SLUG, district="青溪县", at=AT)
    adopt_plan(SLUG, resolution=resolved(county), by=county.by("sun"), at=AT)
    plan = Report.objects.get(slug=SLUG)
    for quote in (BEDS, REVENUE, NURSERIES):
        _led_by(county.units["education"], plan, quote)
    linked(county, plan, REPORTED, BEDS)
    linked(county, plan, GROWTH, REVENUE)
    for month, beds in ((1, 20), (2, 10)):
        report_beds(county, month, beds, month + 1)
    bring(county, "revenue", {"2023-01": "8.5", "2023-02": "9", "2023-03": "6"}, date(2023, 4, 10))
    formula = operations.publish(county.district, scoring_of(FORMULA), by=county.by("sun"), at=AT)
    operations.choose(plan, formula, reason="示例", by=county.by("sun"), at=AT)
    return county


def _led_by(unit: Unit, plan: Report, quote: str) -> None:
    commitment = promise(plan, quote)
    commitment.lead = unit
    commitment.save()


def report_beds(county: Government, month: int, number: int, in_month: int) -> None:
    """The education bureau hands in the beds of a month in the month that is named, and its head approves them."""
    of, by, when = indicator("beds_said", county.district), county.by("zhou"), at(in_month, 10)
    value = draft(of, Period.parse(f"2023-{month:02}"), Decimal(number), remark="示例", by=by, at=when)
    handed = hand_in(value, evidence=[file(county)], by=by, at=when)
    approve(handed, seen_steps=handed.step_count, by=county.by("li"), at=when)


@pytest.fixture(scope="module")
def _stored_county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing("the county whose units are scored", found_scored_county, django_db_blocker):
        yield


@pytest.fixture
def county(_stored_county: None, db: None) -> Government:
    """青溪县, with everybody in office."""
    return known(District.objects.get(name="青溪县"))


@pytest.fixture
def plan(county: Government) -> Report:
    """Its plan in force."""
    return Report.objects.get(slug=SLUG)
