"""A small report of a county that does not exist, and the demonstration district, for the tests of the plan."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

import luoshi
from luoshi.district.plan.models import Origin, Report
from luoshi.district.plan.operations import import_report, read_report

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
    import_report(
        DEMONSTRATION.read_bytes(),
        DEMONSTRATION.name,
        slug="peach-blossom-2023",
        district="桃源新区",
        district_en="Peach Blossom New Area",
        origin=Origin.DEMONSTRATION,
        at=AT,
    )
    return Report.objects.get(slug="peach-blossom-2023")


@pytest.fixture
def uploaded(db: None, county: bytes) -> Report:
    """The county's report as the visitor ``anna`` brought it."""
    return Report.objects.get(slug=read_report(county, "青溪县.txt", by="anna", at=AT))
