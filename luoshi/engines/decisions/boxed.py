"""Boxed expressions become steps: functions from the values in scope to a value. Everything is parsed here, once.

A box means what the FEEL expression of the same shape means (DMN 1.5, 10.2.2), with one difference that the standard makes: conditions
of conditionals, filters and quantifiers must be boolean, and anything else makes the whole null.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final

from luoshi.engines.decisions import model
from luoshi.engines.decisions.findings import FindingKind
from luoshi.engines.decisions.model import Expression, FunctionKind, IteratorKind
from luoshi.engines.decisions.problems import Place
from luoshi.engines.decisions.running import DEPTH_MAX, Formula, Parser, Run, Scope, Step
from luoshi.engines.decisions.tables import compile_table
from luoshi.engines.decisions.types import Declared, Types, not_allowed
from luoshi.engines.feel import parse, syntax
from luoshi.engines.feel.types import ANY, FunctionType
from luoshi.engines.feel.values import Function, Value, kind
from luoshi.words import Words

Names = frozenset[str]

_PARTIAL: Final = "partial"
"""The results so far, in the body of ``for``."""


def nothing(_scope: Scope, _run: Run) -> Value:
    """An empty box."""
    return None


@dataclass(frozen=True, slots=True)
class Boxes:
    """Compiles the expressions of one model."""

    parser: Parser
    types: Types

    def step(self, expression: Expression | None, names: Names, name: str = "") -> Step:
        """The step of an expression that may use these names; ``name`` is what a table in it is called in reasons."""
        if expression is None:
            return nothing
        step = _COMPILERS[type(expression)](self, expression, names, name)
        if isinstance(expression, model.FunctionDefinition):
            return step  # its type is one of its results
        return converted(step, self.types.optional(expression.type_ref, expression.place), expression.place)

    def literal(self, expression: model.LiteralExpression, names: Names, _name: str) -> Step:
        """One FEEL expression."""
        return self.parser.expression(expression.text, names)

    def table(self, expression: model.DecisionTable, names: Names, name: str) -> Step:
        """A decision table."""
        return compile_table(expression, expression.output_label or name, self.parser, self.types, names)

    def context(self, expression: model.Context, names: Names, name: str) -> Step:
        """Each entry sees those above it; an entry without a name is the result."""
        entries: list[tuple[str | None, Step]] = []
        for entry in expression.entries:
            label = entry.variable.name if entry.variable is not None else None
            step = self.step(entry.value, names, label or name)
            if entry.variable is not None:
                step = converted(step, self.types.of(entry.variable), entry.variable.place)
                names |= {entry.variable.name}
            entries.append((label, step))

        def evaluate(scope: Scope, run: Run) -> Value:
            inner, made = dict(scope), {}
            for label, step in entries:
                value = step(inner, run)
                if label is None:
                    return value
                inner[label] = made[label] = value
            return made

        return evaluate

    def invocation(self, expression: model.Invocation, names: Names, name: str) -> Step:
        """A function with its arguments by name."""
        called = self.step(expression.called, names)
        bindings = [self._bound(each, names) for each in expression.bindings]
        call, place = _named_call([each.parameter.name for each in expression.bindings]), expression.place

        def evaluate(scope: Scope, run: Run) -> Value:
            function = called(scope, run)
            if not isinstance(function, Function):
                return not_a_function(function, run, place)
            arguments = {_argument(position): step(scope, run) for position, step in enumerate(bindings)}
            return run.value_of(call, place, {_CALLED: function, **arguments})

        return evaluate

    def _bound(self, binding: model.Binding, names: Names) -> Step:
        return converted(self.step(binding.value, names), self.types.of(binding.parameter), binding.place)

    def relation(self, expression: model.Relation, names: Names, name: str) -> Step:
        """A list of contexts, one for each row."""
        columns = [(each.name, self.types.of(each), each.place) for each in expression.columns]
        rows = [
            [
                (label, converted(self.step(cell, names), declared, place))
                for (label, declared, place), cell in zip(columns, row, strict=False)
            ]
            for row in expression.rows
        ]

        def evaluate(scope: Scope, run: Run) -> Value:
            return tuple({label: step(scope, run) for label, step in row} for row in rows)

        return evaluate

    def boxed_list(self, expression: model.BoxedList, names: Names, _name: str) -> Step:
        """A list of the items' values."""
        items = [self.step(each, names) for each in expression.items]
        return lambda scope, run: tuple(item(scope, run) for item in items)

    def conditional(self, expression: model.Conditional, names: Names, name: str) -> Step:
        """If, then, else."""
        condition = self.step(expression.condition, names)
        then, otherwise = self.step(expression.then, names, name), self.step(expression.otherwise, names, name)
        place = expression.place

        def evaluate(scope: Scope, run: Run) -> Value:
            value = condition(scope, run)
            if not isinstance(value, bool):
                return not_boolean(value, run, place)
            return (then if value else otherwise)(scope, run)

        return evaluate

    def filter(self, expression: model.Filter, names: Names, _name: str) -> Step:
        """The items for which the condition is true; in it an item is called ``item``, and its members by their names."""
        of, match = self.step(expression.of, names), self.step(expression.match, names | {"item"})
        place = expression.place

        def evaluate(scope: Scope, run: Run) -> Value:
            items, kept = items_of(of(scope, run), run, place), []
            if items is None:
                return None
            for item in items:
                inner = {**scope, **(item if isinstance(item, dict) else {}), "item": item}
                value = match(inner, run)
                if not isinstance(value, bool):
                    return not_boolean(value, run, place)
                if value:
                    kept.append(item)
            return tuple(kept)

        return evaluate

    def iterator(self, expression: model.Iterator, names: Names, _name: str) -> Step:
        """For, some, every."""
        variable, place = expression.variable.name, expression.place
        of, body = self.step(expression.of, names), self.step(expression.body, names | {variable, _PARTIAL})
        kind_, with_partial = expression.kind, expression.kind is IteratorKind.FOR and _mentions(expression.body, _PARTIAL)

        def results(items: tuple[Value, ...], scope: Scope, run: Run) -> tuple[Value, ...]:
            done: list[Value] = []
            for item in items:
                inner = {**scope, variable: item}
                if with_partial:
                    run.count(1 + len(done) // 1000)
                    inner[_PARTIAL] = tuple(done)
                done.append(body(inner, run))
            return tuple(done)

        def evaluate(scope: Scope, run: Run) -> Value:
            items = items_of(of(scope, run), run, place)
            if items is None:
                return None
            found = results(items, scope, run)
            if kind_ is IteratorKind.FOR:
                return found
            wrong = next((value for value in found if not isinstance(value, bool)), True)
            if wrong is not True:
                return not_boolean(wrong, run, place)
            return any(found) if kind_ is IteratorKind.SOME else all(found)

        return evaluate

    def function(self, expression: model.FunctionDefinition, names: Names, name: str, itself: str | None = None) -> Step:
        """A function that sees what its definition saw, and under the name ``itself`` what it is."""
        if expression.kind is not FunctionKind.FEEL:
            return external(expression, name)
        parameters = tuple(each.name for each in expression.parameters)
        declared = tuple(self.types.of(each) for each in expression.parameters)
        own = () if itself is None else (itself,)
        body = self.step(expression.body, names | {*parameters, *own}, name)
        result, place = self.result(expression.type_ref, expression.place), expression.place
        body = converted(body, result, place)

        def evaluate(scope: Scope, run: Run) -> Value:
            def call(*arguments: Value) -> Value:
                return called(body, {**scope, **dict.fromkeys(own, made), **dict(zip(parameters, arguments, strict=True))}, run, place)

            made = function_value(name, parameters, declared, result=result, call=call, run=run)
            return made

        return evaluate

    def knowledge(self, element: model.KnowledgeModel, function: model.FunctionDefinition, names: Names) -> Step:
        """A business knowledge model: its function, whose result is what the type of its variable says.

        It may call itself: the requirement graph has no arrow from an element to itself, and none is needed.
        """
        type_ref = function.type_ref or element.variable.type_ref
        return self.function(replace(function, type_ref=type_ref), names, element.name, itself=element.name)

    def result(self, type_ref: str | None, place: Place) -> Declared | None:
        """What a function's result must be: its type names the result's type or, since DMN 1.2, the type of the whole function."""
        declared = self.types.optional(type_ref, place)
        if declared is None or not isinstance(declared.type, FunctionType):
            return declared
        return None if declared.type.result == ANY else Declared(str(declared.type.result), declared.type.result)


# --- what several boxes need


@dataclass(frozen=True, slots=True)
class Converted:
    """A step, its value as the declared type."""

    step: Step
    declared: Declared
    place: Place

    def __call__(self, scope: Scope, run: Run) -> Value:
        """The value, or null with a finding."""
        return self.declared.convert(self.step(scope, run), run, self.place)


def converted(step: Step, declared: Declared | None, place: Place) -> Step:
    """The step, its value as the declared type; where anything goes, the step itself."""
    return step if declared is None else Converted(step, declared, place)


def function_value(
    name: str,
    parameters: tuple[str, ...],
    declared: tuple[Declared | None, ...],
    *,
    result: Declared | None,
    call: Callable[..., Value],
    run: Run,
) -> Function:
    """A function of the model as FEEL sees it, which converts or refuses arguments by their types. Those outside the allowed values are
    refused here: as with a wrong type, the function is not called."""
    types = tuple(ANY if each is None else each.type for each in declared)

    def checked(*arguments: Value) -> Value:
        for parameter, argument, wanted in zip(parameters, arguments, declared, strict=True):
            violation = wanted.constraint.violation(argument, run) if wanted is not None and wanted.constraint is not None else None
            if violation is not None:
                words = not_allowed(*violation)
                of = Words(f"函数“{name}”的参数“{parameter}”：", f"Of the function “{name}” the parameter “{parameter}”: ")
                message = Words(of.chinese + words.chinese, of.english + words.english)
                return run.note(FindingKind.NOT_ALLOWED, violation[1].source.place, message, violation[0])
        return call(*arguments)

    return Function(parameters, checked, name, types, None if result is None else result.type)


def called(body: Step, scope: Scope, run: Run, place: Place) -> Value:
    """The body of a function, unless functions call each other without end."""
    if run.depth >= DEPTH_MAX:
        message = Words(
            f"函数互相调用超过 {DEPTH_MAX} 层，不再计算。",
            f"Functions call each other more than {DEPTH_MAX} deep; this one is not computed.",
        )
        return run.note(FindingKind.TOO_DEEP, place, message)
    run.depth += 1
    try:
        return body(scope, run)
    finally:
        run.depth -= 1


def not_a_function(value: Value, run: Run, place: Place) -> Value:
    """An invocation of something else."""
    message = Words(f"所调用的不是函数，而是 {kind(value)}。", f"What is called is no function but a {kind(value)}.")
    return run.note(FindingKind.NOT_A_FUNCTION, place, message, value)


_CALLED: Final = "called"


def _argument(position: int) -> str:
    return f"argument {position}"


def _named_call(parameters: list[str]) -> Formula:
    """A call as FEEL writes it, so that arguments are judged in one place only. The values are in scope by their position."""
    function = syntax.Name(0, 0, _CALLED)
    if not parameters:
        return Formula(syntax.Call(0, 0, function, ()))
    entries = (syntax.ContextEntry(0, 0, name, syntax.Name(0, 0, _argument(position))) for position, name in enumerate(parameters))
    return Formula(syntax.NamedCall(0, 0, function, tuple(entries)))


def items_of(value: Value, run: Run, place: Place) -> tuple[Value, ...] | None:
    """What a loop goes through: a list; what else there is, as FEEL goes through it: a range step by step, a single value once.

    Null is none of these, and makes the whole null.
    """
    if isinstance(value, tuple):
        return value
    if value is None:
        run.note(FindingKind.NOT_A_LIST, place, Words("需要列表，得到的是空值。", "A list is wanted and null was found."))
        return None
    items = run.value_of(_ITEMS, place, {_SOURCE: value})
    return items if isinstance(items, tuple) else None


_SOURCE: Final = "source"
_ITEMS: Final = Formula(parse(f"for item in {_SOURCE} return item", names=(_SOURCE,)))


def _mentions(part: Any, word: str) -> bool:
    """Whether a text in an expression has this word."""
    if isinstance(part, model.Text):
        return word in part.text
    if isinstance(part, tuple):
        return any(_mentions(each, word) for each in part)
    return is_dataclass(part) and any(_mentions(getattr(part, each.name), word) for each in fields(part))


def not_boolean(value: Value, run: Run, place: Place) -> Value:
    """A condition that is neither true nor false."""
    message = Words(f"条件应为 true 或 false，得到的是 {kind(value)}。", f"A condition must be true or false; this is {kind(value)}.")
    return run.note(FindingKind.NOT_BOOLEAN, place, message, value)


def external(definition: model.FunctionDefinition, name: str) -> Step:
    """A function in another language. A rule may not run somebody's program, so each call is null and says why."""

    def evaluate(_scope: Scope, run: Run) -> Value:
        def call(*_arguments: Value) -> Value:
            message = Words(
                f"函数“{name}”用 {definition.kind} 写成，不予执行，按空值处理；请用 FEEL 改写。",
                f"The function “{name}” is written in {definition.kind} and is not run; its value is null. Write it in FEEL.",
            )
            return run.note(FindingKind.EXTERNAL_FUNCTION, definition.place, message)

        return Function(tuple(each.name for each in definition.parameters), call, name)

    return evaluate


_COMPILERS: Final[dict[type, Callable[..., Step]]] = {
    model.LiteralExpression: Boxes.literal,
    model.DecisionTable: Boxes.table,
    model.Context: Boxes.context,
    model.Invocation: Boxes.invocation,
    model.Relation: Boxes.relation,
    model.BoxedList: Boxes.boxed_list,
    model.FunctionDefinition: Boxes.function,
    model.Conditional: Boxes.conditional,
    model.Filter: Boxes.filter,
    model.Iterator: Boxes.iterator,
}
