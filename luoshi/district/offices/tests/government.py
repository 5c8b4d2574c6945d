"""The government of a county that does not exist, and of its neighbour: two bureaus, an office, leaders, heads and reporters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from luoshi.district.offices.models import District, Person, Post, Role, Unit
from luoshi.district.offices.operations import name_district, set_up
from luoshi.district.offices.queries import Authority, authority_of_person
from luoshi.engines.packs import Holding, PersonEntry, PostEntry, UnitEntry

BEGIN = date(2020, 1, 1)
TODAY = date(2023, 1, 20)


def _unit(code: str, name: str) -> UnitEntry:
    return UnitEntry(code=code, name=name, name_en="", valid_from=BEGIN, valid_to=None, successor=None)


def _post(code: str, unit: str, title: str, role: str) -> PostEntry:
    return PostEntry(code=code, unit=unit, title=title, title_en="", role=role, valid_from=BEGIN, valid_to=None)


def _person(code: str, name: str, *posts: str, begin: date = BEGIN, end: date | None = None) -> PersonEntry:
    holds = tuple(Holding(post=post, valid_from=begin, valid_to=end) for post in posts)
    return PersonEntry(code=code, name=name, name_en="", holds=holds)


UNITS = (_unit("county", "县政府"), _unit("office", "县政府办"), _unit("education", "县教育局"), _unit("civil", "县民政局"))
POSTS = (
    _post("head", "county", "县长", "leader"),
    _post("deputy", "county", "副县长", "leader"),
    _post("office_director", "office", "县政府办主任", "office"),
    _post("education_head", "education", "县教育局局长", "approver"),
    _post("education_reporter", "education", "县教育局报送员", "reporter"),
    _post("civil_head", "civil", "县民政局局长", "approver"),
    _post("civil_reporter", "civil", "县民政局报送员", "reporter"),
)
PEOPLE = (
    _person("zhao", "赵示例", "head"),
    _person("qian", "钱示例", "deputy"),
    _person("sun", "孙示例", "office_director"),
    _person("li", "李示例", "education_head"),
    _person("feng", "冯示例", "education_reporter", end=date(2022, 12, 31)),
    _person("zhou", "周示例", "education_reporter", begin=date(2023, 1, 1)),
    _person("wu", "吴示例", "civil_head"),
    _person("zheng", "郑示例", "civil_reporter"),
    _person("wang", "王示例"),
)

NEIGHBOUR_UNITS = (_unit("office", "县政府办"), _unit("education", "县教育局"), _unit("county", "县政府"))
NEIGHBOUR_POSTS = (
    _post("office_director", "office", "县政府办主任", "office"),
    _post("head", "county", "县长", "leader"),
    _post("education_reporter", "education", "县教育局报送员", "reporter"),
)
NEIGHBOUR_PEOPLE = (_person("bai", "白示例", "office_director"), _person("shi", "石示例", "education_reporter"))


@dataclass(frozen=True)
class Government:
    """A district with its units, posts and people by their codes."""

    district: District
    units: dict[str, Unit]
    posts: dict[str, Post]
    people: dict[str, Person]

    def by(self, code: str, *, on: date = TODAY) -> Authority:
        """What a person may do."""
        return authority_of_person(self.people[code], on=on)

    @property
    def office(self) -> Authority:
        """Whoever keeps the offices, whatever day it is and whoever holds the post."""
        return office_of(self.district)


def office_of(district: District) -> Authority:
    """Whoever keeps the offices of a district, even if nobody was entered yet."""
    post = Post(unit=Unit(district=district), title="政府办主任", role=Role.OFFICE)
    return Authority(Person(district=district, name="示例"), (post,))


def known(district: District) -> Government:
    """A district as it is stored now."""
    return Government(
        district,
        {unit.code: unit for unit in Unit.objects.filter(district=district)},
        {post.code: post for post in Post.objects.filter(unit__district=district)},
        {person.code: person for person in Person.objects.filter(district=district).select_related("account")},
    )


def found_county() -> Government:
    """Enter 青溪县."""
    district = name_district("青溪县")
    set_up(district, units=UNITS, posts=POSTS, people=PEOPLE)
    return known(district)


def found_neighbour() -> Government:
    """Enter 白石县, whose offices bear the same names."""
    district = name_district("白石县")
    set_up(district, units=NEIGHBOUR_UNITS, posts=NEIGHBOUR_POSTS, people=NEIGHBOUR_PEOPLE)
    return known(district)
