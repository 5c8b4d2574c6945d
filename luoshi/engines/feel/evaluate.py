"""What each node means: the reference evaluator.

It is written to be read. One method per node says what the node's value is; whatever has no value raises, and :meth:`Evaluator.visit` alone
turns that into null with a finding. Faster ways to evaluate live elsewhere and must agree with this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from luoshi.engines.feel import syntax, ternary
from luoshi.engines.feel.arithmetic import calculate, negate
from luoshi.engines.feel.builtins import BUILTINS
from luoshi.engines.feel.builtins.signatures import Builtin
from luoshi.engines.feel.comparison import compare, is_between, is_in, is_less
from luoshi.engines.feel.environment import Closure, Environment, not_callable
from luoshi.engines.feel.findings import Finding, FindingKind, LimitReached, NoValue
from luoshi.engines.feel.limits import DEFAULT, Limits
from luoshi.engines.feel.loops import elements_of_range, steps
from luoshi.engines.feel.members import member
from luoshi.engines.feel.parse import INPUT, PARTIAL
from luoshi.engines.feel.sizes import fail_if_too_large
from luoshi.engines.feel.syntax import ArithmeticOperator, ComparisonOperator, Node
from luoshi.engines.feel.temporal import DateAndTime, NotTemporal, parse_temporal
from luoshi.engines.feel.types import Type, coerce, is_instance, resolve, unknown_names
from luoshi.engines.feel.values import Function, Range, Value, kind


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A value, and why parts of it, or all of it, are null."""

    value: Value
    findings: tuple[Finding, ...] = ()


def evaluate(
    node: Node,
    scope: Mapping[str, Value],
    *,
    limits: Limits = DEFAULT,
    functions: Mapping[str, Function] | None = None,
    types: Mapping[str, Type] | None = None,
    at: DateAndTime | None = None,
) -> Evaluation:
    """The value of an expression, or of unary tests, whose input the scope holds as ``?``.

    ``functions`` are further functions in scope, ``types`` what the names of types mean, ``at`` the moment that ``now()`` and ``today()``
    tell: an engine asks no clock. Names that ``scope`` lacks are null, with a finding."""
    evaluator = Evaluator(limits=limits, types=types or {}, at=at)
    return evaluator.run(lambda: evaluator.visit(node, Environment(scope, Environment(functions or {}))), node)


def invoke(
    function: Function,
    arguments: tuple[Value, ...] | Mapping[str, Value],
    *,
    limits: Limits = DEFAULT,
    types: Mapping[str, Type] | None = None,
    at: DateAndTime | None = None,
) -> Evaluation:
    """What a function returns for arguments by position, or by name."""
    evaluator = Evaluator(limits=limits, types=types or {}, at=at)
    nowhere = Node(0, 0)
    call = evaluator.invoke if isinstance(arguments, tuple) else evaluator.invoke_named
    return evaluator.run(lambda: evaluator.guarded(nowhere, call, function, arguments), nowhere)


