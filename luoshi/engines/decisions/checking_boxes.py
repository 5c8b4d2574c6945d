"""The types of boxed expressions: one method for each box, in the order of `boxed.py`, whose meaning they follow.

Texts are parsed by the same parser with the same names as when the model was compiled, so the nodes are those that will be evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from luoshi.engines.decisions import model
from luoshi.engines.decisions.boxed import Boxes
from luoshi.engines.decisions.checking_remarks import Remark, Remarks, limited, static_type
from luoshi.engines.decisions.hit_policies import MANY
from luoshi.engines.decisions.model import Aggregation, Expression, FunctionKind, HitPolicy, IteratorKind, Text
from luoshi.engines.decisions.running import FeelText
from luoshi.engines.decisions.types import Declared
from luoshi.engines.feel import syntax
from luoshi.engines.feel.checking import RemarkKind, Severity, check, join
from luoshi.engines.feel.checking.relations import join_all, kind_of
from luoshi.engines.feel.checking.scope import Scope
from luoshi.engines.feel.parse import INPUT, PARTIAL
from luoshi.engines.feel.types import ANY, ANY_LIST, BOOLEAN, NULL, NUMBER, ContextType, FunctionType, ListType, RangeType, Type
from luoshi.words import Words


@dataclass(frozen=True, slots=True)
class Sight:
    """What a text can see: types for the checker, the names with which the parser was told of them, and what elements declare."""

    scope: Scope
    names: frozenset[str]
    declared: Mapping[str, Declared | None] = field(default_factory=dict)

    def inside(self, types: Mapping[str, Type]) -> Sight:
        """With more names in front."""
        still = {name: declared for name, declared in self.declared.items() if name not in types}
        return Sight(self.scope.inside(types), self.names | types.keys(), still)


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """A column of conditions as its cells see it; ``declared`` are all types of which its values are."""

    scope: Scope
    declared: tuple[Declared | None, ...]
    allowed: FeelText | None


@dataclass(frozen=True, slots=True)
class BoxTypes:
    """Finds the types of one model's expressions; what is to be said of them joins ``remarks``."""

    boxes: Boxes
    remarks: Remarks

    def type_of(self, expression: Expression | None, sight: Sight) -> Type:
        """The type of an expression's value; null for an empty box."""
        if expression is None:
            return NULL
        found = _TYPES[type(expression)](self, expression, sight)
        if isinstance(expression, model.FunctionDefinition):
            return found  # its type is one of its results
        declared = self.boxes.types.optional(expression.type_ref, expression.place)
        if isinstance(expression, model.LiteralExpression):
            self.constants(expression, sight, declared)
        return self.remarks.converted(found, declared, expression.place, written(expression))

    def variable(self, expression: Expression | None, variable: model.Variable, sight: Sight) -> Type:
        """The type of an expression whose value a variable gets."""
        declared = self.boxes.types.of(variable)
        found = self.type_of(expression, sight)
        if isinstance(expression, model.LiteralExpression) and not expression.type_ref:
            self.constants(expression, sight, declared)
        return self.remarks.converted(found, declared, variable.place, written(expression))

    def constants(self, expression: model.LiteralExpression, sight: Sight, declared: Declared | None) -> None:
        """Constants that the declared type does not allow."""
        self.remarks.allowed(expression.text, self.boxes.parser.expression(expression.text, sight.names).node, [declared])

    def text(self, text: Text, parsed: FeelText, scope: Scope) -> Type:
        """The type of a FEEL text; of one that is no FEEL nothing is known, and a problem says why."""
        if parsed.node is None:
            return ANY
        checked = check(parsed.node, scope)
        self.remarks.of_text(text, checked.remarks)
        self.remarks.texts.append((text, checked.type))
        return checked.type

    def expression(self, text: Text, sight: Sight) -> Type:
        """The type of a FEEL expression."""
        return self.text(text, self.boxes.parser.expression(text, sight.names), sight.scope)

    def literal(self, expression: model.LiteralExpression, sight: Sight) -> Type:
        """One FEEL expression."""
        return self.expression(expression.text, sight)

    # --- decision tables

    def table(self, table: model.DecisionTable, sight: Sight) -> Type:
        """One row's type, or the list of it; numbers where rows are added up or counted."""
        columns = [self._column(each, sight) for each in table.inputs]
        for rule in table.rules:
            for column, cell in zip(columns, rule.conditions, strict=False):
                self._cell(column, cell, sight)
        outputs = {each.name: self._output(table, position, sight) for position, each in enumerate(table.outputs)}
        row = next(iter(outputs.values()), NULL) if len(table.outputs) == 1 else ContextType(tuple(outputs.items()), exact=True)
        if table.hit_policy not in MANY:
            return row
        if table.hit_policy is not HitPolicy.COLLECT or table.aggregation is None:
            return ListType(row)
        return NUMBER if table.aggregation in (Aggregation.SUM, Aggregation.COUNT) else row

    def _column(self, column: model.InputClause, sight: Sight) -> TypedColumn:
        declared = self.boxes.types.optional(column.type_ref, column.place)
        found = self.remarks.converted(self.expression(column.expression, sight), declared, column.place, column.expression.text)
        allowed = self._values(column.values, found, sight)
        variable = self.boxes.parser.expression(column.expression, sight.names).variable
        cells = sight.scope.inside({INPUT: limited(found, allowed)})
        return TypedColumn(cells, (declared, sight.declared.get(variable or "")), allowed)

    def _values(self, values: Text | None, found: Type, sight: Sight) -> FeelText | None:
        """The allowed values of a column, which are tests of it."""
        if values is None:
            return None
        tests = self.boxes.parser.tests(values, sight.names)
        self.text(values, tests, sight.scope.inside({INPUT: found}))
        return tests

    def _cell(self, column: TypedColumn, cell: Text, sight: Sight) -> None:
        if cell.is_blank:
            return
        tests = self.boxes.parser.tests(cell, sight.names)
        self.text(cell, tests, column.scope)
        self.remarks.allowed_tests(cell, tests.node, column.declared, column.allowed)

    def _output(self, table: model.DecisionTable, position: int, sight: Sight) -> Type:
        """The type of a column of conclusions; each cell is held to what the column declares."""
        column = table.outputs[position]
        declared = self.boxes.types.optional(column.type_ref, column.place)
        allowed = self._values(column.values, static_type(declared), sight)
        cells = [rule.conclusions[position] for rule in table.rules if position < len(rule.conclusions)]
        cells += [column.default] if column.default is not None else []
        found = (self._conclusion(cell, declared, allowed, sight) for cell in cells if not cell.is_blank)
        return limited(join_all(found), allowed)

    def _conclusion(self, cell: Text, declared: Declared | None, allowed: FeelText | None, sight: Sight) -> Type:
        parsed = self.boxes.parser.expression(cell, sight.names)
        self.remarks.allowed(cell, parsed.node, [declared], allowed)
        return self.remarks.converted(self.text(cell, parsed, sight.scope), declared, cell.place, cell.text)

    # --- the other boxes

    def context(self, expression: model.Context, sight: Sight) -> Type:
        """Each entry sees those above it; an entry without a name is the result."""
        entries: dict[str, Type] = {}
        for entry in expression.entries:
            if entry.variable is None:
                return self.type_of(entry.value, sight)
            found = entries[entry.variable.name] = self.variable(entry.value, entry.variable, sight)
            sight = sight.inside({entry.variable.name: found})
        return ContextType(tuple(entries.items()), exact=True)

    def invocation(self, expression: model.Invocation, sight: Sight) -> Type:
        """A function with its arguments by name, judged as the call that FEEL would write."""
        called = self.type_of(expression.called, sight)
        arguments = {f"{position}": self.variable(each.value, each.parameter, sight) for position, each in enumerate(expression.bindings)}
        name = expression.called.text.text.strip() if isinstance(expression.called, model.LiteralExpression) else "function"
        entries = (
            syntax.ContextEntry(0, 0, each.parameter.name, syntax.Name(0, 0, f"{position}"))
            for position, each in enumerate(expression.bindings)
        )
        function = syntax.Name(0, 0, name)
        call = syntax.NamedCall(0, 0, function, tuple(entries)) if arguments else syntax.Call(0, 0, function, ())
        checked = check(call, arguments if sight.scope.is_free(name) else {**arguments, name: called})
        for each in checked.remarks if called != NULL else ():
            message = Words(each.message.chinese, each.message.english)
            self.remarks.add(Remark(each.kind, each.severity, expression.place, message))
        return checked.type

    def relation(self, expression: model.Relation, sight: Sight) -> Type:
        """A list of contexts, one for each row."""
        rows = (
            ContextType(
                tuple((column.name, self.variable(cell, column, sight)) for column, cell in zip(expression.columns, row, strict=False)),
                exact=True,
            )
            for row in expression.rows
        )
        return ListType(join_all(rows))

    def boxed_list(self, expression: model.BoxedList, sight: Sight) -> Type:
        """A list of the items' values."""
        return ListType(join_all([self.type_of(each, sight) for each in expression.items]))

    def conditional(self, expression: model.Conditional, sight: Sight) -> Type:
        """If, then, else; here a condition that is null makes the whole null."""
        condition = self._condition(expression.condition, sight)
        then, otherwise = self.type_of(expression.then, sight), self.type_of(expression.otherwise, sight)
        return join(then, otherwise) if condition in (ANY, BOOLEAN) else NULL

    def _condition(self, expression: Expression | None, sight: Sight) -> Type:
        found = self.type_of(expression, sight)
        if expression is not None and kind_of(found) not in (None, "boolean") and found != NULL:
            self.remarks.not_boolean(expression.place, found)
        return found

    def filter(self, expression: model.Filter, sight: Sight) -> Type:
        """The items for which the condition is true."""
        item = self._item(self.type_of(expression.of, sight))
        self._condition(expression.match, Sight(sight.scope.of_item(ANY if item is None else item), sight.names | {"item"}))
        return NULL if item is None else ListType(item)

    def iterator(self, expression: model.Iterator, sight: Sight) -> Type:
        """For, some, every."""
        item = self._item(self.type_of(expression.of, sight))
        inside = sight.inside({PARTIAL: ANY_LIST}).inside({expression.variable.name: ANY if item is None else item})
        is_loop = expression.kind is IteratorKind.FOR
        body = self.type_of(expression.body, inside) if is_loop else self._condition(expression.body, inside)
        if item is None:
            return NULL
        return ListType(body) if is_loop else BOOLEAN

    def _item(self, source: Type) -> Type | None:
        """What a loop goes through; None for null."""
        if source == NULL:
            return None
        if isinstance(source, ListType | RangeType):
            return source.item
        return source

    def function(self, expression: model.FunctionDefinition, sight: Sight, itself: str | None = None) -> Type:
        """A function that sees what its definition saw, and under the name ``itself`` what it is."""
        names = tuple(each.name for each in expression.parameters)
        if expression.kind is not FunctionKind.FEEL:
            message = Words(
                f"函数用 {expression.kind} 写成，不予执行，结果总是空值；请用 FEEL 改写。",
                f"The function is written in {expression.kind}, is not run and gives null; write it in FEEL.",
            )
            self.remarks.add(Remark(RemarkKind.EXTERNAL_FUNCTION, Severity.WARNING, expression.place, message))
            return FunctionType((ANY,) * len(names), NULL, names)
        declared = [self.boxes.types.of(each) for each in expression.parameters]
        parameters = tuple(ANY if each is None else each.type for each in declared)
        result = self.boxes.result(expression.type_ref, expression.place)
        own = {} if itself is None else {itself: FunctionType(parameters, static_type(result), names)}
        inside = sight.inside({**own, **dict(zip(names, map(static_type, declared), strict=True))})
        body = self.type_of(expression.body, inside)
        if isinstance(expression.body, model.LiteralExpression) and not expression.body.type_ref:
            self.constants(expression.body, inside, result)
        return FunctionType(parameters, self.remarks.converted(body, result, expression.place, written(expression.body)), names)


def written(expression: Expression | None) -> str:
    """The text of a literal expression; nothing for other boxes."""
    return expression.text.text if isinstance(expression, model.LiteralExpression) else ""


_TYPES: Final[dict[type, Callable[..., Type]]] = {
    model.LiteralExpression: BoxTypes.literal,
    model.DecisionTable: BoxTypes.table,
    model.Context: BoxTypes.context,
    model.Invocation: BoxTypes.invocation,
    model.Relation: BoxTypes.relation,
    model.BoxedList: BoxTypes.boxed_list,
    model.FunctionDefinition: BoxTypes.function,
    model.Conditional: BoxTypes.conditional,
    model.Filter: BoxTypes.filter,
    model.Iterator: BoxTypes.iterator,
}
