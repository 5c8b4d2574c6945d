"""Each node of FEEL as a value of a set: what can be computed once is computed by FEEL itself, the rest becomes SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from luoshi.engines.decisions.sets.branching import Branching, items_of
from luoshi.engines.decisions.sets.calculating import calculated, negated
from luoshi.engines.decisions.sets.conditions import Logic, as_truth, between, compared, opposite
from luoshi.engines.decisions.sets.doubts import Doubts
from luoshi.engines.decisions.sets.functions import FUNCTIONS, member_of
from luoshi.engines.decisions.sets.layers import Layers
from luoshi.engines.decisions.sets.refusals import Refused
from luoshi.engines.decisions.sets.values import (
    FALSE,
    NULL,
    TRUE,
    Called,
    Column,
    Fraction,
    Item,
    Known,
    Listed,
    Parts,
    SetValue,
    Sort,
    Span,
    doubt_of,
)  # fmt: skip
from luoshi.engines.feel import syntax
from luoshi.engines.feel.builtins import BUILTINS
from luoshi.engines.feel.evaluate import evaluate, range_of_bound
from luoshi.engines.feel.parse import INPUT
from luoshi.engines.feel.syntax import Node, walked
from luoshi.engines.feel.temporal import DateAndTime

Scope = Mapping[str, SetValue]
CLOCK = frozenset({"now", "today"})


@dataclass(frozen=True, slots=True)
class Translator:
    """Translates the expressions of a model as of a moment; what it computes goes into layers."""

    layers: Layers
    at: DateAndTime
    names: list[str]
    """Of what can be doubtful, in the order of its bits."""
    clock: set[str] = field(default_factory=set)
    """The functions by which anything asked which moment it is."""
    doubts: Doubts = field(init=False)
    logic: Logic = field(init=False)
    branching: Branching = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "doubts", Doubts(self.layers, self.names))
        object.__setattr__(self, "logic", Logic(self.doubts))
        object.__setattr__(self, "branching", Branching(self.logic))

    def value(self, node: Node, scope: Scope) -> SetValue:
        """What a node is.

        Raises:
            Refused: SQL has no such operation.
        """
        known = self._known(node, scope)
        if known is not None:
            return known
        visit = self._VISITORS.get(type(node))
        if visit is None:
            name = type(node).__name__
            raise Refused(name, "整批运行没有对应的写法。", "There is no way to say this for all rows at once.")
        return visit(self, node, scope)

    def _known(self, node: Node, scope: Scope) -> Known | None:
        """The value, where all that the node names is known."""
        if isinstance(node, syntax.UnaryTests | syntax.ExpressionTest | syntax.Bound):
            return None
        names = {each.name for each in walked(node) if isinstance(each, syntax.Name)}
        self.clock.update(CLOCK & names)
        values = {name: scope[name] for name in names if name in scope}
        if any(not isinstance(each, Known) for each in values.values()):
            return None
        plain = {name: each.value for name, each in values.items() if isinstance(each, Known)}
        return Known(evaluate(node, plain, at=self.at).value, doubt_of(*values.values()))

    def materialised(self, value: SetValue) -> SetValue:
        """The value with its expressions as columns of a layer, so that each is computed once."""
        if isinstance(value, Column):
            return replace(value, sql=self.layers.column(value.sql))
        if isinstance(value, Fraction):
            numerator, divisor = self.materialised(value.numerator), self.materialised(value.divisor)
            assert isinstance(numerator, Column), "columns stay columns"
            assert isinstance(divisor, Column), "columns stay columns"
            return Fraction(numerator, divisor)
        if isinstance(value, Parts):
            return Parts({name: self.materialised(each) for name, each in value.members.items()})
        if isinstance(value, Listed):
            return replace(value, items=tuple(self._materialised_item(each) for each in value.items))
        return value

    def _materialised_item(self, item: Item) -> Item:
        present = self.materialised(item.present)
        assert isinstance(present, Column | Known), "a condition stays one"
        return replace(item, present=present, value=self.materialised(item.value))

    # --- names and parts

    def _name(self, node: syntax.Name, scope: Scope) -> SetValue:
        if node.name in scope:
            return scope[node.name]
        raise Refused(node.name, "没有这个名称。", "There is no such name.")

    def _path(self, node: syntax.Path, scope: Scope) -> SetValue:
        source = self.value(node.source, scope)
        found = self._member(source, node.member)
        if found is None:
            raise Refused(f".{node.member}", "整批运行取不到这个成员。", "This member cannot be had for all rows at once.")
        return found

    def _member(self, source: SetValue, name: str) -> SetValue | None:
        if isinstance(source, Parts):
            return source.members.get(name, NULL)
        if isinstance(source, Known):
            known = source.value.get(name) if isinstance(source.value, dict) else None
            return Known(known, source.doubt)
        if isinstance(source, Listed):
            return replace(source, items=tuple(replace(each, value=self._member(each.value, name) or NULL) for each in source.items))
        return member_of(source, name) if isinstance(source, Column) else None

    def _filter(self, node: syntax.Filter, scope: Scope) -> SetValue:
        """The items for which the condition is true."""
        source = self.value(node.source, scope)
        items = [self._filtered(each, node.condition, scope) for each in items_of(source)]
        return Listed(tuple(each for each in items if each.present != FALSE), source.doubt)

    def _filtered(self, item: Item, condition: Node, scope: Scope) -> Item:
        inside = {**scope, "item": item.value, **_members(item.value)}
        answer = self.value(condition, inside)
        if isinstance(answer, Known) and answer.value is not True:
            if not (answer.value is None or answer.value is False):
                raise Refused("[…]", "不能按位置取列表的项。", "Items are not taken by position.")
            return replace(item, present=FALSE)
        return replace(item, present=self.logic.every([item.present, as_truth(answer, "[…]")]))

    def _list(self, node: syntax.ListLiteral, scope: Scope) -> SetValue:
        return Listed(tuple(Item(TRUE, self.value(each, scope)) for each in node.items))

    def _context(self, node: syntax.ContextLiteral, scope: Scope) -> SetValue:
        members: dict[str, SetValue] = {}
        for entry in node.entries:
            members[entry.key] = self.value(entry.value, {**scope, **members})
        return Parts(members)

    def _range(self, node: syntax.RangeLiteral, scope: Scope) -> SetValue:
        return Span(self.value(node.low, scope), self.value(node.high, scope), node.low_included, node.high_included)

    # --- calls

    def _call(self, node: syntax.Call, scope: Scope) -> SetValue:
        arguments = [self.value(each, scope) for each in node.arguments]
        name = node.function.name if isinstance(node.function, syntax.Name) else ""
        called = scope.get(name)
        if isinstance(called, Called):
            if len(arguments) != len(called.parameters):
                raise Refused(name, "参数个数不对。", "The number of arguments is wrong.")
            return called.call(dict(zip(called.parameters, arguments, strict=True)))
        return self.applied(name, arguments)

    def applied(self, name: str, arguments: Sequence[SetValue]) -> SetValue:
        """A function of FEEL with its arguments."""
        if name not in FUNCTIONS:
            known = name in BUILTINS
            why = "各数据库含义不同或没有" if known else "没有这个函数"
            raise Refused(f"{name}()", f"{why}。", "Databases differ on it or lack it." if known else "There is no such function.")
        return FUNCTIONS[name](self.branching, arguments)

    def _named_call(self, node: syntax.NamedCall, scope: Scope) -> SetValue:
        called = self.value(node.function, scope) if isinstance(node.function, syntax.Name) and node.function.name in scope else None
        if not isinstance(called, Called):
            raise Refused("named arguments", "内置函数请按位置给出参数。", "Give arguments of built-in functions by position.")
        return called.call({each.key: self.value(each.value, scope) for each in node.arguments})

    # --- operators

    def _negation(self, node: syntax.Negation, scope: Scope) -> SetValue:
        return negated(self.value(node.operand, scope))

    def _arithmetic(self, node: syntax.Arithmetic, scope: Scope) -> SetValue:
        return calculated(node.operator, self.value(node.left, scope), self.value(node.right, scope))

    def _comparison(self, node: syntax.Comparison, scope: Scope) -> SetValue:
        return compared(node.operator, self.value(node.left, scope), self.value(node.right, scope))

    def _between(self, node: syntax.Between, scope: Scope) -> SetValue:
        return between(*(self.value(each, scope) for each in (node.value, node.low, node.high)))

    def _conjunction(self, node: syntax.Conjunction, scope: Scope) -> SetValue:
        return self.logic.every([self.value(each, scope) for each in node.operands])

    def _disjunction(self, node: syntax.Disjunction, scope: Scope) -> SetValue:
        return self.logic.some([self.value(each, scope) for each in node.operands])

    def _if(self, node: syntax.If, scope: Scope) -> SetValue:
        condition = as_truth(self.value(node.condition, scope), "if")
        if isinstance(condition, Known):
            return self.value(node.consequence if condition.value is True else node.alternative, scope)
        then, otherwise = self.value(node.consequence, scope), self.value(node.alternative, scope)
        return self.branching.either(condition, then, otherwise)

    # --- tests

    def _in(self, node: syntax.In, scope: Scope) -> SetValue:
        return self.any_test(node.tests, self.value(node.value, scope), scope)

    def _unary_tests(self, node: syntax.UnaryTests, scope: Scope) -> SetValue:
        return self.accepted(node, scope[INPUT], scope)

    def accepted(self, tests: Node, value: SetValue, scope: Scope) -> Column | Known:
        """Whether unary tests are true of a value."""
        if not isinstance(tests, syntax.UnaryTests):
            raise Refused(type(tests).__name__, "这不是单元格的条件。", "This is no condition of a cell.")
        if not tests.tests:
            return TRUE
        found = self.any_test(tests.tests, value, {**scope, INPUT: value})
        return opposite(found) if tests.negated else found

    def any_test(self, tests: Sequence[Node], value: SetValue, scope: Scope) -> Column | Known:
        """Whether one of the tests holds; those of written-out values are one look."""
        constants: list[Any] = []
        others: list[Column | Known] = []
        for test in tests:
            found = self._constant_of(test, scope) if isinstance(value, Column) else None
            if found is not None and found.value is not None and not isinstance(found.value, tuple | dict) and not found.doubt:
                constants.append(found.value)
            else:
                others.append(self._test(test, value, scope))
        return self.logic.some([*([self.logic.is_among(value, tuple(constants))] if constants else []), *others])

    def _constant_of(self, test: Node, scope: Scope) -> Known | None:
        """What the value is compared with, where it is known."""
        if not isinstance(test, syntax.ExpressionTest) or test.speaks_of_input:
            return None
        found = self._known(test.expression, scope)
        is_condition = found is not None and isinstance(found.value, bool) and not isinstance(test.expression, syntax.BooleanLiteral)
        return None if is_condition else found

    def _test(self, test: Node, value: SetValue, scope: Scope) -> Column | Known:
        if isinstance(test, syntax.Bound):
            return as_truth(compared(test.operator, value, self.value(test.operand, scope)), test.operator)
        if not isinstance(test, syntax.ExpressionTest):
            return self.logic.belongs(value, self.value(test, scope))
        found = self.value(test.expression, scope)
        if test.speaks_of_input or self._is_condition(test, found, value):
            return as_truth(found, "condition")
        return self.logic.belongs(value, found)

    def _is_condition(self, test: syntax.ExpressionTest, found: SetValue, value: SetValue) -> bool:
        """A condition about something else than the input."""
        is_truth = (isinstance(found, Column) and found.sort is Sort.TRUTH) or (isinstance(found, Known) and isinstance(found.value, bool))
        of_truth = (isinstance(value, Column) and value.sort is Sort.TRUTH) or (isinstance(value, Known) and isinstance(value.value, bool))
        return is_truth and not of_truth and not isinstance(test.expression, syntax.BooleanLiteral)

    def _bound(self, node: syntax.Bound, scope: Scope) -> SetValue:
        operand = self.value(node.operand, scope)
        if isinstance(operand, Known):
            return Known(range_of_bound(node.operator, operand.value), operand.doubt)
        raise Refused(node.operator, "范围的端点须是已知的。", "The end of a range must be known.")

    _VISITORS: ClassVar[dict[type[Node], Callable[..., SetValue]]] = {
        syntax.Name: _name,
        syntax.Path: _path,
        syntax.Filter: _filter,
        syntax.ListLiteral: _list,
        syntax.ContextLiteral: _context,
        syntax.RangeLiteral: _range,
        syntax.Call: _call,
        syntax.NamedCall: _named_call,
        syntax.Negation: _negation,
        syntax.Arithmetic: _arithmetic,
        syntax.Comparison: _comparison,
        syntax.Between: _between,
        syntax.Conjunction: _conjunction,
        syntax.Disjunction: _disjunction,
        syntax.If: _if,
        syntax.In: _in,
        syntax.UnaryTests: _unary_tests,
        syntax.Bound: _bound,
    }


def _members(value: SetValue) -> Scope:
    """The members of a context by their own names."""
    if isinstance(value, Parts):
        return value.members
    if isinstance(value, Known) and isinstance(value.value, dict):
        return {name: Known(each, value.doubt) for name, each in value.value.items()}
    return {}
