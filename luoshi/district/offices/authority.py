"""What a person may do, from the posts held on a day. Decided here alone; pages ask and obey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from luoshi.district.offices.models import Role

if TYPE_CHECKING:
    from luoshi.district.offices.models import District, Person, Post, Unit


@dataclass(frozen=True, slots=True)
class Authority:
    """A person with the posts held on the day in question; the public has no person and no posts."""

    person: Person | None = None
    posts: tuple[Post, ...] = ()

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

    def _holds(self, roles: set[Role], unit: Unit | None) -> bool:
        """Posts of the unit, or of whoever took over from it since."""
        chain = set()
        while unit is not None and unit.pk not in chain:
            chain.add(unit.pk)
            unit = unit.successor
        return any(post.role in roles and post.unit_id in chain for post in self.posts)


PUBLIC = Authority()


def in_office(found: Authority) -> Authority:
    """The authority itself, if it holds any post.

    Raises:
        PermissionDenied: the account holds no post that day.
    """
    if not found.posts:
        raise PermissionDenied(gettext("您的账号现在没有任职，不能进入工作台。请联系本区政府办（督查室）。"))
    return found
