"""青溪县 whose enterprises climb: the rules of three rungs, departments' tables, and some rows of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

import luoshi
from luoshi.district.decisions.operations import load_pack
from luoshi.district.ladder import operations
from luoshi.district.offices.queries import District
from luoshi.district.offices.tests.government import Government, known
from luoshi.district.population import operations as population
from luoshi.district.population.declared import Column, Type
from luoshi.district.population.tests.conftest import found
from luoshi.district.population.tests.samples import AT, CODES, DAY
from luoshi.district.tests.snapshots import standing

PACKS = Path(luoshi.__file__).parent / "packs"
SCALE = ("统计行业", "年主营业务收入（万元）", "年营业收入（万元）", "年末从业人员（人）", "有建筑业资质", "有房地产开发经营活动")
REPORTS = ("在库",)
LISTED = ("入库日期", "在库")
HELD = ("发证日期", "有效")
TECHNOLOGY = (
    "境内注册的居民企业", "职工总数（人）", "年销售收入（万元）", "资产总额（万元）", "产品属于禁止限制淘汰类", "发生重大安全质量事故",
    "有严重环境违法行为", "有科研严重失信行为", "列入异常或严重违法名单", "科技人员（人）", "研发费用（万元）", "成本费用支出（万元）",
    "Ⅰ类知识产权（项）", "Ⅱ类知识产权（项）", "获国家级科技奖励前三名", "有省部级以上研发机构",
    "主导制定国际国家或行业标准", "本年度已申报认定",
)  # fmt: skip
TABLES = {
    "企业收入": SCALE,
    "一套表调查单位名录": REPORTS,
    "科技企业情况": TECHNOLOGY,
    "科技型中小企业入库名单": LISTED,
    "高新技术企业证书名录": HELD,
}
TEXT = (PACKS / "enterprise_ladder" / "ladder.yaml").read_text("utf-8").partition("  - code: innovative")[0]


def _column(name: str) -> Column:
    if name == "统计行业":
        return Column(name, name, Type.TEXT)
    if name.endswith("日期"):
        return Column(name, name, Type.DAY)
    numbers = ("（万元）", "（人）", "（项）")
    return Column(name, name, Type.NUMBER, digits=2) if name.endswith(numbers) else Column(name, name, Type.YES_NO)


def _found() -> None:
    found()
    county = known(District.objects.get(name="青溪县"))
    for pack in ("above_scale_statistics", "technology_based_small_enterprise", "high_technology_enterprise"):
        load_pack(PACKS / pack, county.district, saved_by=county.by("sun"), put_in_force_by=county.by("wen"), at=AT)
    for name, columns in TABLES.items():
        declared = [_column(each) for each in columns]
        unit = county.units["civil"]
        population.declare_table(
            county.district, name, declared, name_en=name, register="enterprises", unit=unit, by=county.by("sun"), at=AT
        )


@pytest.fixture(scope="module")
def _stored_county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing("the county whose enterprises climb", _found, django_db_blocker):
        yield


@pytest.fixture
def county(_stored_county: None, db: None, tmp_path: Path, settings: Any) -> Government:
    settings.DATA_FOLDER = tmp_path
    return known(District.objects.get(name="青溪县"))


def brought(county: Government, name: str, columns: tuple[str, ...], *rows: str, **said: Any) -> None:
    content = "\n".join([",".join(("统一社会信用代码", *columns)), *rows]).encode()
    usual = {"file_name": "表.csv", "period": "2022", "source": "示例", "at": AT}
    population.import_table(county.district, name, content, by=county.by("zheng"), **{**usual, **said})


def with_data(county: Government) -> None:
    brought(
        county,
        "企业收入",
        SCALE,
        f"{CODES[1]},工业,2000,,,,",
        f"{CODES[2]},工业,1620.5,,,,",
        f"{CODES[3]},工业,900,,,,",
        f"{CODES[4]},工业,,,,,",
        f"{CODES[6]},工业,2600,,,,",
    )
    brought(county, "一套表调查单位名录", REPORTS, f"{CODES[1]},是", f"{CODES[3]},是", f"{CODES[4]},")
    good, poor = "30,50,100,1,4", "30,50,,0,0"
    brought(
        county, "科技企业情况", TECHNOLOGY,
        f"{CODES[1]},是,100,1000,500,否,否,否,否,否,{good},否,否,否,否",
        f"{CODES[2]},是,600,1000,500,否,否,否,否,否,180,60,100,1,4,否,否,否,否",
        f"{CODES[3]},是,600,1000,500,否,是,否,否,否,180,60,100,1,4,否,否,否,否",
        f"{CODES[4]},是,100,1000,500,否,否,否,否,否,{poor},否,否,否,否",
        f"{CODES[6]},是,100,1000,500,否,否,否,否,否,{good},否,否,否,是",
    )  # fmt: skip
    brought(county, "科技型中小企业入库名单", LISTED, f"{CODES[1]},2023-05-19,是")
    brought(county, "高新技术企业证书名录", HELD, f"{CODES[1]},2021-10-28,是", f"{CODES[2]},2019-10-28,否")
    population.take_snapshot(county.district, on=DAY, by=county.by("sun"), at=AT)
    operations.load_ladder(county.district, "enterprise_ladder", TEXT, by=county.by("sun"), at=AT)
