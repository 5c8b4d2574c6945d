"""办公时间: when an office is open on a working day, and how working time is measured through it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from itertools import pairwise

from luoshi.engines.casework.calendar import Calendar
from luoshi.words import Words


class HoursRefused(ValueError):
    """Spans that nobody could work in."""

    def __init__(self, words: Words) -> None:
        super().__init__(str(words))
        self.words = words


@dataclass(frozen=True)
class OfficeHours:
    """The spans of one working day, in order, such as 8:30 to 12:00 and 13:30 to 17:30, and the zone in which the clock hangs.

    Raises:
        HoursRefused: no span, one that ends before it begins, or two that meet or cross.
    """

    spans: tuple[tuple[time, time], ...]
    zone: tzinfo

    def __post_init__(self) -> None:
        if not self.spans:
            raise HoursRefused(Words("没有办公时间；请至少写一段。", "There are no office hours: write one span at least."))
        for first, last in self.spans:
            if first.tzinfo is not None or last.tzinfo is not None or first >= last:
                raise HoursRefused(Words(f"{first} 到 {last} 不是一段办公时间。", f"{first} to {last} is no span of office hours."))
        for (_, earlier), (later, _) in pairwise(self.spans):
            if earlier >= later:
                raise HoursRefused(
                    Words(
                        f"{later} 开始的一段早于上一段的结束 {earlier}；请按先后写，互不重叠。",
                        f"The span from {later} begins before the one until {earlier} is over: write them in order, apart from each other.",
                    )
                )

    @cached_property
    def a_day(self) -> timedelta:
        """How long an office works on a working day."""
        return sum((_length(first, last) for first, last in self.spans), timedelta())

    def local(self, moment: datetime) -> datetime:
        """The moment on the clock of the office."""
        return moment.astimezone(self.zone)

    def opening(self, day: date) -> datetime:
        """When the office opens, if the day is worked."""
        return self.at(day, self.spans[0][0])

    def close(self, day: date) -> datetime:
        """停止业务活动的时间: when it closes for the day."""
        return self.at(day, self.spans[-1][1])

    def at(self, day: date, clock_time: time) -> datetime:
        """A time of the office's clock on a day."""
        return datetime.combine(day, clock_time, self.zone)

    def worked_by(self, clock_time: time) -> timedelta:
        """How much of a working day is over at this time of its clock."""
        return sum((_length(first, min(max(clock_time, first), last)) for first, last in self.spans), timedelta())

    def time_after(self, worked: timedelta) -> time:
        """The first time of the clock at which this much of a working day is over: at most the whole day."""
        for first, last in self.spans:
            if worked <= (length := _length(first, last)):
                return (datetime.combine(date.min, first) + worked).time()
            worked -= length
        raise ValueError("no working day is that long")

    # --- through many days

    def working_time_through(self, moment: datetime, calendar: Calendar) -> timedelta:
        """How much working time is over, counted from a fixed day long ago: a ruler to measure with."""
        local = self.local(moment)
        today, before = (calendar.working_days_through(day) for day in (local.date(), local.date() - timedelta(days=1)))
        return before * self.a_day + (today - before) * self.worked_by(local.time())

    def moment_after(self, working_time: timedelta, calendar: Calendar) -> datetime:
        """The first moment at which that ruler shows this much: the close of a day rather than the next opening."""
        days, rest = divmod(working_time, self.a_day)
        if not rest:
            days, rest = days - 1, self.a_day
        return self.at(calendar.working_day(days + 1), self.time_after(rest))


def _length(first: time, last: time) -> timedelta:
    return datetime.combine(date.min, last) - datetime.combine(date.min, first)
