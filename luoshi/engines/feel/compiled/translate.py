"""What each node is in Python. Operations are those of the reference evaluator; what is written out here is only the way to them.

Each method writes the lines that compute a node and returns the Python expression, a name or a constant, that holds its value. Numbers,
strings and dates go past the general operation, because nearly all rules are about those."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from luoshi.engines.feel import syntax
from luoshi.engines.feel.arithmetic import RULES, negate
from luoshi.engines.feel.builtins import BUILTINS
from luoshi.engines.feel.builtins.signatures import Formal, Variant
from luoshi.engines.feel.comparison import compare, is_between, is_in, is_less
from luoshi.engines.feel.compiled.frames import Frames
from luoshi.engines.feel.compiled.machine import (
    CompiledClosure,
    Unanswered,
    at_first,
    calculated,
    is_number,
    listed,
    member_of,
    scope_of,
)
from luoshi.engines.feel.compiled.writer import Writer
from luoshi.engines.feel.environment import not_callable
from luoshi.engines.feel.evaluate import at_position, elements_of, filter_variables, range_of_bound
from luoshi.engines.feel.loops import steps
from luoshi.engines.feel.parse import INPUT, PARTIAL
from luoshi.engines.feel.sizes import fail_if_too_large
from luoshi.engines.feel.syntax import ArithmeticOperator, ComparisonOperator, Node, children, walked
from luoshi.engines.feel.temporal import Date, DateAndTime, DaysDuration, NotTemporal, Time, YearsDuration, parse_temporal
from luoshi.engines.feel.types import is_instance, unknown_names
from luoshi.engines.feel.values import NUMBERS, Function, Range

GLOBALS: Final[dict[str, Any]] = {
    "__builtins__": {"type": type, "tuple": tuple, "enumerate": enumerate, "isinstance": isinstance, "dict": dict, "bool": bool},
    "Decimal": Decimal, "Function": Function, "Range": Range, "Unanswered": Unanswered, "CompiledClosure": CompiledClosure,
    "EQUAL_KINDS": frozenset((Decimal, str, bool, Date, Time, DateAndTime, DaysDuration, YearsDuration)),
    "ORDERED_KINDS": frozenset((Decimal, str, Date, DaysDuration, YearsDuration)),
    "compare": compare, "calculated": calculated, "negate": negate, "minus": NUMBERS.minus, "is_between": is_between, "is_in": is_in,
    "is_less": is_less, "is_instance": is_instance, "is_number": is_number, "at_first": at_first, "at_position": at_position,
    "elements_of": elements_of, "fail_if_too_large": fail_if_too_large, "filter_variables": filter_variables, "listed": listed,
    "member_of": member_of, "not_callable": not_callable, "range_of_bound": range_of_bound, "scope_of": scope_of, "steps": steps,
}  # fmt: skip
"""All that a compiled text can reach."""

_PYTHON: Final = {
    ComparisonOperator.EQUAL: "==", ComparisonOperator.NOT_EQUAL: "!=", ComparisonOperator.LESS: "<",
    ComparisonOperator.LESS_OR_EQUAL: "<=", ComparisonOperator.GREATER: ">", ComparisonOperator.GREATER_OR_EQUAL: ">=",
}  # fmt: skip
_EQUALITIES: Final = (ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL)

_TYPES: Final[dict[str, type]] = {
    "boolean": bool, "string": str, "number": Decimal, "date": Date, "time": Time, "date and time": DateAndTime,
    "days and time duration": DaysDuration, "years and months duration": YearsDuration, "range": Range, "list": tuple, "context": dict,
}  # fmt: skip

_BOOLEAN: Final = (
    syntax.Comparison, syntax.Conjunction, syntax.Disjunction, syntax.Between, syntax.In, syntax.InstanceOf, syntax.BooleanLiteral,
)  # fmt: skip
"""Conditions that are no positions."""
_LONG: Final = (syntax.For, syntax.Quantified, syntax.Call, syntax.NamedCall, syntax.Filter)
"""What may take long, and so must be asked even where nothing depends on it."""


_STEPS_PER_STRING: Final = 10


def size_of(node: Node) -> int:
    """At least as many steps as the reference takes for a node, its loops run once."""
    return sum(map(_steps, walked(node)))


def _steps(node: Node) -> int:
    """Lists count their items too, and a calculation may make a short string."""
    if isinstance(node, syntax.ListLiteral):
        return 1 + len(node.items)
    return 1 + _STEPS_PER_STRING if isinstance(node, syntax.Arithmetic) else 1


def depth_of(node: Node) -> int:
    """How deep the reference calls itself for a node; a long calculation, which it goes through from the left, counts once."""
    below: list[Node] = []
    while isinstance(node, syntax.Arithmetic):
        below.append(node.right)
        node = node.left
    below.extend([node] if below else children(node))
    return 1 + max(map(depth_of, below), default=0)


@dataclass(slots=True)
class Translator:
    """Writes one text."""

    writer: Writer = field(default_factory=Writer)
    frames: Frames = field(default_factory=Frames)
    asks_machine: bool = False

    def value(self, node: Node) -> str:
        """The Python expression of a node's value, after the lines that compute it."""
        return _METHODS[type(node)](self, node)

    def machine(self) -> str:
        """The machine's name, for what cannot do without it."""
        self.asks_machine = True
        return "machine"

    @contextmanager
    def inside(self, frame: dict[str, str] | str) -> Iterator[None]:
        """With more names in scope."""
        outer, self.frames = self.frames, self.frames.inside(frame)
        yield
        self.frames = outer

    def unanswered(self) -> str:
        """Only the reference can say what this is."""
        self.writer.line("raise Unanswered")
        return self.writer.constant(None)

    # Values written out

    def null_literal(self, _node: syntax.NullLiteral) -> str:
        return self.writer.constant(None)

    def boolean_literal(self, node: syntax.BooleanLiteral) -> str:
        return self.writer.constant(node.value)

    def number_literal(self, node: syntax.NumberLiteral) -> str:
        return self.unanswered() if node.value is None else self.writer.constant(node.value)

    def string_literal(self, node: syntax.StringLiteral) -> str:
        return self.writer.constant(node.value)

    def at_literal(self, node: syntax.AtLiteral) -> str:
        try:
            return self.writer.constant(parse_temporal(node.text))
        except NotTemporal:
            return self.unanswered()

    def list_literal(self, node: syntax.ListLiteral) -> str:
        items = [self.value(item) for item in node.items]
        return self.writer.assigned(f"({', '.join(items)}{',' if items else ''})")

    def context_literal(self, node: syntax.ContextLiteral) -> str:
        names = [entry.key for entry in node.entries]
        if len(set(names)) < len(names):
            return self.unanswered()
        made: dict[str, str] = {}
        with self.inside(made):
            for entry in node.entries:
                # A variable of its own: a constant could not be handed to a function that is defined further on.
                made[entry.key] = self.writer.assigned(self.value(entry.value))
        return self.writer.assigned("{" + ", ".join(f"{self.writer.constant(name)}: {value}" for name, value in made.items()) + "}")

    def range_literal(self, node: syntax.RangeLiteral) -> str:
        if (known := _known_range(node)) is not None:
            return self.writer.constant(known)
        low, high = self.value(node.low), self.value(node.high)
        self.writer.line(f"is_less({low}, {high})")  # refuses null and what has no order
        return self.writer.assigned(f"Range({low}, {high}, {node.low_included}, {node.high_included})")

    def bound(self, node: syntax.Bound) -> str:
        return self.writer.assigned(f"range_of_bound({self.writer.constant(node.operator)}, {self.value(node.operand)})")

    # Names and parts

    def name(self, node: syntax.Name) -> str:
        name = self.writer.constant(node.name)
        given = f"scope[{name}]"
        if node.name in BUILTINS:
            given = f"({given} if {name} in scope else {self.writer.constant(BUILTINS[node.name])})"
        return self.writer.assigned(self.frames.lookup(node.name, name, given))

    def path(self, node: syntax.Path) -> str:
        source, member, made = self.value(node.source), self.writer.constant(node.member), self.writer.variable()
        with self.writer.block(f"if type({source}) is dict and {member} in {source}:"):
            self.writer.line(f"{made} = {source}[{member}]")
        with self.writer.block("else:"):
            self.writer.line(f"{made} = member_of({source}, {member}, {self.machine()})")
        return made

    def filter(self, node: syntax.Filter) -> str:
        source = self.value(node.source)
        self.writer.line(f"if {source} is None: raise Unanswered")
        items = self.writer.assigned(f"{source} if type({source}) is tuple else ({source},)")
        if isinstance(node.condition, syntax.NumberLiteral):
            return self.writer.assigned(f"at_position({items}, {self.value(node.condition)})")
        if not _is_surely_boolean(node.condition):
            self.writer.line(f"if not {items}: raise Unanswered")  # nothing tells a position from a condition
        return self._filtered(items, node.condition)

    def _filtered(self, items: str, condition: Node) -> str:
        writer = self.writer
        kept, position = writer.assigned("[]"), writer.assigned("None")
        index, item, variables = writer.variable(), writer.variable(), writer.variable()
        with writer.loop(f"for {index}, {item} in enumerate({items}):"), self.inside(variables):
            self._count(condition)
            writer.line(f"{variables} = filter_variables({item})")
            answer = self.value(condition)
            writer.line(f"if {answer} is True: {kept}.append({item})")
            with writer.block(f"elif is_number({answer}):"):
                writer.line(f"at_first({index})")
                writer.line(f"{position} = {answer}")
                writer.line("break")
            writer.line(f"elif {answer} is not False and {answer} is not None: raise Unanswered")
        return writer.assigned(f"tuple({kept}) if {position} is None else at_position({items}, {position})")

    def _count(self, body: Node) -> None:
        """One more round of a loop."""
        self.writer.line(f"{self.machine()}.count({size_of(body)})")

    # Calls

    def call(self, node: syntax.Call) -> str:
        called = self._called(node.function)
        arguments = [self.value(argument) for argument in node.arguments]
        general = f"{self.machine()}.invoke({called}, ({''.join(f'{each}, ' for each in arguments)}))"
        if not isinstance(node.function, syntax.Name) or node.function.name not in BUILTINS:
            return self.writer.assigned(general)
        builtin = BUILTINS[node.function.name]
        variant = next((each for each in builtin.variants if each.takes(len(arguments))), None)
        if variant is None or variant.gathers or not all(map(_is_plain, variant.formals[: len(arguments)])):
            return self.writer.assigned(general)
        return self._known_call(f"{called} is {self.writer.constant(builtin)}", variant, arguments, general)

    def _known_call(self, is_it: str, variant: Variant, arguments: Sequence[str], general: str) -> str:
        """A built-in function whose arguments are of the kinds that it declares needs nobody to fit them."""
        writer, made = self.writer, self.writer.variable()
        pairs = zip(variant.formals, arguments, strict=False)
        fitting = [f"type({each}) in {writer.constant(_accepted(formal))}" for formal, each in pairs if formal.kinds]
        given = [*arguments, *["None"] * (len(variant.formals) - len(arguments))]
        if variant.asks_machine:
            given.insert(0, self.machine())
        with writer.block(f"if {' and '.join((is_it, *fitting))}:"):
            writer.line(f"{made} = {writer.constant(variant.run)}({', '.join(given)})")
        with writer.block("else:"):
            writer.line(f"{made} = {general}")
        return made

    def named_call(self, node: syntax.NamedCall) -> str:
        names = [argument.key for argument in node.arguments]
        if len(set(names)) < len(names):
            return self.unanswered()
        called = self._called(node.function)
        given = [f"{self.writer.constant(argument.key)}: {self.value(argument.value)}" for argument in node.arguments]
        return self.writer.assigned(f"{self.machine()}.invoke_named({called}, {{{', '.join(given)}}})")

    def _called(self, node: Node) -> str:
        """The function. A variable that is no function does not hide the built-in function of its name."""
        if isinstance(node, syntax.Name):
            name = self.writer.constant(node.name)
            given = f"(scope[{name}] if {name} in scope else None)"
            function = self.writer.assigned(self.frames.lookup(node.name, name, given))
        else:
            function = self.value(node)
        is_builtin = isinstance(node, syntax.Name) and node.name in BUILTINS
        otherwise = f"{function} = {self.writer.constant(BUILTINS[node.name])}" if is_builtin else "raise Unanswered"  # type: ignore[attr-defined]
        self.writer.line(f"if not isinstance({function}, Function): {otherwise}")
        return function

    def function_definition(self, node: syntax.FunctionDefinition) -> str:
        if any(unknown_names(parameter.type) for parameter in node.parameters):
            return self.unanswered()
        writer, fast = self.writer, self.writer.variable()
        variables = [writer.variable() for _ in node.parameters]  # a name that stands twice still takes its argument
        parameters = {parameter.name: variable for parameter, variable in zip(node.parameters, variables, strict=True)}
        captured = [f"{each}={each}" for each in self.frames.variables]
        loops, writer.loops = writer.loops, 0
        with writer.block(f"def {fast}({', '.join((*variables, *captured))}):"), self.inside(parameters):
            writer.line(f"return {self.value(node.body)}")
        writer.loops = loops
        return self._closure(node, fast)

    def _closure(self, node: syntax.FunctionDefinition, fast: str) -> str:
        names = self.writer.constant(tuple(parameter.name for parameter in node.parameters))
        types = self.writer.constant(tuple(parameter.type for parameter in node.parameters))
        constants = f"body={self.writer.constant(node.body)}, nodes={size_of(node.body)}, depth={depth_of(node.body)}"
        frames = "".join(f", {self._frame(each)}" for each in self.frames.opened)
        self.asks_machine = True
        return self.writer.assigned(
            f"CompiledClosure({names}, not_callable, {self.writer.constant('')}, {types}, None, {constants}, "
            f"environment=scope_of(scope{frames}), fast={fast})"
        )

    def _frame(self, frame: dict[str, str] | str) -> str:
        if isinstance(frame, str):
            return frame
        return "{" + ", ".join(f"{self.writer.constant(name)}: {variable}" for name, variable in frame.items()) + "}"

    def external_function(self, _node: syntax.ExternalFunction) -> str:
        return self.unanswered()

    # Operators

    def negation(self, node: syntax.Negation) -> str:
        operand = self.value(node.operand)
        return self.writer.assigned(f"minus({operand}) if type({operand}) is Decimal else negate({operand})")

    def arithmetic(self, node: syntax.Arithmetic) -> str:
        """Long sums lean to the left, so the left side is walked down without recursion."""
        spine = [node]
        while isinstance(spine[-1].left, syntax.Arithmetic):
            spine.append(spine[-1].left)
        value = self.value(spine[-1].left)
        for operation in reversed(spine):
            value = self._calculated(operation.operator, value, self.value(operation.right))
        return value

    def _calculated(self, operator: ArithmeticOperator, left: str, right: str) -> str:
        numbers = self.writer.constant(RULES[operator, Decimal, Decimal])
        both = f"type({left}) is Decimal and type({right}) is Decimal"
        return self.writer.assigned(
            f"{numbers}({left}, {right}) if {both} else calculated({self.writer.constant(operator)}, {left}, {right})"
        )

    def comparison(self, node: syntax.Comparison) -> str:
        return self._compared(node.operator, self.value(node.left), self.value(node.right))

    def _compared(self, operator: ComparisonOperator, left: str, right: str) -> str:
        plain = self._same_plain_kind(left, right, "EQUAL_KINDS" if operator in _EQUALITIES else "ORDERED_KINDS")
        return self.writer.assigned(
            f"({left} {_PYTHON[operator]} {right}) if {plain} else compare({self.writer.constant(operator)}, {left}, {right})"
        )

    def between(self, node: syntax.Between) -> str:
        value, low, high = self.value(node.value), self.value(node.low), self.value(node.high)
        return self.writer.assigned(_within(value, low, high, f"is_between({value}, {low}, {high})"))

    def conjunction(self, node: syntax.Conjunction) -> str:
        return self._logical(node.operands, decisive="False")

    def disjunction(self, node: syntax.Disjunction) -> str:
        return self._logical(node.operands, decisive="True")

    def _logical(self, operands: Sequence[Node], decisive: str) -> str:
        """``answer`` is None as soon as a side is neither true nor false; only the decisive value can then still be the answer."""
        writer, other = self.writer, "True" if decisive == "False" else "False"
        answer = writer.assigned(self.value(operands[0]))
        for operand in operands[1:]:
            with writer.block(f"if {answer} is not {decisive}:"):
                side = self.value(operand)
                writer.line(f"if {side} is {decisive}: {answer} = {decisive}")
                writer.line(f"elif {side} is not {other}: {answer} = None")
        writer.line(f"if {answer} is not True and {answer} is not False: raise Unanswered")
        return answer

    def instance_of(self, node: syntax.InstanceOf) -> str:
        if unknown_names(node.type):
            return self.unanswered()
        value = self.value(node.value)
        self.writer.line(f"fail_if_too_large({value})")
        return self.writer.assigned(f"is_instance({value}, {self.writer.constant(node.type)})")

    # Unary tests

    def in_tests(self, node: syntax.In) -> str:
        return self._any_test(node.tests, self.value(node.value))

    def unary_tests(self, node: syntax.UnaryTests) -> str:
        if not node.tests:
            return "True"
        name = self.writer.constant(INPUT)
        answer = self._any_test(node.tests, self.writer.assigned(f"scope[{name}] if {name} in scope else None"))
        return self.writer.assigned(f"None if {answer} is None else not {answer}") if node.negated else answer

    def _any_test(self, tests: Sequence[Node], value: str) -> str:
        """``answer`` is None where a test has no answer and none of those before it held."""
        writer, answer = self.writer, self.writer.assigned("False")
        for test in tests:
            with writer.block(f"if {answer} is not True:"):
                found = self._test(test, value)
                writer.line(f"if {found} is True: {answer} = True")
                writer.line(f"elif {found} is not False: {answer} = None")
        return answer

    def _test(self, test: Node, value: str) -> str:
        """Whether one test holds for a value."""
        if isinstance(test, syntax.Bound):
            return self._compared(test.operator, value, self.value(test.operand))
        expression = test.expression if isinstance(test, syntax.ExpressionTest) else test
        found = self.value(expression)
        if isinstance(test, syntax.ExpressionTest) and test.speaks_of_input:
            self.writer.line(f"if {found} is not None and {found} is not True and {found} is not False: raise Unanswered")
            return found
        is_in = f"is_in({value}, {found})"
        if found in self.writer.constants:
            return self._in_constant(value, found, is_in)
        if not isinstance(test, syntax.ExpressionTest) or isinstance(expression, syntax.BooleanLiteral):
            return self.writer.assigned(is_in)
        return self.writer.assigned(f"{found} if type({found}) is bool and type({value}) is not bool else {is_in}")

    def _in_constant(self, value: str, name: str, otherwise: str) -> str:
        constant = self.writer.constants[name]
        if not isinstance(constant, Range):
            return self.writer.assigned(f"({value} == {name}) if {self._same_plain_kind(value, name, 'EQUAL_KINDS')} else {otherwise}")
        low, high = self.writer.constant(constant.start), self.writer.constant(constant.end)
        above, below = "<=" if constant.start_included else "<", "<=" if constant.end_included else "<"
        return self.writer.assigned(f"({low} {above} {value} {below} {high}) if type({value}) is Decimal else {otherwise}")

    def _same_plain_kind(self, left: str, right: str, kinds: str) -> str:
        """Whether two values are of one kind, and of one that Python compares as FEEL does."""
        for constant, other in ((left, right), (right, left)):
            known = self.writer.constants.get(constant)
            if type(known) in GLOBALS[kinds]:
                return f"type({other}) is {self.writer.constant(type(known))}"
        return f"type({left}) is type({right}) and type({left}) in {kinds}"

    def expression_test(self, node: syntax.ExpressionTest) -> str:
        return self.value(node.expression)

    # Control

    def if_then_else(self, node: syntax.If) -> str:
        """A condition that is null counts as not fulfilled; one that is no boolean is a mistake."""
        condition, made = self.value(node.condition), self.writer.variable()
        with self.writer.block(f"if {condition} is True:"):
            self.writer.line(f"{made} = {self.value(node.consequence)}")
        with self.writer.block("else:"):
            self.writer.line(f"if {condition} is not False and {condition} is not None: raise Unanswered")
            self.writer.line(f"{made} = {self.value(node.alternative)}")
        return made

    def for_loop(self, node: syntax.For) -> str:
        results = self.writer.assigned("[]")

        def body() -> None:
            frame = {PARTIAL: self.writer.assigned(f"{self.machine()}.sized_list({results})")} if node.uses_partial else {}
            with self.inside(frame):
                self.writer.line(f"{results}.append({self.value(node.body)})")
            self.writer.line(f"listed({results}, {self.machine()}.limits)")

        self._looped(node.iterators, node.body, body)
        return self.writer.assigned(f"tuple({results})")

    def quantified(self, node: syntax.Quantified) -> str:
        """All elements are looked at, since one that gives no boolean takes the answer away whatever the others say."""
        writer, decisive = self.writer, "False" if node.every else "True"
        answer = writer.assigned("True" if node.every else "False")

        def body() -> None:
            value = self.value(node.condition)
            writer.line(f"if {value} is {decisive}: {answer} = {decisive}")
            with writer.block(f"elif {value} is None:"):
                writer.line(f"if {answer} is not {decisive}: {answer} = None")
            writer.line(f"elif {value} is not {'True' if node.every else 'False'}: raise Unanswered")

        self._looped(node.iterators, node.condition, body)
        writer.line(f"if {answer} is None: raise Unanswered")
        return answer

    def _looped(self, iterators: Sequence[syntax.Iterator], counted: Node, body: Callable[[], None]) -> None:
        """The body for each combination: the last iterator turns fastest, each sees the variables of those before it."""
        if not iterators:
            body()
            return
        first, *others = iterators
        items = self._elements(first)
        item = self.writer.variable()
        with self.writer.loop(f"for {item} in {items}:"), self.inside({first.name: item}):
            self._count(counted)
            for other in others:
                self._count(other)
            self._looped(others, counted, body)

    def _elements(self, iterator: syntax.Iterator) -> str:
        source = self.value(iterator.source)
        if iterator.until is None:
            return f"elements_of({source}, {self.machine()}.count)"
        return f"steps({source}, {self.value(iterator.until)}, {self.machine()}.count)"


