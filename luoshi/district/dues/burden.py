"""负担: what a unit was asked in a span of days, how much of it was one click, and what was asked twice. Pure rules over what was asked."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from luoshi.district.offices.queries import Unit
    from luoshi.engines.progress import Period
    from luoshi.words import Words


class Kind(StrEnum):
    """How something is asked."""

    CLICK = "click"  # 一键核对
    FIGURE = "figure"  # 填数
    TEXT = "text"  # 写进展
    NOTICE = "notice"  # 督查通知


_IN_BRACKETS: Final = re.compile(r"（[^）]*）|[(][^)]*[)]|\s")

FIELDS: Final = {Kind.CLICK: 0, Kind.FIGURE: 2, Kind.TEXT: 4, Kind.NOTICE: 2}
"""How many fields each form has: a figure and its evidence; how far, progress, problems and next steps; a reply and its evidence."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that a unit was asked.

    Attributes:
        unit: who was asked.
        kind: how.
        what: of what, in both languages.
        matter: what makes it the same thing: a promise by its code, a quantity by its name and unit.
        period: of which it was asked.
        on: by which day, or on which day it came.
        answered: whether it was answered.
    """

    unit: Unit
    kind: Kind
    what: Words
    matter: str
    period: Period
    on: date
    answered: bool


@dataclass(frozen=True, slots=True)
class Twice:
    """The same thing of the same period, asked of one unit more often than the rule lets."""

    demands: tuple[Demand, ...]


@dataclass(frozen=True, slots=True)
class Burden:
    """How much a unit was asked in a span of days."""

    unit: Unit
    demands: tuple[Demand, ...]
    messages: int
    twice: tuple[Twice, ...]

    @property
    def clicks(self) -> int:
        """How much of it is answered by one click."""
        return sum(each.kind is Kind.CLICK for each in self.demands)

    @property
    def forms(self) -> int:
        """How many forms there were to fill in."""
        return len(self.demands) - self.clicks

    @property
    def fields(self) -> int:
        """How many fields those forms have."""
        return sum(FIELDS[each.kind] for each in self.demands)

    @property
    def answered(self) -> int:
        """How much of it was answered."""
        return sum(each.answered for each in self.demands)


def burden_of(unit: Unit, demands: Iterable[Demand], *, messages: int, at_most: int = 1) -> Burden:
    """What was asked of a unit, and which of it too often."""
    own = tuple(each for each in demands if each.unit.pk == unit.pk)
    return Burden(unit, own, messages, tuple(asked_too_often(own, at_most)))


def asked_too_often(demands: Sequence[Demand], at_most: int = 1) -> list[Twice]:
    """What was asked of one unit more than so often, in the order in which it was first asked."""
    together: dict[tuple[int, str, Period], list[Demand]] = defaultdict(list)
    for each in demands:
        together[each.unit.pk, each.matter, each.period].append(each)
    return [Twice(tuple(several)) for several in together.values() if len(several) > at_most]


def same_quantity(name: str, unit: str) -> str:
    """What two indicators share that ask for the same quantity: the name without what stands in brackets, and the unit.

    >>> same_quantity("养老床位（填报）", "张") == same_quantity("养老床位", "张")
    True
    """
    bare = _IN_BRACKETS.sub("", name)
    return f"quantity {bare} {unit}"
