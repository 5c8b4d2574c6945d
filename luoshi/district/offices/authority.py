"""What a person may do, from the posts held on a day and what is granted to them. Decided here alone; pages ask and obey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from luoshi.district.offices.models import Reach, Role

if TYPE_CHECKING:
    from luoshi.district.offices.models import District, Person, Post, Power, Unit


EVERYTHING: Final = "*"
"""The matter of a grant that counts in all matters."""


@dataclass(frozen=True, slots=True)
class Held:
    """A power in a matter that goes with a post on the day in question."""

    post: Post
    matter: str
    power: str
    reach: str


@dataclass(frozen=True, slots=True)
class Authority:
    """A person with the posts held on the day in question, and what is granted to them; the public has no person and no posts."""

    person: Person | None = None
    posts: tuple[Post, ...] = ()
    powers: tuple[Held, ...] = ()

    @property
    def district(self) -> District | None:
        """The district that the person serves."""
        return self.posts[0].unit.district if self.posts else None

    @property
    def name(self) -> str:
        """What the person is called."""
        return self.person.name if self.person else ""

    @property
    def title(self) -> str:
        """The posts as a signature: 区政府办公室主任."""
        return "、".join(post.title for post in self.posts)

    @property
    def signature(self) -> str:
        """Post and name, as they stand under what the person did."""
        return f"{self.title} {self.person.name}" if self.person else ""

    def serves(self, district: District | None) -> bool:
        """Whether the person holds any post of the district, and so sees its workbench."""
        return district is not None and any(post.unit.district_id == district.pk for post in self.posts)

    def is_office_of(self, district: District | None) -> bool:
        """Whether the person keeps the district's plan: 政府办, 督查室."""
        return district is not None and any(post.role == Role.OFFICE and post.unit.district_id == district.pk for post in self.posts)

    def reports_for(self, unit: Unit | None) -> bool:
        """Whether the person fills in what a unit keeps: its reporter, or its head."""
        return self._holds({Role.REPORTER, Role.APPROVER}, unit)

    def approves_for(self, unit: Unit | None) -> bool:
        """Whether the person confirms for a unit: its head."""
        return self._holds({Role.APPROVER}, unit)

    def may(self, power: Power, matter: str, *, unit: Unit | None = None) -> bool:
        """Whether a power in a matter is granted for the affairs of a unit of the own district; without one, for those of any."""
        return bool(self.posts_that_may(power, matter, unit=unit))

    def posts_that_may(self, power: Power, matter: str, *, unit: Unit | None = None) -> list[Post]:
        """The posts to which a power in a matter is granted, so that what is done is signed by the right one."""
        held = self._held(power, matter)
        if unit is None:
            return [one.post for one in held]
        near = self.posts_within(power, matter, unit)
        return near + [post for post in self.posts_throughout(power, matter, unit.district_id) if post not in near]

    def posts_in(self, power: Power, matter: str, district: int) -> list[Post]:
        """The posts in a district, which is named by its id, to which a power in a matter is granted for any of its affairs."""
        return [post for post in self.posts_that_may(power, matter) if post.unit.district_id == district]

    def posts_within(self, power: Power, matter: str, unit: Unit) -> list[Post]:
        """The posts in a unit itself, or in whoever took over from it, to which a power in a matter is granted."""
        chain = with_successors(unit)
        return [one.post for one in self._held(power, matter) if one.post.unit_id in chain]

    def posts_throughout(self, power: Power, matter: str, district: int) -> list[Post]:
        """The posts to which a power in a matter is granted for the affairs of all units of a district, which is named by its id."""
        return [one.post for one in self._held(power, matter) if one.reach == Reach.DISTRICT and one.post.unit.district_id == district]

    def _held(self, power: str, matter: str) -> list[Held]:
        return [one for one in self.powers if one.power == power and one.matter in {matter, EVERYTHING}]

    def _holds(self, roles: set[Role], unit: Unit | None) -> bool:
        """Posts of the unit, or of whoever took over from it since."""
        chain = with_successors(unit)
        return any(post.role in roles and post.unit_id in chain for post in self.posts)


def present(unit: Unit) -> Unit:
    """The unit that answers for the work of a unit now: itself, or the last of those that took over."""
    seen = {unit.pk}
    while unit.successor is not None and unit.successor.pk not in seen:
        unit = unit.successor
        seen.add(unit.pk)
    return unit


def with_successors(unit: Unit | None) -> set[int]:
    """The ids of a unit and of whoever took over from it since."""
    chain: set[int] = set()
    while unit is not None and unit.pk not in chain:
        chain.add(unit.pk)
        unit = unit.successor
    return chain


PUBLIC = Authority()


def in_office(found: Authority) -> Authority:
    """The authority itself, if it holds any post.

    Raises:
        PermissionDenied: the account holds no post that day.
    """
    if not found.posts:
        raise PermissionDenied(gettext("您的账号现在没有任职，不能进入工作台。请联系本区政府办（督查室）。"))
    return found
