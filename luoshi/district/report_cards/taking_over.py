"""Which figures of a bulletin are figures of a district's official indicators. Pure rules over what is declared and what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from luoshi.district.indicators.queries import has_figure_of
from luoshi.district.report_cards.matching import in_unit
from luoshi.engines.progress import Accumulation, Measure, Origin, Period, Rhythm
from luoshi.engines.reading.synonyms import common_name

if TYPE_CHECKING:
    from luoshi.district.indicators.queries import Indicator
    from luoshi.engines.reading.statistics import Observation, Observations
    from luoshi.engines.reading.statistics.model import Spell


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that may become the official value of an indicator for a period.

    ``key`` names it within the bulletin: the same text gives the same key.
    """

    key: str
    indicator: Indicator
    period: Period
    number: Decimal
    observation: Observation


def candidates(indicators: Iterable[Indicator], bulletin: Observations) -> list[Candidate]:
    """The figures of the official indicators, in reading order: one name, the unit and kind of number that is declared, a period it has."""
    by_name = {common_name(one.name): one for one in indicators if one.origin == Origin.OFFICIAL}
    return list(_candidates(by_name, bulletin))


def _candidates(by_name: dict[str, Indicator], bulletin: Observations) -> Iterator[Candidate]:
    for number, each in enumerate(bulletin.observations):
        indicator = by_name.get(common_name(each.indicator))
        if indicator is None:
            continue
        period, amount = _period(indicator, each.spell), _number(indicator, each)
        if period is not None and amount is not None and has_figure_of(indicator, period):
            yield Candidate(f"{indicator.code}-{number}", indicator, period, amount, each)


def _number(indicator: Indicator, each: Observation) -> Decimal | None:
    if indicator.measure == Measure.YOY:
        return each.growth.value if each.growth else None
    if each.value is None or not each.unit or each.value_max is not None:
        return None
    return in_unit(each.value, each.unit, indicator.unit)


def _period(indicator: Indicator, spell: Spell) -> Period | None:
    """The period of the indicator's rhythm that ends where the figure's time ends, if the figure speaks of all that it has to speak of."""
    rhythm = Rhythm(indicator.rhythm)
    if spell.year is None or spell.years > 1 or spell.last_month % rhythm.months:
        return None
    first = spell.last_month - rhythm.months + 1 if indicator.accumulation == Accumulation.PERIODIC else 1
    if indicator.accumulation != Accumulation.STATE and spell.first_month != first:
        return None
    return Period(spell.year, rhythm, spell.last_month // rhythm.months)
