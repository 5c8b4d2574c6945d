"""Names and types of an expression, before anybody evaluates it.

One walk over the tree: each node's static type, and a remark wherever a value can never come out or is hardly meant so. The type says what
the reference evaluator may give: a value of it, or null. Remarks of severity *error* are certain, whatever the values are; generated
programs prove both (`tests/test_checking_generated.py`). What is null because a part of it is null is not said again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from luoshi.engines.feel import syntax
from luoshi.engines.feel.builtins import BUILTINS
from luoshi.engines.feel.builtins.signatures import Builtin
from luoshi.engines.feel.checking import calls, say
from luoshi.engines.feel.checking.constants import constant, is_reversed, never_null, written_values
from luoshi.engines.feel.checking.operators import OPPOSITES, ORDERED, PROPERTIES, calculated, property_type
from luoshi.engines.feel.checking.relations import Fit, bounded, fit, join, join_all, kind_of, type_of
from luoshi.engines.feel.checking.remarks import Remark, RemarkKind, Severity
from luoshi.engines.feel.checking.scope import Openness, Scope
from luoshi.engines.feel.limits import DEFAULT, Limits
from luoshi.engines.feel.parse import INPUT, PARTIAL
from luoshi.engines.feel.syntax import ArithmeticOperator, ComparisonOperator, Node
from luoshi.engines.feel.types import (
    ANY,
    ANY_FUNCTION,
    ANY_LIST,
    BOOLEAN,
    NULL,
    NUMBER,
    STRING,
    ContextType,
    EnumeratedType,
    FunctionType,
    ListType,
    RangeType,
    SimpleType,
    Type,
    resolve,
    unknown_names,
)  # fmt: skip
from luoshi.words import Words

_EQUALITIES = frozenset((ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL))
_DEPTH_MAX = 150
"""How deep the walk goes, at four Python frames each; no expression that a person wrote is as deep."""
_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Checked:
    """The static type of an expression, and what is to be said of it."""

    type: Type
    remarks: tuple[Remark, ...] = ()

    @property
    def errors(self) -> tuple[Remark, ...]:
        """What is certain."""
        return tuple(each for each in self.remarks if each.severity is _ERROR)


def check(node: Node, names: Mapping[str, Type] | Scope, *, types: Mapping[str, Type] | None = None, limits: Limits = DEFAULT) -> Checked:
    """The static type of an expression or of unary tests, and remarks in the order of the text.

    ``names`` are the types of the names in scope, of unary tests also of the input ``?``; `Any` where nothing is known. ``types`` says what
    the names of types mean."""
    checker = Checker(types or {}, limits)
    scope = names if isinstance(names, Scope) else Scope(names)
    try:
        found = checker.visit(node, scope)
    except RecursionError:  # the caller's own frames count too
        found = ANY
    return Checked(found, tuple(_ordered_remarks(checker.remarks)))


def _ordered_remarks(remarks: Iterable[Remark]) -> list[Remark]:
    """In the order of the text; what is said twice of one place is said once, as it is certain."""
    by_place: dict[tuple[int, int, RemarkKind], Remark] = {}
    for remark in sorted(remarks, key=lambda remark: remark.severity is _WARNING):
        by_place.setdefault((remark.start, remark.end, remark.kind), remark)
    return [by_place[place] for place in sorted(by_place)]


@dataclass(frozen=True, slots=True)
class _Tested:
    """What tests are about; ``is_written`` where it is a constant, and so never null."""

    type: Type
    is_written: bool


class Checker:
    """One walk: what it has said, and how deep it stands."""

    def __init__(self, types: Mapping[str, Type], limits: Limits) -> None:
        self.remarks: list[Remark] = []
        self._types, self._limits = types, limits
        self._depth = 0

    def visit(self, node: Node, scope: Scope) -> Type:
        """The static type of a node. Deeper than anything is evaluated nothing is said."""
        if self._depth >= _DEPTH_MAX:
            return ANY
        self._depth += 1
        try:
            return self.noted(node, bounded(self._VISITORS[type(node)](self, node, scope)))
        finally:
            self._depth -= 1

    def noted(self, _node: Node, found: Type) -> Type:
        """The type of a node, for who wants to know that of each."""
        return found

    def _remark(self, node: Node, kind: RemarkKind, message: Words, severity: Severity = _ERROR) -> Type:
        """Keeps a remark, and gives the type of what has no value."""
        if len(self.remarks) < self._limits.findings:
            self.remarks.append(Remark(kind, severity, node.start, node.end, message))
        return NULL

    def _warn(self, node: Node, kind: RemarkKind, message: Words) -> None:
        self._remark(node, kind, message, _WARNING)

    def _soften(self, known: int) -> None:
        """Whoever asks whether something is null, or of which type it is, expects that it may be nothing."""
        self.remarks[known:] = [replace(remark, severity=_WARNING) for remark in self.remarks[known:]]

    def _all(self, nodes: Iterable[Node], scope: Scope) -> tuple[Type, ...]:
        return tuple(self.visit(each, scope) for each in nodes)

    # Values written out

    def visit_null_literal(self, _node: syntax.NullLiteral, _scope: Scope) -> Type:
        return NULL

    def visit_boolean_literal(self, _node: syntax.BooleanLiteral, _scope: Scope) -> Type:
        return BOOLEAN

    def visit_number_literal(self, node: syntax.NumberLiteral, scope: Scope) -> Type:
        return self.visit_constant(node, scope) if node.value is None else NUMBER

    def visit_string_literal(self, _node: syntax.StringLiteral, _scope: Scope) -> Type:
        return STRING

    def visit_constant(self, node: Node, scope: Scope) -> Type:
        """A literal that may be wrong: a number too large, a date that no calendar has."""
        found = constant(node, scope)
        assert found is not None, "only constants come here"
        if found.value is None:
            return self._remark(node, RemarkKind.INVALID_CONSTANT, found.findings[0].message)
        return type_of(found.value)

    def visit_list_literal(self, node: syntax.ListLiteral, scope: Scope) -> Type:
        return ListType(join_all(self._all(node.items, scope)))

    def visit_context_literal(self, node: syntax.ContextLiteral, scope: Scope) -> Type:
        """Each entry sees those before it."""
        entries: dict[str, Type] = {}
        inside, twice = scope.inside(entries), None
        for entry in node.entries:
            twice = entry if twice is None and entry.key in entries else twice
            entries[entry.key] = self.visit(entry.value, inside)
        if twice is not None:
            return self._remark(node, RemarkKind.DUPLICATE_ENTRY, say.duplicate(twice.key))
        return ContextType(tuple(entries.items()), exact=True)

    def visit_range_literal(self, node: syntax.RangeLiteral, scope: Scope) -> Type:
        low, high = self._all((node.low, node.high), scope)
        if self._ordered(node, "..", low, high) == NULL:
            return NULL
        if is_reversed(node, scope):
            self._warn(node, RemarkKind.REVERSED_RANGE, say.REVERSED)
        return RangeType(_known(low, high))

    def visit_bound(self, node: syntax.Bound, scope: Scope) -> Type:
        """``(< 5)`` as a value: a range that is open on one side."""
        operand = self.visit(node.operand, scope)
        if operand != NULL and node.operator is ComparisonOperator.NOT_EQUAL:
            return self._remark(node, RemarkKind.OPERANDS, say.NO_RANGE)
        return NULL if operand == NULL else RangeType(operand)

    def visit_function_definition(self, node: syntax.FunctionDefinition, scope: Scope) -> Type:
        parameters = {}
        for parameter in node.parameters:
            static = parameters[parameter.name] = resolve(parameter.type, self._types)
            if unknown := unknown_names(static):
                self._warn(parameter, RemarkKind.UNKNOWN_TYPE, say.unknown_type(unknown[0], self._types))
        seen = {name: ANY if unknown_names(static) else static for name, static in parameters.items()}
        body = self.visit(node.body, scope.inside(seen))
        declared = tuple(resolve(parameter.type, self._types) for parameter in node.parameters)
        return FunctionType(declared, body, tuple(parameter.name for parameter in node.parameters))

    def visit_external_function(self, node: syntax.ExternalFunction, _scope: Scope) -> Type:
        """Right by the standard, and not run here."""
        self._warn(node, RemarkKind.EXTERNAL_FUNCTION, say.EXTERNAL)
        return NULL

    # Names and parts

    def visit_name(self, node: syntax.Name, scope: Scope) -> Type:
        found = scope.find(node.name)
        if found is not None:
            return found
        if node.name in BUILTINS:
            return ANY_FUNCTION if scope.openness_of_all is Openness.CLOSED else ANY
        return self._unknown(node, scope, RemarkKind.UNKNOWN_NAME, say.unknown_name(node.name, scope.known()))

    def _unknown(self, node: syntax.Name, scope: Scope, kind: RemarkKind, message: Words) -> Type:
        """A name that nothing bears, unless the values have more members than their types say."""
        openness = scope.openness_of_all
        if openness is Openness.UNKNOWN:
            return ANY
        if openness is Openness.EXTENSIBLE:
            self._warn(node, kind, message)
            return ANY
        return self._remark(node, kind, message)

    def visit_path(self, node: syntax.Path, scope: Scope) -> Type:
        """A member; of a list, the list of its items' members."""
        source, lists = self.visit(node.source, scope), 0
        while isinstance(source, ListType):
            source, lists = source.item, lists + 1
        found = self._member(source, node, _WARNING if lists else _ERROR)
        for _ in range(lists):
            found = ListType(found)
        return found

    def _member(self, source: Type, node: syntax.Path, severity: Severity) -> Type:
        """Of an empty list nothing is asked, so there a wrong member is no certain error."""
        if source == NULL or kind_of(source) is None:
            return source
        if isinstance(source, ContextType):
            return self._entry(source, node, severity)
        found = property_type(source, node.member)
        if found is None:
            message = say.unknown_property(kind_of(source) or "", node.member, PROPERTIES.get(kind_of(source) or "", {}))
            return self._remark(node, RemarkKind.UNKNOWN_PROPERTY, message, severity)
        return found

    def _entry(self, source: ContextType, node: syntax.Path, severity: Severity) -> Type:
        members = dict(source.members)
        if node.member in members:
            return members[node.member]
        if members or source.exact:
            self._remark(node, RemarkKind.UNKNOWN_MEMBER, say.unknown_member(node.member, members), severity if source.exact else _WARNING)
        return NULL if source.exact else ANY

    def visit_filter(self, node: syntax.Filter, scope: Scope) -> Type:
        """By position where the condition is a number, else the items for which it is true."""
        source = self.visit(node.source, scope)
        item = source.item if isinstance(source, ListType) else source
        condition = self.visit(node.condition, scope.of_item(item))
        if source == NULL:
            return NULL
        if not isinstance(source, ListType) and kind_of(source) is not None:
            self._warn(node.source, RemarkKind.NOT_A_LIST, say.single_filtered(source))
        if condition == NUMBER:  # a position; one that is null selects as a condition that is null, and keeps nothing
            return item if never_null(node.condition, scope) else join(item, ListType(NULL))
        self._condition(node.condition, condition, say.FILTER)
        return ANY if kind_of(condition) is None else ListType(item)

    # Calls

    def visit_call(self, node: syntax.Call, scope: Scope) -> Type:
        function = self._function(node.function, scope)
        arguments = self._all(node.arguments, scope)
        if constant(node, scope) is not None:
            return self.visit_constant(node, scope)
        if isinstance(function, Builtin):
            return self._called(node, function, calls.by_position(function, arguments), arguments)
        if not isinstance(function, FunctionType):
            return self._not_called(node, function)
        if len(arguments) != len(function.parameters):
            return self._remark(node, RemarkKind.WRONG_ARGUMENTS, say.wrong_number(len(function.parameters), len(arguments)))
        return self._invoked(node, function, list(zip(node.arguments, arguments, function.parameters, strict=True)), scope)

    def visit_named_call(self, node: syntax.NamedCall, scope: Scope) -> Type:
        function = self._function(node.function, scope)
        arguments = {each.key: self.visit(each.value, scope) for each in node.arguments}
        if len(arguments) < len(node.arguments):
            twice = next(each.key for each in reversed(node.arguments) if sum(each.key == other.key for other in node.arguments) > 1)
            return self._remark(node, RemarkKind.DUPLICATE_ENTRY, say.duplicate(twice))
        if isinstance(function, Builtin):
            return self._called(node, function, calls.by_name(function, arguments), tuple(arguments.values()))
        if not isinstance(function, FunctionType):
            return self._not_called(node, function)
        if function.names is None:
            return function.result
        if set(arguments) != set(function.names):
            return self._wrong_names(node, arguments, [function.names])
        parameters = dict(zip(function.names, function.parameters, strict=True))
        return self._invoked(node, function, [(each.value, arguments[each.key], parameters[each.key]) for each in node.arguments], scope)

    def _function(self, node: Node, scope: Scope) -> Builtin | Type:
        """What is called. A variable that is no function, or null, does not hide the built-in function of its name."""
        if not isinstance(node, syntax.Name):
            return self.visit(node, scope)
        found = scope.find(node.name)
        if node.name in BUILTINS:
            if found is not None and kind_of(found) in (None, "function"):
                return ANY
            return BUILTINS[node.name] if found is not None or scope.is_free(node.name) else ANY
        if found is not None:
            return self.visit(node, scope)
        return self._unknown(node, scope, RemarkKind.UNKNOWN_FUNCTION, say.unknown_function(node.name, (*scope.known(), *BUILTINS)))

    def _not_called(self, node: syntax.Call | syntax.NamedCall, function: Type) -> Type:
        if function in (NULL, ANY, ANY_FUNCTION) or kind_of(function) is None:
            return NULL if function == NULL else ANY
        return self._remark(node, RemarkKind.NOT_A_FUNCTION, say.not_a_function(function))

    def _called(
        self, node: syntax.Call | syntax.NamedCall, function: Builtin, called: calls.Called | None, arguments: Sequence[Type]
    ) -> Type:
        """The result of a built-in function; what is null because an argument is was said before."""
        if called is None:
            if isinstance(node, syntax.NamedCall):
                forms = [tuple(formal.name for formal in variant.formals) for variant in function.variants]
                return self._wrong_names(node, [each.key for each in node.arguments], forms)
            return self._remark(node, RemarkKind.WRONG_ARGUMENTS, say.wrong_form(function))
        if called.blamed is None or NULL in arguments:
            return called.result
        message = say.argument_type(function.name, called.blamed[0], called.blamed[1])
        self._remark(node, RemarkKind.ARGUMENT_TYPE, message, _ERROR if called.fit is Fit.NEVER else _WARNING)
        return called.result

    def _wrong_names(self, node: syntax.NamedCall, given: Iterable[str], forms: Sequence[tuple[str, ...]]) -> Type:
        known = {name for form in forms for name in form}
        unknown = next((name for name in given if name not in known), None)
        if unknown is not None:
            return self._remark(node, RemarkKind.UNKNOWN_ARGUMENT, say.unknown_argument(unknown, forms))
        return self._remark(node, RemarkKind.WRONG_ARGUMENTS, say.wrong_names(forms))

    def _invoked(self, call: Node, function: FunctionType, arguments: Sequence[tuple[Node, Type, Type]], scope: Scope) -> Type:
        """The result of a function that somebody defined. Null is an argument of every type, and is handed on."""
        for node, given, wanted in arguments:
            suited = fit(given, wanted)
            if suited is Fit.NEVER and never_null(node, scope):
                return self._remark(call, RemarkKind.ARGUMENT_TYPE, say.wrong_type(given, wanted))
            if suited is not Fit.PERHAPS:
                self._warn(node, RemarkKind.ARGUMENT_TYPE, say.wrong_type(given, wanted))
        return function.result

    # Operators

    def visit_negation(self, node: syntax.Negation, scope: Scope) -> Type:
        operand = self.visit(node.operand, scope)
        if operand == NULL or kind_of(operand) is None:
            return operand
        return OPPOSITES.get(kind_of(operand) or "") or self._remark(node, RemarkKind.OPERANDS, say.no_opposite(operand))

    def visit_arithmetic(self, node: syntax.Arithmetic, scope: Scope) -> Type:
        """Long sums lean to the left, so the left side is walked down without recursion."""
        spine = [node]
        while isinstance(spine[-1].left, syntax.Arithmetic):
            spine.append(spine[-1].left)
        found = self.visit(spine[-1].left, scope)
        for operation in reversed(spine):
            found = self._calculated(operation, found, self.visit(operation.right, scope))
        return found

    def _calculated(self, node: syntax.Arithmetic, left: Type, right: Type) -> Type:
        if NULL in (left, right):
            return NULL
        found = calculated(node.operator, left, right)
        if found == NULL:
            kind = RemarkKind.LIST_FOR_SINGLE if "list" in (kind_of(left), kind_of(right)) else RemarkKind.OPERANDS
            return self._remark(node, kind, say.operands(node.operator, left, right))
        if node.operator is ArithmeticOperator.DIVIDE and isinstance(node.right, syntax.NumberLiteral) and not node.right.value:
            return self._remark(node, RemarkKind.DIVISION_BY_ZERO, say.DIVISION_BY_ZERO)
        return found

    def visit_comparison(self, node: syntax.Comparison, scope: Scope) -> Type:
        known = len(self.remarks)
        left, right = self._all((node.left, node.right), scope)
        if isinstance(node.left, syntax.NullLiteral) or isinstance(node.right, syntax.NullLiteral):
            self._soften(known)
        if node.operator not in _EQUALITIES:
            return self._ordered(node, node.operator, left, right)
        if node.operator is ComparisonOperator.EQUAL:
            for one, other in ((left, node.right), (right, node.left)):
                self._allowed(node, one, other)
        self._equal(node, node.operator, (left, right), written=never_null(node.left, scope) or never_null(node.right, scope))
        return BOOLEAN

    def _equal(self, node: Node, operator: ComparisonOperator, sides: tuple[Type, Type], *, written: bool) -> None:
        """Values of different kinds are neither equal nor unequal; null equals null only, and so is unequal to what is written."""
        left, right = sides
        if NULL not in sides and not _same_kind(left, right):
            certain = operator is ComparisonOperator.EQUAL and written
            self._remark(node, RemarkKind.DIFFERENT_KINDS, say.different_kinds(operator, left, right), _ERROR if certain else _WARNING)

    def _ordered(self, node: Node, operator: str, *sides: Type) -> Type:
        """Whether sides can be put in order: boolean, or null where they cannot."""
        if NULL in sides:
            return NULL
        kinds = {kind for kind in map(kind_of, sides) if kind is not None}
        if len(kinds) > 1:
            kind = RemarkKind.LIST_FOR_SINGLE if "list" in kinds else RemarkKind.OPERANDS
            return self._remark(node, kind, say.different_kinds(operator, *sides))
        return BOOLEAN if kinds <= ORDERED else self._remark(node, RemarkKind.OPERANDS, say.no_order(kinds.pop()))

    def visit_between(self, node: syntax.Between, scope: Scope) -> Type:
        return self._ordered(node, "between", *self._all((node.value, node.low, node.high), scope))

    def visit_logic(self, node: syntax.Conjunction | syntax.Disjunction, scope: Scope) -> Type:
        """What is no boolean counts as null. The others may decide alone, so only where none is left it is certain."""
        operands = self._all(node.operands, scope)
        odd = [position for position, static in enumerate(operands) if not _may_be(static, BOOLEAN)]
        if odd and all(position in odd or static == NULL for position, static in enumerate(operands)):
            return self._remark(node, RemarkKind.NOT_BOOLEAN, say.not_boolean(say.OPERAND, operands[odd[0]]))
        for position in odd:
            self._warn(node.operands[position], RemarkKind.NOT_BOOLEAN, say.not_boolean(say.OPERAND, operands[position]))
        return BOOLEAN

    def visit_instance_of(self, node: syntax.InstanceOf, scope: Scope) -> Type:
        known = len(self.remarks)
        self.visit(node.value, scope)
        self._soften(known)
        if unknown := unknown_names(resolve(node.type, self._types)):
            return self._remark(node, RemarkKind.UNKNOWN_TYPE, say.unknown_type(unknown[0], self._types))
        return BOOLEAN

    def visit_in(self, node: syntax.In, scope: Scope) -> Type:
        value = _Tested(self.visit(node.value, scope), is_written=never_null(node.value, scope))
        for test in node.tests:
            self._test(test, value, scope)
        return BOOLEAN

    # Unary tests

    def visit_unary_tests(self, node: syntax.UnaryTests, scope: Scope) -> Type:
        """Tests of the input, whose type the scope has as ``?``."""
        value = _Tested(scope.find(INPUT) or ANY, is_written=False)
        for test in node.tests:
            self._test(test, value, scope)
        return BOOLEAN

    def _test(self, test: Node, value: _Tested, scope: Scope) -> None:
        if isinstance(test, syntax.Bound):
            self._bound(test, value, scope)
            return
        expression = test.expression if isinstance(test, syntax.ExpressionTest) else test
        found = self.visit(expression, scope)
        if isinstance(test, syntax.ExpressionTest):
            if test.speaks_of_input:
                self._condition(expression, found, say.TEST)
                return
            if kind_of(found) in (None, "boolean") and not isinstance(expression, syntax.BooleanLiteral):
                return  # perhaps a condition about something else than the input
        self._among(expression, value, found, scope)

    def _bound(self, test: syntax.Bound, value: _Tested, scope: Scope) -> None:
        operand = self.visit(test.operand, scope)
        if test.operator in _EQUALITIES:
            if test.operator is ComparisonOperator.EQUAL:
                self._allowed(test, value.type, test.operand)
            self._equal(test, test.operator, (value.type, operand), written=value.is_written or never_null(test.operand, scope))
        else:
            self._ordered(test, test.operator, value.type, operand)

    def _among(self, node: Node, value: _Tested, found: Type, scope: Scope) -> None:
        """``value in found``: one of a list, within a range, or equal."""
        for item in (node, *(node.items if isinstance(node, syntax.ListLiteral) else ())):
            self._allowed(item, value.type, item)
        if NULL in (value.type, found) or None in (kind_of(value.type), kind_of(found)):
            return
        if isinstance(found, RangeType):
            self._within(node, value, found, scope)
        elif isinstance(found, ListType):
            self._one_of(node, value.type, found)
        else:
            self._equal(node, ComparisonOperator.EQUAL, (value.type, found), written=value.is_written or never_null(node, scope))

    def _within(self, node: Node, value: _Tested, found: RangeType, scope: Scope) -> None:
        """A range holds what can be put in order with its ends; a range may also be equal to it."""
        if kind_of(value.type) == "range":
            return
        if is_reversed(node, scope):
            self._remark(node, RemarkKind.REVERSED_RANGE, say.REVERSED)
        elif not _same_kind(value.type, found.item) or kind_of(value.type) not in ORDERED:
            certain = value.is_written or never_null(node, scope)  # else both may be null, and then equal
            message = say.different_kinds("in", value.type, found)
            self._remark(node, RemarkKind.DIFFERENT_KINDS, message, _ERROR if certain else _WARNING)

    def _one_of(self, node: Node, value: Type, found: ListType) -> None:
        """A list may hold null, and so may the value be; hence nothing of this is certain."""
        items = {kind_of(value), None, "range", "list"}
        if kind_of(value) != "list" and kind_of(found.item) not in items and found.item != NULL:
            self._warn(node, RemarkKind.DIFFERENT_KINDS, say.different_kinds("in", value, found))

    def _allowed(self, node: Node, enumerated: Type, written: Node) -> None:
        """Strings with which an input is compared, and that it can never be."""
        if isinstance(enumerated, EnumeratedType):
            for each in written_values(written):
                if isinstance(each, syntax.StringLiteral) and each.value not in enumerated.values:
                    place = node if each is written else each
                    certain = _ERROR if each is written else _WARNING
                    self._remark(place, RemarkKind.NOT_ALLOWED, say.not_allowed(each.value, enumerated.values), certain)

    def visit_expression_test(self, node: syntax.ExpressionTest, scope: Scope) -> Type:
        return self.visit(node.expression, scope)

    # Control

    def _condition(self, node: Node, static: Type, what: Words) -> None:
        if not _may_be(static, BOOLEAN):
            self._remark(node, RemarkKind.NOT_BOOLEAN, say.not_boolean(what, static))

    def visit_if(self, node: syntax.If, scope: Scope) -> Type:
        condition, consequence, alternative = self._all((node.condition, node.consequence, node.alternative), scope)
        self._condition(node.condition, condition, say.IF)
        if condition == NULL:
            return alternative
        if not _may_be(condition, BOOLEAN):
            return NULL if never_null(node.condition, scope) else alternative
        return join(consequence, alternative)

    def visit_for(self, node: syntax.For, scope: Scope) -> Type:
        """``partial`` holds results, whose type is only being found out."""
        inside, is_null = self._iterated(node, node.iterators, scope)
        if node.uses_partial:
            inside = inside.inside({PARTIAL: ANY_LIST})
        body = self.visit(node.body, inside)
        return NULL if is_null else ListType(body)

    def visit_quantified(self, node: syntax.Quantified, scope: Scope) -> Type:
        inside, is_null = self._iterated(node, node.iterators, scope)
        self._condition(node.condition, self.visit(node.condition, inside), say.SATISFIES)
        return NULL if is_null else BOOLEAN

    def _iterated(self, node: Node, iterators: tuple[syntax.Iterator, ...], scope: Scope) -> tuple[Scope, bool]:
        """The scope of the body, and whether the loop never begins. Whether an inner one begins, the outer one decides."""
        first = self._element(node, iterators[0], scope, _ERROR)
        inside = scope.inside({iterators[0].name: ANY if first is None else first})
        for iterator in iterators[1:]:
            element = self._element(node, iterator, inside, _WARNING)
            inside = inside.inside({iterator.name: ANY if element is None else element})
        return inside, first is None

    def _element(self, node: Node, iterator: syntax.Iterator, scope: Scope, severity: Severity) -> Type | None:
        """What the variable is; None where there is nothing to go through."""
        source = self.visit(iterator.source, scope)
        if iterator.until is not None:
            return self._step(node, source, self.visit(iterator.until, scope), severity)
        if source == NULL:
            return None
        if isinstance(source, RangeType):
            if is_reversed(iterator.source, scope):
                self._remark(node, RemarkKind.NO_STEPS, say.REVERSED, severity)
                return None
            return self._step(node, source.item, source.item, severity)
        if isinstance(source, ListType):
            return source.item
        if kind_of(source) is not None:
            self._warn(iterator.source, RemarkKind.NOT_A_LIST, say.single_iterated(source))
        return source

    def _step(self, node: Node, low: Type, high: Type, severity: Severity) -> Type | None:
        """What lies from one number or date to another."""
        if NULL in (low, high):
            return None
        kinds = {kind for kind in map(kind_of, (low, high)) if kind is not None}
        if kinds <= {"number"} or kinds <= {"date"}:
            return _known(low, high)
        self._remark(node, RemarkKind.NO_STEPS, say.no_steps(low, high), severity)
        return None

    _VISITORS: ClassVar[dict[type[Node], Callable[[Checker, Any, Scope], Type]]] = {
        syntax.NullLiteral: visit_null_literal,
        syntax.BooleanLiteral: visit_boolean_literal,
        syntax.NumberLiteral: visit_number_literal,
        syntax.StringLiteral: visit_string_literal,
        syntax.AtLiteral: visit_constant,
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
        syntax.Conjunction: visit_logic,
        syntax.Disjunction: visit_logic,
        syntax.InstanceOf: visit_instance_of,
        syntax.In: visit_in,
        syntax.UnaryTests: visit_unary_tests,
        syntax.ExpressionTest: visit_expression_test,
        syntax.If: visit_if,
        syntax.For: visit_for,
        syntax.Quantified: visit_quantified,
    }


def _may_be(static: Type, wanted: SimpleType) -> bool:
    return kind_of(static) in (None, wanted.name) or static == NULL


def _same_kind(one: Type, other: Type) -> bool:
    return None in (kind_of(one), kind_of(other)) or kind_of(one) == kind_of(other)


def _known(*types: Type) -> Type:
    """The plain type of which something is known, of several that must be one."""
    return next((SimpleType(kind) for kind in map(kind_of, types) if kind is not None), ANY)
