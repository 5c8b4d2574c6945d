"""机制包 and 日历包 of a district: which come with Luoshi, which it has taken, and how one is taken with all that is in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.decisions import operations as decisions
from luoshi.district.decisions.queries import pack_names
from luoshi.district.loads import take_from
from luoshi.district.plan.packs import load_rules_of_cases
from luoshi.engines.packs import SHIPPED, Pack, read_description, read_pack

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District

ITEM = "item.yaml"
"""An item is offered by a unit, which a district says in its ``services.yaml``."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How much was new: rules and calendars of cases, decision models, and what other capabilities take."""

    cases: int
    models: int
    others: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A pack that comes with Luoshi, and whether the district has its rules."""

    pack: Pack
    taken: bool


@cache  # packs stay the same while a program runs
def shipped() -> tuple[Pack, ...]:
    """The mechanisms and calendars that come with Luoshi and are no items, in the order of their codes."""
    packs = (read_description(file.parent) for file in sorted(SHIPPED.glob("*/pack.yaml")) if not (file.parent / ITEM).exists())
    return tuple(each for each in packs if each.kind != "district")


def choices(district: District) -> list[Choice]:
    """The packs that a district may take."""
    known = {*pack_names(district), *district.case_types.values_list("code", flat=True)}
    return [Choice(each, each.id in known) for each in shipped()]


@transaction.atomic
def take(pack: Pack, district: District, *, by: Authority, confirmed_by: Authority | None = None, at: datetime) -> Taken:
    """Take all that is in a mechanism or calendar; what was taken before stays. Models are drafts unless a second person confirms them.

    Raises:
        PackProblem: a file of the pack is not as it has to be.
        Refusal: whoever acts may not do this, or a model has faults; nothing was stored.
    """
    cases = load_rules_of_cases(pack, district, by=by, at=at)
    models = decisions.load_pack(pack.folder, district, saved_by=by, put_in_force_by=confirmed_by, at=at)
    return Taken(cases, models, take_from(read_pack(pack.folder), district, by=by, at=at))
