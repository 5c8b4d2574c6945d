"""办件: what may happen to a case, who may do it, and by when it must be done. Pure rules; nothing is stored here.

The door of the clocks: :class:`Calendar` for working days, :func:`read_clock` for a deadline.
The door of cases: a :class:`CaseType` says what may happen, :func:`advance` gives the next :class:`Step` or refuses it with every reason,
:func:`replay` tells the :class:`CaseState` that steps add up to.
"""

from luoshi.engines.casework.calendar import Calendar, CalendarRefused, TableStatus, YearTable
from luoshi.engines.casework.case_types import (
    PLACEHOLDERS,
    Actor,
    Assignment,
    CaseClock,
    CaseType,
    Choice,
    ClockEffect,
    Field,
    FieldType,
    Guard,
    Notice,
    Standing,
    Status,
    StatusKind,
    Transition,
)
from luoshi.engines.casework.checking import faults_of
from luoshi.engines.casework.clock_refusals import ClockRefusal, ClockRefused
from luoshi.engines.casework.clock_rules import ClockEvent, ClockRule, DayEnd, EventKind, Limit, LimitRefused, Unit
from luoshi.engines.casework.clocks import Card, ClockReading, ClockState, read_clock, read_with
from luoshi.engines.casework.faults import CaseTypeFault, FaultKind
from luoshi.engines.casework.lives import Asking, advance, allowed, due_of, late_of, readings, replay
from luoshi.engines.casework.moves import Timetable
from luoshi.engines.casework.office_hours import HoursRefused, OfficeHours
from luoshi.engines.casework.refusals import BrokenLife, CaseRefusal, CaseRefused, RefusalCode
from luoshi.engines.casework.states import BEFORE, CaseState, ClockMove, ClockRun, Doer, Step, after, stands
from luoshi.engines.casework.values import StepValue, UnfitValue, json_of, read_value
from luoshi.engines.casework.ways import steps_to_done

__all__ = [
    "BEFORE",
    "PLACEHOLDERS",
    "Actor",
    "Asking",
    "Assignment",
    "BrokenLife",
    "Calendar",
    "CalendarRefused",
    "Card",
    "CaseClock",
    "CaseRefusal",
    "CaseRefused",
    "CaseState",
    "CaseType",
    "CaseTypeFault",
    "Choice",
    "ClockEffect",
    "ClockEvent",
    "ClockMove",
    "ClockReading",
    "ClockRefusal",
    "ClockRefused",
    "ClockRule",
    "ClockRun",
    "ClockState",
    "DayEnd",
    "Doer",
    "EventKind",
    "FaultKind",
    "Field",
    "FieldType",
    "Guard",
    "HoursRefused",
    "Limit",
    "LimitRefused",
    "Notice",
    "OfficeHours",
    "RefusalCode",
    "Standing",
    "Status",
    "StatusKind",
    "Step",
    "StepValue",
    "TableStatus",
    "Timetable",
    "Transition",
    "UnfitValue",
    "Unit",
    "YearTable",
    "advance",
    "after",
    "allowed",
    "due_of",
    "faults_of",
    "json_of",
    "late_of",
    "read_clock",
    "read_value",
    "read_with",
    "readings",
    "replay",
    "stands",
    "steps_to_done",
]
