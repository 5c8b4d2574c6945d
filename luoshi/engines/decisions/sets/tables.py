"""Decision tables: the rule that hits is one column, and what it concludes another.

A row in which no rule applies, or several where one may, has no answer and the table's bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from itertools import combinations
from typing import Final

from sqlglot import exp

from luoshi.engines.decisions.hit_policies import MANY, same
from luoshi.engines.decisions.model import Aggregation, HitPolicy
from luoshi.engines.decisions.running import FeelText, Run
from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.calculating import calculated
from luoshi.engines.decisions.sets.conditions import equal, opposite, truth
from luoshi.engines.decisions.sets.constants import as_column
from luoshi.engines.decisions.sets.declared import Conversion
from luoshi.engines.decisions.sets.doubts import union
from luoshi.engines.decisions.sets.expressions import Scope, Translator
from luoshi.engines.decisions.sets.functions import FUNCTIONS
from luoshi.engines.decisions.sets.refusals import Refused
from luoshi.engines.decisions.sets.regions import are_apart, covers
from luoshi.engines.decisions.sets.threshold_tables import thresholds
from luoshi.engines.decisions.sets.values import (
    FALSE,
    NULL,
    SURE,
    TRUE,
    Chosen,
    Column,
    Doubt,
    Item,
    Known,
    Listed,
    Parts,
    SetValue,
    Sort,
    Sql,
    doubt_of,
)  # fmt: skip
from luoshi.engines.decisions.tables import Table
from luoshi.engines.feel.syntax import ArithmeticOperator
from luoshi.engines.feel.values import Value, number

CERTAIN: Final = -1
"""No rule after this one is asked."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A rule that can apply: its number from 1, its conditions that are not always true, its conclusions."""

    number: int
    conditions: tuple[Column, ...]
    outputs: tuple[SetValue, ...]
    rule: Sql | None = None
    """The number of the rule, where it is another one for each code."""

    @property
    def doubt(self) -> Doubt:
        """That of all conditions."""
        return union(each.doubt for each in self.conditions)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a table answers, and the number of the rule that made the answer: null where none did, for lists the first."""

    value: SetValue
    rule: Column | Known


@dataclass(frozen=True, slots=True)
class Tables:
    """Translates decision tables."""

    translator: Translator
    conversion: Conversion

    def answer(self, table: Table, scope: Scope) -> Answered:
        """The table's answer in a scope."""
        inputs, refused = self._inputs(table, scope)
        branches = self._thresholds(table, inputs) or self._branches(table, inputs, scope)
        if table.source.hit_policy in MANY:
            return self._many(table, branches, scope, refused)
        return self._one(table, inputs, branches, scope, refused)

    def _inputs(self, table: Table, scope: Scope) -> tuple[list[SetValue], Column | Known]:
        """The values of the columns, and where one of them is not allowed."""
        values: list[SetValue] = []
        refused: list[Column | Known] = []
        for each in table.inputs:
            if each.expression.node is None:
                raise Refused(each.source.title, "表达式有语法错误。", "The expression has a syntax error.")
            value = self.translator.value(each.expression.node, scope)
            value = self.conversion.converted(value, each.declared, each.source.place, each.source.title)
            values.append(self.translator.materialised(value))
            if each.allowed is not None and each.allowed.node is not None:
                refused.append(self._refused(values[-1], self.translator.accepted(each.allowed.node, sure(values[-1]), scope)))
        return values, self.translator.logic.some(refused) if refused else FALSE

    def _refused(self, value: SetValue, allowed: Column | Known) -> Column | Known:
        if isinstance(allowed, Known):
            return FALSE if allowed.value is True else is_there(value)
        return self.translator.logic.every([is_there(value), truth(sql.negated(sql.known_or_false(allowed.sql)), SURE, sure=True)])

    def _branches(self, table: Table, inputs: Sequence[SetValue], scope: Scope) -> list[Branch]:
        branches = []
        for position, rule in enumerate(table.rules):
            conditions = [self._condition(table, position, column, inputs[column], scope) for column, _ in rule.tested]
            if all(isinstance(each, Column) or each.value is True for each in conditions):
                columns = tuple(each for each in conditions if isinstance(each, Column))
                branches.append(Branch(position + 1, columns, self._outputs(table, position, scope)))
        return branches

    def _thresholds(self, table: Table, inputs: Sequence[SetValue]) -> list[Branch]:
        found = thresholds(table, inputs, self.translator) or []
        materialised = self.translator.materialised
        return [
            Branch(place, each.conditions, tuple(map(materialised, each.outputs)), self.translator.layers.column(each.rule))
            for place, each in enumerate(found, 1)
        ]

    def _condition(self, table: Table, rule: int, column: int, value: SetValue, scope: Scope) -> Column | Known:
        cell = table.rules[rule].conditions[column]
        assert cell is not None, "only columns where something is asked are tested"
        if cell.node is None:
            raise Refused(cell.source.text, "单元格有语法错误。", "The cell has a syntax error.")
        return self.translator.accepted(cell.node, value, scope)

    def _outputs(self, table: Table, rule: int, scope: Scope) -> tuple[SetValue, ...]:
        fixed = table.rules[rule].fixed
        if fixed is not None:
            return tuple(map(Known, fixed))
        cells = table.rules[rule].conclusions
        return tuple(self._output(table, column, cell, scope) for column, cell in enumerate(cells))

    def _output(self, table: Table, column: int, cell: FeelText | None, scope: Scope) -> SetValue:
        output = table.outputs[column]
        if cell is None:
            return NULL
        node = cell.node
        if node is None:
            raise Refused(table.name, "结论有语法错误。", "A conclusion has a syntax error.")
        place, name = output.source.place, f"{table.name}"
        value = self.conversion.converted(self.translator.value(node, scope), output.declared, place, name)
        if output.allowed is None or output.allowed.node is None:
            return value
        if isinstance(value, Known):
            return value if value.value is None or output.allowed.accepts(value.value, {}, Run()) else NULL
        allowed = self.translator.accepted(output.allowed.node, sure(value), scope)
        return value if isinstance(allowed, Known) and allowed.value is True else self._kept(value, allowed, name)

    def _kept(self, value: SetValue, allowed: Column | Known, name: str) -> SetValue:
        if isinstance(value, Parts | Listed) or not isinstance(value, Column):
            raise Refused(name, "只能核对单个结论的取值。", "Only single conclusions are held to allowed values.")
        return self.conversion.kept_where(value, allowed, name)

    # --- one rule answers

    def _one(self, table: Table, inputs: Sequence[SetValue], branches: Sequence[Branch], scope: Scope, refused: Column | Known) -> Answered:
        if table.source.hit_policy is HitPolicy.PRIORITY:
            branches = sorted(branches, key=lambda each: self._rank(table, each))
        fault = self._fault(table, branches)
        hit = self._hit(branches, is_total=self._is_total(table, inputs, branches))
        outputs = self._defaults(table, scope)
        if hit.sure and len(table.outputs) == 1 and refused == fault == FALSE and not any(each.doubt for each in branches):
            return self._certain(branches, hit)
        doubt = self._doubt(table, branches, hit, has_default=outputs is not None, faults=[refused, fault])
        no_rule = outputs or [NULL] * len(table.outputs)
        failed = [each for each in (refused, fault) if isinstance(each, Column)]
        hits = [_is_rule(hit, each.number) for each in branches]
        values = []
        for column in range(len(table.outputs)):
            concluded = [each.outputs[column] for each in branches]
            of_outputs = self._doubt_of_outputs(hit, branches, column)
            found = self._chosen(hits, concluded, no_rule[column], doubt | of_outputs, failed)
            is_plain = not failed and no_rule[column] == NULL
            values.append(self._told_by_rule(found, hit, branches, concluded) if is_plain else self.translator.materialised(found))
        return Answered(self._row(table, values), replace(self._rule(hit, branches), doubt=doubt))

    def _certain(self, branches: Sequence[Branch], hit: Column) -> Answered:
        """Where some rule always applies and nothing is in doubt, its conclusion in one step."""
        taken = branches[: next((place for place, each in enumerate(branches) if not each.conditions), len(branches) - 1) + 1]
        values = [each.outputs[0] for each in taken]
        is_text = all(map(_is_text, values))
        conditions = [_is_rule(hit, each.number) if is_text else truth(_all(each), SURE, sure=True) for each in taken[:-1]]
        value = self.translator.branching.chosen(conditions, values[:-1], values[-1], doubt_of(*values))
        return Answered(self._told_by_rule(value, hit, taken, values), self._rule(hit, branches))

    def _told_by_rule(self, value: SetValue, hit: Column, branches: Sequence[Branch], values: Sequence[SetValue]) -> SetValue:
        """A text that the rule tells is written out only in the answer; meanwhile the number of the rule stands for it."""
        if not isinstance(value, Column) or not all(map(_is_text, values)):
            return self.translator.materialised(value)
        texts = {each.number: known.value for each, known in zip(branches, values, strict=True) if isinstance(known, Known)}
        return replace(value, chosen=Chosen(hit.sql, texts))

    def _is_total(self, table: Table, inputs: Sequence[SetValue], branches: Sequence[Branch]) -> bool:
        """Whether some rule applies to every value of the one column that is tested."""
        if branches and branches[0].rule is not None:
            return not branches[-1].conditions
        tested = {column for rule in table.rules for column, _ in rule.tested}
        if len(tested) != 1 or len(branches) != len(table.rules):
            return False
        position = tested.pop()
        column = inputs[position]
        return isinstance(column, Column) and column.sure and covers([rule.conditions[position] for rule in table.rules], column)

    def _chosen(self, hits: list[Column], values: list[SetValue], otherwise: SetValue, doubt: Doubt, failed: Sequence[Column]) -> SetValue:
        nulls: list[SetValue] = [NULL] * len(failed)
        hits, values = self._grouped(hits, values)
        return self.translator.branching.chosen([*failed, *hits], [*nulls, *values], otherwise, doubt)

    def _grouped(self, hits: list[Column], values: list[SetValue]) -> tuple[list[Column], list[SetValue]]:
        """Rules that conclude the same value are asked in one look."""
        groups: list[tuple[SetValue, list[Sql]]] = []
        for hit, value in zip(hits, values, strict=True):
            group = next((numbers for known, numbers in groups if _is_same(known, value)), None)
            if group is None:
                groups.append((value, [hit.sql]))
            else:
                group.append(hit.sql)
        return [_any_rule(hits[0], numbers) for _, numbers in groups], [value for value, _ in groups]

    def _hit(self, branches: Sequence[Branch], *, is_total: bool = False) -> Column:
        """The number of the first rule that applies."""
        cases = [(_all(each), exp.Literal.number(each.number)) for each in branches]
        always = next((position for position, each in enumerate(branches) if not each.conditions), None)
        last = always if always is not None else len(branches) - 1 if is_total else None
        otherwise = sql.NULL.copy() if last is None else exp.Literal.number(branches[last].number)
        number_ = sql.cast(sql.case(cases[:last], otherwise), "INT")
        return Column(self.translator.layers.column(number_, "_r"), Sort.NUMBER, quantity=None, sure=last is not None)

    def _rule(self, hit: Column, branches: Sequence[Branch]) -> Column:
        """The number of the rule in the table."""
        if all(each.rule is None for each in branches):
            return hit
        cases = [(_is_rule(hit, each.number).sql, each.rule or sql.NULL) for each in branches]
        return replace(hit, sql=self.translator.layers.column(sql.case(cases), "_r"))

    def _fault(self, table: Table, branches: Sequence[Branch]) -> Column | Known:
        """Where several rules apply that may not."""
        policy = table.source.hit_policy
        if policy not in (HitPolicy.UNIQUE, HitPolicy.ANY):
            return FALSE
        if any(each.rule is not None for each in branches):
            return FALSE  # thresholds are known to exclude each other
        pairs = [(one, two) for one, two in combinations(branches, 2) if not are_apart(table, one.number - 1, two.number - 1)]
        if policy is HitPolicy.ANY:
            pairs = [pair for pair in pairs if not self._agree(table, *pair)]
        both = [sql.binary(exp.And, _all(one), _all(two)) for one, two in pairs]
        if not both:
            return FALSE
        return truth(self.translator.layers.column(sql.known_or_false(sql.joined(exp.Or, both))), SURE, sure=True)

    def _agree(self, table: Table, one: Branch, two: Branch) -> bool:
        if not all(isinstance(each, Known) for each in (*one.outputs, *two.outputs)):
            raise Refused(f"{table.name} ANY", "结论须是写明的值。", "Conclusions must be written out.")
        return all(_is_same(*pair) for pair in zip(one.outputs, two.outputs, strict=True))

    def _rank(self, table: Table, branch: Branch) -> tuple[int, ...]:
        values = [each.value for each in branch.outputs if isinstance(each, Known)]
        if len(values) < len(branch.outputs):
            raise Refused(f"{table.name} PRIORITY", "结论须是写明的值。", "Conclusions must be written out.")
        return tuple(_position(table, column, value) for column, value in enumerate(values))

    def _defaults(self, table: Table, scope: Scope) -> list[SetValue] | None:
        if all(each.default is None for each in table.outputs):
            return None
        return [self._output(table, column, each.default, scope) for column, each in enumerate(table.outputs)]

    def _row(self, table: Table, values: Sequence[SetValue]) -> SetValue:
        if len(values) == 1:
            return values[0]
        return Parts({output.source.name: value for output, value in zip(table.outputs, values, strict=True)})

    # --- doubt

    def _doubt(
        self, table: Table, branches: Sequence[Branch], hit: Column, *, has_default: bool, faults: Sequence[Column | Known]
    ) -> Doubt:
        """Of which rule applies: of each rule that was asked, unless one of its conditions fails without doubt."""
        doubts = self.translator.doubts
        together = union(each.doubt for each in branches) | doubt_of(*faults)
        failed = [each for each in faults if isinstance(each, Column)]
        is_total = hit.sure or has_default
        if all(each.doubt == together for branch in branches for each in branch.conditions):
            found = together
        else:
            asked = (self._asked(each, hit, _settling(table, branches, each)) for each in branches)
            found = doubts.unless(together, sql.joined(exp.BitwiseOr, asked))
        if is_total and not failed:
            return found
        return found | self._fault_bits(table, hit, failed, found, is_total=is_total)

    def _asked(self, branch: Branch, hit: Column, settling: Sequence[int]) -> Sql:
        """The bits of a rule, none where it does not matter or fails for certain."""
        doubts = self.translator.doubts
        if not branch.doubt:
            return sql.bits(0)
        parts = [(each.sql, each.doubt) for each in branch.conditions]
        does_not_matter = (
            [sql.known_or_false(exp.In(this=hit.sql, expressions=list(map(exp.Literal.number, settling))))] if settling else []
        )
        decided = sql.joined(exp.Or, [*does_not_matter, doubts.is_decided(parts, sql.FALSE)])
        return sql.case([(decided, sql.bits(0))], doubts.sql(branch.doubt))

    def _fault_bits(self, table: Table, hit: Column, failed: Sequence[Column], found: Doubt, *, is_total: bool) -> Doubt:
        """The table's bit where it has no answer, and nothing that is missing explains it."""
        doubts = self.translator.doubts
        conditions = [*([] if is_total else [sql.is_null(hit.sql)]), *(each.sql for each in failed)]
        is_fault = sql.joined(exp.Or, conditions)
        if found:
            is_fault = sql.binary(exp.And, is_fault, doubts.is_sure(found))
        return doubts.as_column(sql.case([(is_fault, sql.bits(doubts.bit(table.name)))], sql.bits(0)))

    def _doubt_of_outputs(self, hit: Column, branches: Sequence[Branch], column: int) -> Doubt:
        """That of the conclusion of the rule that hit."""
        pairs = [(each.number, each.outputs[column].doubt) for each in branches if each.outputs[column].doubt]
        if not pairs:
            return SURE
        doubts = self.translator.doubts
        cases = [(_is_rule(hit, position).sql, doubts.sql(doubt)) for position, doubt in pairs]
        return doubts.unless(union(doubt for _, doubt in pairs), sql.case(cases, sql.bits(0)))

    # --- several rules answer

    def _many(self, table: Table, branches: Sequence[Branch], scope: Scope, refused: Column | Known) -> Answered:
        if table.source.hit_policy is HitPolicy.OUTPUT_ORDER:
            branches = sorted(branches, key=lambda each: self._rank(table, each))
        items = tuple(self._item(table, each) for each in branches)
        first = self._hit(sorted(branches, key=lambda each: each.number))
        first = replace(first, doubt=doubt_of(*(each.present for each in items)))
        if table.source.aggregation is not None:
            return Answered(self._aggregated(table, table.source.aggregation, items, scope, first), first)
        failed = [refused] if isinstance(refused, Column) else []
        is_total = first.sure or self._has_empty_default(table, scope)
        flag = SURE if is_total and not failed else self._fault_bits(table, first, failed, first.doubt, is_total=is_total)
        return Answered(Listed(items, flag), first)

    def _item(self, table: Table, branch: Branch) -> Item:
        condition = self.translator.logic.every([*branch.conditions])
        if isinstance(condition, Column):
            condition = truth(self.translator.layers.column(sql.known_or_false(sql.holds(condition.sql))), condition.doubt, sure=True)
        return Item(condition, self._row(table, branch.outputs), f"{table.name} {branch.number}")

    def _has_empty_default(self, table: Table, scope: Scope) -> bool:
        """Whether the list is empty where no rule applies; without a default it is null and the table's bit is set."""
        defaults = self._defaults(table, scope)
        value = self._row(table, defaults) if defaults is not None else NULL
        if isinstance(value, Known) and value.value in ((), None):
            return value.value == ()
        raise Refused(table.name, "没有规则适用时须是空列表（默认值 []）。", "Where no rule applies the list must be empty (default []).")

    def _aggregated(self, table: Table, kind: Aggregation, items: Sequence[Item], scope: Scope, first: Column) -> SetValue:
        """COUNT, SUM, MIN or MAX of the rules that apply."""
        count = FUNCTIONS["count"](self.translator.branching, [Listed(tuple(items))])
        if kind is Aggregation.COUNT and self._defaults(table, scope) is None:
            return count  # of nothing, which is an answer
        found: SetValue
        any_rule = is_there(first)
        values = [each.value for each in items]
        if kind is Aggregation.COUNT:
            found = count
        elif kind is Aggregation.SUM:
            parts = [self.translator.branching.either(each.present, each.value, Known(number(0))) for each in items]
            found = reduce(lambda one, two: calculated(ArithmeticOperator.ADD, one, two), parts or [Known(number(0))])
        else:
            found = self._extreme(table, items, values, is_least=kind is Aggregation.MIN)
        return self._where_any(table, any_rule, found, scope)

    def _extreme(self, table: Table, items: Sequence[Item], values: Sequence[SetValue], *, is_least: bool) -> SetValue:
        """The least or greatest of written-out numbers: the first that applies, in their order."""
        if not all(isinstance(each, Known) and isinstance(each.value, Decimal) for each in values):
            raise Refused(f"{table.name} MIN/MAX", "结论须是写明的数。", "Conclusions must be written out.")
        ordered = sorted(items, key=_number_of, reverse=not is_least)
        conditions = [as_column(each.present, Sort.TRUTH) for each in ordered]
        return self.translator.branching.chosen(conditions, [each.value for each in ordered], NULL, doubt_of(*conditions))

    def _where_any(self, table: Table, any_rule: Column | Known, found: SetValue, scope: Scope) -> SetValue:
        defaults = self._defaults(table, scope)
        if defaults is None and any_rule != TRUE:
            doubts = self.translator.doubts
            no_rule = sql.negated(as_column(any_rule).sql)
            certain = sql.binary(exp.And, no_rule, doubts.is_sure(found.doubt)) if found.doubt else no_rule
            flag = doubts.as_column(sql.case([(certain, sql.bits(doubts.bit(table.name)))], sql.bits(0)))
            return self._either(any_rule, found, NULL, flag)
        return self._either(any_rule, found, defaults[0] if defaults else NULL, SURE)

    def _either(self, condition: Column | Known, found: SetValue, otherwise: SetValue, flag: Doubt) -> SetValue:
        if isinstance(condition, Known):
            return found
        doubt = found.doubt | otherwise.doubt | flag | condition.doubt
        return self.translator.materialised(self.translator.branching.chosen([condition], [found], otherwise, doubt))


