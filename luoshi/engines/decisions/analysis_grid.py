"""A decision table as boxes over its inputs: what all questions about a table are asked of.

Two columns with one expression are one input, since one value meets both. Columns whose expression is computed are inputs of their
own; what is found there is said to be possible and not certain, since nobody knows whether it can have such values together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from luoshi.engines.decisions.analysis_cells import CellReader, Truth, constants, is_constant
from luoshi.engines.decisions.analysis_domains import ANYTHING, LINES, WHOLE_NUMBER, Domain, Line, make_domain, sort_of
from luoshi.engines.decisions.analysis_results import Condition, NotDecided, Region
from luoshi.engines.decisions.analysis_search import Box
from luoshi.engines.decisions.evaluate import Compiled, Unit
from luoshi.engines.decisions.hit_policies import Outputs
from luoshi.engines.decisions.model import Decision, DecisionTable
from luoshi.engines.decisions.problems import Problem
from luoshi.engines.decisions.running import FeelText, Parser, Run
from luoshi.engines.decisions.tables import Input, Output, Table, TableRule, compile_table
from luoshi.engines.decisions.types import Declared, Types
from luoshi.engines.feel import syntax
from luoshi.engines.feel.comparison import fingerprint
from luoshi.engines.feel.syntax import Node
from luoshi.engines.feel.types import ANY, SimpleType
from luoshi.engines.feel.values import Value


class NoTable(LookupError):
    """What was to be analysed is no decision table."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One input: the columns that ask about it, and what it can be.

    ``is_assumed``: neither column nor variable has a type, so the cells themselves say of which sort it is.
    """

    title: str
    expression: str
    columns: tuple[int, ...]
    domain: Domain
    is_computed: bool
    is_assumed: bool


@dataclass(frozen=True, slots=True)
class Said:
    """The outputs of a rule. Two with the same ``key`` are the same; with different keys they differ if both are constant."""

    key: object
    text: str
    values: Outputs | None

    @property
    def is_constant(self) -> bool:
        """Whether the values are known without inputs."""
        return self.values is not None


@dataclass(frozen=True, slots=True)
class Row:
    """A rule. It matches everywhere in ``certain`` and nowhere outside ``possible``; ``undecided`` are the columns that cannot be read."""

    certain: Box
    possible: Box
    said: Said
    undecided: tuple[int, ...]

    @property
    def is_decided(self) -> bool:
        """Whether it is known everywhere if it matches."""
        return self.certain == self.possible

    @property
    def empty(self) -> tuple[int, ...]:
        """The inputs of which no value is accepted."""
        return tuple(at for at, parts in enumerate(self.possible) if not parts)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its inputs and rules. ``allowed`` is the box of the inputs that the table does not refuse."""

    table: Table
    dimensions: tuple[Dimension, ...]
    rows: tuple[Row, ...]
    allowed: Box
    unread_limits: tuple[str, ...]
    """Titles of inputs whose allowed values cannot be read, so that not all values in the domain may be allowed."""
    full: Box = field(init=False)
    """The domains of the inputs as one box."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "full", tuple(each.domain.full for each in self.dimensions))

    def is_certain(self, box: Box) -> bool:
        """Whether the inputs of a box can be met: no computed input is limited by it, and all limits are known."""
        limited = (self.dimensions[at] for at, parts in enumerate(box) if parts != self.full[at])
        return not any(each.is_computed for each in limited) and not self.unread_limits

    def example(self, box: Box) -> tuple[Value, ...]:
        """One combination of a box."""
        return tuple(each.domain.example(parts) for each, parts in zip(self.dimensions, box, strict=True))

    def over(self, full: Box) -> Grid:
        """The same with wider domains, to speak of inputs that only another version allows."""
        pairs = zip(self.dimensions, full, strict=True)
        return replace(self, dimensions=tuple(replace(each, domain=replace(each.domain, full=parts)) for each, parts in pairs))

    def region(self, box: Box) -> Region:
        """A box in words, with an example."""
        limited = [(each, parts) for each, parts in zip(self.dimensions, box, strict=True) if parts != each.domain.full]
        conditions = tuple(Condition(each.title, each.domain.tests(parts)) for each, parts in limited)
        example = zip((each.title for each in self.dimensions), self.example(box), strict=True)
        return Region(conditions, tuple(example), self.is_certain(box))

    @property
    def not_decided(self) -> tuple[NotDecided, ...]:
        """The cells that cannot be read."""
        return tuple(
            NotDecided(number, at + 1, tests.source.text.strip())
            for number, row in enumerate(self.rows, 1)
            for at in row.undecided
            if (tests := self.table.rules[number - 1].conditions[at]) is not None
        )


# --- tables of a model


def table_of(compiled: Compiled, decision: str) -> tuple[Table, dict[str, Declared]]:
    """The decision table of a decision, and what the variables in its scope are declared as.

    Raises:
        NoTable: there is no such decision, or its logic is something else.
    """
    unit = compiled.units[compiled.offered[decision]] if decision in compiled.offered else None
    element = unit.element if unit is not None else None
    if unit is None or not isinstance(element, Decision) or not isinstance(element.logic, DecisionTable):
        raise NoTable(f"“{decision}”不是决策表，不能分析。 “{decision}” is no decision table and cannot be analysed.")
    source = element.logic
    types = Types({each.name: each for each in compiled.model.types}, [])
    typed = source if source.type_ref else replace(source, type_ref=element.variable.type_ref)
    found: list[Problem] = []
    names = frozenset(named.prefix or named.name for named in unit.needs)
    table = compile_table(typed, source.output_label or element.name, Parser(found, types.feel_types, frozenset()), types, names)
    return table, dict(_variables(compiled, unit))


def _variables(compiled: Compiled, unit: Unit) -> Iterator[tuple[str, Declared]]:
    for named in unit.needs:
        declared = compiled.units[named.key].declared
        if declared is not None:
            yield f"{named.prefix}.{named.name}" if named.prefix else named.name, declared


# --- grids


Variables = Mapping[str, Declared]
"""What the variables in the scope of a table are declared as."""


def make_grids(tables: Sequence[Table], variables: Sequence[Variables], whole: Collection[str] = ()) -> tuple[Grid, ...]:
    """The tables over the same inputs, cut at what any of them mentions, so that their boxes can be compared."""
    expressions = list(dict.fromkeys(_text(column) for table in tables for column in table.inputs))
    pairs = list(zip(tables, variables, strict=True))
    dimensions = tuple(_dimension(each, pairs, is_whole=each in whole) for each in expressions)
    return tuple(_grid(table, dimensions, scope) for table, scope in pairs)


def _text(column: Input) -> str:
    return " ".join(column.source.expression.text.split())


def _dimension(expression: str, tables: Sequence[tuple[Table, Variables]], *, is_whole: bool) -> Dimension:
    columns = [
        (table, at, column, scope) for table, scope in tables for at, column in enumerate(table.inputs) if _text(column) == expression
    ]
    first = columns[0][2]
    names = frozenset(name for _, scope in tables for name in scope)
    asked = [value for table, at, _, _ in columns for cell in _cells(table, at) for value in constants(cell, names)]
    limits = [each.node for _, _, column, scope in columns for each in _limits(column, scope) if each.node is not None]
    mentioned = [*asked, *(value for each in limits for value in constants(each, names))]
    declared = next((sort for _, _, column, scope in columns if (sort := _declared_sort(column, scope))), None)
    domain = make_domain(_line(declared, mentioned, is_whole=is_whole), mentioned, with_null=any(each is None for each in asked))
    own = tuple(at for table, at, _, _ in columns if table is columns[0][0])
    return Dimension(first.source.title, expression, own, domain, not _is_plain(first.expression.node), declared is None)


def _cells(table: Table, column: int) -> Iterator[Node]:
    seen: set[str] = set()
    for rule in table.rules:
        cell = rule.conditions[column]
        if cell is not None and cell.node is not None and cell.source.text not in seen:
            seen.add(cell.source.text)
            yield cell.node


def _declared_sort(column: Input, variables: Variables) -> str | None:
    declared = column.declared or variables.get(_text(column))
    if declared is None or declared.type == ANY:
        return None
    return declared.type.name if isinstance(declared.type, SimpleType) else str(declared.type)


def _line(declared: str | None, mentioned: Iterable[Value], *, is_whole: bool) -> Line:
    """The line of the declared type; without one, of what the cells mention, if that is one sort."""
    sorts = {sort_of(value) for value in mentioned if value is not None}
    if declared is not None:
        sorts = {each for each in sorts if each is not None and LINES[each].kind == declared} or {declared}
    if len(sorts) != 1:
        return ANYTHING
    line = LINES.get(sorts.pop() or "", ANYTHING)
    return WHOLE_NUMBER if is_whole and line.sort == WHOLE_NUMBER.sort else line


def _limits(column: Input, variables: Variables) -> list[FeelText]:
    """Everything that says which values are allowed: the column, its type, the variable's type."""
    variable = variables.get(_text(column))
    declared = [each for each in (column.declared, variable) if each is not None and each.constraint is not None]
    tests = [test for each in declared if each.constraint is not None for test in each.constraint.tests]
    return [*([column.allowed] if column.allowed is not None else []), *tests]


