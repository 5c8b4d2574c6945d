"""The way that most questions go: every input is given and of its type, texts have values, tables match by their index.

A shortcut keeps values in slots, in the order of evaluation, and writes down what matched; the trace is made of that when somebody wants
it. It knows no faults but one, that no rule of a table matches. Whatever else is not as it should be (a missing input, a conversion, a
finding of FEEL) raises, and the full way in `evaluate` answers from the beginning: the same question has the same answer, so nobody can
tell which way it went.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from luoshi.engines.decisions.boxed import Converted
from luoshi.engines.decisions.elements import Key, Named
from luoshi.engines.decisions.findings import Finding, FindingKind
from luoshi.engines.decisions.model import Decision, DecisionService, HitPolicy, KnowledgeModel
from luoshi.engines.decisions.problems import Place
from luoshi.engines.decisions.quick_tests import QuickTests
from luoshi.engines.decisions.running import Formula, Run, Step
from luoshi.engines.decisions.table_index import Column, members
from luoshi.engines.decisions.tables import Input, Table
from luoshi.engines.decisions.trace import DecisionTrace, Source, TableTrace, Used
from luoshi.engines.decisions.types import Constraint, Declared
from luoshi.engines.feel.compiled import Unanswered
from luoshi.engines.feel.temporal import DateAndTime
from luoshi.engines.feel.values import Function, Value

if TYPE_CHECKING:
    from luoshi.engines.decisions.evaluate import Unit

Slots = list[Any]
Names = tuple[tuple[str, int], ...]
"""Under which names a step sees which slots."""
Check = Callable[[Any], bool]

POLICIES: Final = frozenset((HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.COLLECT, HitPolicy.RULE_ORDER))
"""Those under which the rules that match already say the answer."""


class _Unknown:
    """Stands for an answer that is not known before it is asked for."""


UNKNOWN: Final = _Unknown()


class NotStraight(Exception):
    """There is no shortcut to this."""


class Demand(NamedTuple):
    """What a value must be so that nothing has to be done with it: of a Python type, and passing a check. Null always may stand."""

    plain: type | None = None
    check: Check | None = None


ANYTHING: Final = Demand()


def demand_of(declared: Declared | None) -> Demand:
    """The demand of a type."""
    if declared is None:
        return ANYTHING
    if declared.plain is not None:
        check = _quick_check(declared.constraint, declared.plain)
        if check is not UNKNOWN:
            return Demand(declared.plain, check)
    return Demand(None, lambda value: _stays(value, declared))


def _quick_check(constraint: Constraint | None, plain: type) -> Any:
    """The check of what is allowed, where it is written out; None where everything is."""
    if constraint is None:
        return None
    quick = [tests.quick for tests in constraint.tests]
    if constraint.items is not None or constraint.members or not all(each is not None and each.kind is plain for each in quick):
        return UNKNOWN
    checks = [each.check for each in quick if each is not None]
    return checks[0] if len(checks) == 1 else lambda value: all(check(value) for check in checks)


def _stays(value: Value, declared: Declared) -> bool:
    """Whether a conversion leaves the very value and finds nothing."""
    run = Run()
    return declared.convert(value, run, Place("")) is value and not run.findings


# --- steps


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: where its value comes from, what it must be, and which rules pass for it."""

    slot: int
    formula: Formula | None
    """Where the value is computed and not only looked up."""
    demand: Demand
    index: Column | None

    def value(self, slots: Slots, names: Names, at: DateAndTime | None) -> Value:
        """The value that the column asks about."""
        if self.formula is None:
            return slots[self.slot]  # type: ignore[no-any-return]
        return self.formula.program.value({name: slots[slot] for name, slot in names}, at=at)


