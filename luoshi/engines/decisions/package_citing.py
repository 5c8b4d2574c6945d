"""On what an answer rests: decisions by their knowledge sources, rules by their column 依据, parameters by their documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from luoshi.engines.decisions.citations import Cited, Document, annotation_cells, citations_in
from luoshi.engines.decisions.elements import Key
from luoshi.engines.decisions.evaluate import Compiled
from luoshi.engines.decisions.model import Decision, KnowledgeModel, KnowledgeSource
from luoshi.engines.decisions.parameters import InForce
from luoshi.engines.decisions.problems import Place
from luoshi.engines.decisions.requirements import reachable
from luoshi.engines.decisions.trace import DecisionTrace
from luoshi.words import Words

Documents = Mapping[str, Document]
Grounds = Mapping[Place, tuple[Cited, ...]]
"""What decisions rest on, whatever they answer, by their place in a model."""


def grounds_of(models: Iterable[Compiled], documents: Documents) -> Grounds:
    """Each decision with the knowledge sources of itself and of the business knowledge models that it calls, directly or through others."""
    models = tuple(models)
    sources = {(each.model.namespace, source.id): source for each in models for source in each.model.knowledge_sources}
    return {
        unit.element.place: tuple(
            chain.from_iterable(_cited_by_element(compiled, key, sources, documents) for key in _calling(compiled, unit.key))
        )
        for compiled in models
        for unit in compiled.units.values()
        if isinstance(unit.element, Decision)
    }


def _calling(compiled: Compiled, decision: Key) -> list[Key]:
    """A decision and the business knowledge models that it calls."""
    units = compiled.units

    def called(key: Key) -> list[Key]:
        return [named.key for named in units[key].needs if isinstance(units[named.key].element, KnowledgeModel)]

    graph = {key: called(key) for key, unit in units.items() if isinstance(unit.element, KnowledgeModel)}
    return reachable({**graph, decision: called(decision)}, decision)


def _cited_by_element(compiled: Compiled, key: Key, sources: Mapping[Key, KnowledgeSource], documents: Documents) -> Iterator[Cited]:
    element = compiled.units[key].element
    assert isinstance(element, Decision | KnowledgeModel), "nothing else calls or is called"
    for each in element.authorities:
        source = sources.get((each.namespace or key[0], each.id))
        if source is not None:
            yield from _cited(source.name, _element_words(element), source.place, documents)


def _element_words(element: Decision | KnowledgeModel) -> Words:
    if isinstance(element, Decision):
        return Words(f"决策“{element.name}”", f"the decision “{element.name}”")
    return Words(f"业务知识模型“{element.name}”", f"the business knowledge model “{element.name}”")


def cited_by_steps(decisions: Iterable[DecisionTrace], grounds: Grounds, documents: Documents) -> tuple[Cited, ...]:
    """What the decisions that were taken rest on, and the rules that answered, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(_cited_by_step(each, grounds, documents) for each in decisions)))


def _cited_by_step(step: DecisionTrace, grounds: Grounds, documents: Documents) -> Iterator[Cited]:
    yield from grounds.get(step.place, ())
    for used in step.tables:
        for position in used.chosen:
            by = Words(f"决策表“{used.table.name}”规则 {position + 1}", f"rule {position + 1} of the table “{used.table.name}”")
            for text, place in annotation_cells(used.table.source, used.table.rules[position].source, citing=True):
                yield from _cited(text, by, place, documents)


def cited_by_parameter(chosen: InForce, documents: Documents) -> Cited:
    """The document of a value."""
    by = Words(f"参数“{chosen.name}”", f"the parameter “{chosen.name}”")
    version = chosen.version
    return Cited(version.citation, by, version.place, documents.get(version.document))


def _cited(text: str, by: Words, place: Place, documents: Documents) -> Iterator[Cited]:
    for each in citations_in(text, documents):
        yield Cited(each, by, place, documents.get(each.document))
