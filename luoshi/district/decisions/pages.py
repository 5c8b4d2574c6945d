"""What the pages of decision models show, put together for their templates, which decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luoshi.district.decisions import asking, queries
from luoshi.district.decisions.boxes import Box, box
from luoshi.district.decisions.checks import check, opened
from luoshi.district.decisions.differences import differences
from luoshi.district.decisions.pictures import picture
from luoshi.district.decisions.sources import source_of
from luoshi.district.languages import reads_chinese, said
from luoshi.engines.decisions import model as dmn
from luoshi.engines.decisions.citations import NATIONWIDE, citations_in, citing_texts, period
from luoshi.engines.decisions.parameters import covered_days
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from luoshi.district.decisions.boxes import Label
    from luoshi.district.decisions.checks import Checks, Opened
    from luoshi.district.decisions.models import DecisionModel, ModelVersion
    from luoshi.district.offices.queries import Authority
    from luoshi.engines.decisions import Model
    from luoshi.engines.decisions.citations import Document
    from luoshi.engines.decisions.incoming import Values
    from luoshi.engines.decisions.parameters import Parameter, ParameterValue
    from luoshi.engines.decisions.questions import Question


@dataclass(frozen=True, slots=True)
class Part:
    """A decision or a function of the model with its logic, and what it relies on."""

    id: str
    name: str
    is_function: bool
    type: str
    question: str
    description: str
    authorities: tuple[str, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Group:
    """Remarks of one table."""

    name: str
    sentences: tuple[str, ...]


def title_of(model: DecisionModel) -> str:
    """What the model is called in the reader's language."""
    return model.title if reads_chinese() or not model.title_en else model.title_en


def list_page(*, by: Authority, on: date) -> dict[str, Any]:
    """All models that somebody may see."""
    entries = queries.entries(by=by, on=on)
    return {
        "entries": [(entry, title_of(entry.model)) for entry in entries],
        "districts": len({entry.model.district_id for entry in entries}),
        "keeps": by.is_office_of(by.district),
    }


def model_page(model: DecisionModel, version: ModelVersion, *, by: Authority, on: date) -> dict[str, Any]:
    """A version of a model: what is in it, what was found, when which version counts, and who made it what it is."""
    source = source_of(version)
    label, found, checks = labels(version), opened(source), check(source)
    rows = queries.enforcements(model)
    history = queries.versions(model, by=by)
    return {
        **heading(model, version, by=by, on=on),
        "problems": checks.problems,
        "groups": tuple(_groups(checks, label)),
        "tables": len(checks.analyses),
        "tables_left": checks.tables_left,
        "picture": picture(found.model, label) if found.model else None,
        "parts": tuple(_parts(found.model, label)) if found.model else (),
        "inputs": tuple((label(each.name), each) for each in _questions(version)),
        "can_ask": can_be_asked(version),
        "checks": checks,
        "coverage": checks.coverage and [(label(name), numbers) for name, numbers in checks.coverage.left],
        "parameters": _parameters(found, label),
        "documents": _documents(found),
        "periods": queries.periods(rows),
        "enforcements": rows[::-1],
        "history": tuple(zip(history, [*history[1:], None], strict=True)),
        "source": version.content,
    }


def heading(model: DecisionModel, version: ModelVersion, *, by: Authority, on: date) -> dict[str, Any]:
    """What stands above each page of a version."""
    row = queries.in_force(model, on=on)
    return {
        "model": model,
        "model_title": title_of(model),
        "version": version,
        "row": row,
        "counts": row is not None and row.version_id == version.pk,
        "was_public": queries.is_public(version),
        "keeps": by.is_office_of(model.district),
        "own": by.person is not None and by.person.pk in queries.authors(version),
        "on": on,
    }


def force_page(version: ModelVersion, *, by: Authority, on: date) -> dict[str, Any]:
    """What a second person looks at before a version counts: what is wrong with it, and what it changes."""
    checks = check(source_of(version))
    row = queries.in_force(version.model, on=on)
    before = row.version if row and row.version_id != version.pk else None
    return {
        **heading(version.model, version, by=by, on=on),
        "fault": checks.fault and said(checks.fault),
        "groups": tuple(_groups(checks, labels(version))),
        "before": before,
        "fewer": before is not None and (version.checked.get("examples") or 0) < (before.checked.get("examples") or 0),
        "found": differences(source_of(before), source_of(version), labels(version)) if before else None,
    }


def labels(version: ModelVersion) -> Label:
    """The words for the names of a model, in the reader's language."""
    package = opened(source_of(version)).package
    words = package.labels if package else {}

    def label(name: str) -> str:
        """Of what comes from an imported model its own name is known."""
        own = name if name in words else name.rpartition(".")[2]
        return said(words[own]) if own in words else name

    return label


def compare_page(model: DecisionModel, old: ModelVersion, new: ModelVersion) -> dict[str, Any]:
    """What changes from one version to another."""
    found = differences(source_of(old), source_of(new), labels(new))
    return {"model": model, "model_title": title_of(model), "old": old, "new": new, "found": found}


