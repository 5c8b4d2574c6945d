"""Models become ready to be asked: references resolved, types built, every FEEL text parsed, once.

Texts are parsed with the names that stand in their scope. What cannot be parsed is a problem with file, line, element, rule and column, and
null with a finding wherever it is evaluated. A model with problems may be looked at and tried; who publishes one calls
:meth:`~luoshi.engines.decisions.evaluate.Compiled.refuse_problems` first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from luoshi.engines.decisions import model as dmn
from luoshi.engines.decisions.boxed import Boxes, converted, nothing
from luoshi.engines.decisions.elements import Index, Key, collect_models, duplicates
from luoshi.engines.decisions.evaluate import Compiled, Unit
from luoshi.engines.decisions.model import Decision, DecisionService, InputData, KnowledgeModel, Model
from luoshi.engines.decisions.problems import Place, Problem
from luoshi.engines.decisions.requirements import evaluation_order
from luoshi.engines.decisions.running import NAME_OPERATORS, Parser, Step
from luoshi.engines.decisions.types import Declared, Types


def compile_model(model: Model, *, imports: Mapping[str, Model] | None = None) -> Compiled:
    """The model, ready to be asked. ``imports`` holds the models it imports, by namespace or by the import's name.

    Raises:
        RefusedModel: decisions require each other in a circle, so that there is no order to evaluate them.
    """
    problems: list[Problem] = []
    index = Index(collect_models(model, imports or {}, problems))
    problems.extend(problem for each in index.models.values() for problem in duplicates(each))
    problems.extend(index.dangling())
    index.refuse_cycles()
    compiler = _Compiler(model, index, problems)
    units = {key: compiler.unit(key) for key in index.elements}
    graph = {key: [named.key for named in unit.needs] for key, unit in units.items()}
    orders = {key: tuple(evaluation_order(_part(graph, key))) for key in graph}
    inputs = [unit for unit in units.values() if isinstance(unit.element, InputData)]
    input_names = frozenset(name for unit in inputs for name in (*unit.names, *unit.prefixes))
    return Compiled(model, tuple(problems), units, orders, _offered(model, units), input_names, compiler.all_boxes())


def _offered(model: Model, units: Mapping[Key, Unit]) -> dict[str, Key]:
    """What can be asked. Names come before ids, and the model's own before those of imports."""
    asked = [unit for unit in units.values() if isinstance(unit.element, Decision | DecisionService)]
    own = [unit for unit in asked if unit.key[0] == model.namespace]
    imported = {f"{{{unit.key[0]}}}{unit.element.name}": unit.key for unit in asked}
    return {**imported, **{unit.element.id: unit.key for unit in own}, **{unit.element.name: unit.key for unit in own}}


def _part(graph: Mapping[Key, list[Key]], start: Key) -> dict[Key, list[Key]]:
    """What one element needs, of the whole graph."""
    part, waiting = {start: graph[start]}, [start]
    while waiting:
        for each in part[waiting.pop()]:
            if each not in part:
                part[each] = graph[each]
                waiting.append(each)
    return part


@dataclass(slots=True)
class _Compiler:
    root: Model
    index: Index
    problems: list[Problem]
    _types: dict[str, Types] = field(default_factory=dict)
    _boxes: dict[str, Boxes] = field(default_factory=dict)

    def unit(self, key: Key) -> Unit:
        """One element with its expressions compiled."""
        element = self.index.elements[key]
        types, boxes = self.types(key[0]), self.boxes(key[0])
        needs = tuple(self.index.requirements(key))
        names = frozenset(named.prefix or named.name for named in needs)
        declared = types.of(element.variable)
        step: Step = nothing
        if isinstance(element, Decision):
            step = converted(boxes.step(typed_logic(element), names, element.name), declared, element.place)
        elif isinstance(element, KnowledgeModel) and element.function is not None:
            step = boxes.knowledge(element, element.function, names)
        prefixes = tuple(each.name for each in self.root.imports if each.namespace == key[0] and each.name)
        given_as = (f"{{{key[0]}}}{element.name}", *(f"{prefix}.{element.name}" for prefix in prefixes), element.name)
        return Unit(key, element, needs, step, declared, prefixes, given_as)

    def types(self, namespace: str) -> Types:
        """The types of a model, those of its imports under their prefix. A model that imports itself in a circle sees no types of it."""
        if namespace not in self._types:
            model = self.index.models[namespace]
            self._types[namespace] = Types({}, self.problems)
            imported: dict[str, Declared] = {}
            for each in model.imports:
                if each.namespace in self.index.models:
                    of = self.types(each.namespace)
                    prefix = f"{each.name}." if each.name else ""
                    imported |= {f"{prefix}{name}": declared for name, declared in of.all_named().items()}
            self._types[namespace] = Types({each.name: each for each in model.types}, self.problems, imported)
        return self._types[namespace]

    def all_boxes(self) -> dict[str, Boxes]:
        """The compilers of all models."""
        return {namespace: self.boxes(namespace) for namespace in self.index.models}

    def boxes(self, namespace: str) -> Boxes:
        """The compiler of a model's expressions."""
        if namespace not in self._boxes:
            types = self.types(namespace)
            members = frozenset(
                name for each in self.index.models.values() for name in _member_names(each) if not set(NAME_OPERATORS).isdisjoint(name)
            )
            self._boxes[namespace] = Boxes(Parser(self.problems, types.feel_types, members), types)
        return self._boxes[namespace]


def typed_logic(decision: Decision) -> dmn.Expression | None:
    """The logic, which as a table without a type has the decision's: its order of values may stand there."""
    logic, type_ref = decision.logic, decision.variable.type_ref
    return replace(logic, type_ref=type_ref) if isinstance(logic, dmn.DecisionTable) and not logic.type_ref else logic


def _member_names(part: Any) -> Iterable[str]:
    """All names in a model that can stand behind a dot: of components, of entries, of columns, and of elements for who imports them."""
    if isinstance(part, dmn.FunctionDefinition):  # its parameters are no members
        yield from _member_names(part.body)
        return
    if isinstance(part, dmn.Variable | dmn.ItemDefinition | dmn.OutputClause):
        yield part.name
    if isinstance(part, tuple):
        for each in part:
            yield from _member_names(each)
    elif is_dataclass(part) and not isinstance(part, type | dmn.Text | Place):
        for each in fields(part):
            yield from _member_names(getattr(part, each.name))