def _is_plain(node: Node | None) -> bool:
    """A variable, or a member of one."""
    while isinstance(node, syntax.Path):
        node = node.source
    return isinstance(node, syntax.Name)


def _grid(table: Table, dimensions: tuple[Dimension, ...], variables: Variables) -> Grid:
    names = frozenset(variables)
    columns = [[at for at, column in enumerate(table.inputs) if _text(column) == each.expression] for each in dimensions]
    readers = [_Columns(CellReader(each.domain, names), at) for each, at in zip(dimensions, columns, strict=True)]
    limits = [[reader.truth(test) for at in reader.columns for test in _limits(table.inputs[at], variables)] for reader in readers]
    allowed = tuple(_allowed(each.domain, truths) for each, truths in zip(dimensions, limits, strict=True))
    unread = tuple(each.title for each, truths in zip(dimensions, limits, strict=True) if any(truth.undecided for truth in truths))
    rows = tuple(_row(table, rule, readers, allowed) for rule in table.rules)
    kept = tuple(replace(each, domain=replace(each.domain, full=parts)) for each, parts in zip(dimensions, allowed, strict=True))
    return Grid(table, kept, rows, allowed, unread)


def _allowed(domain: Domain, truths: Iterable[Truth]) -> int:
    """Null is allowed everywhere."""
    parts = domain.full
    for each in truths:
        parts &= each.possible | domain.null
    return parts