def _settling(table: Table, branches: Sequence[Branch], branch: Branch) -> list[int]:
    """The rules that, where they hit, leave it without meaning whether another one applies: those before it, or that exclude it."""
    if table.source.hit_policy not in (HitPolicy.UNIQUE, HitPolicy.ANY):
        return [each.number for each in branches[: branches.index(branch)]]
    if any(each.rule is not None for each in branches):
        return [each.number for each in branches if each is not branch]
    others = (each for each in branches if each is not branch)
    return [each.number for each in others if are_apart(table, each.number - 1, branch.number - 1)]


def _is_text(value: SetValue) -> bool:
    return isinstance(value, Known) and isinstance(value.value, str)


def sure(value: SetValue) -> SetValue:
    """The value as one that is not null."""
    return replace(value, sure=True) if isinstance(value, Column) else value


def is_there(value: SetValue) -> Column | Known:
    """Whether it is not null."""
    return opposite(equal(value, NULL))


def _number_of(item: Item) -> Decimal:
    value = item.value.value if isinstance(item.value, Known) else None
    assert isinstance(value, Decimal), "the caller has looked"
    return value


def _all(branch: Branch) -> Sql:
    conditions = [sql.holds(each.sql) for each in branch.conditions]
    return sql.joined(exp.And, conditions) if conditions else sql.TRUE


def _is_rule(hit: Column, position: int) -> Column:
    return truth(sql.binary(exp.EQ, hit.sql, exp.Literal.number(position)), SURE, sure=True)


def _any_rule(hit: Column, equations: Sequence[Sql]) -> Column:
    """``rule IN (…)`` of several ``rule = …``."""
    if len(equations) == 1:
        return truth(equations[0], SURE, sure=True)
    numbers = [each.expression for each in equations if isinstance(each, exp.EQ)]
    subject = equations[0].this
    return truth(exp.In(this=subject, expressions=numbers), hit.doubt, sure=True)


def _is_same(one: SetValue, two: SetValue) -> bool:
    if isinstance(one, Known) and isinstance(two, Known):
        return same(one.value, two.value)
    return isinstance(one, Column) and isinstance(two, Column) and one.sql == two.sql


def _position(table: Table, column: int, value: Value) -> int:
    order = table.outputs[column].order
    listed = order({}, Run()) if order is not None else ()
    listed = listed if isinstance(listed, tuple) else ()
    return next((position for position, each in enumerate(listed) if same(each, value)), len(listed))
