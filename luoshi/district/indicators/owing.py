"""What a unit owes: which of its figures are due, and what has to be done with each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from luoshi.district.indicators import calendar, figures
from luoshi.district.indicators.models import Confirmation, Indicator, ReportedValue, Stage
from luoshi.district.offices.queries import with_predecessors
from luoshi.engines.progress import Origin, Period, newest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from luoshi.district.offices.queries import District, Unit
    from luoshi.engines.progress import Value


class Act(StrEnum):
    """What has to be done."""

    REPORT = "report"  # 填报
    REVIEW = "review"  # 审核
    CONFIRM = "confirm"  # 核对
    BRING = "bring"  # 导入


@dataclass(frozen=True, slots=True)
class Owed:
    """A figure with which something has to be done by a day; ``value`` is what is counted, ``reported`` what was said so far."""

    indicator: Indicator
    period: Period
    act: Act
    due_on: date
    value: Value | None = None
    reported: ReportedValue | None = None

    def is_late(self, on: date) -> bool:
        """Whether the day is over."""
        return on > self.due_on


def owed(unit: Unit, *, on: date) -> list[Owed]:
    """What a unit, with those whose work it took over, has to do since the year of the last figure that is due; the first due first."""
    return _owed(Indicator.objects.filter(responsible__in=with_predecessors(unit)).select_related("district", "responsible"), on)


def begun(unit: Unit, *, on: date) -> list[Owed]:
    """What somebody reports for a unit although nobody asks for it, until it is approved; nobody is late with it."""
    related = Indicator.objects.filter(responsible__in=with_predecessors(unit)).select_related("district", "responsible")
    known = _Known(list(related.prefetch_related("definitions").order_by("code")), on)
    asked = {(one.pk, str(period)) for one in known.indicators for period in calendar.asked_for(one, on)}
    by_key = {one.pk: one for one in known.indicators}
    unasked = [(by_key[pk], Period.parse(period)) for pk, period in known.reported if (pk, period) not in asked]
    return [each for one, period in unasked for each in known.owed(one, period)]


def owed_within(district: District, *, on: date) -> list[Owed]:
    """The same of all units of a district, in as many questions to the database."""
    return _owed(Indicator.objects.filter(district=district).select_related("district", "responsible"), on)


def _owed(related: QuerySet[Indicator], on: date) -> list[Owed]:
    known = _Known(list(related.prefetch_related("definitions").order_by("code")), on)
    found = [each for one in known.indicators for period in calendar.asked_for(one, on) for each in known.owed(one, period)]
    return sorted(found, key=lambda each: (each.due_on, each.indicator.code))


def late_in(district: District, *, on: date) -> list[Owed]:
    """What should have been reported, reviewed or brought in a district by a day, the oldest first. Nobody is late with what is counted."""
    related = Indicator.objects.filter(district=district).exclude(origin=Origin.COMPUTED).select_related("district", "responsible")
    return [each for each in _owed(related, on) if each.is_late(on)]


class _Known:
    """What is known of some indicators on a day."""

    def __init__(self, indicators: Sequence[Indicator], on: date) -> None:
        self.indicators, self.on = indicators, on
        self.values = {pk: newest(each) for pk, each in figures.values(indicators, on=on).items()}
        said = ReportedValue.objects.filter(indicator__in=indicators).order_by("revision")
        self.reported = {(row.indicator_id, row.period): row for row in said}
        looked = Confirmation.objects.filter(indicator__in=indicators).order_by("pk")
        self.confirmed = {(row.indicator_id, row.period): row for row in looked}

    def owed(self, one: Indicator, period: Period) -> Iterator[Owed]:
        """What has to be done with a figure, if anything."""
        key, due_on, value = (one.pk, str(period)), calendar.due_on(one, period), self.values[one.pk].get(period)
        match one.origin:
            case Origin.OFFICIAL if value is None:
                yield Owed(one, period, Act.BRING, due_on)
            case Origin.COMPUTED if value is not None and _is_to_confirm(period, value, self.confirmed.get(key), self.on):
                yield Owed(one, period, Act.CONFIRM, due_on, value)
            case Origin.REPORTED:
                last = self.reported.get(key)
                if last is None or last.stage in {Stage.DRAFT, Stage.RETURNED}:
                    yield Owed(one, period, Act.REPORT, due_on, value, last)
                elif last.stage == Stage.HANDED_IN:
                    yield Owed(one, period, Act.REVIEW, due_on, value, last)


def _is_to_confirm(period: Period, value: Value, last: Confirmation | None, on: date) -> bool:
    """Nobody has looked at the figure as it is now. Of a period in which nothing happened that is asked once, when it is the last one."""
    is_last = period.next.last_day > on
    return (last is None or last.number != value.number) and (value.number != 0 or is_last)
