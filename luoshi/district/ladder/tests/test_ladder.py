"""Who stands on a rung, who is one step away and by what, is what the published rules say of each; first steps become facts, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

import luoshi
from luoshi.district.decisions.operations import load_pack
from luoshi.district.facts.queries import Fact
from luoshi.district.ladder import operations, pages, queries
from luoshi.district.ladder.errors import NoLadder, NoSnapshot
from luoshi.district.ladder.models import FirstStanding, Survey
from luoshi.district.ladder.rounds import _look
from luoshi.district.offices.queries import District
from luoshi.district.offices.tests.government import Government, known
from luoshi.district.population import operations as population
from luoshi.district.population.declared import Column, Type
from luoshi.district.population.tests.conftest import found
from luoshi.district.population.tests.samples import AT, CODES, DAY
from luoshi.district.register.queries import Entry
from luoshi.district.register.tests.samples import citizen_id
from luoshi.district.services.queries import Capacity, Representation, SubjectKind
from luoshi.district.tests.snapshots import standing

PACKS = Path(luoshi.__file__).parent / "packs"
SCALE = ("统计行业", "年主营业务收入（万元）", "年营业收入（万元）", "年末从业人员（人）", "有建筑业资质", "有房地产开发经营活动")
LISTED = ("在库",)
HELD = ("有效",)
TECHNOLOGY = (
    "境内注册的居民企业", "职工总数（人）", "年销售收入（万元）", "资产总额（万元）", "产品属于禁止限制淘汰类", "发生重大安全质量事故",
    "有严重环境违法行为", "有科研严重失信行为", "列入异常或严重违法名单", "科技人员（人）", "研发费用（万元）", "成本费用支出（万元）",
    "Ⅰ类知识产权（项）", "Ⅱ类知识产权（项）", "获国家级科技奖励前三名", "有省部级以上研发机构",
    "主导制定国际国家或行业标准", "本年度已申报认定",
)  # fmt: skip
TABLES = {
    "企业收入": SCALE,
    "一套表调查单位名录": LISTED,
    "科技企业情况": TECHNOLOGY,
    "科技型中小企业入库名单": LISTED,
    "高新技术企业证书名录": HELD,
}
TEXT = (PACKS / "enterprise_ladder" / "ladder.yaml").read_text("utf-8").partition("  - code: innovative")[0]


def _column(name: str) -> Column:
    if name == "统计行业":
        return Column(name, name, Type.TEXT)
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
    population.import_table(
        county.district, name, content, file_name="表.csv", period="2022", source="示例", by=county.by("zheng"), **{"at": AT, **said}
    )


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
    brought(county, "一套表调查单位名录", LISTED, f"{CODES[1]},是", f"{CODES[3]},是", f"{CODES[4]},")
    good, poor = "30,50,100,1,4", "30,50,,0,0"
    brought(
        county, "科技企业情况", TECHNOLOGY,
        f"{CODES[1]},是,100,1000,500,否,否,否,否,否,{good},否,否,否,否",
        f"{CODES[2]},是,600,1000,500,否,否,否,否,否,180,60,100,1,4,否,否,否,否",
        f"{CODES[3]},是,600,1000,500,否,是,否,否,否,180,60,100,1,4,否,否,否,否",
        f"{CODES[4]},是,100,1000,500,否,否,否,否,否,{poor},否,否,否,否",
        f"{CODES[6]},是,100,1000,500,否,否,否,否,否,{good},否,否,否,是",
    )  # fmt: skip
    brought(county, "科技型中小企业入库名单", LISTED, f"{CODES[1]},是")
    brought(county, "高新技术企业证书名录", HELD, f"{CODES[1]},是", f"{CODES[2]},否")
    population.take_snapshot(county.district, on=DAY, by=county.by("sun"), at=AT)
    operations.load_ladder(county.district, "enterprise_ladder", TEXT, by=county.by("sun"), at=AT)


def survey(county: Government) -> dict[str, queries.Survey]:
    return {each.rung: each for each in operations.survey(county.district, on=DAY, by=county.by("sun"), at=AT)}


def test_who_stands_and_who_is_near_and_by_what(county: Government) -> None:
    with_data(county)
    surveys = survey(county)
    scale, technology = surveys["above_scale"], surveys["technology_based_small"]
    assert (scale.reached, technology.reached) == (2, 1), "who reports already stands there, also one whose revenue fell below the floor"
    assert {each.key: each.unmet for each in queries.near(scale)} == {
        CODES[2]: [["距起点还差（万元）", "379.5", "万元"]], CODES[6]: [["向统计部门申报入库", "", ""]]
    }  # fmt: skip
    lacking = [each["names"] for each in scale.run.counts["missing"].values()]
    assert lacking == [["年主营业务收入（万元）", "已经在库"]], "an empty cell of the list is no no"
    assert {each.key: [name for name, *_ in each.unmet] for each in queries.near(technology)} == {
        CODES[2]: ["职工总数不超过上限"], CODES[6]: ["在评价服务平台自评登记"]
    }  # fmt: skip
    recognised = surveys["high_technology"]
    assert recognised.reached == 1
    assert {each.key: each.unmet for each in queries.near(recognised)} == {CODES[6]: [["等认定机构审查、公示", "", ""]]}
    assert [(each.key, each.rung.code) for each in queries.one_step_away(county.district, {CODES[2], CODES[3]})] == [
        (CODES[2], "above_scale"),
        (CODES[2], "technology_based_small"),
    ]


def test_a_first_step_is_a_fact_and_only_once(county: Government) -> None:
    with_data(county)
    survey(county)
    survey(county)
    kinds = ["ladder.above_scale", "ladder.high_technology", "ladder.technology_based_small"]
    assert sorted(Fact.objects.filter(kind__startswith="ladder.").values_list("kind", flat=True)) == ["ladder.above_scale", *kinds]
    brought(county, "一套表调查单位名录", LISTED, f"{CODES[1]},是", f"{CODES[6]},是", reason="更正")
    survey(county)
    assert set(FirstStanding.objects.filter(rung="above_scale").values_list("key", flat=True)) == {CODES[1], CODES[3], CODES[6]}
    newly = [each.details["newly"] for each in Fact.objects.filter(kind="ladder.above_scale").order_by("number")]
    assert newly == [False, False, True], "what stood there before anybody looked is not counted as new"


def test_a_list_that_came_lets_only_its_rungs_be_looked_at_again(county: Government) -> None:
    with_data(county)
    survey(county)
    District.objects.filter(pk=county.district.pk).update(invented=True)
    assert not _look(AT + timedelta(hours=1)), "nothing came"
    more = {"reason": "六月公布", "at": AT + timedelta(hours=2)}
    brought(county, "科技型中小企业入库名单", LISTED, f"{CODES[1]},是", f"{CODES[6]},是", **more)
    _look(AT + timedelta(hours=3))
    assert [queries.surveys(county.district)[code].reached for code in ("technology_based_small", "high_technology")] == [2, 1]
    counts = {rung: Survey.objects.filter(rung=rung).count() for rung in ("above_scale", "technology_based_small", "high_technology")}
    assert counts == {"above_scale": 1, "technology_based_small": 2, "high_technology": 1}
    assert [fact.details["newly"] for fact in Fact.objects.filter(kind="ladder.technology_based_small").order_by("number")] == [False, True]


def test_an_enterprise_sees_its_own_step_where_it_applies(county: Government, client: Client) -> None:
    with_data(county)
    survey(county)
    act_for(county, "li", CODES[2])
    _sign_in(county, client, "li")
    page = client.get("/services/mine/").content.decode()
    assert "职工总数不超过上限：差 100 人" in page
    assert CODES[6] not in page, "what others lack is theirs"


def act_for(county: Government, person: str, code: str) -> None:
    citizen = Entry.objects.get(kind="persons", identifier=citizen_id(1)).key
    Representation.objects.create(
        district=county.district, person=county.people[person], citizen=citizen, subject_kind=SubjectKind.ENTERPRISES, subject_key=code,
        capacity=Capacity.LEGAL_REPRESENTATIVE, valid_from=DAY - timedelta(days=400), signature="样本",
    )  # fmt: skip


def test_without_rungs_or_data_nothing_is_looked_at(county: Government) -> None:
    with pytest.raises(NoLadder):
        survey(county)
    operations.load_ladder(county.district, "enterprise_ladder", TEXT, by=county.by("sun"), at=AT)
    assert not operations.load_ladder(county.district, "enterprise_ladder", TEXT, by=county.by("sun"), at=AT)
    with pytest.raises(NoSnapshot):
        survey(county)


def test_officials_read_it_and_take_it_along(county: Government, client: Client) -> None:
    with_data(county)
    survey(county)
    _sign_in(county, client, "zheng")
    listed = client.get("/workbench/ladder/")
    assert listed.status_code == 200
    assert "科技型中小企业" in listed.content.decode()
    shown = client.get("/workbench/ladder/above_scale/").content.decode()
    assert "379.5" in shown
    table = client.get("/workbench/ladder/above_scale/near.csv").content.decode("utf-8-sig")
    assert CODES[2] in table.splitlines()[1]
    assert client.post("/workbench/ladder/look/").status_code == 302
    assert client.get("/workbench/ladder/none/").status_code == 404
    _sign_in(county, client, "li")
    assert client.get("/workbench/ladder/").status_code == 403


def _sign_in(county: Government, client: Client, person: str) -> None:
    from django.contrib.auth.models import User

    found, _ = User.objects.get_or_create(username=person)
    county.people[person].account = found
    county.people[person].save()
    client.force_login(found)


def test_the_ladder_of_the_pack_asks_what_its_rules_answer() -> None:
    """Each rung names decisions that its pack can answer of everybody, and a source for each input."""
    from datetime import date

    from luoshi.engines.decisions.sets import compile_set
    from luoshi.engines.packs import package_of, read_pack

    for rung in read_pack(PACKS / "enterprise_ladder").ladder:
        package = package_of(read_pack(PACKS / rung.package))
        plan = compile_set(package, rung.wanted, on=date(2023, 6, 30), explained_by=rung.decision)
        assert {each["input"] for each in rung.sources} == {each.name for each in plan.inputs}, rung.code
        assert all(each in package.names for each in (rung.checklist.decisions if rung.checklist else ()))
    unmet = [["甲", "12", "万元"], ["乙", "", ""], ["距起点还差（万元）", "80", "万元"]]
    assert pages.missing_words(unmet) == ["甲：差 12 万元", "乙", "距起点还差 80 万元"]
