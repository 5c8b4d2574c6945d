"""Boxed expressions and the elements of a model, in the order of their requirements, as values of a set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Final

from luoshi.engines.decisions import model as dmn
from luoshi.engines.decisions.boxed import Boxes
from luoshi.engines.decisions.compiling import typed_logic
from luoshi.engines.decisions.elements import Key
from luoshi.engines.decisions.evaluate import Compiled, Unit
from luoshi.engines.decisions.model import Decision, DecisionService, InputData, KnowledgeModel
from luoshi.engines.decisions.problems import Place
from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.conditions import as_truth, truth
from luoshi.engines.decisions.sets.declared import Conversion
from luoshi.engines.decisions.sets.expressions import Scope, Translator
from luoshi.engines.decisions.sets.refusals import Refusal, Refused
from luoshi.engines.decisions.sets.tables import Answered, Tables
from luoshi.engines.decisions.sets.values import NULL, TRUE, Called, Item, Known, Listed, Parts, SetValue
from luoshi.engines.decisions.tables import compile_table

DEPTH_MAX: Final = 20
"""How deep functions of a model may call each other: each call is written out."""


class Given(Exception):
    """An element could not be translated; why stands in the list of refusals."""


@dataclass(slots=True)
class Elements:
    """Translates the elements of a compiled model, each once. ``inputs`` are there already."""

    compiled: Compiled
    translator: Translator
    values: dict[Key, SetValue]
    refusals: list[Refusal]
    answered: dict[str, Answered] = field(default_factory=dict)
    """What the table of a decision answered, by the decision's name."""
    failed: set[Key] = field(default_factory=set)
    _depth: int = 0

    def value(self, key: Key) -> SetValue:
        """The value of an element.

        Raises:
            Given: it cannot be translated, which was noted.
        """
        if key in self.failed:
            raise Given
        if key not in self.values:
            try:
                self.values[key] = self._translated(self.compiled.units[key])
            except Given:
                self.failed.add(key)
                raise
        return self.values[key]

    def _translated(self, unit: Unit) -> SetValue:
        scope = self._scope(unit)
        try:
            return self._element(unit, scope)
        except Refused as refused:
            self.refusals.append(refused.at(unit.element.place))
            raise Given from refused

    def _scope(self, unit: Unit) -> Scope:
        """The values under the names by which an element sees them; every failure below is noted before it gives up."""
        scope: dict[str, Any] = {}
        failed = False
        for named in unit.needs:
            try:
                value = self.value(named.key)
            except Given:
                failed = True
                continue
            if named.prefix:
                inner = scope.get(named.prefix, Parts({}))
                scope[named.prefix] = Parts({**inner.members, named.name: value})
            else:
                scope[named.name] = value
        if failed:
            raise Given
        return scope

    def _element(self, unit: Unit, scope: Scope) -> SetValue:
        element = unit.element
        if isinstance(element, KnowledgeModel):
            return self._knowledge(unit, element, scope)
        if isinstance(element, DecisionService | InputData):
            raise Refused(element.name, "决策服务不能作为函数整批调用。", "A decision service is not called as a function over all rows.")
        if element.logic is None:
            raise Refused(element.name, "这一决策由人作出。", "A person takes this decision.")
        return self._decision(unit, element, scope)

    def _decision(self, unit: Unit, decision: Decision, scope: Scope) -> SetValue:
        walk = Walk(self.translator, self.compiled.boxes[unit.key[0]])
        logic = typed_logic(decision)
        if isinstance(logic, dmn.DecisionTable):
            answered = walk.answered(logic, scope, decision.name)
            self.answered[decision.name] = answered
            value = walk.typed(answered.value, logic.type_ref, logic.place, decision.name)
        else:
            value = walk.value(logic, scope, decision.name)
        value = walk.conversion.converted(value, unit.declared, decision.place, decision.name)
        return self.translator.materialised(value)

    def _knowledge(self, unit: Unit, element: KnowledgeModel, scope: Scope) -> SetValue:
        walk = Walk(self.translator, self.compiled.boxes[unit.key[0]])
        if element.function is None:
            raise Refused(element.name, "业务知识模型没有函数。", "The business knowledge model has no function.")
        type_ref = element.function.type_ref or element.variable.type_ref
        return walk.function(replace(element.function, type_ref=type_ref), scope, element.name)