@dataclass(slots=True)
class _Columns:
    """The columns of one input; many cells say the same, and are read once."""

    reader: CellReader
    columns: list[int]
    known: dict[str, Truth] = field(default_factory=dict)

    def truth(self, tests: FeelText) -> Truth:
        if tests.source.text not in self.known:
            self.known[tests.source.text] = self.reader.read(tests.node)
        return self.known[tests.source.text]

    def of(self, rule: TableRule, allowed: int) -> tuple[int, int]:
        """Where a rule's cells are true, and where they may be."""
        certain = possible = allowed
        for at in self.columns:
            tests = rule.conditions[at]
            if tests is not None:
                truth = self.truth(tests)
                certain, possible = certain & truth.true, possible & truth.possible
        return certain, possible


def _row(table: Table, rule: TableRule, readers: list[_Columns], allowed: Box) -> Row:
    pairs = [reader.of(rule, parts) for reader, parts in zip(readers, allowed, strict=True)]
    certain, possible = tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)
    undecided = tuple(sorted(at for reader, pair in zip(readers, pairs, strict=True) if pair[0] != pair[1] for at in reader.columns))
    return Row(certain, possible, said(table, rule.conclusions), undecided)


# --- outputs

_NO_CELL: Final = "null"


def said(table: Table, conclusions: Sequence[FeelText | None]) -> Said:
    """What a rule says: its values where they are constant, else its texts, of which only equal ones are known to agree."""
    text = ", ".join(_NO_CELL if cell is None else cell.source.text.strip() for cell in conclusions)
    if not all(cell is None or (cell.node is not None and is_constant(cell.node)) for cell in conclusions):
        return Said(("text", tuple(None if cell is None else cell.source.text.strip() for cell in conclusions)), text, None)
    values = tuple(None if cell is None else _checked(output, cell) for output, cell in zip(table.outputs, conclusions, strict=True))
    return Said(("values", fingerprint(values)), text, values)


def _checked(output: Output, cell: FeelText) -> Value:
    """The value as the table gives it: of the column's type and among its values, else null."""
    run = Run()
    value = cell({}, run)
    if output.declared is not None:
        value = output.declared.convert(value, run, cell.source.place)
    if output.allowed is not None and value is not None and not output.allowed.accepts(value, {}, run):
        return None
    return value


def ranks(table: Table, rows: Sequence[Row]) -> list[tuple[int, ...] | None]:
    """The place of each rule in the order of priority; None where its outputs, or the order, are not constant."""
    orders = [_order(output) for output in table.outputs]
    return [None if row.said.values is None else _rank(row.said.values, orders) for row in rows]


def _order(output: Output) -> tuple[object, ...] | None:
    if output.order is None:
        return ()
    if output.order.node is None or not is_constant(output.order.node):
        return None
    listed = output.order({}, Run())
    return tuple(map(fingerprint, listed)) if isinstance(listed, tuple) else ()


def _rank(values: Outputs, orders: Sequence[tuple[object, ...] | None]) -> tuple[int, ...] | None:
    found: list[int] = []
    for value, order in zip(values, orders, strict=True):
        if order is None:
            return None
        found.append(order.index(fingerprint(value)) if fingerprint(value) in order else len(order))
    return tuple(found)