@dataclass(frozen=True, slots=True)
class TableStep:
    """A decision that is a table. ``answers`` are those of single rules, ``otherwise`` that of none, with the finding it may leave."""

    table: Table
    columns: tuple[TableColumn, ...]
    names: Names
    types: tuple[Declared, ...]
    answers: tuple[Any, ...]
    otherwise: Any
    fault: Finding | None

    def take(self, slots: Slots, run: Run) -> tuple[Value, Any]:
        """The decision's value, and the set of rules that match. One loop, written out: nothing runs more often."""
        passing = self.table.index.everything
        for column in self.columns:
            value = slots[column.slot] if column.formula is None else column.value(slots, self.names, run.at)
            (plain, check), index = column.demand, column.index
            if value is None:
                passing &= -1 if index is None else index.null
                continue
            kind = type(value)
            if (plain is not None and kind is not plain) or (check is not None and not check(value)):
                raise Unanswered
            if index is not None:
                if kind is not index.kind:
                    raise Unanswered
                passing &= index.passing(value)
        return self._answer(passing, run), passing

    def _answer(self, passing: int, run: Run) -> Value:
        if passing & self.table.index.asked:
            raise Unanswered
        if not passing:
            if self.fault is not None:
                run.findings.append(self.fault)
            return self._known(self.otherwise)
        policy = self.table.source.hit_policy
        if policy is HitPolicy.FIRST or (policy is HitPolicy.UNIQUE and not passing & (passing - 1)):
            return self._known(self.answers[(passing & -passing).bit_length() - 1])
        if policy is HitPolicy.UNIQUE:
            raise Unanswered
        rows = tuple([self._known(self.answers[each]) for each in members(passing)])
        if not all(_stays(rows, each) for each in self.types):
            raise Unanswered
        return rows

    def _known(self, answer: Any) -> Value:
        if answer is UNKNOWN:
            raise Unanswered
        known: Value = answer
        return known

    def traces(self, slots: Slots, value: Value, passing: int, at: DateAndTime | None) -> tuple[TableTrace, ...]:
        """What the full way writes down."""
        scope = {name: slots[slot] for name, slot in self.names}
        inputs = tuple(each.value(slots, self.names, at) for each in self.columns)
        matched = tuple(members(passing))
        if self.table.source.hit_policy is HitPolicy.FIRST:
            matched = matched[:1]
        return (TableTrace(self.table, scope, inputs, matched, matched, value, not matched, at),)


@dataclass(frozen=True, slots=True)
class OtherStep:
    """Any other decision or function: a text, a box."""

    step: Step
    names: Names

    def take(self, slots: Slots, run: Run) -> tuple[Value, Any]:
        """The value, and the uses of tables on the way to it."""
        found, run.tables = len(run.findings), []
        value = self.step({name: slots[slot] for name, slot in self.names}, run)
        if len(run.findings) > found or run.decisions:
            raise Unanswered
        return value, run.tables

    def traces(self, _slots: Slots, _value: Value, tables: list[TableTrace], _at: DateAndTime | None) -> tuple[TableTrace, ...]:
        """What was written down."""
        return tuple(tables)


# --- the way


@dataclass(frozen=True, slots=True)
class Shortcut:
    """The straight way to one decision: its inputs by name, then decisions and functions in their order, each with a slot for its value."""

    inputs: tuple[tuple[str, Demand], ...]
    steps: tuple[tuple[Unit, TableStep | OtherStep], ...]
    slots: Mapping[Key, int]

    def take(self, inputs: Mapping[str, Value], at: DateAndTime | None) -> Taken:
        """The values of all decisions.

        Raises:
            Unanswered: something is not straight.
        """
        run, slots = Run(at), []
        for name, (plain, check) in self.inputs:
            value = inputs.get(name, UNKNOWN)
            if value is UNKNOWN:
                raise Unanswered
            if value is not None and ((plain is not None and type(value) is not plain) or (check is not None and not check(value))):
                raise Unanswered
            slots.append(value)
        notes = []
        for _, step in self.steps:
            value, note = step.take(slots, run)
            slots.append(value)
            notes.append(note)
        return Taken(self, slots, tuple(run.findings), notes, at)


