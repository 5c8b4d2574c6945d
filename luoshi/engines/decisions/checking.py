"""The types of a whole model before anybody asks it: every text, cell and box against what the model declares.

A model with errors still answers, as the standard wants it: what has no value is null with a finding. Here it is said beforehand, with its
place in the file, rule and column. Errors are certain, whatever the inputs are; warnings are what may be, or is hardly meant so.

What is decided elsewhere has the type that its logic gives; only where a caller gives a decision its value (`decided=`) may it be other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace

from luoshi.engines.decisions.boxed import Boxes
from luoshi.engines.decisions.checking_boxes import BoxTypes, Sight, written
from luoshi.engines.decisions.checking_remarks import Remark, Remarks, static_type
from luoshi.engines.decisions.elements import Key
from luoshi.engines.decisions.evaluate import Compiled, Unit
from luoshi.engines.decisions.model import (
    Decision,
    DecisionService,
    ItemDefinition,
    KnowledgeModel,
    LiteralExpression,
    Text,
)  # fmt: skip
from luoshi.engines.decisions.requirements import evaluation_order
from luoshi.engines.decisions.types import Declared
from luoshi.engines.feel.checking.scope import Scope
from luoshi.engines.feel.parse import INPUT
from luoshi.engines.feel.types import ANY, ContextType, FunctionType, Type


@dataclass(frozen=True, slots=True)
class Typing:
    """What is to be said of a model, the type of each element, and of each text in it."""

    remarks: tuple[Remark, ...]
    elements: Mapping[Key, Type]
    texts: tuple[tuple[Text, Type], ...]


def check_types(compiled: Compiled) -> tuple[Remark, ...]:
    """What can never have a value in a model, or is hardly meant so, in the order in which the model is evaluated."""
    return typed(compiled).remarks


def typed(compiled: Compiled) -> Typing:
    """The static types of a model, and remarks on it."""
    remarks = Remarks()
    boxes = {namespace: BoxTypes(_asked_again(each), remarks) for namespace, each in compiled.boxes.items()}
    elements = _Elements(compiled, boxes, remarks, frozenset(_given(compiled)))
    _check_definitions(boxes)
    for key in evaluation_order(_graph(compiled)):
        remarks.owner = compiled.units[key].element.name
        elements.types[key] = elements.type_of(compiled.units[key])
    return Typing(tuple(remarks.found), elements.types, tuple(remarks.texts))


def _asked_again(boxes: Boxes) -> Boxes:
    """The same, with problems of its own: what it finds wrong was told when the model was compiled."""
    types = copy(boxes.types)
    types.problems = []
    types.parser = replace(types.parser, problems=[])
    return replace(boxes, parser=replace(boxes.parser, problems=[]), types=types)


def _graph(compiled: Compiled) -> dict[Key, list[Key]]:
    """What must be known of each element first."""
    return {key: [*(named.key for named in unit.needs), *_outputs(compiled, unit)] for key, unit in compiled.units.items()}


def _outputs(compiled: Compiled, unit: Unit) -> list[Key]:
    """The decisions that a service takes itself."""
    service = unit.element
    if not isinstance(service, DecisionService):
        return []
    given = compiled.keys_of(unit.key, service.input_decisions)
    return [key for key in compiled.outputs_of(unit.key) if key not in given]


def _given(compiled: Compiled) -> Iterator[Key]:
    for unit in compiled.units.values():
        if isinstance(unit.element, DecisionService):
            yield from compiled.keys_of(unit.key, unit.element.input_decisions)


def _check_definitions(boxes: Mapping[str, BoxTypes]) -> None:
    """Allowed values are tests of the type whose values they limit."""
    waiting = [(namespace, each) for namespace, of in boxes.items() for each in of.boxes.types.definitions.values()]
    while waiting:
        namespace, definition = waiting.pop(0)
        _check_definition(definition, boxes[namespace])
        waiting = [(namespace, each) for each in definition.components] + waiting


def _check_definition(definition: ItemDefinition, boxes: BoxTypes) -> None:
    types = boxes.boxes.types
    if definition.allowed_values is not None and definition.type_ref:
        limited = types.named(definition.type_ref, definition.place).type
        boxes.text(definition.allowed_values, types.parser.tests(definition.allowed_values), Scope({INPUT: limited}))


@dataclass(frozen=True, slots=True)
class _Elements:
    """The types of elements, each after all that it needs."""

    compiled: Compiled
    boxes: Mapping[str, BoxTypes]
    remarks: Remarks
    given: frozenset[Key]
    """Decisions whose values callers of a service bring along."""
    types: dict[Key, Type] = field(default_factory=dict)

    def type_of(self, unit: Unit) -> Type:
        """The type of an element's value as others see it."""
        element = unit.element
        if isinstance(element, Decision):
            return self._decision(unit, element)
        if isinstance(element, KnowledgeModel):
            return self._knowledge(unit, element)
        return self._service(unit, element) if isinstance(element, DecisionService) else static_type(unit.declared)

    def _decision(self, unit: Unit, decision: Decision) -> Type:
        """What the logic gives. A decision that a person takes, or that a service is given, may be anything that is declared."""
        if decision.logic is None:
            return static_type(unit.declared)
        boxes, sight = self.boxes[unit.key[0]], self._sight(unit)
        found = boxes.type_of(decision.logic, sight)
        if isinstance(decision.logic, LiteralExpression) and not decision.logic.type_ref:
            boxes.constants(decision.logic, sight, unit.declared)
        found = self.remarks.converted(found, unit.declared, decision.place, written(decision.logic))
        return static_type(unit.declared) if unit.key in self.given else found

    def _knowledge(self, unit: Unit, element: KnowledgeModel) -> Type:
        """The function of a business knowledge model, as `boxed.Boxes.knowledge` makes it."""
        if element.function is None:
            return ANY
        function = replace(element.function, type_ref=element.function.type_ref or element.variable.type_ref)
        return self.boxes[unit.key[0]].function(function, self._sight(unit), itself=element.name)

    def _service(self, unit: Unit, service: DecisionService) -> Type:
        """The service as a function; several output decisions make a context by their names."""
        units = self.compiled.units
        keys = self.compiled.parameters_of(unit.key)
        outputs = self.compiled.outputs_of(unit.key)
        several = ContextType(tuple((units[key].element.name, self.types.get(key, ANY)) for key in outputs), exact=True)
        result = self.types.get(outputs[0], ANY) if len(outputs) == 1 else several
        parameters = tuple(_plain(units[key].declared) for key in keys)
        names = tuple(units[key].element.name for key in keys)
        return FunctionType(parameters, self.remarks.converted(result, unit.declared, service.place), names)

    def _sight(self, unit: Unit) -> Sight:
        """The elements that one needs, under the names by which it sees them."""
        own: dict[str, Type] = {}
        declared = {named.name: self.compiled.units[named.key].declared for named in unit.needs if not named.prefix}
        imported: dict[str, dict[str, Type]] = {}
        for named in unit.needs:
            (imported.setdefault(named.prefix, {}) if named.prefix else own)[named.name] = self.types.get(named.key, ANY)
        types = {**own, **{prefix: ContextType(tuple(each.items()), exact=True) for prefix, each in imported.items()}}
        return Sight(Scope(types), frozenset(types), declared)


def _plain(declared: Declared | None) -> Type:
    return ANY if declared is None else declared.type