def ask_page(version: ModelVersion, decision: str, place: str) -> dict[str, Any]:
    """The form for one decision of a version that can be asked; ``place`` is where, by the first of its jurisdictions."""
    found, label = opened(source_of(version)), labels(version)
    assert found.compiled is not None, "the caller has looked"
    choices, steps = asking.decisions_of(found.compiled), asking.steps_of(found.compiled)
    chosen = decision if decision in (*choices, *steps) else choices[0]
    places = _places(found)
    where = next(each for each in (place, version.model.district.name, NATIONWIDE) if each in places)
    return {
        "choices": [(name, label(name), name == chosen) for name in choices],
        "steps": [(name, label(name), name == chosen) for name in steps],
        "decision": chosen,
        "decision_label": label(chosen),
        "fields": asking.fields(found, chosen, label),
        "places": list(places),
        "place": where,
        "covered": _covered_days(found, chosen, places[where]),
    }


def _covered_days(found: Opened, decision: str, jurisdictions: tuple[str, ...]) -> list[str]:
    """The days of which the law is known, for a decision that parameters fill; nothing for others."""
    parameters = found.package.parameters_of(decision) if found.package is not None else ()
    return [said(period(*each)) for each in covered_days(parameters, jurisdictions=jurisdictions)]


def _places(found: Opened) -> dict[str, tuple[str, ...]]:
    """Where a pack knows what counts: the most specific jurisdiction, with those that are asked after it."""
    parameters = found.pack.parameters if found.pack else ()
    named = {value.jurisdiction: tuple(dict.fromkeys((value.jurisdiction, NATIONWIDE))) for each in parameters for value in each.values}
    examples = found.pack.examples if found.pack else ()
    return {NATIONWIDE: (NATIONWIDE,)} | named | {each.jurisdictions[0]: each.jurisdictions for each in examples}


def can_be_asked(version: ModelVersion) -> bool:
    """Whether there is anything that answers."""
    compiled = opened(source_of(version)).compiled
    return compiled is not None and bool(asking.decisions_of(compiled))


def answer(version: ModelVersion, asked: Mapping[str, Any], values: Values, *, on: date) -> asking.Answer:
    """What the version says.

    Raises:
        NoValueInForce: a parameter that is needed has no value on that day.
    """
    found = opened(source_of(version))
    assert found.package is not None, "the caller has looked"
    jurisdictions = _places(found)[asked["place"]]
    return asking.answer(found.package, asked["decision"], values, on=on, jurisdictions=jurisdictions, label=labels(version))


def _questions(version: ModelVersion) -> tuple[Question, ...]:
    found = opened(source_of(version))
    return found.package.questions(found.compiled) if found.package and found.compiled else ()


def _parameters(found: Opened, label: Label) -> list[tuple[str, Parameter, list[tuple[asking.Shown, ParameterValue]]]]:
    """What fills inputs of the model, each with all its values, the newest first."""
    if found.package is None or found.compiled is None:
        return []
    names = {each.unit.element.name for each in found.package.filled_in(found.compiled)}
    used = [each for name, each in found.package.parameters.items() if name in names]
    return [(label(each.name), each, [(asking.shown(one.value, label), one) for one in _newest_first(each)]) for each in used]


def _newest_first(parameter: Parameter) -> list[ParameterValue]:
    return sorted(parameter.values, key=lambda value: value.valid_from, reverse=True)


def _documents(found: Opened) -> list[Document]:
    """What the model's rules and its parameters cite, in the pack's order."""
    if found.package is None or found.model is None:
        return []
    documents = found.package.documents
    keys = {each.document for text, _ in citing_texts(found.model) for each in citations_in(text, documents)}
    keys |= {value.document for each in found.package.parameters.values() for value in each.values}
    return [each for key, each in documents.items() if key in keys]


def _groups(checks: Checks, label: Label) -> Iterator[Group]:
    if checks.remarks:
        yield Group(said(Words("名称和类型", "Names and types")), tuple(said(each.words()) for each in checks.remarks))
    for name, analysis in checks.analyses:
        sentences = tuple(dict.fromkeys(said(each) for each in analysis.sentences()))
        if sentences:
            yield Group(label(name), sentences)


def _parts(model: Model, label: Label) -> Iterator[Part]:
    """Decisions, what answers the whole first, then functions."""
    sources = {each.id: each.name for each in model.knowledge_sources}
    elements: tuple[dmn.Decision | dmn.KnowledgeModel, ...] = (*reversed(model.decisions), *model.knowledge_models)
    for each in elements:
        is_function = isinstance(each, dmn.KnowledgeModel)
        yield Part(
            id=each.id,
            name=label(each.name),
            is_function=is_function,
            type=each.variable.type_ref or "",
            question=getattr(each, "question", ""),
            description=getattr(each, "description", ""),
            authorities=tuple(sources[one.id] for one in each.authorities if one.id in sources),
            box=box(each.function if isinstance(each, dmn.KnowledgeModel) else each.logic, label),
        )
