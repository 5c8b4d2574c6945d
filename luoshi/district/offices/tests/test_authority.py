"""Who may do what: posts decide, on the day in question, and nothing else does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser

from luoshi.district.offices import operations, queries
from luoshi.district.offices.authority import PUBLIC, Authority
from luoshi.district.offices.errors import GrantedAlready, WrongDays
from luoshi.district.offices.models import District, Person, Post, Power, Reach, Role, Tenure, Unit
from luoshi.district.offices.tests.government import BEGIN, TODAY, Government
from luoshi.engines.packs import model as packs

DAY = timedelta(days=1)
AT = datetime(2023, 1, 20, 9, tzinfo=UTC)
HERE, THERE = District(pk=1, name="青溪县"), District(pk=2, name="白石县")
OWN, OTHER = Unit(pk=1, district=HERE, name="县教育局"), Unit(pk=2, district=HERE, name="县民政局")


def holding(*roles: Role) -> Authority:
    """Somebody who holds a post of each role in one's own unit."""
    posts = tuple(Post(pk=place, unit=OWN, title=f"岗位{place}", role=role) for place, role in enumerate(roles, start=1))
    return Authority(Person(name="李示例", district=HERE), posts)


def powers(by: Authority) -> dict[str, bool]:
    """Everything that can be asked of an authority."""
    return {
        "serves": by.serves(HERE),
        "serves another district": by.serves(THERE),
        "keeps the plan": by.is_office_of(HERE),
        "keeps another's plan": by.is_office_of(THERE),
        "reports": by.reports_for(OWN),
        "reports for another unit": by.reports_for(OTHER),
        "approves": by.approves_for(OWN),
        "approves for another unit": by.approves_for(OTHER),
        "serves nothing": by.serves(None) or by.is_office_of(None) or by.reports_for(None) or by.approves_for(None),
    }


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        ((), set()),
        ((Role.LEADER,), {"serves"}),
        ((Role.OFFICE,), {"serves", "keeps the plan"}),
        ((Role.REPORTER,), {"serves", "reports"}),
        ((Role.APPROVER,), {"serves", "reports", "approves"}),
        ((Role.LEADER, Role.OFFICE), {"serves", "keeps the plan"}),
        ((Role.OFFICE, Role.REPORTER), {"serves", "keeps the plan", "reports"}),
    ],
)
def test_a_role_allows_this_and_nothing_more(roles: tuple[Role, ...], may: set[str]) -> None:
    assert {power for power, held in powers(holding(*roles)).items() if held} == may


def test_every_role_is_in_the_table_of_roles() -> None:
    assert set(Role) == {Role.LEADER, Role.OFFICE, Role.REPORTER, Role.APPROVER, Role.AUTOMATIC}


def test_the_public_may_nothing_and_has_no_name() -> None:
    assert not any(powers(PUBLIC).values())
    assert (PUBLIC.district, PUBLIC.name, PUBLIC.title, PUBLIC.signature) == (None, "", "", "")


def test_a_signature_names_posts_and_person() -> None:
    by = holding(Role.APPROVER, Role.REPORTER)
    assert (by.district, by.name, by.title, by.signature) == (HERE, "李示例", "岗位1、岗位2", "岗位1、岗位2 李示例")


@pytest.mark.parametrize(
    ("model", "ends", "may"),
    [(model, end, end >= TODAY) for model in (Tenure, Post, Unit) for end in (TODAY - DAY, TODAY, TODAY + DAY)],
)
def test_what_ended_yesterday_allows_nothing_today(county: Government, model: type[Tenure | Post | Unit], ends: date, *, may: bool) -> None:
    rows = {
        Tenure: Tenure.objects.filter(person=county.people["li"]),
        Post: Post.objects.filter(code="education_head"),
        Unit: Unit.objects.filter(code="education"),
    }
    rows[model].update(valid_to=ends)
    assert county.by("li").approves_for(county.units["education"]) is may
    assert county.by("li").serves(county.district) is may


def test_what_begins_tomorrow_allows_nothing_today(county: Government) -> None:
    operations.appoint(county.posts["civil_head"], county.people["wang"], on=TODAY + DAY, by=county.office)
    assert not county.by("wang").posts
    assert county.by("wang", on=TODAY + DAY).approves_for(county.units["civil"])


def test_a_person_without_a_post_and_a_user_without_a_person_are_the_public(county: Government) -> None:
    assert county.people["wang"].account is not None
    assert not any(powers(queries.authority_of(county.people["wang"].account, on=TODAY)).values())
    assert queries.authority_of(get_user_model().objects.create(username="admin"), on=TODAY) is PUBLIC
    assert queries.authority_of(AnonymousUser(), on=TODAY) is PUBLIC
    assert queries.authority_of_coded("nobody", on=TODAY) is PUBLIC


def test_an_account_has_the_authority_of_its_person(county: Government) -> None:
    assert county.people["sun"].account is not None
    for by in (queries.authority_of(county.people["sun"].account, on=TODAY), queries.authority_of_coded("sun", on=TODAY)):
        assert by.is_office_of(county.district)
        assert by.signature == "县政府办主任 孙示例"


def test_offices_of_one_name_in_two_districts_are_kept_apart(county: Government, neighbour: Government) -> None:
    assert not neighbour.by("bai").is_office_of(county.district)
    assert not neighbour.by("shi").reports_for(county.units["education"])