def _known_range(node: syntax.RangeLiteral) -> Range | None:
    """A range from a number to a number, as nearly all are."""
    if not isinstance(node.low, syntax.NumberLiteral) or not isinstance(node.high, syntax.NumberLiteral):
        return None
    low, high = node.low.value, node.high.value
    return None if low is None or high is None else Range(low, high, node.low_included, node.high_included)


def _within(value: str, low: str, high: str, otherwise: str) -> str:
    plain = f"type({value}) is type({low}) and type({value}) is type({high}) and type({value}) in ORDERED_KINDS"
    return f"({low} <= {value} <= {high}) if {plain} else {otherwise}"


def _is_surely_boolean(condition: Node) -> bool:
    """A condition that can be no position, and that needs no asking where there is nothing to filter."""
    return isinstance(condition, _BOOLEAN) and not any(isinstance(each, _LONG) for each in walked(condition))


def _is_plain(formal: Formal) -> bool:
    return all(each in _TYPES for each in formal.kinds)


def _accepted(formal: Formal) -> frozenset[type]:
    """The Python types of a declared parameter's kinds."""
    kinds = {_TYPES[each] for each in formal.kinds}
    return frozenset(kinds | {type(None)} if formal.nullable else kinds)


_METHODS: Final[dict[type[Node], Callable[[Translator, Any], str]]] = {
    syntax.NullLiteral: Translator.null_literal,
    syntax.BooleanLiteral: Translator.boolean_literal,
    syntax.NumberLiteral: Translator.number_literal,
    syntax.StringLiteral: Translator.string_literal,
    syntax.AtLiteral: Translator.at_literal,
    syntax.ListLiteral: Translator.list_literal,
    syntax.ContextLiteral: Translator.context_literal,
    syntax.RangeLiteral: Translator.range_literal,
    syntax.Bound: Translator.bound,
    syntax.FunctionDefinition: Translator.function_definition,
    syntax.ExternalFunction: Translator.external_function,
    syntax.Name: Translator.name,
    syntax.Path: Translator.path,
    syntax.Filter: Translator.filter,
    syntax.Call: Translator.call,
    syntax.NamedCall: Translator.named_call,
    syntax.Negation: Translator.negation,
    syntax.Arithmetic: Translator.arithmetic,
    syntax.Comparison: Translator.comparison,
    syntax.Between: Translator.between,
    syntax.Conjunction: Translator.conjunction,
    syntax.Disjunction: Translator.disjunction,
    syntax.InstanceOf: Translator.instance_of,
    syntax.In: Translator.in_tests,
    syntax.UnaryTests: Translator.unary_tests,
    syntax.ExpressionTest: Translator.expression_test,
    syntax.If: Translator.if_then_else,
    syntax.For: Translator.for_loop,
    syntax.Quantified: Translator.quantified,
}
