"""Who reports and who signs in each unit on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.district.offices.queries import Role, authority_of_person, posts_of

if TYPE_CHECKING:
    from luoshi.district.demonstration.present import Present
    from luoshi.district.offices.queries import Authority, Person


@dataclass(frozen=True, slots=True)
class Desks:
    """The people of the units on a day, by the ids of the units and what their posts are for."""

    present: Present
    people: dict[tuple[int, str], Person]

    def of(self, unit: int, *roles: str) -> Authority | None:
        """The first of these in a unit; nobody where all are vacant."""
        found = next((self.people[unit, role] for role in roles if (unit, role) in self.people), None)
        return authority_of_person(found, on=self.present.day) if found else None

    def reporter(self, unit: int) -> Authority | None:
        """Who reports for a unit."""
        return self.of(unit, Role.REPORTER, Role.APPROVER, Role.OFFICE)

    def head(self, unit: int) -> Authority | None:
        """Who signs for a unit."""
        return self.of(unit, Role.APPROVER, Role.OFFICE)


def desks(present: Present) -> Desks:
    """Everybody who is in office on the day; of several who hold posts of one kind in a unit the first."""
    people: dict[tuple[int, str], Person] = {}
    for unit in posts_of(present.district, on=present.day):
        for post in unit.present_posts:  # type: ignore[attr-defined]  # as posts_of says
            for tenure in post.present_tenures:
                people.setdefault((unit.pk, post.role), tenure.person)
    return Desks(present, people)