def test_whoever_took_over_a_unit_answers_for_what_it_was_given(county: Government) -> None:
    old, new = county.units["education"], county.units["civil"]
    operations.end_unit(old, successor=new, on=TODAY, by=county.office)
    old = Unit.objects.get(pk=old.pk)
    assert county.by("wu", on=TODAY + DAY).approves_for(old)
    assert county.by("zheng", on=TODAY + DAY).reports_for(old)
    assert not county.by("zheng", on=TODAY + DAY).approves_for(old)


def test_heads_are_found_by_their_unit_and_vacant_ones_left_out(county: Government) -> None:
    Tenure.objects.filter(person=county.people["li"]).update(valid_to=TODAY - DAY)
    heads = queries.heads_of(county.district, on=TODAY)
    assert {unit: by.name for unit, by in heads.items()} == {county.units["civil"].pk: "吴示例"}


def test_only_posts_of_leaders_can_be_responsible(county: Government) -> None:
    assert [post.title for post in queries.leaders(county.district, on=TODAY)] == ["县长", "副县长"]


def test_invented_people_in_office_are_listed_the_office_first(county: Government) -> None:
    Person.objects.filter(code__in=("zhao", "sun", "wu", "wang", "feng")).update(invented=True)
    assert [by.name for by in queries.invented_people(on=TODAY)] == ["孙示例", "赵示例", "吴示例"]
    assert [by.name for by in queries.invented_people(on=BEGIN)] == ["孙示例", "赵示例", "吴示例", "冯示例"]


def test_a_power_reaches_as_far_as_it_was_granted(county: Government) -> None:
    operations.grant(county.district, role=Role.APPROVER, matter="orders", power=Power.HANDLE, reach=Reach.UNIT, on=BEGIN, by=county.office)
    operations.grant(
        county.district, post=county.posts["deputy"], matter="orders", power=Power.APPROVE, reach=Reach.DISTRICT, on=BEGIN, by=county.office
    )
    education, civil = county.units["education"], county.units["civil"]
    head, deputy = county.by("li"), county.by("qian")
    assert [head.may(Power.HANDLE, "orders", unit=unit) for unit in (education, civil, None)] == [True, False, True]
    assert not head.may(Power.HANDLE, "permits", unit=education)
    assert not head.may(Power.APPROVE, "orders", unit=education)
    assert deputy.may(Power.APPROVE, "orders", unit=civil)
    assert not county.by("zhou").may(Power.HANDLE, "orders", unit=education)
    assert queries.units_within_reach(head, Power.HANDLE, "orders") == {education.pk}
    assert queries.units_within_reach(deputy, Power.APPROVE, "orders") is None
    assert [one.name for one in queries.people_who_may(Power.HANDLE, "orders", unit=civil, on=TODAY)] == ["吴示例"]


def test_a_power_goes_with_the_post_and_its_work_to_the_successor(county: Government) -> None:
    operations.grant(county.district, role=Role.APPROVER, matter="*", power=Power.HANDLE, reach=Reach.UNIT, on=BEGIN, by=county.office)
    education, civil = county.units["education"], county.units["civil"]
    operations.end_unit(education, successor=civil, on=TODAY, by=county.office)
    heir = county.by("wu", on=TODAY + DAY)
    assert heir.may(Power.HANDLE, "orders", unit=Unit.objects.get(pk=education.pk))
    assert queries.units_within_reach(heir, Power.HANDLE, "orders") == {civil.pk, education.pk}


def test_a_power_reaches_no_other_district(county: Government, neighbour: Government) -> None:
    operations.grant(county.district, role=Role.OFFICE, matter="*", power=Power.DIRECT, reach=Reach.DISTRICT, on=BEGIN, by=county.office)
    assert county.by("sun").may(Power.DIRECT, "orders", unit=county.units["civil"])
    assert not county.by("sun").may(Power.DIRECT, "orders", unit=neighbour.units["education"])
    assert not neighbour.by("bai").may(Power.DIRECT, "orders")


def test_a_grant_counts_to_its_last_day_and_is_granted_once(county: Government) -> None:
    granted = operations.grant(
        county.district, role=Role.OFFICE, matter="orders", power=Power.SEE, reach=Reach.DISTRICT, on=BEGIN, by=county.by("sun")
    )
    with pytest.raises(GrantedAlready, match="督查室"):
        operations.grant(
            county.district, role=Role.OFFICE, matter="orders", power=Power.SEE, reach=Reach.DISTRICT, on=TODAY, by=county.by("sun")
        )
    operations.end_grant(granted, on=TODAY, by=county.by("sun"), at=AT)
    granted.refresh_from_db()
    assert (granted.valid_to, granted.ended_by, granted.ended_at) == (TODAY, "县政府办主任 孙示例", AT)
    assert county.by("sun", on=TODAY).may(Power.SEE, "orders")
    assert not county.by("sun", on=TODAY + DAY).may(Power.SEE, "orders")
    with pytest.raises(WrongDays):
        operations.end_grant(granted, on=TODAY, by=county.office, at=AT)


def test_powers_and_reaches_are_those_that_packs_write() -> None:
    assert set(Power.values) == set(packs.POWERS)
    assert set(Reach.values) == set(packs.REACHES)
