"""What the pages of the demonstration show: which day, how far it goes, what there is to see, and what a real district published."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.demonstration import queries
from luoshi.district.indicators import queries as indicators
from luoshi.district.languages import said
from luoshi.district.plan.queries import Commitment
from luoshi.engines.progress import short

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from luoshi.district.demonstration.queries import Episode, Showing, Year
    from luoshi.district.offices.queries import Authority


OFFICIAL: Final = "A"
"""Grade of a figure that a government published itself."""


def banner(showing: Showing) -> dict[str, Any]:
    """Which day is shown, and how far the year still goes by itself."""
    return {"showing": showing, "lived": (showing.day - showing.begins).days, "planned": (showing.aim - showing.begins).days}


def demonstration_page(showing: Showing, year: Year, *, by: Authority) -> dict[str, Any]:
    """The whole page."""
    return {
        **banner(showing),
        "days": (showing.ends - showing.begins).days,
        "may_move": queries.may_move(by),
        "stories": list(_stories(showing, year)),
        "published": list(_published(showing, year)),
    }


def _stories(showing: Showing, year: Year) -> Iterator[dict[str, Any]]:
    """Each with its promise, and whether its first step was taken; one that is told by figures alone has none."""
    quotes = {each.quote for each in year.stories if each.quote}
    found = Commitment.objects.filter(report__district=showing.district, report__adopted_at__isnull=False, quote__in=quotes)
    commitments: Mapping[str, Commitment] = {each.quote: each for each in found}
    for story in year.stories:
        begins = _begins(story)
        yield {
            "story": story, "commitment": commitments.get(story.quote), "begins": begins,
            "is_to_come": begins is not None and begins > showing.day,
        }  # fmt: skip


def _begins(story: Episode) -> date | None:
    return min((each.on for each in story.steps), default=None)


def _published(showing: Showing, year: Year) -> Iterator[dict[str, Any]]:
    """A published figure beside what the demonstration has come to: the last one, or the sum where each period stands for itself."""
    codes = {each.indicator for each in year.published}
    measured = indicators.indicators_coded(codes, showing.district)
    values = indicators.series_of(list(measured.values()), on=showing.day)
    for each in year.published:
        indicator = measured[each.indicator]
        latest = {value.period: value for value in values[indicator.pk]}
        last = next(reversed(latest.values()), None)
        counted = list(latest.values()) if indicator.accumulation == "periodic" else [last] if last else []
        yield {
            "figure": each, "indicator": indicator, "period": said(last.period.to_date_label) if last else "",
            "number": short(sum((value.number for value in counted), Decimal(0))) if counted else "", "is_official": each.grade == OFFICIAL,
        }  # fmt: skip
