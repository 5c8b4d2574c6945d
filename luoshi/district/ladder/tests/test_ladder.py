"""Who stands on a rung, who is one step away and by what, is what the published rules say of each; first steps become facts, once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from luoshi.district.days import day_of
from luoshi.district.facts.queries import Fact
from luoshi.district.ladder import operations, pages, queries
from luoshi.district.ladder.errors import NoLadder, NoSnapshot
from luoshi.district.ladder.models import Standing, Survey
from luoshi.district.ladder.rounds import _look
from luoshi.district.ladder.tests.conftest import LISTED, PACKS, REPORTS, TEXT, brought, with_data
from luoshi.district.offices.queries import District
from luoshi.district.offices.tests.government import Government
from luoshi.district.population.tests.samples import AT, CODES, DAY
from luoshi.district.register.queries import Entry
from luoshi.district.register.tests.samples import citizen_id
from luoshi.district.services.queries import Capacity, Representation, SubjectKind


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
    brought(county, "一套表调查单位名录", REPORTS, f"{CODES[1]},是", f"{CODES[6]},是", reason="更正")
    survey(county)
    assert set(Standing.objects.filter(rung="above_scale").values_list("key", flat=True)) == {CODES[1], CODES[3], CODES[6]}
    newly = [each.details["newly"] for each in Fact.objects.filter(kind="ladder.above_scale").order_by("number")]
    assert newly == [False, False, True], "what stood there before anybody looked is not counted as new"


def test_a_list_that_came_lets_only_its_rungs_be_looked_at_again(county: Government) -> None:
    with_data(county)
    survey(county)
    District.objects.filter(pk=county.district.pk).update(invented=True)
    assert not _look(AT + timedelta(hours=1)), "nothing came"
    more = {"reason": "六月公布", "at": AT + timedelta(hours=2)}
    brought(county, "科技型中小企业入库名单", LISTED, f"{CODES[1]},2023-05-19,是", f"{CODES[6]},2023-06-09,是", **more)
    _look(AT + timedelta(hours=3))
    assert [queries.surveys(county.district)[code].reached for code in ("technology_based_small", "high_technology")] == [2, 1]
    counts = {rung: Survey.objects.filter(rung=rung).count() for rung in ("above_scale", "technology_based_small", "high_technology")}
    assert counts == {"above_scale": 1, "technology_based_small": 2, "high_technology": 1}
    told = Fact.objects.filter(kind="ladder.technology_based_small").order_by("number")
    assert [day_of(fact.happened_at) for fact in told] == [date(2023, 5, 19), date(2023, 6, 9)], "the list says since when"
    assert all(fact.details["newly"] for fact in told)


def listed(county: Government, period: str, *rows: str) -> None:
    """The list of registrations, as it was published for a month."""
    brought(county, "科技型中小企业入库名单", LISTED, *rows, period=period)


def looked(county: Government, on: date) -> int:
    """How many stand on the rung of registrations on a day."""
    at, only = datetime.combine(on, time(9), UTC), ["technology_based_small"]
    [seen] = operations.survey(county.district, on=on, by=county.by("sun"), at=at, only=only)
    return seen.reached


def counted(county: Government) -> list[tuple[str, date, bool]]:
    """Who counts since which day, and whether again."""
    told = Fact.objects.filter(district_id=county.district.pk, kind="ladder.technology_based_small").order_by("number")
    return [(fact.subject_key, day_of(fact.happened_at), fact.details["again"]) for fact in told]


def test_a_registration_counts_each_year_anew(county: Government) -> None:
    with_data(county)
    assert looked(county, DAY) == 1
    assert looked(county, date(2024, 3, 31)) == 1, "last year's number is valid until the end of March"
    assert looked(county, date(2024, 4, 1)) == 0, "the list is old, and the number over"
    listed(county, "2024-06", f"{CODES[1]},2024-05-10,是", f"{CODES[2]},2024-06-03,是")
    assert looked(county, date(2024, 6, 28)) == 2
    first = (CODES[1], date(2023, 5, 19), False)
    assert counted(county) == [first, (CODES[1], date(2024, 5, 10), True), (CODES[2], date(2024, 6, 3), False)]


def test_a_year_may_lie_between(county: Government) -> None:
    with_data(county)
    looked(county, DAY)
    assert looked(county, date(2024, 6, 28)) == 0
    listed(county, "2025-06", f"{CODES[1]},2025-05-12,是")
    assert looked(county, date(2025, 6, 30)) == 1
    assert [day.year for _, day, _ in counted(county)] == [2023, 2025]


def test_a_list_that_is_brought_twice_counts_once(county: Government) -> None:
    with_data(county)
    looked(county, DAY)
    listed(county, "2023-06", f"{CODES[1]},2023-05-19,是")
    looked(county, DAY)
    brought(county, "科技型中小企业入库名单", LISTED, f"{CODES[1]},2023-05-22,是", period="2023-06", reason="日期更正")
    looked(county, DAY)
    assert counted(county) == [(CODES[1], date(2023, 5, 19), False)], "a day that was corrected is still the same registration"


def test_a_list_that_is_brought_late_counts_in_its_own_year(county: Government) -> None:
    with_data(county)
    listed(county, "2023-12", f"{CODES[1]},2023-05-19,是", f"{CODES[2]},2023-12-20,是")
    assert looked(county, date(2024, 1, 15)) == 2
    listed(county, "2024-01", f"{CODES[1]},2023-05-19,是", f"{CODES[2]},2024-01-26,是", f"{CODES[3]},2024-02-02,是")
    assert looked(county, date(2024, 1, 31)) == 3
    assert counted(county) == [
        (CODES[1], date(2023, 5, 19), False), (CODES[2], date(2023, 12, 20), False), (CODES[2], date(2024, 1, 26), True),
    ], "what begins in February does not count in January"  # fmt: skip


def test_a_certificate_counts_once_in_its_three_years(county: Government) -> None:
    with_data(county)
    days = [(date(2023, 7, 20), 1), (date(2024, 10, 27), 1), (date(2024, 10, 28), 0)]
    for on, standing_there in days:
        at = datetime.combine(on, time(9), UTC)
        [seen] = operations.survey(county.district, on=on, by=county.by("sun"), at=at, only=["high_technology"])
        assert seen.reached == standing_there, on
    assert [day_of(fact.happened_at) for fact in Fact.objects.filter(kind="ladder.high_technology")] == [date(2021, 10, 28)]


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
    with override("en"):
        assert pages.missing_words(unmet[2:], lambda _: "Lacking (10,000 yuan)") == ["Lacking (10,000 yuan): 80"]
