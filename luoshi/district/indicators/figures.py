"""The figures of indicators as they were known on a day, whatever way they come: for one indicator or for thousands in a few questions."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from django.db.models import Max, Sum

from luoshi.district.days import begin_of, day_of
from luoshi.district.indicators import calendar
from luoshi.district.indicators.models import (
    ClosedFigure,
    Closing,
    Contribution,
    Count,
    Indicator,
    MonthlySum,
    OfficialValue,
    ReportedValue,
    Stage,
)
from luoshi.engines.progress import Accumulation, Origin, Period, Rhythm, Value, newest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from luoshi.district.offices.queries import District


ZERO: Final = Decimal(0)

Sums: TypeAlias = "Mapping[int, Mapping[date, Decimal]]"
"""What facts came to, by indicator and first day of the month."""


def values(indicators: Sequence[Indicator], *, on: date) -> dict[int, list[Value]]:
    """The figures of indicators that were known on a day, with all revisions, in the order of their periods; by the ids."""
    found: dict[int, list[Value]] = {one.pk: [] for one in indicators}
    by_origin: dict[str, list[Indicator]] = defaultdict(list)
    for one in indicators:
        by_origin[one.origin].append(one)
    for pairs in (
        _computed(by_origin[Origin.COMPUTED], on),
        _official(by_origin[Origin.OFFICIAL], on),
        _reported(by_origin[Origin.REPORTED], on),
    ):
        for pk, value in pairs:
            found[pk].append(value)
    for one in (*by_origin[Origin.OFFICIAL], *by_origin[Origin.REPORTED]):  # what is counted comes in order
        found[one.pk].sort(key=lambda value: (value.period, value.revision))
    return found


def value_of(indicator: Indicator, period: Period, *, on: date) -> Value | None:
    """The figure of a period that counts on a day."""
    return newest(values([indicator], on=on)[indicator.pk]).get(period)


def values_of_period(indicators: QuerySet[Indicator], period: Period, *, on: date) -> dict[int, Decimal]:
    """The figures of one period that count on a day, of the indicators that have one."""
    known = values(list(indicators.prefetch_related("definitions")), on=on)
    counting = {pk: newest(each).get(period) for pk, each in known.items()}
    return {pk: value.number for pk, value in counting.items() if value is not None}


def counted_size() -> int:
    """Up to how many facts of the record have been counted."""
    return Count.objects.aggregate(size=Max("size"))["size"] or 0


def closing_of(district: District, period: Period) -> Closing | None:
    """By which a period is closed now."""
    return Closing.objects.filter(district=district, period=str(period), reopening=None).order_by("-pk").first()


def closings_of(district: District) -> dict[Period, Closing]:
    """By which each period is closed that is closed now."""
    return {each.closed: each for each in Closing.objects.filter(district=district, reopening=None).order_by("pk")}


def counted_by(on: date) -> Count | None:
    """The last count of a day or before it: it says up to which size of the record figures were known then."""
    return Count.objects.filter(at__lt=_end_of(on)).order_by("-size").first()


def _end_of(day: date) -> datetime:
    return begin_of(day + timedelta(days=1))


def _definition(indicator: Indicator, period: Period) -> date | None:
    """The day from which the definition counts by which the figure of a period was made."""
    if len(indicator.defined) == 1:
        return indicator.defined[0].valid_from
    return max((one.valid_from for one in indicator.defined if one.valid_from <= period.last_day), default=None)


# --- counted


def _computed(indicators: Sequence[Indicator], on: date) -> Iterator[tuple[int, Value]]:
    last = counted_by(on) if indicators else None
    if last is None:
        return
    ready = set(Indicator.objects.filter(pk__in=[one.pk for one in indicators], counted=True).values_list("pk", flat=True))
    counted = [one for one in indicators if one.pk in ready]
    sums = _sums(ready, last)
    closed = _closed(ready, on)
    known_on = day_of(last.at)
    present = {rhythm: Period.of(on, rhythm) for rhythm in Rhythm}
    for one in counted:
        now, known = present[Rhythm(one.rhythm)], sums[one.pk]
        for period in calendar.periods_until(one, on):
            total = sum((known.get(month, ZERO) for month in months_of(one, period)), ZERO)
            number, day = closed.get((one.pk, period), (total, known_on))
            is_over = period != now or period.last_day == on
            yield one.pk, Value(period, number, Origin.COMPUTED, day, _definition(one, period), provisional=not is_over)


def months_of(indicator: Indicator, period: Period) -> tuple[date, ...]:
    """The months, by their first days, whose facts make the figure of a period: its own, or all of the year up to its end."""
    return _months(period, from_new_year=indicator.accumulation == Accumulation.CUMULATIVE)


@lru_cache(maxsize=1024)
def _months(period: Period, *, from_new_year: bool) -> tuple[date, ...]:
    first = 1 if from_new_year else period.first_month
    return tuple(date(period.year, month, 1) for month in range(first, period.last_month + 1))


def _sums(indicators: Collection[int], last: Count) -> Sums:
    """What the facts up to a size of the record came to. The sums are kept for the last size; for earlier ones the entries tell them."""
    newer = Count.objects.filter(size__gt=last.size).exists()
    rows = (
        Contribution.objects.filter(indicator__in=indicators, position__lt=last.size)
        .values("indicator_id", "month").annotate(total=Sum("quantity")).values_list("indicator_id", "month", "total")
        if newer
        else MonthlySum.objects.filter(indicator__in=indicators).values_list("indicator_id", "month", "quantity")
    )  # fmt: skip
    sums: dict[int, dict[date, Decimal]] = defaultdict(dict)
    for pk, month, quantity in rows:
        sums[pk][month] = quantity
    return sums


def _closed(indicators: Collection[int], on: date) -> dict[tuple[int, Period], tuple[Decimal, date]]:
    """The figures of periods that were closed on a day, and since when."""
    rows = ClosedFigure.objects.filter(indicator__in=indicators, closing__at__lt=_end_of(on)).exclude(
        closing__reopening__at__lt=_end_of(on)
    )
    found = rows.order_by("closing_id").values_list("indicator_id", "closing__period", "number", "closing__at")
    return {(pk, Period.parse(period)): (number, day_of(at)) for pk, period, number, at in found}


# --- issued and reported


def _official(indicators: Sequence[Indicator], on: date) -> Iterator[tuple[int, Value]]:
    by_id = {one.pk: one for one in indicators}
    rows = OfficialValue.objects.filter(indicator__in=list(by_id), release__issued_on__lte=on)
    fields = ("indicator_id", "period", "number", "provisional", "revision", "release__issued_on")
    for pk, words, number, provisional, revision, day in rows.values_list(*fields):
        period = Period.parse(words)
        yield pk, Value(period, number, Origin.OFFICIAL, day, _definition(by_id[pk], period), revision, provisional)


def _reported(indicators: Sequence[Indicator], on: date) -> Iterator[tuple[int, Value]]:
    by_id = {one.pk: one for one in indicators}
    rows = ReportedValue.objects.filter(indicator__in=list(by_id), stage=Stage.APPROVED, approved_at__lt=_end_of(on))
    for pk, words, number, revision, at in rows.values_list("indicator_id", "period", "number", "revision", "approved_at"):
        assert at is not None, "what is approved was approved at some moment"
        period = Period.parse(words)
        yield pk, Value(period, number, Origin.REPORTED, day_of(at), _definition(by_id[pk], period), revision)