@dataclass(slots=True)
class Walk:
    """Translates the boxed expressions of one model."""

    translator: Translator
    boxes: Boxes
    conversion: Conversion = field(init=False)
    depth: int = 0

    def __post_init__(self) -> None:
        self.conversion = Conversion(self.translator)

    def value(self, box: dmn.Expression | None, scope: Scope, name: str) -> SetValue:
        """The value of a box, of its declared type."""
        if box is None:
            return NULL
        translate = self._BOXES.get(type(box))
        if translate is None:
            raise Refused(type(box).__name__, "整批运行没有对应的写法。", "There is no way to say this for all rows at once.")
        value = translate(self, box, scope, name)
        return value if isinstance(box, dmn.FunctionDefinition) else self.typed(value, box.type_ref, box.place, name)

    def typed(self, value: SetValue, type_ref: str | None, place: Place, name: str) -> SetValue:
        """The value as a type by its name."""
        return self.conversion.converted(value, self.boxes.types.optional(type_ref, place), place, name)

    def _literal(self, box: dmn.LiteralExpression, scope: Scope, _name: str) -> SetValue:
        node = self.boxes.parser.expression(box.text, frozenset(scope)).node
        if node is None:
            raise Refused(box.text.text, "表达式有语法错误。", "The expression has a syntax error.")
        return self.translator.value(node, scope)

    def _table(self, box: dmn.DecisionTable, scope: Scope, name: str) -> SetValue:
        return self.answered(box, scope, name).value

    def answered(self, box: dmn.DecisionTable, scope: Scope, name: str) -> Answered:
        """A table's answer with the rule."""
        table = compile_table(box, box.output_label or name, self.boxes.parser, self.boxes.types, frozenset(scope))
        return Tables(self.translator, self.conversion).answer(table, scope)

    def _context(self, box: dmn.Context, scope: Scope, name: str) -> SetValue:
        members: dict[str, SetValue] = {}
        for entry in box.entries:
            label = entry.variable.name if entry.variable is not None else name
            value = self.value(entry.value, {**scope, **members}, label)
            if entry.variable is None:
                return value
            value = self.typed(value, entry.variable.type_ref, entry.variable.place, label)
            members[label] = self.translator.materialised(value)
        return Parts(members)

    def _conditional(self, box: dmn.Conditional, scope: Scope, name: str) -> SetValue:
        """Unlike ``if``, a condition that is null makes the whole null."""
        condition = as_truth(self.value(box.condition, scope, name), "if")
        then, otherwise = self.value(box.then, scope, name), self.value(box.otherwise, scope, name)
        if isinstance(condition, Known):
            return NULL if condition.value is None else then if condition.value else otherwise
        found = self.translator.branching.either(condition, then, otherwise)
        if condition.sure:
            return found
        is_known = truth(sql.is_there(condition.sql), condition.doubt, sure=True)
        return self.translator.branching.chosen([is_known], [found], NULL, found.doubt)

    def _boxed_list(self, box: dmn.BoxedList, scope: Scope, name: str) -> SetValue:
        return Listed(tuple(Item(TRUE, self.value(each, scope, name)) for each in box.items))

    def _invocation(self, box: dmn.Invocation, scope: Scope, name: str) -> SetValue:
        arguments = {
            each.parameter.name: self.typed(
                self.value(each.value, scope, each.parameter.name), each.parameter.type_ref, each.place, each.parameter.name
            )
            for each in box.bindings
        }
        called = self.value(box.called, scope, name)
        if not isinstance(called, Called):
            raise Refused(name, "只能调用模型中的函数。", "Only functions of the model are called.")
        return called.call(arguments)

    def function(self, box: dmn.FunctionDefinition, scope: Scope, name: str) -> SetValue:
        """A function is written out at each call."""
        if box.kind is not dmn.FunctionKind.FEEL:
            raise Refused(f"{box.kind} {name}", "不执行别的语言写的函数。", "Functions in other languages are not run.")

        def call(arguments: Mapping[str, SetValue]) -> SetValue:
            if set(arguments) != {each.name for each in box.parameters}:
                raise Refused(name, "参数名称不对。", "The names of the arguments are wrong.")
            given = {each.name: self._argument(each, arguments[each.name]) for each in box.parameters}
            return self._called(box, {**scope, **given}, name)

        return Called(name, tuple(each.name for each in box.parameters), call)

    def _argument(self, parameter: dmn.Variable, value: SetValue) -> SetValue:
        typed = self.typed(value, parameter.type_ref, parameter.place, parameter.name)
        if typed is not value and not isinstance(value, Known):
            raise Refused(parameter.name, "参数可能不在允许的取值之内。", "The argument may be outside its allowed values.")
        return self.translator.materialised(typed)

    def _called(self, box: dmn.FunctionDefinition, scope: Scope, name: str) -> SetValue:
        if self.depth >= DEPTH_MAX:
            raise Refused(name, "函数互相调用没有尽头。", "Functions call each other without end.")
        self.depth += 1
        try:
            return self.conversion.converted(self.value(box.body, scope, name), self.boxes.result(box.type_ref, box.place), box.place, name)
        finally:
            self.depth -= 1

    _BOXES: ClassVar[dict[type, Callable[..., SetValue]]] = {
        dmn.LiteralExpression: _literal,
        dmn.DecisionTable: _table,
        dmn.Context: _context,
        dmn.Conditional: _conditional,
        dmn.BoxedList: _boxed_list,
        dmn.Invocation: _invocation,
        dmn.FunctionDefinition: function,
    }
