"""What capabilities take from a district's pack beside its offices, plan and rules, and how all of it is found.

A capability that takes something has a module ``loads`` with ``LOADS``, a sequence of :class:`Load`. Whoever loads a pack lets all of them
act in their order, when the plan and the rules are there. What is loaded already stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from luoshi.district.days import day_of
from luoshi.district.installed import modules_called
from luoshi.district.offices.queries import keepers

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs import Pack


class Act(Protocol):
    """Takes what is new and returns how much that was; ``by`` is of the district's office."""

    def __call__(self, pack: Pack, district: District, *, by: Authority, at: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Load:
    """``order`` says when, the smallest first."""

    order: int
    act: Act


def take_from(pack: Pack, district: District, *, at: datetime, by: Authority | None = None) -> int:
    """Let all installed capabilities take what a pack has for them, as the first of the district's office unless somebody is named; returns
    how much was new. A district without an office takes nothing.

    Raises:
        Refusal: the first one; what is not of the same capability stays loaded.
    """
    found = sorted((each for module in modules_called("loads") for each in module.LOADS), key=lambda each: each.order)
    office = [by] if by else keepers(district, on=day_of(at))
    return sum(each.act(pack, district, by=office[0], at=at) for each in found) if office else 0
