"""亮灯的记忆: what a rule decides today, and what is shown when yesterday, an exemption and the way out of red count too. Pure.

A rule sees one day. Whoever looks at a light wants to know more: since when, whether it was red last week, whether somebody is exempt.
:func:`shown` adds that, by three principles. Red is shown at once. Out of red a light goes through amber and stays there for a time, so
that no red vanishes overnight. What is no light (exempt, or nothing to judge by) neither clears red nor lets time run against a unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from luoshi.words import Words

_DAY: Final = timedelta(days=1)


class Colour(StrEnum):
    """灯: what is shown. The last two are no lights."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    EXEMPT = "exempt"  # 豁免: a second person granted that it is not judged for a time
    NONE = "none"  # 不亮灯: nothing to judge by

    @property
    def severity(self) -> int:
        """How bad it is: 0 for green and for what is no light."""
        return {Colour.AMBER: 1, Colour.RED: 2}.get(self, 0)

    @property
    def is_lit(self) -> bool:
        """Whether it is a light at all."""
        return self not in (Colour.EXEMPT, Colour.NONE)


COLOUR_NAMES: Final = {
    Colour.GREEN: Words("绿灯", "green"),
    Colour.AMBER: Words("黄灯", "amber"),
    Colour.RED: Words("红灯", "red"),
    Colour.EXEMPT: Words("豁免", "exempt"),
    Colour.NONE: Words("不亮灯", "no light"),
}


@dataclass(frozen=True, slots=True)
class Light:
    """What is shown from a day on, until another one is.

    Attributes:
        on: the first day.
        colour: what is shown.
        decided: what the rule said; never better than what is shown while that is a light.
        held_until: until when no green is shown, since it was red; None where it was not.
    """

    on: date
    colour: Colour
    decided: Colour
    held_until: date | None = None

    @property
    def is_held(self) -> bool:
        """Whether it is amber by memory alone: the rule says better."""
        return self.colour is Colour.AMBER and self.decided is Colour.GREEN


@dataclass(frozen=True, slots=True)
class Exempt:
    """豁免: from the first to the last day, both inclusive, it is not judged: force majeure, a cause above the district."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Whether it counts on a day."""
        return self.first <= day <= self.last


def shown(decided: Colour, history: Sequence[Light], *, on: date, amber_months: int = 1, exemptions: Sequence[Exempt] = ()) -> Light:
    """The light of a day.

    Args:
        decided: what the rule says.
        history: what was shown before, in the order of days.
        on: the day.
        amber_months: to the end of which month a light stays amber that was red; 1 is the month in which it left red.
        exemptions: those that were granted.
    """
    if any(each.covers(on) for each in exemptions):
        return Light(on, Colour.EXEMPT, decided, _held_until(history))
    if not decided.is_lit or decided is Colour.RED:
        return Light(on, decided, decided, _held_until(history) if decided is not Colour.RED else None)
    held = _held_until(history)
    if (before := last_lit(history)) is not None and before.colour is Colour.RED:
        held = end_of_month(on, amber_months)
    if held is None or held < on:
        return Light(on, decided, decided)
    return Light(on, Colour.AMBER, decided, held)


def last_lit(history: Sequence[Light]) -> Light | None:
    """The last light that was one."""
    return next((each for each in reversed(history) if each.colour.is_lit), None)


def _held_until(history: Sequence[Light]) -> date | None:
    return history[-1].held_until if history else None


def end_of_month(day: date, number: int) -> date:
    """The last day of the so-many-th month from a day on, of which the day's own is the first; of none it is the day itself."""
    if number < 1:
        return day
    months = day.year * 12 + day.month - 1 + number
    return date(months // 12, months % 12 + 1, 1) - _DAY


def since(history: Sequence[Light]) -> date | None:
    """Since when the present colour is shown without a break. What is no light breaks nothing: it was not judged meanwhile."""
    colour = history[-1].colour if history else None
    first = None
    for each in reversed(history):
        if each.colour is colour:
            first = each.on
        elif each.colour.is_lit or not (colour and colour.is_lit):
            break
    return first


def run_began(history: Sequence[Light]) -> date | None:
    """On which day the present stretch without green began; None while it is green."""
    first = None
    for each in reversed(history):
        if each.colour is Colour.GREEN:
            break
        if each.colour.is_lit:
            first = each.on
    return first


def stretches(history: Sequence[Light], colour: Colour, *, after: date, on: date) -> Iterator[tuple[date, date]]:
    """First and last days, later than ``after`` and up to ``on``, on which a light as bad as ``colour`` was shown."""
    ends = [later.on - _DAY for _, later in pairwise(history)] + [on]
    for light, end in zip(history, ends, strict=False):
        first, last = max(light.on, after + _DAY), min(end, on)
        if light.colour.severity >= colour.severity and first <= last:
            yield first, last