class Taken:
    """A shortcut that was taken: all values, and what matched."""

    __slots__ = ("at", "findings", "notes", "shortcut", "slots")

    def __init__(self, shortcut: Shortcut, slots: Slots, findings: tuple[Finding, ...], notes: list[Any], at: DateAndTime | None) -> None:
        self.shortcut, self.slots, self.findings, self.notes, self.at = shortcut, slots, findings, notes, at

    @property
    def value(self) -> Value:
        """The answer."""
        answer: Value = self.slots[-1]
        return answer

    def decisions(self) -> tuple[DecisionTrace, ...]:
        """The trace, as the full way writes it."""
        first = len(self.shortcut.inputs)
        values = zip(self.shortcut.steps, self.slots[first:], self.notes, strict=True)
        return tuple(
            DecisionTrace(
                unit.element.id,
                unit.element.name,
                unit.element.place,
                value,
                self._used(unit.needs),
                step.traces(self.slots, value, note, self.at),
            )
            for (unit, step), value, note in values
            if isinstance(unit.element, Decision)
        )

    def _used(self, needs: Iterable[Named]) -> tuple[Used, ...]:
        first = len(self.shortcut.inputs)
        found = ((each.name, self.shortcut.slots[each.key]) for each in needs)
        return tuple(
            Used(name, self.slots[slot], Source.GIVEN if slot < first else Source.DECIDED)
            for name, slot in found
            if not isinstance(self.slots[slot], Function)
        )


# --- building


def shortcut_to(order: Sequence[Key], units: Mapping[Key, Unit]) -> Shortcut:
    """The straight way through what must be evaluated, the last of which is asked.

    Raises:
        NotStraight: there is none: decision services, decisions that a person takes, names of imports.
    """
    inputs = [units[key] for key in order if units[key].is_input]
    others = [units[key] for key in order if not units[key].is_input]
    slots = {unit.key: slot for slot, unit in enumerate((*inputs, *others))}
    named = tuple((unit.element.name, demand_of(unit.declared)) for unit in inputs)
    return Shortcut(named, tuple((unit, _step(unit, slots)) for unit in others), slots)


def _step(unit: Unit, slots: Mapping[Key, int]) -> TableStep | OtherStep:
    element = unit.element
    by_person = isinstance(element, Decision) and element.logic is None
    if isinstance(element, DecisionService) or by_person or any(named.prefix for named in unit.needs):
        raise NotStraight
    names = tuple((named.name, slots[named.key]) for named in unit.needs)
    step, types = unit.step, list[Declared]()
    while isinstance(step, Converted):
        types.append(step.declared)
        step = step.step
    if isinstance(step, Table) and not isinstance(element, KnowledgeModel):
        try:
            return _table_step(step, names, tuple(types))
        except NotStraight:
            pass
    return OtherStep(unit.step, names)


def _table_step(table: Table, names: Names, types: tuple[Declared, ...]) -> TableStep:
    if table.source.hit_policy not in POLICIES or table.source.aggregation is not None:
        raise NotStraight
    indexes = dict(table.index.columns)
    columns = tuple(_column(each, indexes.get(position), names) for position, each in enumerate(table.inputs))
    single = table.source.hit_policy in {HitPolicy.UNIQUE, HitPolicy.FIRST}
    answers = tuple(_answer(table, rule.fixed, types if single else ()) for rule in table.rules)
    otherwise, fault = _otherwise(table, types)
    return TableStep(table, columns, names, types, answers, otherwise, fault)


def _column(column: Input, index: Column | None, names: Names) -> TableColumn:
    demand = demand_of(column.declared)
    if column.allowed is not None:
        if column.allowed.quick is None:
            raise NotStraight
        demand = _also(demand, column.allowed.quick)
    slot = dict(names).get(column.expression.variable or "", -1)
    if slot < 0 and column.expression.formula is None:
        raise NotStraight
    return TableColumn(slot, None if slot >= 0 else column.expression.formula, demand, index)


def _also(demand: Demand, allowed: QuickTests) -> Demand:
    """The demand, and that a value is allowed."""
    if demand == (allowed.kind, None):
        return Demand(allowed.kind, allowed.check)
    plain, known = demand
    return Demand(plain, lambda value: type(value) is allowed.kind and allowed.check(value) and (known is None or known(value)))


def _answer(table: Table, fixed: tuple[Value, ...] | None, types: Iterable[Declared]) -> Any:
    """The answer of a rule, where it is written out and needs no conversion."""
    if fixed is None:
        return UNKNOWN
    row = table.row(fixed)
    return row if all(_stays(row, each) for each in types) else UNKNOWN


def _otherwise(table: Table, types: Iterable[Declared]) -> tuple[Any, Finding | None]:
    """The answer where no rule matches: the defaults where they are written out, or null with its finding."""
    if any(output.default is not None for output in table.outputs):
        return _answer(table, table.fixed_default, types), None
    run = Run()
    table.note_fault(FindingKind.NO_RULE, (), run)
    return None, run.findings[0]
