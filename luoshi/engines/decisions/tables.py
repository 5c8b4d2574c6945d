"""Decision tables: inputs are computed and checked, rules matched, and the hit policy answers (DMN 1.5, chapter 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from luoshi.engines.decisions.findings import FindingKind
from luoshi.engines.decisions.hit_policies import MANY, Choice, Outputs, choose, same
from luoshi.engines.decisions.model import Aggregation, DecisionTable, HitPolicy, InputClause, OutputClause, Rule, Text
from luoshi.engines.decisions.problems import Place, Problem, ProblemKind
from luoshi.engines.decisions.quick_tests import QuickTests
from luoshi.engines.decisions.running import FeelText, Formula, Parser, Run, Scope
from luoshi.engines.decisions.table_index import Index, index_of, members
from luoshi.engines.decisions.trace import TableTrace
from luoshi.engines.decisions.types import Declared, Types, not_allowed
from luoshi.engines.feel import parse
from luoshi.engines.feel.syntax import BooleanLiteral, NumberLiteral, StringLiteral
from luoshi.engines.feel.values import Value, number
from luoshi.words import Words

OUTPUTS: Final = "outputs"
AGGREGATIONS: Final = {
    # Written in FEEL, so that tables add and compare exactly as expressions do.
    each: Formula(parse(f"{each.value.lower()}({OUTPUTS})", names=(OUTPUTS,)))
    for each in Aggregation
}


@dataclass(frozen=True, slots=True)
class Input:
    """A column of conditions. ``declared`` is the type of its expression."""

    source: InputClause
    expression: FeelText
    declared: Declared | None
    allowed: FeelText | None


@dataclass(frozen=True, slots=True)
class Output:
    """A column of conclusions. ``order`` is the list of its values, the first of which has priority."""

    source: OutputClause
    declared: Declared | None
    allowed: FeelText | None
    order: FeelText | None
    default: FeelText | None

    def checked(self, value: Value, place: Place, scope: Scope, run: Run) -> Value:
        """A conclusion as a value of the column, or null with a finding."""
        if self.declared is not None:
            value = self.declared.convert(value, run, place)
        if self.allowed is not None and value is not None and not self.allowed.accepts(value, scope, run):
            return run.note(FindingKind.NOT_ALLOWED, place, not_allowed(value, self.allowed), value)
        return value

    @property
    def allows_the_same_always(self) -> bool:
        """Whether what is allowed is written out, and so depends on nothing."""
        return self.allowed is None or self.allowed.quick is not None


@dataclass(frozen=True, slots=True)
class TableRule:
    """A row. ``conditions`` has None where anything goes, ``tested`` only the columns where something is asked."""

    source: Rule
    conditions: tuple[FeelText | None, ...]
    conclusions: tuple[FeelText | None, ...]
    tested: tuple[tuple[int, FeelText], ...]
    fixed: Outputs | None
    """The conclusions, where all of them are written out and of their types, as in most tables."""


class _InputRefused(Exception):
    """An input is outside its allowed values; the finding is noted."""


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table, its texts parsed. It is a step: called with a scope, it answers."""

    source: DecisionTable
    name: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[TableRule, ...]
    index: Index

    def __call__(self, scope: Scope, run: Run) -> Value:
        """The table's answer, which joins the trace."""
        try:
            inputs = tuple(self._input(column, scope, run) for column in self.inputs)
        except _InputRefused:
            run.tables.append(TableTrace(self, scope, (), (), (), None, at=run.at))
            return None
        matched = self._matched(inputs, scope, run)
        computed: dict[int, Outputs] = {}

        def outputs_of(rule: int) -> Outputs:
            if rule not in computed:
                computed[rule] = self._outputs(self.rules[rule], scope, run)
            return computed[rule]

        choice = choose(self.source.hit_policy, matched, outputs_of, lambda outputs: self._rank(outputs, scope, run))
        if choice.fault is not None:
            self.note_fault(choice.fault, matched, run)
        is_default = not matched
        value = self.default(scope, run) if is_default else self._answer(choice, [outputs_of(each) for each in choice.rules], run)
        run.tables.append(TableTrace(self, scope, inputs, matched, choice.rules, value, is_default, at=run.at))
        return value

    # --- inputs and conditions

    def _input(self, column: Input, scope: Scope, run: Run) -> Value:
        value = column.expression(scope, run)
        if column.declared is not None:
            value = column.declared.convert(value, run, column.source.place)
        if column.allowed is not None and value is not None and not column.allowed.accepts(value, scope, run):
            run.note(FindingKind.NOT_ALLOWED, column.source.place, not_allowed(value, column.allowed), value)
            raise _InputRefused
        return value

    def _matched(self, inputs: tuple[Value, ...], scope: Scope, run: Run) -> tuple[int, ...]:
        """The rules of which every condition holds; under FIRST no rule after the first is asked."""
        passing = self.index.candidates(inputs)
        rules: Iterable[int] = range(len(self.rules)) if passing is None else members(passing)
        asked = -1 if passing is None else self.index.asked
        matched: list[int] = []
        for position in rules:
            if not asked >> position & 1 or self.applies(self.rules[position], inputs, scope, run):
                matched.append(position)
                if self.source.hit_policy is HitPolicy.FIRST:
                    break
        return tuple(matched)

    def applies(self, rule: TableRule, inputs: tuple[Value, ...], scope: Scope, run: Run) -> bool:
        """Whether every condition of a rule holds; none is asked after the first that does not."""
        for column, tests in rule.tested:
            value, quick = inputs[column], tests.quick
            if not (quick.check(value) if quick is not None and type(value) is quick.kind else _holds(tests, value, scope, run)):
                return False
        return True

    # --- outputs

    def answer_of(self, position: int, scope: Scope, run: Run) -> Value:
        """What a rule answers alone."""
        return self.row(self._outputs(self.rules[position], scope, run))

    def _outputs(self, rule: TableRule, scope: Scope, run: Run) -> Outputs:
        if rule.fixed is not None:
            return rule.fixed
        pairs = zip(self.outputs, rule.conclusions, strict=True)
        return tuple(None if cell is None else output.checked(cell(scope, run), cell.source.place, scope, run) for output, cell in pairs)

    def _rank(self, outputs: Outputs, scope: Scope, run: Run) -> tuple[int, ...]:
        """The position of each output in the order of its column's values; what is not listed comes last."""
        return tuple(self._position(output, value, scope, run) for output, value in zip(self.outputs, outputs, strict=True))

    def _position(self, output: Output, value: Value, scope: Scope, run: Run) -> int:
        order = output.order(scope, run) if output.order is not None else ()
        listed = order if isinstance(order, tuple) else ()
        return next((position for position, each in enumerate(listed) if same(each, value)), len(listed))

    def default(self, scope: Scope, run: Run) -> Value:
        """The answer where no rule matched: the default outputs, else null. Counting nothing gives 0, which is an answer."""
        defaults = [output.default for output in self.outputs]
        if any(each is not None for each in defaults):
            values = tuple(
                None if each is None else output.checked(each(scope, run), each.source.place, scope, run)
                for output, each in zip(self.outputs, defaults, strict=True)
            )
            return self.row(values)
        if self.source.hit_policy is HitPolicy.COLLECT and self.source.aggregation is Aggregation.COUNT:
            return number(0)
        self.note_fault(FindingKind.NO_RULE, (), run)
        return None

    def _answer(self, choice: Choice, chosen: list[Outputs], run: Run) -> Value:
        rows = tuple(map(self.row, chosen))
        if choice.fault is not None:
            return None
        if self.source.hit_policy not in MANY:
            return rows[0]
        if self.source.hit_policy is HitPolicy.COLLECT and self.source.aggregation is not None:
            return run.value_of(AGGREGATIONS[self.source.aggregation], self.source.place, {OUTPUTS: rows})
        return rows

    @property
    def fixed_default(self) -> Outputs | None:
        """The default outputs, where all of them are written out and of their types."""
        return _fixed(tuple(output.default for output in self.outputs), self.outputs)

    def row(self, outputs: Outputs) -> Value:
        """One output as itself, several as a context by their names."""
        if len(outputs) == 1:
            return outputs[0]
        return {column.source.name: value for column, value in zip(self.outputs, outputs, strict=True)}

    def note_fault(self, fault: FindingKind, matched: tuple[int, ...], run: Run) -> None:
        """Why the table cannot answer, as a finding."""
        run.note(fault, self.source.place, _FAULTS[fault](self.name, [rule + 1 for rule in matched]))


