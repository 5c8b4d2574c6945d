"""Item definitions as columns: which numbers, texts and digits an input may have, and what a value becomes by its type.

What is allowed is read where it is written plainly (bounds, lists of texts, ``? = round down(?, 2)``), and asked of every row where it
is not known to hold anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from luoshi.engines.decisions.problems import Place
from luoshi.engines.decisions.running import Run
from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.branching import items_of
from luoshi.engines.decisions.sets.conditions import equal, opposite, truth
from luoshi.engines.decisions.sets.expressions import Translator
from luoshi.engines.decisions.sets.quantities import RATIO_SCALE, UNDECLARED_SCALE, Quantity, believed
from luoshi.engines.decisions.sets.refusals import Refused
from luoshi.engines.decisions.sets.regions import included
from luoshi.engines.decisions.sets.values import NULL, SURE, Characters, Column, Fraction, Known, Listed, Parts, SetValue, Sort, Sql
from luoshi.engines.decisions.types import Declared
from luoshi.engines.feel import syntax
from luoshi.engines.feel.evaluate import evaluate, range_of_bound
from luoshi.engines.feel.syntax import ComparisonOperator, Node
from luoshi.engines.feel.types import BOOLEAN, DATE, NUMBER, STRING, ContextType, ListType, Type
from luoshi.engines.feel.values import Range, Value

SORTS: Final[dict[Type, Sort]] = {NUMBER: Sort.NUMBER, STRING: Sort.TEXT, BOOLEAN: Sort.TRUTH, DATE: Sort.DATE}
_ROUNDINGS: Final = frozenset(("floor", "ceiling", "decimal", "round down", "round up", "round half up", "round half down"))
_DIGITS: Final = re.compile(r"\^\[0-9\]\{(\d+)(?:,(\d+))?\}\$")


@dataclass(frozen=True, slots=True)
class InputColumn:
    """How an input is stored, and what of it is allowed."""

    sort: Sort
    quantity: Quantity | None
    characters: Characters

    @property
    def sql_type(self) -> str:
        """The type of SQL in which a table should offer it."""
        if self.quantity is not None:
            return self.quantity.sql
        return {Sort.TEXT: "TEXT", Sort.TRUTH: "BOOLEAN", Sort.DATE: "DATE"}[self.sort]


def input_column(declared: Declared | None) -> InputColumn:
    """The column of an input by its type.

    Raises:
        Refused: it has none, or one that is no column.
    """
    sort = None if declared is None else SORTS.get(declared.type)
    if declared is None or sort is None:
        found = "Any" if declared is None else str(declared.type)
        raise Refused(
            found,
            "整批运行的输入必须是 number、string、boolean 或 date。",
            "Inputs of all rows at once are of type number, string, boolean or date.",
        )
    tests = [each.node for each in declared.constraint.tests] if declared.constraint is not None else []
    quantity = _quantity(tests) if sort is Sort.NUMBER else None
    return InputColumn(sort, quantity, _characters(tests) if sort is Sort.TEXT else Characters())


def _conditions(tests: list[Node | None]) -> Iterator[Node]:
    """Conditions that must all hold: of each allowed-values text that is a single test its parts."""
    for each in tests:
        if isinstance(each, syntax.UnaryTests) and not each.negated and len(each.tests) == 1:
            test = each.tests[0]
            inner = test.expression if isinstance(test, syntax.ExpressionTest) else test
            yield from inner.operands if isinstance(inner, syntax.Conjunction) else (inner,)


def _quantity(tests: list[Node | None]) -> Quantity:
    conditions = list(_conditions(tests))
    scale = next((digits for each in conditions if (digits := _digits_of(each)) is not None), None)
    ranges = [found for each in conditions if isinstance(found := _range(each), Range)]
    if scale is None:
        is_ratio = any(isinstance(each.end, Decimal) and each.end <= 1 for each in ranges)
        scale = RATIO_SCALE if is_ratio else UNDECLARED_SCALE
    quantity = believed(scale)
    for each in ranges:
        quantity = quantity.within(*included(each, scale))
    return quantity


def _range(node: Node) -> Value:
    """The range that one condition says, if it is one of numbers."""
    if isinstance(node, syntax.RangeLiteral):
        return evaluate(node, {}).value
    if isinstance(node, syntax.Bound):
        return _beside(node.operator, _constant(node.operand))
    if isinstance(node, syntax.Comparison) and isinstance(node.left, syntax.Name) and node.left.name == "?":
        return _beside(node.operator, _constant(node.right))
    return None


def _beside(operator: ComparisonOperator, bound: Decimal | None) -> Value:
    is_order = operator not in (ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL)
    return range_of_bound(operator, bound) if is_order and bound is not None else None


def _digits_of(node: Node) -> int | None:
    """Of ``? = floor(?)``."""
    if not isinstance(node, syntax.Comparison) or node.operator is not ComparisonOperator.EQUAL:
        return None
    return _digits(node.right) if isinstance(node.left, syntax.Name) and node.left.name == "?" else None


def _constant(node: Node) -> Decimal | None:
    value = evaluate(node, {}).value
    return value if isinstance(value, Decimal) else None


def _digits(node: Node) -> int | None:
    """Of ``? = floor(?)`` and ``? = round down(?, 2)``."""
    if not isinstance(node, syntax.Call) or not isinstance(node.function, syntax.Name) or node.function.name not in _ROUNDINGS:
        return None
    digits = _constant(node.arguments[1]) if len(node.arguments) > 1 else Decimal(0)
    return None if digits is None else int(digits)


def _characters(tests: list[Node | None]) -> Characters:
    for each in tests:
        if isinstance(each, syntax.UnaryTests) and not each.negated:
            texts = [text for test in each.tests if (text := _text(test)) is not None]
            if texts and len(texts) == len(each.tests):
                return Characters(frozenset(texts))
    return next((Characters(digits=found) for each in _conditions(tests) if (found := _all_digits(each)) is not None), Characters())


def _text(test: Node) -> str | None:
    inner = test.expression if isinstance(test, syntax.ExpressionTest) else None
    return inner.value if isinstance(inner, syntax.StringLiteral) else None


def _all_digits(node: Node) -> tuple[int, int] | None:
    """Of ``matches(?, "^[0-9]{2,4}$")``."""
    if not isinstance(node, syntax.Call) or not isinstance(node.function, syntax.Name) or node.function.name != "matches":
        return None
    pattern = evaluate(node.arguments[1], {}).value
    found = _DIGITS.fullmatch(pattern) if isinstance(pattern, str) else None
    return None if found is None else (int(found[1]), int(found[2] or found[1]))


@dataclass(frozen=True, slots=True)
class Conversion:
    """Values become of their declared types, or null."""

    translator: Translator

    def converted(self, value: SetValue, declared: Declared | None, place: Place, name: str) -> SetValue:
        """The value as the type has it; what is not allowed becomes null and leaves the bit of ``name``.

        Raises:
            Refused: the value is of another kind.
        """
        if declared is None:
            return value
        if isinstance(value, Known):
            return Known(declared.convert(value.value, Run(), place), value.doubt)
        if isinstance(declared.type, ListType):
            return self._list(value, declared)
        if isinstance(declared.type, ContextType):
            return self._context(value, declared)
        return self._single(value, declared, name)

    def _single(self, value: SetValue, declared: Declared, name: str) -> SetValue:
        sort = SORTS.get(declared.type, Sort.DAYS if "days" in str(declared.type) else Sort.MONTHS)
        found = Sort.NUMBER if isinstance(value, Fraction) else value.sort if isinstance(value, Column) else None
        if found is not sort:
            raise Refused(
                f"→ {declared.name}", f"这个值的类型是 {found or '复合值'}。", f"The value is of type {found or 'several parts'}."
            )
        assert isinstance(value, Column | Fraction), "its sort is known"
        return value if declared.constraint is None else self._allowed(value, declared, name)

    def _allowed(self, value: Column | Fraction, declared: Declared, name: str) -> SetValue:
        condition = self.is_allowed(value, declared)
        if isinstance(condition, Known) and condition.value is True:
            return value
        kept = self.kept_where(value, condition, name)
        declared_quantity = input_column(declared).quantity
        if isinstance(kept, Column) and kept.quantity is not None and declared_quantity is not None:
            return replace(kept, quantity=kept.quantity.within(declared_quantity.low, declared_quantity.high))
        return kept

    def is_allowed(self, value: SetValue, declared: Declared) -> Column | Known:
        """Whether a value that is no null is one of the allowed ones; its doubt is the value's, and not told again."""
        if isinstance(value, Column):
            value = _as_there(value)
        if isinstance(value, Fraction):
            value = Fraction(_as_there(value.numerator), _as_there(value.divisor))
        tests = declared.constraint.tests if declared.constraint is not None else ()
        nodes = [each.node for each in tests if each.node is not None]
        return self.translator.logic.every([self.translator.accepted(node, value, {}) for node in nodes])

    def kept_where(self, value: Column | Fraction, condition: Column | Known, name: str) -> SetValue:
        """The value where it is allowed, else null with a bit."""
        translator = self.translator
        kept = translator.materialised(value)
        if isinstance(condition, Known):
            return Known(None, value.doubt)
        refused = translator.logic.every([_is_there(kept), _opposite_of(condition)])
        if isinstance(refused, Known):
            return kept
        bit = translator.doubts.bit(name)
        flag = translator.doubts.as_column(_flag(refused, bit))
        chosen = translator.branching.chosen([condition], [kept], Known(None), value.doubt | flag)
        return translator.materialised(chosen)

    def _context(self, value: SetValue, declared: Declared) -> SetValue:
        assert isinstance(declared.type, ContextType), "the caller has looked"
        if not isinstance(value, Parts) or any(name not in value.members for name, _ in declared.type.members):
            raise Refused(f"→ {declared.name}", "需要成员齐全的上下文。", "A context with all members is wanted.")
        if declared.constraint is None:
            return value
        constraints = dict(declared.constraint.members)
        types = dict(declared.type.members)
        return Parts({
            name: self.converted(each, Declared(f"{declared.name}.{name}", types[name], constraints[name]), Place(""), name)
            if name in constraints else each
            for name, each in value.members.items()
        })  # fmt: skip

    def _list(self, value: SetValue, declared: Declared) -> SetValue:
        assert isinstance(declared.type, ListType), "the caller has looked"
        items = items_of(value)
        constraint = declared.constraint
        if constraint is None:
            return value
        if constraint.tests or not all(isinstance(each.value, Known | Parts) for each in items):
            raise Refused(f"→ {declared.name}", "列表的取值限制不能整批核对。", "Limits on lists are not checked for all rows at once.")
        return Listed(items, value.doubt)


def _as_there(column: Column) -> Column:
    return replace(column, sure=True, doubt=SURE)


def _is_there(value: SetValue) -> Column | Known:
    return opposite(equal(value, NULL))


def _opposite_of(condition: Column) -> Column | Known:
    sure = condition if condition.sure else replace(condition, sql=sql.known_or_false(condition.sql), sure=True)
    return truth(sql.negated(sure.sql), SURE, sure=True)


def _flag(condition: Column | Known, bit: int) -> Sql:
    assert isinstance(condition, Column), "the caller has looked"
    return sql.case([(sql.holds(condition.sql), sql.bits(bit))], sql.bits(0))
