"""Whoever acts in a case without a post: somebody for the applicant, and the system, which is nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.offices.queries import Authority
from luoshi.engines.casework import Standing

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Person


@dataclass(frozen=True, slots=True)
class Outsider(Authority):
    """An authority without posts and powers. In a case the applicant is recognised by the ``key``, whoever acts for it.

    Only the capability that knows applicants makes one, after it has seen that the person may act for the applicant.
    """

    standing: Standing = Standing.SYSTEM
    key: str = ""

    @property
    def signature(self) -> str:
        """As it stands under what was done, for ever: without a name. Who it was is told by the person, who can be forgotten."""
        return "申请人" if self.standing is Standing.APPLICANT else "系统"


SYSTEM: Final = Outsider(standing=Standing.SYSTEM)
"""What is done because its time has come, or because another case has ended."""


def as_applicant(key: str, *, person: Person) -> Outsider:
    """Somebody who acts for the applicant with a permanent key, such as ``enterprises/…``, which is never personal data."""
    return Outsider(person, standing=Standing.APPLICANT, key=key)


def doer_code(standing: str) -> str:
    """Who the engine takes an outsider for: no person's code begins so, and a case has one applicant."""
    return f"@{standing}"
