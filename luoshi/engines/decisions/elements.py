"""The elements of a model and of those it imports in one index, and what each of them may name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from luoshi.engines.decisions.model import Decision, DecisionService, Element, Import, KnowledgeModel, Model, Reference
from luoshi.engines.decisions.problems import Place, Problem, ProblemKind, RefusedModel, shown
from luoshi.engines.decisions.requirements import cycles
from luoshi.words import Words

Key = tuple[str, str]
"""Namespace of the model, and id in it."""


@dataclass(frozen=True, slots=True)
class Named:
    """An element under the name by which another one sees it; ``prefix`` is the name of the import, empty in the same model."""

    key: Key
    prefix: str
    name: str


@dataclass(slots=True)
class Index:
    """All elements of a model and its imports."""

    models: Mapping[str, Model]
    elements: dict[Key, Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for namespace, model in self.models.items():
            for element in model.elements:
                self.elements[namespace, element.id] = element

    def model_of(self, key: Key) -> Model:
        """The model in which an element stands."""
        return self.models[key[0]]

    def key_of(self, reference: Reference, namespace: str) -> Key:
        """What a reference in this model refers to."""
        return reference.namespace or namespace, reference.id

    def known(self, references: Sequence[Reference], namespace: str) -> Iterator[Named]:
        """What references in this model refer to, but for those that lead nowhere."""
        for reference in references:
            key = self.key_of(reference, namespace)
            if key in self.elements:
                yield Named(key, self._prefix(key[0], namespace), self.elements[key].name)

    def dangling(self) -> Iterator[Problem]:
        """References that lead nowhere."""
        for key, element in self.elements.items():
            for reference in _references(element):
                if self.key_of(reference, key[0]) not in self.elements:
                    yield _leads_nowhere(reference)

    def _prefix(self, target: str, namespace: str) -> str:
        if target == namespace:
            return ""
        return next((each.name for each in self.models[namespace].imports if each.namespace == target), "")

    def requirements(self, key: Key) -> list[Named]:
        """What an element requires before it can be evaluated; a service evaluates its own decisions when it is called."""
        element, namespace = self.elements[key], key[0]
        return [] if isinstance(element, DecisionService) else list(self.known(_references(element), namespace))

    def graph(self) -> dict[Key, list[Key]]:
        """Each element with all it depends on, through services too: what must be free of cycles."""
        return {key: [named.key for named in self._dependencies(key)] for key in self.elements}

    def _dependencies(self, key: Key) -> list[Named]:
        element = self.elements[key]
        if isinstance(element, DecisionService):
            inner = {self.key_of(each, key[0]) for each in (*element.input_decisions, *element.input_data)}
            return [named for named in self.known(element.outputs, key[0]) if named.key not in inner]
        return self.requirements(key)

    def refuse_cycles(self) -> None:
        """A decision that needs itself has no value.

        Raises:
            RefusedModel: with each cycle by the names of its elements.
        """
        found = cycles(self.graph())
        if found:
            raise RefusedModel([self._cycle(each) for each in found])

    def _cycle(self, keys: Sequence[Key]) -> Problem:
        names = [self.elements[key].name for key in (*keys, keys[0])]
        return Problem(
            ProblemKind.CYCLE,
            self.elements[keys[0]].place,
            Words(f"循环依赖：{' → '.join(names)}。", f"These require each other in a circle: {' → '.join(names)}."),
            Words("请去掉其中一个 requirement。", "Remove one of the requirements."),
        )


def _references(element: Element) -> tuple[Reference, ...]:
    if isinstance(element, Decision):
        return (*element.inputs, *element.decisions, *element.knowledge)
    if isinstance(element, KnowledgeModel):
        return element.knowledge
    if isinstance(element, DecisionService):
        return (*element.outputs, *element.encapsulated, *element.input_decisions, *element.input_data)
    return ()


def collect_models(root: Model, imports: Mapping[str, Model], problems: list[Problem]) -> dict[str, Model]:
    """The model and all it imports, directly or through others, by namespace."""
    models = {root.namespace: root}
    waiting = [root]
    while waiting:
        for each in waiting.pop().imports:
            if not each.is_model or each.namespace in models:
                continue
            found = _imported(each, imports)
            if found is None:
                problems.append(_missing_import(each))
            else:
                models[each.namespace] = found
                waiting.append(found)
    return models


def _imported(wanted: Import, imports: Mapping[str, Model]) -> Model | None:
    named = (imports.get(name) for name in (wanted.namespace, wanted.name, wanted.location) if name)
    found = next((model for model in named if model is not None), None)
    return found or next((model for model in imports.values() if model.namespace == wanted.namespace), None)


def _missing_import(wanted: Import) -> Problem:
    return Problem(
        ProblemKind.UNKNOWN_REFERENCE,
        wanted.place,
        Words(
            f"引用了命名空间“{shown(wanted.namespace)}”的模型（名称“{wanted.name}”），但没有提供。",
            f"The model of the namespace “{shown(wanted.namespace)}” (“{wanted.name}”) is imported and was not given.",
        ),
        Words("请把它的 .dmn 文件一并提供。", "Bring its .dmn file along."),
    )


def duplicates(model: Model) -> Iterator[Problem]:
    """Two things of one name cannot be told apart in FEEL, nor two of one id in references."""
    yield from _twice(Words("名称", "name"), [(each.name, each.place) for each in model.elements if each.name])
    yield from _twice(Words("id", "id"), [(each.id, each.place) for each in model.elements])
    yield from _twice(Words("类型名称", "type name"), [(each.name, each.place) for each in model.types if each.name])


def _twice(label: Words, pairs: Sequence[tuple[str, Place]]) -> Iterator[Problem]:
    seen: dict[str, Place] = {}
    for value, place in pairs:
        if value in seen:
            what = Words(
                f"{label.chinese}“{shown(value)}”在第 {seen[value].line} 行已经用过。",
                f"The {label.english} “{shown(value)}” is already used in line {seen[value].line}.",
            )
            yield Problem(ProblemKind.DUPLICATE, place, what, Words("请改用另一个。", "Choose another one."))
        seen.setdefault(value, place)


def _leads_nowhere(reference: Reference) -> Problem:
    return Problem(
        ProblemKind.UNKNOWN_REFERENCE,
        reference.place,
        Words(f"引用的元素“{shown(reference.id)}”不存在。", f"It refers to “{shown(reference.id)}”, which does not exist."),
        Words("请改为模型中某个元素的 id。", "Write the id of an element of the model."),
    )
