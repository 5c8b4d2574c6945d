"""A pack's case type is checked: its own faults, the limits of its clocks, and its lives, each step on its day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from luoshi.engines.casework import (
    BEFORE,
    Actor,
    Asking,
    Calendar,
    CaseRefused,
    CaseState,
    CaseType,
    ClockReading,
    Doer,
    OfficeHours,
    Timetable,
    advance,
    after,
    faults_of,
    late_of,
    readings,
    stands,
)
from luoshi.engines.decisions.parameters import Parameter
from luoshi.engines.packs.calendars import read_calendar, read_hours
from luoshi.engines.packs.case_types import FILE, UNITS, limit_of, parameters_in_force
from luoshi.engines.packs.faults import Fault, fault
from luoshi.engines.packs.law import PARAMETERS, read_documents
from luoshi.engines.packs.model import Life, LifePerson, LifeStep, Pack
from luoshi.engines.packs.shipped import SHIPPED
from luoshi.words import Words

CALENDAR: Final = "working_days"
"""The pack by whose working days lives are told: beside the pack that is checked, or else the one that comes with Luoshi."""
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class LifeResult:
    """A life that was lived. ``why`` is empty where everything came as expected; else it says in which line what did not."""

    life: Life
    done: set[str] = field(default_factory=set)
    """The transitions that were taken."""
    refused: set[tuple[str, str]] = field(default_factory=set)
    """Transitions that were refused, each with the code."""
    why: list[tuple[int, Words]] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Everything came as expected."""
        return not self.why


@dataclass(frozen=True, slots=True)
class CaseTypeCheck:
    """A case type with its lives."""

    case_type: CaseType
    results: tuple[LifeResult, ...]

    @property
    def not_lived(self) -> tuple[str, ...]:
        """The transitions that no life takes."""
        done = set[str]().union(*(each.done for each in self.results))
        return tuple(each.code for each in self.case_type.verbs() if each.code not in done)

    @property
    def never_refused(self) -> tuple[str, ...]:
        """The guards that refuse nobody in any life, and the second persons that nobody lacks."""
        refused = set[tuple[str, str]]().union(*(each.refused for each in self.results))
        guards = ((verb.code, guard.code) for verb in self.case_type.verbs() for guard in verb.guards)
        second = ((verb.code, "same_person") for verb in self.case_type.verbs() if verb.not_by)
        return tuple(f"{verb}.{code}" for verb, code in (*guards, *second) if (verb, code) not in refused)


def case_type_faults(case_type: CaseType, parameters: tuple[Parameter, ...]) -> Iterator[Fault]:
    """What is wrong with a case type, and with the limits that its clocks name."""
    for each in faults_of(case_type):
        yield fault(FILE, each.words.chinese, each.words.english, each.line)
    by_name = {each.name: each for each in parameters}
    for clock in case_type.clocks:
        for name in clock.parameters:
            if name not in by_name:
                yield fault(
                    FILE,
                    f"时限“{clock.code}”的参数“{name}”没有登记；请在 {PARAMETERS} 中补上，或改写名称。",
                    f"The clock “{clock.code}” names the unknown parameter “{name}”: add it to {PARAMETERS}, or correct the name.",
                    clock.line,
                )
        limits = {by_name[name].unit for name in (*clock.limits.values(), clock.extension) if name in by_name}
        if clock.extension and len(limits) > 1:
            yield fault(
                FILE,
                f"时限“{clock.code}”的期限和延长单位不同（{'、'.join(sorted(limits))}）；请用同一种单位。",
                f"The clock “{clock.code}” and its extension count in different units ({', '.join(sorted(limits))}): use one.",
                clock.line,
            )
    for parameter in parameters:
        if parameter.name in case_type.parameters:
            yield from limit_faults(parameter, tuple(UNITS))


def limit_faults(parameter: Parameter, units: tuple[str, ...]) -> Iterator[Fault]:
    """What is wrong with a parameter that says how long something may take or last."""
    if parameter.unit not in units:
        yield fault(
            PARAMETERS,
            f"“{parameter.name}”是时限，单位应为以下之一：{'、'.join(units)}；现为“{parameter.unit}”。",
            f"“{parameter.name}” is a limit, so its unit is one of: {', '.join(units)}; this is “{parameter.unit}”.",
            parameter.place.line,
        )
    for version in parameter.values:
        value = version.value
        if not (isinstance(value, Decimal) and value == value.to_integral_value() and 1 <= value <= LONGEST):
            yield fault(
                PARAMETERS,
                f"“{parameter.name}”是时限，应为 1 到 {LONGEST} 之间的整数。",
                f"“{parameter.name}” is a limit, so it is a whole number from 1 to {LONGEST}.",
                version.place.line,
            )


LONGEST: Final = 10_000


