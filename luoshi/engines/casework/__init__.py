"""办件: what may happen to a case, who may do it, and by when it must be done. Pure rules; nothing is stored here.

The door of the clocks: :class:`Calendar` for working days, :func:`read_clock` for a deadline.
"""

from luoshi.engines.casework.calendar import Calendar, CalendarRefused, TableStatus, YearTable
from luoshi.engines.casework.clock_refusals import ClockRefusal, ClockRefused
from luoshi.engines.casework.clock_rules import ClockEvent, ClockRule, DayEnd, EventKind, Limit, LimitRefused, Unit
from luoshi.engines.casework.clocks import Card, ClockReading, ClockState, read_clock, read_with
from luoshi.engines.casework.office_hours import HoursRefused, OfficeHours

__all__ = [
    "Calendar",
    "CalendarRefused",
    "Card",
    "ClockEvent",
    "ClockReading",
    "ClockRefusal",
    "ClockRefused",
    "ClockRule",
    "ClockState",
    "DayEnd",
    "EventKind",
    "HoursRefused",
    "Limit",
    "LimitRefused",
    "OfficeHours",
    "TableStatus",
    "Unit",
    "YearTable",
    "read_clock",
    "read_with",
]
