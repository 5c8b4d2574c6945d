"""Who holds which post on a day: who reports and who signs in each unit, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.offices.queries import Role, authorities_of, posts_of, state_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from luoshi.district.offices.queries import Authority, District, Person, Post, Power, Unit


@dataclass(frozen=True, slots=True)
class Desks:
    """Everybody who is in office on a day: by the codes of their posts; by the ids of the units and what their posts are for."""

    by_post: Mapping[str, Authority]
    by_role: Mapping[tuple[int, str], Authority]

    def reporter(self, unit: int | None) -> Authority | None:
        """Who reports for a unit; nobody where all posts are vacant."""
        return self._first(unit, Role.REPORTER, Role.APPROVER, Role.OFFICE)

    def head(self, unit: int | None) -> Authority | None:
        """Who signs for a unit."""
        return self._first(unit, Role.APPROVER, Role.OFFICE)

    def able(self, power: Power, matter: str, unit: Unit) -> Authority | None:
        """Who may do something for a unit, somebody of its own rather than of another."""
        able = [each for each in self.by_post.values() if each.may(power, matter, unit=unit)]
        return min(able, key=lambda each: (not each.posts_within(power, matter, unit), each.person and each.person.pk), default=None)

    def _first(self, unit: int | None, *roles: str) -> Authority | None:
        return next((self.by_role[unit, role] for role in roles if unit is not None and (unit, role) in self.by_role), None)


def desks(district: District, *, on: date) -> Desks:
    """Everybody who is in office on a day; of several who hold posts of one kind in a unit the first.

    Most days are like the one before: what was found is kept until anything about offices is otherwise.
    """
    state = state_on(district, on=on)
    if _kept.get(district.pk, ("",))[0] != state:
        _kept[district.pk] = state, _desks(district, on)
    return _kept[district.pk][1]


_kept: Final = dict[int, tuple[str, Desks]]()
"""By the id of the district, with the state of its offices."""


def _desks(district: District, on: date) -> Desks:
    held = list(_held(district, on))
    authorities = authorities_of([person for _, person in held], on=on)
    by_post, by_role = dict[str, "Authority"](), dict[tuple[int, str], "Authority"]()
    for (post, _), authority in zip(held, authorities, strict=True):
        by_post.setdefault(post.code, authority)
        by_role.setdefault((post.unit_id, post.role), authority)
    return Desks(by_post, by_role)


def _held(district: District, on: date) -> Iterator[tuple[Post, Person]]:
    for unit in posts_of(district, on=on):
        for post in unit.present_posts:  # type: ignore[attr-defined]  # as posts_of says
            for tenure in post.present_tenures:
                yield post, tenure.person