def _holds(tests: FeelText, value: Value, scope: Scope, run: Run) -> bool:
    known = len(run.findings)
    answer = tests.accepts(value, scope, run)
    if value is None:  # why it is null was told before; that null meets no condition is told by no rule
        del run.findings[known:]
    return answer


def _no_rule(name: str, _rules: list[int]) -> Words:
    return Words(f"决策表“{name}”没有规则适用，也没有默认值。", f"No rule of the table “{name}” applies, and it has no default.")


def _several_rules(name: str, rules: list[int]) -> Words:
    return Words(
        f"决策表“{name}”要求只有一条规则适用（UNIQUE），却有规则 {'、'.join(map(str, rules))} 同时适用。",
        f"Only one rule of the table “{name}” may apply (UNIQUE); these do: {', '.join(map(str, rules))}.",
    )


def _different_outputs(name: str, rules: list[int]) -> Words:
    return Words(
        f"决策表“{name}”要求适用的规则结论相同（ANY），规则 {'、'.join(map(str, rules))} 的结论却不同。",
        f"Rules of the table “{name}” that apply must agree (ANY); the rules {', '.join(map(str, rules))} do not.",
    )


_FAULTS: Final = {
    FindingKind.NO_RULE: _no_rule,
    FindingKind.SEVERAL_RULES: _several_rules,
    FindingKind.DIFFERENT_OUTPUTS: _different_outputs,
}


