"""When a message that can wait may leave: in the sending hours of a day that is worked in the district of its receiver."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

from django.conf import settings

from luoshi.district.days import day_of
from luoshi.district.offices.queries import District

if TYPE_CHECKING:
    from datetime import datetime

IsWorkingDay: TypeAlias = Callable[[District, date], bool | None]
"""Whether a district works on a day; ``None`` where it has not said so."""

_SATURDAY: Final = 5
_calendars: list[IsWorkingDay] = []


def register_working_days(is_working_day: IsWorkingDay) -> None:
    """Let the capability that keeps the working calendars say which days are worked: called from its ``AppConfig.ready``."""
    _calendars.append(is_working_day)


def open_districts(at: datetime) -> list[District]:
    """The districts whose people may be written to at a moment; without a calendar Monday to Friday are worked."""
    if not settings.MESSAGE_HOURS.are_open(at):
        return []
    today = day_of(at)
    return [each for each in District.objects.all() if _works(each, today)]


def _works(district: District, day: date) -> bool:
    said = (is_working_day(district, day) for is_working_day in _calendars)
    return next((known for known in said if known is not None), day.weekday() < _SATURDAY)
