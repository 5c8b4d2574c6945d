"""Units and posts begin and end, persons take them over: days count whole, and nothing that was is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from luoshi.district.offices import operations, queries
from luoshi.district.offices.errors import NameTaken, OfficeError, PostHeld, UnitInUse, WrongDays
from luoshi.district.offices.models import District, Person, Post, Role, Tenure, Unit
from luoshi.district.offices.tests.government import BEGIN, PEOPLE, POSTS, TODAY, UNITS, Government, known

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
LAST = date(2023, 6, 30)


def rows() -> dict[str, list[object]]:
    """Everything that is stored about offices."""
    return {model.__name__: list(model._default_manager.order_by("pk").values_list()) for model in (District, Unit, Post, Person, Tenure)}


def said(refusal: pytest.ExceptionInfo[OfficeError]) -> None:
    """A refusal speaks both languages and says what to do."""
    for words in (refusal.value.what, refusal.value.remedy):
        assert words.chinese
        assert words.english


@pytest.mark.parametrize(
    ("day", "there"),
    [(BEGIN - DAY, False), (BEGIN, True), (TODAY, True), (LAST, True), (LAST + DAY, False)],
)
def test_the_first_and_the_last_day_count(county: Government, day: date, *, there: bool) -> None:
    unit, post, person = county.units["education"], county.posts["civil_head"], county.people["wu"]
    operations.end_unit(unit, successor=county.units["civil"], on=LAST, by=county.office)
    operations.end_post(post, on=LAST, by=county.office)
    assert (unit in queries.units(county.district, on=day)) is there
    assert (post in queries.authority_of_person(person, on=day).posts) is there
    listed = [each for entry in queries.posts_of(county.district, on=day) for each in entry.present_posts]  # type: ignore[attr-defined]
    assert (post in listed) is there


def test_an_appointment_ends_the_predecessors_tenure_the_day_before(county: Government) -> None:
    post = county.posts["civil_head"]
    operations.appoint(post, county.people["wang"], on=TODAY, by=county.office)
    tenures = post.tenures.order_by("valid_from").values_list("person__code", "valid_from", "valid_to")
    assert list(tenures) == [("wu", BEGIN, TODAY - DAY), ("wang", TODAY, None)]
    assert county.by("wu", on=TODAY - DAY).posts == county.by("wang").posts == (post,)
    assert county.by("wu").posts == county.by("wang", on=TODAY - DAY).posts == ()


def test_an_appointment_shortens_a_tenure_that_was_to_end_later(county: Government) -> None:
    post = county.posts["civil_head"]
    post.tenures.update(valid_to=LAST)
    operations.appoint(post, county.people["wang"], on=LAST, by=county.office)
    assert post.tenures.get(person=county.people["wu"]).valid_to == LAST - DAY


def test_an_appointment_leaves_a_tenure_that_ended_before_as_it_was(county: Government) -> None:
    post = county.posts["civil_head"]
    post.tenures.update(valid_to=TODAY - 10 * DAY)
    operations.appoint(post, county.people["wang"], on=TODAY, by=county.office)
    assert post.tenures.get(person=county.people["wu"]).valid_to == TODAY - 10 * DAY


def test_a_vacant_post_is_filled(county: Government) -> None:
    post = operations.add_post(county.units["civil"], code="deputy_head", title="副局长", role=Role.REPORTER, on=TODAY, by=county.office)
    tenure = operations.appoint(post, county.people["wang"], on=TODAY, by=county.office)
    assert (tenure.post, tenure.person, tenure.valid_from, tenure.valid_to) == (post, county.people["wang"], TODAY, None)


def test_whoever_holds_a_post_goes_on_holding_it(county: Government) -> None:
    before = rows()
    operations.appoint(county.posts["civil_head"], county.people["wu"], on=TODAY, by=county.office)
    assert rows() == before


@pytest.mark.parametrize("day", [BEGIN, BEGIN - DAY])
def test_an_appointment_before_the_present_one_began_is_refused(county: Government, day: date) -> None:
    before = rows()
    with pytest.raises(PostHeld, match="吴示例") as refusal:
        operations.appoint(county.posts["civil_head"], county.people["wang"], on=day, by=county.office)
    said(refusal)
    assert rows() == before


@pytest.mark.parametrize("day", [BEGIN - DAY, LAST + DAY])
def test_nobody_is_appointed_to_a_post_that_is_not_there_on_that_day(county: Government, day: date) -> None:
    post = operations.add_post(county.units["civil"], code="deputy_head", title="副局长", role=Role.REPORTER, on=BEGIN, by=county.office)
    operations.end_post(post, on=LAST, by=county.office)
    with pytest.raises(WrongDays):
        operations.appoint(post, county.people["wang"], on=day, by=county.office)
    assert not post.tenures.exists()


@pytest.mark.parametrize(
    ("begins", "ends", "overlaps"),
    [
        (BEGIN - 9 * DAY, BEGIN - DAY, False),
        (BEGIN - 9 * DAY, BEGIN, True),
        (TODAY, TODAY, True),
        (LAST, None, True),
        (LAST + DAY, None, False),
        (BEGIN - DAY, None, True),
    ],
)
def test_the_database_itself_lets_one_person_at_a_time_hold_a_post(
    county: Government, begins: date, ends: date | None, *, overlaps: bool
) -> None:
    county.posts["civil_head"].tenures.update(valid_to=LAST)
    tenure = Tenure(post=county.posts["civil_head"], person=county.people["wang"], valid_from=begins, valid_to=ends)
    if overlaps:
        with pytest.raises(IntegrityError, match="a_post_is_held_by_one_person_at_a_time"), transaction.atomic():
            tenure.save()
    else:
        tenure.save()


@pytest.mark.parametrize("model", [Unit, Post, Tenure])
def test_the_database_itself_lets_nothing_end_before_it_begins(county: Government, model: type[Unit | Post | Tenure]) -> None:
    with pytest.raises(IntegrityError, match="ends_after_it_begins"), transaction.atomic():
        model._default_manager.filter(valid_to=None).update(valid_to=BEGIN - DAY)


def test_one_person_may_hold_several_posts(county: Government) -> None:
    operations.appoint(county.posts["education_head"], county.people["wu"], on=TODAY, by=county.office)
    assert county.by("wu").posts == (county.posts["education_head"], county.posts["civil_head"])
    assert county.by("wu").title == "县教育局局长、县民政局局长"


def test_a_successor_takes_over_the_posts_of_a_unit_that_ends(county: Government) -> None:
    old, new = county.units["education"], county.units["civil"]
    operations.end_unit(old, successor=new, on=LAST, by=county.office)
    old.refresh_from_db()
    assert (old.valid_to, old.successor) == (LAST, new)
    assert set(new.posts.values_list("code", flat=True)) == {"civil_head", "civil_reporter", "education_reporter"}
    assert old.posts.get().code == "education_head"  # one unit has one head: that of the other one ended with it
    assert not county.by("li", on=LAST + DAY).approves_for(new)


def test_under_a_new_name_the_head_stays_the_head(county: Government) -> None:
    new = operations.add_unit(county.district, code="schools", name="县学校局", on=TODAY, by=county.office)
    operations.end_unit(county.units["education"], successor=new, on=LAST, by=county.office)
    assert not county.units["education"].posts.exists()
    assert county.by("li", on=LAST + DAY).approves_for(new)


def test_a_post_that_had_ended_stays_with_its_unit(county: Government) -> None:
    operations.end_post(county.posts["education_reporter"], on=TODAY, by=county.office)
    operations.end_unit(county.units["education"], successor=county.units["civil"], on=LAST, by=county.office)
    assert county.posts["education_reporter"] in county.units["education"].posts.all()
    assert county.posts["education_reporter"] not in county.units["civil"].posts.all()


def test_a_unit_that_ended_is_not_present_any_more(county: Government) -> None:
    old, middle = county.units["education"], county.units["civil"]
    new = operations.add_unit(county.district, code="social", name="县社会事业局", on=TODAY, by=county.office)
    operations.end_unit(old, successor=middle, on=TODAY, by=county.office)
    operations.end_unit(middle, successor=new, on=LAST, by=county.office)
    assert list(queries.units(county.district, on=LAST + DAY)) == [county.units["county"], county.units["office"], new]
    assert list(queries.former_units(county.district, on=LAST + DAY)) == [middle, old]
    old = Unit.objects.get(pk=old.pk)


def test_a_unit_does_not_end_without_another_present_one_of_the_district(county: Government, neighbour: Government) -> None:
    unit, civil = county.units["education"], county.units["civil"]
    gone = operations.add_unit(county.district, code="gone", name="县旧局", on=BEGIN, by=county.office)
    operations.end_unit(gone, successor=civil, on=TODAY, by=county.office)
    before = rows()
    for wrong in (unit, gone, neighbour.units["education"]):
        with pytest.raises(UnitInUse, match="县教育局") as refusal:
            operations.end_unit(unit, successor=wrong, on=LAST, by=county.office)
        said(refusal)
    with pytest.raises(UnitInUse):
        operations.end_unit(gone, successor=civil, on=LAST, by=county.office)
    with pytest.raises(WrongDays):
        operations.end_unit(unit, successor=civil, on=BEGIN - DAY, by=county.office)
    assert rows() == before


def test_two_posts_of_one_title_do_not_come_together(county: Government) -> None:
    for unit in ("education", "civil"):
        operations.add_post(county.units[unit], code=f"{unit}_clerk", title="科长", role=Role.REPORTER, on=BEGIN, by=county.office)
    before = rows()
    with pytest.raises(NameTaken) as refusal:
        operations.end_unit(county.units["education"], successor=county.units["civil"], on=LAST, by=county.office)
    said(refusal)
    assert rows() == before


def test_a_post_ends_with_whoever_holds_it(county: Government) -> None:
    post = county.posts["civil_head"]
    operations.end_post(post, on=LAST, by=county.office)
    assert (post.valid_to, post.tenures.get().valid_to) == (LAST, LAST)
    assert county.by("wu", on=LAST).posts
    assert not county.by("wu", on=LAST + DAY).posts


def test_a_post_does_not_end_before_it_or_its_holder_began(county: Government) -> None:
    post = county.posts["civil_head"]
    operations.appoint(post, county.people["wang"], on=TODAY, by=county.office)
    before = rows()
    for day in (BEGIN - DAY, TODAY - DAY):
        with pytest.raises(WrongDays) as refusal:
            operations.end_post(post, on=day, by=county.office)
        said(refusal)
    assert rows() == before


def test_no_two_present_units_or_posts_bear_one_name(county: Government) -> None:
    before = rows()
    with pytest.raises(NameTaken, match="县教育局") as refusal:
        operations.add_unit(county.district, code="education_2", name="县教育局", on=TODAY, by=county.office)
    said(refusal)
    with pytest.raises(NameTaken, match="县民政局局长"):
        operations.add_post(county.units["civil"], code="second_head", title="县民政局局长", role=Role.APPROVER, on=TODAY, by=county.office)
    assert rows() == before


def test_a_name_is_free_again_once_its_unit_has_ended(county: Government) -> None:
    operations.end_unit(county.units["education"], successor=county.units["civil"], on=TODAY, by=county.office)
    again = operations.add_unit(county.district, code="education_2", name="县教育局", on=TODAY + DAY, by=county.office)
    assert again in queries.units(county.district, on=TODAY + DAY)


def test_the_same_names_in_two_districts_are_no_clash(county: Government, neighbour: Government) -> None:
    assert county.units["education"].name == neighbour.units["education"].name
    assert list(queries.units(neighbour.district, on=TODAY)) == [neighbour.units[code] for code in ("office", "education", "county")]


def test_a_refusal_names_the_code_that_is_taken_and_not_the_free_name(county: Government) -> None:
    with pytest.raises(NameTaken, match="“education”"):
        operations.add_unit(county.district, code="education", name="县科技局", on=TODAY, by=county.office)
    with pytest.raises(NameTaken, match="“civil_head”"):
        operations.add_post(county.units["civil"], code="civil_head", title="副局长", role=Role.REPORTER, on=TODAY, by=county.office)


def test_nobody_gets_a_code_that_is_somebody_elses_or_another_account(county: Government, neighbour: Government) -> None:
    get_user_model().objects.create(username="admin")
    before = rows()
    for code in ("wu", "bai", "admin"):
        with pytest.raises(NameTaken, match=code):
            operations.add_person(county.district, code=code, name="新示例", by=county.office)
    assert rows() == before


def test_a_person_gets_an_account_that_has_no_password_yet(county: Government) -> None:
    person = operations.add_person(county.district, code="chen", name="陈示例", by=county.office)
    assert person.account is not None
    assert (person.account.get_username(), person.account.has_usable_password(), person.invented) == ("chen", False, False)


def test_setting_up_twice_changes_nothing(county: Government) -> None:
    before = rows()
    assert operations.set_up(county.district, units=UNITS, posts=POSTS, people=PEOPLE) == 0
    assert rows() == before


def test_setting_up_again_enters_what_is_new_and_leaves_what_people_changed(county: Government) -> None:
    operations.appoint(county.posts["civil_head"], county.people["wang"], on=TODAY, by=county.office)
    renamed = [replace(UNITS[2], name="县教育和体育局"), *UNITS[3:]]
    new = replace(UNITS[0], code="science", name="县科技局")
    ended = replace(UNITS[0], code="old_science", name="县科委", valid_to=TODAY, successor="science")
    assert operations.set_up(county.district, units=[ended, new, *renamed], posts=POSTS, people=PEOPLE) == 2
    now = known(county.district)
    assert now.units["education"].name == "县教育局"
    assert now.units["old_science"].successor == now.units["science"]
    assert now.by("wang").posts == (county.posts["civil_head"],)


def test_a_district_has_one_row_and_learns_its_english_name(county: Government) -> None:
    assert operations.name_district("青溪县", "Qingxi County") == county.district
    assert operations.name_district("青溪县").name_en == "Qingxi County"