def timetable_beside(folder: Path) -> tuple[Calendar, OfficeHours]:
    """The working days and office hours by which lives are told.

    Raises:
        PackProblem: the calendar pack cannot be read.
    """
    home = folder.resolve().parent / CALENDAR
    home = home if home.is_dir() else SHIPPED / CALENDAR
    hours = read_hours(folder) or read_hours(home)
    assert hours is not None, "the calendar that comes with Luoshi has office hours"
    return read_calendar(home, read_documents(home)), hours.hours


def lived(pack: Pack, progress: Progress) -> CaseTypeCheck:
    """Live every life of a pack that has a case type."""
    assert pack.case_type is not None
    if not pack.lives:
        return CaseTypeCheck(pack.case_type, ())
    calendar, hours = timetable_beside(pack.folder)
    results = []
    for number, life in enumerate(pack.lives, start=1):
        results.append(_Living(pack, pack.case_type, calendar, hours, LifeResult(life)).live())
        progress(number, len(pack.lives))
    return CaseTypeCheck(pack.case_type, tuple(results))


@dataclass(slots=True)
class _Living:
    """One life, told from its first step to the last, or to the first that could not be taken."""

    pack: Pack
    case_type: CaseType
    calendar: Calendar
    hours: OfficeHours
    result: LifeResult
    state: CaseState = BEFORE

    def live(self) -> LifeResult:
        for step in self.result.life.steps:
            timetable, at = self._timetable(step), step.at.replace(tzinfo=self.hours.zone)
            if step.by is not None and not self._try(step, step.by, timetable, at):
                break
            self.result.why.extend((step.line, words) for words in self._differences(step, readings(self.state, timetable, at=at)))
        return self.result

    def _timetable(self, step: LifeStep) -> Timetable:
        chosen = parameters_in_force(self.case_type, self.pack.parameters, on=step.at.date(), jurisdictions=self.result.life.jurisdictions)
        return Timetable(self.calendar, self.hours, {name: limit_of(each) for name, each in chosen.items()})

    def _try(self, step: LifeStep, by: LifePerson, timetable: Timetable, at: datetime) -> bool:
        """Take the step, or be refused as expected; False where it came otherwise."""

        def has_part(actor: Actor) -> bool:
            if by.of is not None:
                return actor.of is by.of
            return actor.power in by.powers and stands(self.state, actor.of, by.unit)

        try:
            taken = advance(
                self.case_type, self.state, step.do, values=step.say, asking=Asking(Doer(by.name, by.unit), has_part, at, timetable)
            )
        except CaseRefused as refusal:
            return self._refused(step, refusal)
        if step.refused:
            wanted = "、".join(step.refused)
            self._because(step, f"“{step.do}”应被拒绝（{wanted}），却办成了。", f"“{step.do}” was to be refused ({wanted}), and was done.")
            return False
        self.state = after(self.case_type, self.state, taken)
        self.result.done.add(step.do)
        return True

    def _refused(self, step: LifeStep, refusal: CaseRefused) -> bool:
        if sorted(refusal.codes) == sorted(step.refused):
            self.result.refused.update((step.do, code) for code in refusal.codes)
            return True
        for each in refusal.refusals:
            self._because(
                step,
                f"“{step.do}”被拒绝（{each.code}）：{each.words.chinese}",
                f"“{step.do}” was refused ({each.code}): {each.words.english}",
            )
        if step.refused:
            wanted = "、".join(step.refused)
            self._because(step, f"应被拒绝的原因：{wanted}。", f"It was to be refused for: {wanted}.")
        return False

    def _because(self, step: LifeStep, chinese: str, english: str) -> None:
        self.result.why.append((step.line, Words(chinese, english)))

    def _differences(self, step: LifeStep, read: dict[str, ClockReading]) -> Iterator[Words]:
        """What is not as the step says."""
        if step.status and step.status != self.state.status:
            yield _otherwise("status", step.status, str(self.state.status))
        if step.unit is not None and step.unit != self.state.unit:
            yield _otherwise("unit", step.unit, self.state.unit)
        if step.holder is not None and step.holder != self.state.holder:
            yield _otherwise("holder", step.holder, self.state.holder)
        for code, day in step.due.items():
            due = read[code].due if code in read else None
            found = str(self.hours.local(due).date()) if due is not None else ""
            if found != str(day):
                yield _otherwise(f"due.{code}", str(day), found)
        for code, state in step.clocks.items():
            if (found := read[code].state.value if code in read else "not_started") != state:
                yield _otherwise(f"clocks.{code}", state, found)
        late = sorted(late_of(self.case_type, read))
        if step.late is not None and sorted(step.late) != late:
            yield _otherwise("late", "、".join(sorted(step.late)), "、".join(late))


def _otherwise(what: str, wanted: str, found: str) -> Words:
    return Words(
        f"{what} 应为 {wanted or '空'}，实为 {found or '空'}。", f"{what} was to be {wanted or 'empty'}, and is {found or 'empty'}."
    )
