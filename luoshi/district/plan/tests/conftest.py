"""A small report of a county that does not exist, its offices, and the demonstration district, for the tests of the plan."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import luoshi
from luoshi.district.offices.models import District
from luoshi.district.offices.tests.government import Government, found_county, found_neighbour, known
from luoshi.district.plan.models import Commitment, Origin, Report, Resolution
from luoshi.district.plan.operations import adopt_plan, import_report, read_report, record_resolution
from luoshi.district.tests.snapshots import laid_in

AT = datetime(2023, 1, 20, 9, 30, tzinfo=UTC)
DEMONSTRATION = Path(luoshi.__file__).parent / "packs" / "peach_blossom" / "report" / "2023.txt"

COUNTY = """青溪县2023年政府工作报告
——2023年1月6日在青溪县第九届人民代表大会第二次会议上

一、2022年工作回顾
过去一年，全县地区生产总值达到96亿元，增长4.1%；社会消费品零售总额下降2.3%。改造老旧小区12个，惠及居民3200户。

二、2023年主要目标
今年的主要预期目标是：
地区生产总值增长6%左右；
一般公共预算收入增长8%以上；
固定资产投资增长10%；
居民收入增长与经济增长同步。

三、2023年重点工作
（一）把产业做实
壮大特色产业。新增规模以上工业企业10家，力争引进项目30个以上。开展“百企入溪”专项行动，建设溪谷数据中心。完善重点项目联席会议制度。
（二）把民生办好
办好民生实事。新建幼儿园3所，新增养老床位200张。修缮农村公路，改善村庄环境。
"""


@pytest.fixture
def county() -> bytes:
    """The county's report as a UTF-8 file."""
    return COUNTY.encode()


@pytest.fixture
def demonstration(db: None) -> Report:
    """The demonstration district, loaded."""
    laid_in("the report of the demonstration", _import_demonstration)
    return Report.objects.get(slug="peach-blossom-2023")


def _import_demonstration() -> None:
    import_report(
        DEMONSTRATION.read_bytes(),
        DEMONSTRATION.name,
        slug="peach-blossom-2023",
        district="桃源新区",
        district_en="Peach Blossom New Area",
        origin=Origin.DEMONSTRATION,
        at=AT,
    )


@pytest.fixture
def uploaded(db: None, county: bytes) -> Report:
    """The county's report as the visitor ``anna`` brought it."""
    return Report.objects.get(slug=read_report(county, "青溪县.txt", by="anna", at=AT))


SLUG = "qingxi-2023"
BEDS = "新增养老床位200张"


@pytest.fixture
def government(db: None) -> Government:
    """The county's offices, with everybody in office."""
    laid_in("the county of the plan", found_county)
    return known(District.objects.get(name="青溪县"))


@pytest.fixture
def neighbour(db: None) -> Government:
    """Another county's offices, which bear the same names."""
    return found_neighbour()


@pytest.fixture
def draft(government: Government, county: bytes) -> Report:
    """The county's own report, imported and not adopted yet."""
    laid_in("the county's draft", lambda: import_report(county, "青溪县.txt", slug=SLUG, district="青溪县", at=AT))
    return Report.objects.get(slug=SLUG)


@pytest.fixture
def resolution(government: Government) -> Resolution:
    """What the county's congress decided."""
    return resolved(government)


@pytest.fixture
def plan(draft: Report, government: Government, resolution: Resolution) -> Report:
    """The county's plan in force."""
    adopt_plan(draft.slug, resolution=resolution, by=government.by("sun"), at=AT)
    return Report.objects.get(slug=SLUG)


def resolved(government: Government, meeting: str = "青溪县第九届人民代表大会第二次会议", held_on: date = date(2023, 1, 9)) -> Resolution:
    """A resolution that the office recorded."""
    return record_resolution(district=government.district, meeting=meeting, held_on=held_on, by=government.by("sun"), at=AT)


def promise(report: Report, quote: str = BEDS) -> Commitment:
    """A commitment of a report by its sentence, as it is stored now."""
    return Commitment.objects.select_related("report__district").get(report=report, quote=quote)