class Evaluator:
    """One evaluation: what it has found, and how much it has done."""

    def __init__(self, *, limits: Limits, types: Mapping[str, Type], at: DateAndTime | None) -> None:
        self.limits, self.at = limits, at
        self._types = types
        self._findings: list[Finding] = []
        self._steps = self._depth = 0

    def run(self, whole: Callable[[], Value], node: Node) -> Evaluation:
        """The value of the whole; a limit that is reached ends it."""
        try:
            value = whole()
            fail_if_too_large(value)
        except LimitReached as reason:
            self._note(reason, node)
            value = None
        except RecursionError:
            # The caller's own frames count too, so the depth limit alone cannot promise this.
            self._note(LimitReached("求值嵌套太深", "The evaluation is nested too deeply", self.limits.depth), node)
            value = None
        return Evaluation(value, tuple(self._findings))

    def visit(self, node: Node, environment: Environment) -> Value:
        """The value of a node; null with a finding if it has none."""
        self.count(1)
        self._depth += 1
        if self._depth > self.limits.depth:
            raise LimitReached("求值嵌套太深", "The evaluation is nested too deeply", self.limits.depth)
        try:
            return self._VISITORS[type(node)](self, node, environment)
        except LimitReached:
            raise
        except NoValue as reason:
            self._note(reason, node)
            return None
        finally:
            self._depth -= 1

    def guarded(self, node: Node, operation: Callable[..., Value], *arguments: object) -> Value:
        """The value of an operation on behalf of a node; null with a finding if it has none."""
        try:
            return operation(*arguments)
        except LimitReached:
            raise
        except NoValue as reason:
            self._note(reason, node)
            return None

    def _note(self, reason: NoValue, node: Node) -> None:
        if len(self._findings) < self.limits.findings or isinstance(reason, LimitReached):
            self._findings.append(Finding(reason.kind, node.start, node.end, reason.values, reason.message))

    # What operations ask of the machine

    def count(self, steps: int) -> None:
        """So many steps more."""
        self._steps += steps
        if self._steps > self.limits.steps:
            raise LimitReached("计算步数太多", "The evaluation takes too many steps", self.limits.steps)

    def sized_list(self, items: Iterable[Value]) -> tuple[Value, ...]:
        """The list of the items, unless there are too many."""
        found: list[Value] = []
        for item in items:
            found.append(item)
            if len(found) > self.limits.list_size:
                raise LimitReached("列表太长", "The list is too long", self.limits.list_size)
        self.count(len(found))
        return tuple(found)

    def sized_string(self, text: str) -> str:
        """The string, unless it is too long."""
        if len(text) > self.limits.string_length:
            raise LimitReached("字符串太长", "The string is too long", self.limits.string_length)
        self.count(len(text) // 100)
        return text

    # Values written out

    def visit_null_literal(self, _node: syntax.NullLiteral, _environment: Environment) -> Value:
        return None

    def visit_boolean_literal(self, node: syntax.BooleanLiteral, _environment: Environment) -> Value:
        return node.value

    def visit_number_literal(self, node: syntax.NumberLiteral, _environment: Environment) -> Value:
        if node.value is None:
            raise NoValue(FindingKind.OUT_OF_RANGE, "数超出可表示的范围。", "The number is out of range.")
        return node.value

    def visit_string_literal(self, node: syntax.StringLiteral, _environment: Environment) -> Value:
        return node.value

    def visit_at_literal(self, node: syntax.AtLiteral, _environment: Environment) -> Value:
        try:
            return parse_temporal(node.text)
        except NotTemporal as error:
            raise NoValue(
                FindingKind.INVALID_DATE_AND_TIME,
                f"“{node.text[:40]}”不是日期、时间或时长。",
                f"“{node.text[:40]}” is no date, time or duration.",
                node.text,
            ) from error

    def visit_list_literal(self, node: syntax.ListLiteral, environment: Environment) -> Value:
        return self.sized_list(self.visit(item, environment) for item in node.items)

    def visit_context_literal(self, node: syntax.ContextLiteral, environment: Environment) -> Value:
        """Each entry sees those before it."""
        entries: dict[str, Value] = {}
        inside = environment.inside(entries)
        for entry in node.entries:
            if entry.key in entries:
                raise NoValue(FindingKind.DUPLICATE_ENTRY, f"成员“{entry.key}”写了两次。", f"The member “{entry.key}” stands twice.")
            entries[entry.key] = self.visit(entry.value, inside)
        return dict(entries)

    def visit_range_literal(self, node: syntax.RangeLiteral, environment: Environment) -> Value:
        low, high = self.visit(node.low, environment), self.visit(node.high, environment)
        is_less(low, high)  # refuses null and what has no order
        return Range(low, high, node.low_included, node.high_included)

    def visit_bound(self, node: syntax.Bound, environment: Environment) -> Value:
        """``(< 5)`` as a value: a range that is open on one side."""
        return range_of_bound(node.operator, self.visit(node.operand, environment))

    def visit_function_definition(self, node: syntax.FunctionDefinition, environment: Environment) -> Value:
        types = tuple(resolve(parameter.type, self._types) for parameter in node.parameters)
        names = tuple(parameter.name for parameter in node.parameters)
        return Closure(names, not_callable, "", types, None, body=node.body, environment=environment)

    def visit_external_function(self, _node: syntax.ExternalFunction, _environment: Environment) -> Value:
        raise NoValue(
            FindingKind.EXTERNAL_FUNCTION,
            "不执行外部函数（Java、PMML）；请用 FEEL 写出其内容。",
            "External functions (Java, PMML) are not run; write their content in FEEL.",
        )

    # Names and parts

    def visit_name(self, node: syntax.Name, environment: Environment) -> Value:
        found = environment.find(node.name)
        if found is not None:
            return found[0]
        if node.name in BUILTINS:
            return BUILTINS[node.name]
        raise NoValue(FindingKind.UNKNOWN_NAME, f"没有名为“{node.name}”的变量。", f"There is no variable “{node.name}”.")

    def visit_path(self, node: syntax.Path, environment: Environment) -> Value:
        """A member; of a list, the list of its items' members."""
        source = self.visit(node.source, environment)
        return self._member(source, node)

    def _member(self, source: Value, node: syntax.Path) -> Value:
        if isinstance(source, tuple):
            return self.sized_list(self.guarded(node, self._member, item, node) for item in source)
        return member(source, node.member)

    def visit_filter(self, node: syntax.Filter, environment: Environment) -> Value:
        """By position where the condition is a number, else the items for which it is true."""
        source = self.visit(node.source, environment)
        if source is None:
            raise NoValue(FindingKind.NULL_OPERAND, "要筛选的值为空（null）。", "What is filtered is null.")
        items = source if isinstance(source, tuple) else (source,)
        if not items:
            return self._filter_nothing(node, environment)
        kept: list[Value] = []
        for index, item in enumerate(items):
            answer = self.visit(node.condition, environment.inside(filter_variables(item)))
            if isinstance(answer, Decimal) and index == 0:
                return at_position(items, answer)
            if answer is True:
                kept.append(item)
            elif answer not in (None, False) or isinstance(answer, Decimal):
                raise _not_boolean("筛选条件", "The filter's condition", answer)
        return tuple(kept)

    def _filter_nothing(self, node: syntax.Filter, environment: Environment) -> Value:
        """An empty list has no item to try the condition on; only a position has then no value."""
        known = len(self._findings)
        answer = self.visit(node.condition, environment.inside({"item": None}))
        del self._findings[known:]
        return at_position((), answer) if isinstance(answer, Decimal) else ()

    # Calls

    def visit_call(self, node: syntax.Call, environment: Environment) -> Value:
        function = self._function(node.function, environment)
        return self.invoke(function, tuple(self.visit(argument, environment) for argument in node.arguments))

    def visit_named_call(self, node: syntax.NamedCall, environment: Environment) -> Value:
        function = self._function(node.function, environment)
        names = [argument.key for argument in node.arguments]
        if len(set(names)) < len(names):
            raise NoValue(FindingKind.WRONG_ARGUMENTS, "同一个参数写了两次。", "One parameter is given twice.")
        return self.invoke_named(function, {argument.key: self.visit(argument.value, environment) for argument in node.arguments})

    def _function(self, node: Node, environment: Environment) -> Function:
        """What is called. A variable that is no function does not hide the built-in function of its name."""
        if isinstance(node, syntax.Name):
            found = environment.find(node.name)
            if (found is None or not isinstance(found[0], Function)) and node.name in BUILTINS:
                return BUILTINS[node.name]
            if found is None:
                raise NoValue(FindingKind.NO_SUCH_FUNCTION, f"没有名为“{node.name}”的函数。", f"There is no function “{node.name}”.")
        function = self.visit(node, environment)
        if not isinstance(function, Function):
            raise NoValue(
                FindingKind.NOT_A_FUNCTION, f"“{kind(function)}”不是函数，不能调用。", f"A {kind(function)} cannot be called.", function
            )
        return function

    def invoke(self, function: Function, arguments: tuple[Value, ...]) -> Value:
        """What a function returns for arguments by position.

        Raises:
            NoValue: the arguments do not fit.
        """
        if isinstance(function, Builtin):
            return function.apply(self, arguments)
        if len(arguments) != len(function.parameters):
            raise NoValue(
                FindingKind.WRONG_ARGUMENTS,
                f"函数需要 {len(function.parameters)} 个参数，给了 {len(arguments)} 个。",
                f"The function takes {len(function.parameters)} arguments, {len(arguments)} are given.",
                *arguments,
            )
        types = function.parameter_types or (None,) * len(arguments)
        converted = tuple(self._converted(value, wanted) for value, wanted in zip(arguments, types, strict=True))
        if isinstance(function, Closure):
            return self._converted(self.value_of_closure(function, converted), function.result_type)
        result = function.call(*converted)
        if isinstance(result, Evaluation):
            self._findings.extend(result.findings[: self.limits.findings])
            result = result.value
        return self._converted(result, function.result_type)  # type: ignore[arg-type]

    def value_of_closure(self, closure: Closure, arguments: tuple[Value, ...]) -> Value:
        """The body of a function that an expression defined, with one argument for each parameter."""
        return self.visit(closure.body, closure.environment.inside(dict(zip(closure.parameters, arguments, strict=True))))

    def invoke_named(self, function: Function, arguments: Mapping[str, Value]) -> Value:
        """What a function returns for arguments by name.

        Raises:
            NoValue: the arguments do not fit.
        """
        if isinstance(function, Builtin):
            return function.apply_named(self, arguments)
        if set(arguments) != set(function.parameters):
            raise NoValue(
                FindingKind.WRONG_ARGUMENTS,
                f"函数的参数是 {'、'.join(function.parameters)}，给的是 {'、'.join(arguments)}。",
                f"The function's parameters are {', '.join(function.parameters)}; given are {', '.join(arguments)}.",
                *arguments.values(),
            )
        return self.invoke(function, tuple(arguments[name] for name in function.parameters))

    def _converted(self, value: Value, wanted: Type | None) -> Value:
        if wanted is None:
            return value
        fail_if_too_large(value)
        converted, finding = coerce(value, resolve(wanted, self._types))
        if finding is not None:
            raise NoValue(finding.kind, finding.message.chinese, finding.message.english, *finding.values)
        return converted

    # Operators

    def visit_negation(self, node: syntax.Negation, environment: Environment) -> Value:
        return negate(self.visit(node.operand, environment))

    def visit_arithmetic(self, node: syntax.Arithmetic, environment: Environment) -> Value:
        """Long sums lean to the left, so the left side is walked down without recursion."""
        spine = [node]
        while isinstance(spine[-1].left, syntax.Arithmetic):
            spine.append(spine[-1].left)
        value = self.visit(spine[-1].left, environment)
        for operation in reversed(spine):
            right = self.visit(operation.right, environment)
            value = self.guarded(operation, self._calculated, operation.operator, value, right)
        return value

    def _calculated(self, operator: ArithmeticOperator, left: Value, right: Value) -> Value:
        value = calculate(operator, left, right)
        return self.sized_string(value) if isinstance(value, str) else value

    def visit_comparison(self, node: syntax.Comparison, environment: Environment) -> Value:
        return compare(node.operator, self.visit(node.left, environment), self.visit(node.right, environment))

    def visit_between(self, node: syntax.Between, environment: Environment) -> Value:
        return is_between(self.visit(node.value, environment), self.visit(node.low, environment), self.visit(node.high, environment))

    def visit_conjunction(self, node: syntax.Conjunction, environment: Environment) -> Value:
        answer: ternary.Truth = True
        values: list[Value] = []
        for operand in node.operands:
            values.append(self.visit(operand, environment))
            answer = ternary.AND[answer, ternary.truth(values[-1])]
            if answer is False:
                return False
        return _decided(answer, values)

    def visit_disjunction(self, node: syntax.Disjunction, environment: Environment) -> Value:
        answer: ternary.Truth = False
        values: list[Value] = []
        for operand in node.operands:
            values.append(self.visit(operand, environment))
            answer = ternary.OR[answer, ternary.truth(values[-1])]
            if answer is True:
                return True
        return _decided(answer, values)

    def visit_instance_of(self, node: syntax.InstanceOf, environment: Environment) -> Value:
        wanted = resolve(node.type, self._types)
        if unknown := unknown_names(wanted):
            raise NoValue(FindingKind.UNKNOWN_TYPE, f"没有名为“{unknown[0]}”的类型。", f"There is no type “{unknown[0]}”.")
        value = self.visit(node.value, environment)
        fail_if_too_large(value)
        return is_instance(value, wanted)

    def visit_in(self, node: syntax.In, environment: Environment) -> Value:
        value = self.visit(node.value, environment)
        return self._any_test(node.tests, value, environment)

    # Unary tests

    def visit_unary_tests(self, node: syntax.UnaryTests, environment: Environment) -> Value:
        if not node.tests:
            return True
        found = environment.find(INPUT)
        answer = self._any_test(node.tests, found[0] if found else None, environment)
        return ternary.NOT[answer] if node.negated else answer

    def _any_test(self, tests: tuple[Node, ...], value: Value, environment: Environment) -> ternary.Truth:
        """Whether one of the tests holds; a test without an answer leaves the others their say."""
        answer: ternary.Truth = False
        for test in tests:
            answer = ternary.OR[answer, ternary.truth(self.guarded(test, self._test, test, value, environment))]
            if answer is True:
                break
        return answer

    def _test(self, test: Node, value: Value, environment: Environment) -> Value:
        if isinstance(test, syntax.Bound):
            return compare(test.operator, value, self.visit(test.operand, environment))
        if isinstance(test, syntax.ExpressionTest):
            found = self.visit(test.expression, environment)
            if test.speaks_of_input:
                if found is None or isinstance(found, bool):
                    return found
                raise _not_boolean("条件", "The test", found)
            if isinstance(found, bool) and not isinstance(value, bool) and not isinstance(test.expression, syntax.BooleanLiteral):
                return found  # a condition about something else than the input
            return is_in(value, found)
        return is_in(value, self.visit(test, environment))

    def visit_expression_test(self, node: syntax.ExpressionTest, environment: Environment) -> Value:
        return self.visit(node.expression, environment)

    # Control

    def visit_if(self, node: syntax.If, environment: Environment) -> Value:
        """A condition that is null counts as not fulfilled; one that is no boolean is a mistake."""
        condition = self.visit(node.condition, environment)
        if condition is not None and not isinstance(condition, bool):
            raise _not_boolean("“if”的条件", "The condition of “if”", condition)
        return self.visit(node.consequence if condition else node.alternative, environment)

    def visit_for(self, node: syntax.For, environment: Environment) -> Value:
        results: list[Value] = []
        for inside in self._combinations(node.iterators, environment):
            if node.uses_partial:
                inside = inside.inside({PARTIAL: self.sized_list(results)})  # noqa: PLW2901 - the same scope, one variable more
            results.append(self.visit(node.body, inside))
            if len(results) > self.limits.list_size:
                raise LimitReached("列表太长", "The list is too long", self.limits.list_size)
        return tuple(results)

    def visit_quantified(self, node: syntax.Quantified, environment: Environment) -> Value:
        """All elements are looked at, since one that gives no boolean takes the answer away whatever the others say."""
        table, answer = (ternary.AND, True) if node.every else (ternary.OR, False)
        found: ternary.Truth = answer
        for inside in self._combinations(node.iterators, environment):
            value = self.visit(node.condition, inside)
            if value is not None and not isinstance(value, bool):
                raise _not_boolean("“satisfies”的条件", "The condition of “satisfies”", value)
            found = table[found, value]
        return _decided(found, [None])

    def _combinations(self, iterators: tuple[syntax.Iterator, ...], environment: Environment) -> Iterator[Environment]:
        """The scopes of a loop: the last iterator turns fastest, each sees the variables of those before it."""
        if not iterators:
            yield environment
            return
        first, *others = iterators
        for value in self._elements(first, environment):
            yield from self._combinations(tuple(others), environment.inside({first.name: value}))

    def _elements(self, iterator: syntax.Iterator, environment: Environment) -> Iterable[Value]:
        source = self.visit(iterator.source, environment)
        if iterator.until is not None:
            return steps(source, self.visit(iterator.until, environment), self.count)
        return elements_of(source, self.count)

    _VISITORS: ClassVar[dict[type[Node], Callable[[Evaluator, Any, Environment], Value]]] = {
        syntax.NullLiteral: visit_null_literal,
        syntax.BooleanLiteral: visit_boolean_literal,
        syntax.NumberLiteral: visit_number_literal,
        syntax.StringLiteral: visit_string_literal,
        syntax.AtLiteral: visit_at_literal,
        syntax.ListLiteral: visit_list_literal,
        syntax.ContextLiteral: visit_context_literal,
        syntax.RangeLiteral: visit_range_literal,
        syntax.Bound: visit_bound,
        syntax.FunctionDefinition: visit_function_definition,
        syntax.ExternalFunction: visit_external_function,
        syntax.Name: visit_name,
        syntax.Path: visit_path,
        syntax.Filter: visit_filter,
        syntax.Call: visit_call,
        syntax.NamedCall: visit_named_call,
        syntax.Negation: visit_negation,
        syntax.Arithmetic: visit_arithmetic,
        syntax.Comparison: visit_comparison,
        syntax.Between: visit_between,
        syntax.Conjunction: visit_conjunction,
        syntax.Disjunction: visit_disjunction,
        syntax.InstanceOf: visit_instance_of,
        syntax.In: visit_in,
        syntax.UnaryTests: visit_unary_tests,
        syntax.ExpressionTest: visit_expression_test,
        syntax.If: visit_if,
        syntax.For: visit_for,
        syntax.Quantified: visit_quantified,
    }


def range_of_bound(operator: ComparisonOperator, value: Value) -> Range:
    """The range that a comparison describes.

    Raises:
        NoValue: its end is null, or the comparison is ``!=``.
    """
    if value is None:
        raise NoValue(FindingKind.NULL_OPERAND, "范围的端点为空（null）。", "The range's end is null.")
    ranges = {
        ComparisonOperator.EQUAL: Range(value, value, True, True),  # noqa: FBT003
        ComparisonOperator.LESS: Range(None, value, False, False),  # noqa: FBT003
        ComparisonOperator.LESS_OR_EQUAL: Range(None, value, False, True),  # noqa: FBT003
        ComparisonOperator.GREATER: Range(value, None, False, False),  # noqa: FBT003
        ComparisonOperator.GREATER_OR_EQUAL: Range(value, None, True, False),  # noqa: FBT003
    }
    if operator not in ranges:
        raise NoValue(FindingKind.INVALID_RANGE, "“!=”不是范围，只能用于条件。", "“!=” is no range; it can only be a test.", value)
    return ranges[operator]


def elements_of(source: Value, count: Callable[[int], None]) -> Iterable[Value]:
    """What a loop goes through: the items of a list, the steps of a range, or a single value once.

    Raises:
        NoValue: there is nothing to go through.
    """
    if source is None:
        raise NoValue(FindingKind.NULL_OPERAND, "要逐个处理的列表为空（null）。", "The list to go through is null.")
    if isinstance(source, Range):
        return elements_of_range(source, count)
    return source if isinstance(source, tuple) else (source,)


def filter_variables(item: Value) -> dict[str, Value]:
    """``item``, and the members of a context by their own names; a member called ``item`` hides the item."""
    return {"item": item, **item} if isinstance(item, dict) else {"item": item}


def at_position(items: tuple[Value, ...], position: Decimal) -> Value:
    """The item at a position from 1, or from −1 backwards."""
    whole = int(position)
    if whole != position or not 1 <= abs(whole) <= len(items):
        raise NoValue(
            FindingKind.OUT_OF_RANGE,
            f"列表有 {len(items)} 项，没有第 {position} 项。",
            f"The list has {len(items)} items, none at position {position}.",
            position,
        )
    return items[whole - 1 if whole > 0 else whole]


def _decided(answer: ternary.Truth, values: list[Value]) -> bool:
    """The answer of a logical operation, if it has one."""
    if answer is not None:
        return answer
    odd = [value for value in values if value is not None and not isinstance(value, bool)]
    if odd:
        raise _not_boolean("逻辑运算的一方", "A side of the logical operation", odd[0])
    raise NoValue(
        FindingKind.NULL_OPERAND,
        "逻辑运算的一方为空（null），结果不能确定。",
        "A side of the logical operation is null, and it decides.",
        *values,
    )


def _not_boolean(chinese: str, english: str, value: Value) -> NoValue:
    return NoValue(
        FindingKind.CONDITION_NOT_BOOLEAN,
        f"{chinese}应当是 true 或 false，而不是“{kind(value)}”。",
        f"{english} must be true or false, not a {kind(value)}.",
        value,
    )
