"""The way that most questions go: every input is given and of its type, texts have values, tables match by their index.

A shortcut keeps values in slots, in the order of evaluation, and writes down what matched; the trace is made of that when somebody wants
it. It knows no faults but one, that no rule of a table matches. Whatever else is not as it should be (a missing input, a conversion, a
finding of FEEL) raises, and the full way in `evaluate` answers from the beginning: the same question has the same answer, so nobody can
tell which way it went.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from luoshi.engines.decisions.boxed import Converted
from luoshi.engines.decisions.elements import Key
from luoshi.engines.decisions.findings import Finding, FindingKind
from luoshi.engines.decisions.model import Decision, DecisionService, HitPolicy, InputData, KnowledgeModel
from luoshi.engines.decisions.problems import Place
from luoshi.engines.decisions.quick_tests import QuickTests
from luoshi.engines.decisions.running import Formula, Run, Step
from luoshi.engines.decisions.table_index import Column, Listed, RuleSet, members
from luoshi.engines.decisions.tables import Input, Table
from luoshi.engines.decisions.trace import DecisionTrace, Source, TableTrace, Used
from luoshi.engines.decisions.types import Constraint, Declared
from luoshi.engines.feel.compiled import Unanswered
from luoshi.engines.feel.compiled.writer import Writer
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

    @property
    def is_single(self) -> bool:
        """One rule answers."""
        return self.table.source.hit_policy in {HitPolicy.UNIQUE, HitPolicy.FIRST}

    @property
    def is_known(self) -> bool:
        """All that its rules ask and answer is written out, so that FEEL need not be asked."""
        return not self.table.index.asked and UNKNOWN not in self.answers and self.otherwise is not UNKNOWN

    def matching(self, passing: RuleSet, inputs: tuple[Value, ...], scope: dict[str, Value], run: Run) -> RuleSet:
        """Of the rules that no column excludes those that match: some have cells that FEEL must be asked."""
        for position in members(passing & self.table.index.asked):
            if not self.table.applies(self.table.rules[position], inputs, scope, run):
                passing ^= 1 << position
            elif self.table.source.hit_policy is HitPolicy.FIRST:
                break
        if run.findings:
            raise Unanswered
        return passing

    def of_none(self, scope: dict[str, Value], found: list[Finding], run: Run) -> Value:
        """The answer where no rule matches."""
        if self.fault is not None:
            found.append(self.fault)
        known: Value = self.otherwise
        return known if self.otherwise is not UNKNOWN else self._computed(self.table.default, scope, run)

    def of_one(self, position: int, scope: dict[str, Value], run: Run) -> Value:
        """The answer of a rule."""
        known: Value = self.answers[position]
        if self.answers[position] is not UNKNOWN:
            return known
        return self._computed(lambda scope, run: self.table.answer_of(position, scope, run), scope, run)

    def _computed(self, step: Step, scope: dict[str, Value], run: Run) -> Value:
        value = step(scope, run)
        if run.findings or not all(_stays(value, each) for each in self.types):
            raise Unanswered
        return value

    def of_all(self, passing: RuleSet, scope: dict[str, Value], run: Run) -> Value:
        """The answer of all rules that match."""
        return self._computed(lambda scope, run: tuple([self._row(each, scope, run) for each in members(passing)]), scope, run)

    def _row(self, position: int, scope: dict[str, Value], run: Run) -> Value:
        answer: Value = self.answers[position]
        return answer if self.answers[position] is not UNKNOWN else self.table.answer_of(position, scope, run)

    def value_of(self, column: TableColumn, slots: Slots, at: DateAndTime | None) -> Value:
        """The value that a column asks about."""
        if column.formula is None:
            return slots[column.slot]  # type: ignore[no-any-return]
        return column.formula.program.value({name: slots[slot] for name, slot in self.names}, at=at)

    def traces(self, slots: Slots, value: Value, passing: RuleSet, at: DateAndTime | None) -> tuple[TableTrace, ...]:
        """What the full way writes down."""
        scope = {name: slots[slot] for name, slot in self.names}
        inputs = tuple([slots[each.slot] if each.formula is None else self.value_of(each, slots, at) for each in self.columns])
        if self.table.source.hit_policy is HitPolicy.FIRST:
            passing &= -passing
        matched = tuple(members(passing)) if passing & (passing - 1) else (passing.bit_length() - 1,) if passing else ()
        return (TableTrace(self.table, scope, inputs, matched, matched, value, not matched, at),)


@dataclass(frozen=True, slots=True)
class OtherStep:
    """Any other decision or function: a text, a box."""

    step: Step
    names: Names

    def take(self, scope: dict[str, Value], run: Run) -> tuple[Value, list[TableTrace]]:
        """The value, and the uses of tables on the way to it."""
        run.tables = []
        value = self.step(scope, run)
        if run.findings or run.decisions:
            raise Unanswered
        return value, run.tables

    def traces(self, _slots: Slots, _value: Value, tables: list[TableTrace], _at: DateAndTime | None) -> tuple[TableTrace, ...]:
        """What was written down."""
        return tuple(tables)


# --- the way


@dataclass(frozen=True, slots=True)
class Straight:
    """A step on the way, with what the decision uses: names, slots, and where their values come from."""

    unit: Unit
    step: TableStep | OtherStep
    names: tuple[str, ...]
    places: tuple[int, ...]
    sources: tuple[Source, ...]
    is_plain: bool
    """All that it uses are inputs of plain types."""

    def used(self, slots: Slots) -> tuple[Used, ...]:
        """The values that the decision used; functions are no values that anyone asks about."""
        values = [slots[place] for place in self.places]
        found = tuple(map(_make_used, zip(self.names, values, self.sources, repeat(None), strict=False)))
        return found if self.is_plain else tuple([each for each in found if not isinstance(each.value, Function)])


_make_used: Final[Callable[[tuple[Any, ...]], Used]] = partial(tuple.__new__, Used)
"""As ``Used(…)`` does it, at a third of the time: this is made for every value that a decision used."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """The straight way to one decision, as a function of the inputs, of a list for findings and one for what matched."""

    steps: tuple[Straight, ...]
    inputs: int
    """How many slots are inputs; those of the steps follow."""
    names: frozenset[str]
    """Of all inputs that may be given."""
    run: Callable[..., Slots]
    asks_run: bool
    service: str
    """The decision service that is asked, if it is one."""

    def take(self, inputs: Mapping[str, Value], at: DateAndTime | None) -> Taken:
        """The values of all decisions.

        Raises:
            Unanswered, LookupError: something is not straight.
        """
        found: list[Finding] = []
        notes: list[Any] = []
        return Taken(self, self.run(inputs, at, found, notes, Run(at) if self.asks_run else None), tuple(found), notes, at)


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
        slots, at = self.slots, self.at
        found: list[DecisionTrace] = []
        for position, (straight, note) in enumerate(zip(self.shortcut.steps, self.notes, strict=True), start=self.shortcut.inputs):
            element, value = straight.unit.element, slots[position]
            if isinstance(element, Decision):
                used = straight.used(slots)
                tables = straight.step.traces(slots, value, note, at)
                found.append(DecisionTrace(element.id, element.name, element.place, value, used, tables, self.shortcut.service))
        return tuple(found)


# --- building


class Wanted(NamedTuple):
    """What is to be decided."""

    order: Sequence[Key]
    """All that must be evaluated, and all that is given."""
    given: Collection[Key]
    outputs: Sequence[Key]
    """What the answer is made of."""
    service: Unit | None


def shortcut_to(wanted: Wanted, units: Mapping[Key, Unit]) -> Shortcut:
    """The straight way to what is wanted.

    Raises:
        NotStraight: there is none: services without outputs or called as functions, decisions that a person takes, names of imports.
    """
    if not wanted.outputs:
        raise NotStraight
    inputs = [units[key] for key in wanted.order if key in wanted.given or isinstance(units[key].element, InputData)]
    others = [units[key] for key in wanted.order if key not in wanted.given and not isinstance(units[key].element, InputData)]
    slots = {unit.key: slot for slot, unit in enumerate((*inputs, *others))}
    demands = [demand_of(unit.declared) for unit in inputs]
    steps = tuple(_straight(unit, slots, demands) for unit in others)
    writing = _Writing([*demands])
    writing.inputs([(unit.names[0], unit.element.name) for unit in inputs])
    for each in steps:
        writing.step(each.step)
    writing.result({units[key].element.name: slots[key] for key in wanted.outputs}, wanted.service)
    service = "" if wanted.service is None else wanted.service.element.name
    plain = (unit.element.name for unit in units.values() if isinstance(unit.element, InputData))  # others may be given, and are not used
    names = frozenset((*plain, *(name for unit in inputs for name in (unit.names[0], unit.element.name))))
    return Shortcut(steps, len(inputs), names, writing.function(), any(_asks_feel(each.step) for each in steps), service)


def _asks_feel(step: TableStep | OtherStep) -> bool:
    """Whether a step needs a run to itself; a table whose rules answer with a list converts it in one."""
    return isinstance(step, OtherStep) or not (step.is_known and step.is_single)


def _straight(unit: Unit, slots: Mapping[Key, int], demands: Sequence[Demand]) -> Straight:
    places = tuple(slots[each.key] for each in unit.needs)
    sources = tuple(Source.GIVEN if place < len(demands) else Source.DECIDED for place in places)
    is_plain = all(place < len(demands) and demands[place].plain is not None for place in places)
    return Straight(unit, _step(unit, slots), tuple(each.name for each in unit.needs), places, sources, is_plain)


_GLOBALS: Final[dict[str, Any]] = {
    "__builtins__": {"type": type},
    "Unanswered": Unanswered,
    "bisect_left": bisect_left,
}


@dataclass(slots=True)
class _Writing:
    """Writes the way as one Python function, as FEEL's texts are written: of generated names and constants only."""

    demands: list[Demand]
    writer: Writer = field(default_factory=Writer)
    slots: list[str] = field(default_factory=list)

    def inputs(self, names: Sequence[tuple[str, str]]) -> None:
        """Each input as what was given for it, by its name with the namespace or by the plain one."""
        for (exact, plain), demand in zip(names, self.demands, strict=True):
            name, known = self.writer.constant(exact), self.writer.constant(plain)
            slot = self.writer.assigned(f"inputs[{name}] if {name} in inputs else inputs[{known}]")
            self._demanded(slot, demand)
            self.slots.append(slot)

    def step(self, step: TableStep | OtherStep) -> None:
        """One step, its value in a slot of its own."""
        value, note = self._table(step) if isinstance(step, TableStep) else self._other(step)
        self.writer.line(f"notes.append({note})")
        self.slots.append(value)
        self.demands.append(ANYTHING)

    def result(self, outputs: Mapping[str, int], service: Unit | None) -> None:
        """The answer in the last slot: of a service with several outputs a context of them."""
        (first, *others) = outputs.values()
        value = self.writer.assigned(self._scope(tuple(outputs.items()))) if others else self.slots[first]
        if service is not None:
            self._demanded(value, demand_of(service.declared))
        self.slots.append(value)

    def function(self) -> Callable[..., Slots]:
        """The whole."""
        self.writer.line(f"return [{', '.join(self.slots)}]")
        source = self.writer.source("def straight(inputs, at, found, notes, run):")
        scope = {**_GLOBALS, **self.writer.constants}
        exec(compile(source, "<decision>", "exec"), scope)  # noqa: S102 - generated names and constants only, see `Writer`
        made: Callable[..., Slots] = scope["straight"]
        return made

    def _demanded(self, value: str, demand: Demand) -> None:
        failing = []
        if demand.plain is not None:
            failing.append(f"type({value}) is not {self.writer.constant(demand.plain)}")
        if demand.check is not None:
            failing.append(f"not {self.writer.constant(demand.check)}({value})")
        if failing:
            self.writer.line(f"if {value} is not None and ({' or '.join(failing)}): raise Unanswered")

    def _other(self, step: OtherStep) -> tuple[str, str]:
        value, note = self.writer.variable(), self.writer.variable()
        self.writer.line(f"{value}, {note} = {self.writer.constant(step.take)}({self._scope(step.names)}, run)")
        return value, note

    def _scope(self, names: Names) -> str:
        return "{" + ", ".join(f"{self.writer.constant(name)}: {self.slots[slot]}" for name, slot in names) + "}"

    def _table(self, step: TableStep) -> tuple[str, str]:
        passing, asked = self.writer.assigned(self.writer.constant(step.table.index.everything)), list[str]()
        for column in step.columns:
            value = self._asked(step, column)
            asked.append(value)
            known = ANYTHING if column.formula is not None else self.demands[column.slot]
            if column.demand != known:
                self._demanded(value, column.demand)
            if column.index is not None:
                self._passing(passing, value, column.index, is_sure=column.index.kind in {known.plain, column.demand.plain})
        scope = "None" if step.is_known else self.writer.assigned(self._scope(step.names))
        if step.table.index.asked:
            inputs = f"({''.join(f'{each}, ' for each in asked)})"
            self.writer.line(f"{passing} = {self.writer.constant(step.matching)}({passing}, {inputs}, {scope}, run)")
        return self._answered(step, passing, scope), passing

    def _asked(self, step: TableStep, column: TableColumn) -> str:
        if column.formula is None:
            return self.slots[column.slot]
        return self.writer.assigned(f"{self.writer.constant(column.formula)}.program.value({self._scope(step.names)}, at=at)")

    def _passing(self, passing: str, value: str, index: Column, *, is_sure: bool) -> None:
        """``is_sure`` says that the value is of the column's kind, or null."""
        writer = self.writer
        writer.line(f"if {value} is None: {passing} &= {writer.constant(index.null)}")
        if not is_sure:
            writer.line(f"elif type({value}) is not {writer.constant(index.kind)}: raise Unanswered")
        with writer.block("else:"):
            if isinstance(index, Listed):
                writer.line(f"{passing} &= {writer.constant(index.mentioned)}.get({value}, {writer.constant(index.others)})")
            else:
                points, place = writer.constant(index.points), writer.variable()
                writer.line(f"{place} = bisect_left({points}, {value})")
                at = f"{place} < {len(index.points)} and {points}[{place}] == {value}"
                writer.line(f"{passing} &= {writer.constant(index.sets)}[2 * {place} + ({at})]")

    def _answered(self, step: TableStep, passing: str, scope: str) -> str:
        writer, answer = self.writer, self.writer.variable()
        writer.line(f"if not {passing}: {answer} = {writer.constant(step.of_none)}({scope}, found, run)")
        if not step.is_single:
            writer.line(f"else: {answer} = {writer.constant(step.of_all)}({passing}, {scope}, run)")
            return answer
        if step.table.source.hit_policy is HitPolicy.UNIQUE:
            writer.line(f"elif {passing} & ({passing} - 1): raise Unanswered")
        position = f"({passing} & -{passing}).bit_length() - 1"
        if step.is_known:
            writer.line(f"else: {answer} = {writer.constant(step.answers)}[{position}]")
        else:
            writer.line(f"else: {answer} = {writer.constant(step.of_one)}({position}, {scope}, run)")
        return answer


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