# --- compiling


def compile_table(table: DecisionTable, name: str, parser: Parser, types: Types, names: frozenset[str]) -> Table:
    """The table with its texts parsed; faults join the parser's problems."""
    inputs = tuple(
        Input(
            each,
            parser.expression(each.expression, names),
            types.optional(each.type_ref, each.place),
            None if each.values is None else parser.tests(each.values, names),
        )
        for each in table.inputs
    )
    outputs = tuple(_output(each, table, parser, types, names) for each in table.outputs)
    parser.problems.extend(_problems(table))
    rules = tuple(_rule(each, parser, names, outputs) for each in table.rules)
    return Table(table, name, inputs, outputs, rules, index_of([[_quick(cell) for cell in rule.conditions] for rule in rules]))


def _quick(cell: FeelText | None) -> QuickTests | Literal[False] | None:
    """A cell for the index: nothing, quick, or to be asked."""
    return None if cell is None else cell.quick or False


def _problems(table: DecisionTable) -> Iterator[Problem]:
    """What several outputs must have, and may not."""
    if len(table.outputs) < 2:
        return
    names = [each.name for each in table.outputs]
    for output in table.outputs:
        if not output.name or names.count(output.name) > 1:
            what = Words("有几个输出列，这一列没有自己的名称。", "There are several output columns, and this one has no name of its own.")
            yield Problem(ProblemKind.INCOMPLETE, output.place, what, Words("请给每个输出列不同的 name。", "Give each its own name."))
    if table.aggregation is not None:
        what = Words("汇总（aggregation）只适用于一个输出列。", "An aggregation is defined for one output column only.")
        remedy = Words("请拆成几个决策表，或去掉汇总。", "Divide the table, or leave the aggregation out.")
        yield Problem(ProblemKind.INCOMPLETE, table.place, what, remedy)


def _output(output: OutputClause, table: DecisionTable, parser: Parser, types: Types, names: frozenset[str]) -> Output:
    return Output(
        output,
        types.optional(output.type_ref, output.place),
        None if output.values is None else parser.tests(output.values, names),
        _order(output, table, parser, types, names),
        None if output.default is None else parser.expression(output.default, names),
    )


def _order(output: OutputClause, table: DecisionTable, parser: Parser, types: Types, names: frozenset[str]) -> FeelText | None:
    """The values of a column as a list: its own, or those of its type."""
    if table.hit_policy not in {HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER}:
        return None
    values = output.values or types.order_of(output.type_ref) or types.order_of(table.type_ref, output.name)
    return None if values is None else parser.expression(Text(f"[{values.text}]", values.place), names)


def _rule(rule: Rule, parser: Parser, names: frozenset[str], outputs: tuple[Output, ...]) -> TableRule:
    conditions = tuple(None if _is_any(each) else parser.tests(each, names) for each in rule.conditions)
    conclusions = tuple(None if each.is_blank else parser.expression(each, names) for each in rule.conclusions)
    tested = tuple(_asked(conditions))
    return TableRule(rule, conditions, conclusions, tested, _fixed(conclusions, outputs))


def _fixed(conclusions: tuple[FeelText | None, ...], outputs: tuple[Output, ...]) -> Outputs | None:
    """The conclusions of a rule if they say the same whoever asks, and nothing is wrong with them."""
    run, found = Run(), list[Value]()
    for output, cell in zip(outputs, conclusions, strict=True):
        if cell is None:
            found.append(None)
        elif cell.formula is None or not isinstance(cell.formula.node, _WRITTEN_OUT) or not output.allows_the_same_always:
            return None
        else:
            found.append(output.checked(cell.formula.node.value, cell.source.place, {}, run))
    return None if run.findings else tuple(found)


_WRITTEN_OUT: Final = (NumberLiteral, StringLiteral, BooleanLiteral)


def _asked(conditions: tuple[FeelText | None, ...]) -> Iterator[tuple[int, FeelText]]:
    for column, tests in enumerate(conditions):
        if tests is not None:
            yield column, tests


def _is_any(cell: Text) -> bool:
    """``-`` asks nothing, and an empty cell asks no more."""
    return cell.text.strip() in {"", "-"}
