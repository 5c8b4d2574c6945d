"""What does not fit together in a package: models, parameters and documents that each are right by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from luoshi.engines.decisions.citations import Document, citations_in, citing_texts
from luoshi.engines.decisions.evaluate import Compiled, Unit
from luoshi.engines.decisions.model import Decision, DecisionService, InputData
from luoshi.engines.decisions.parameters import Parameter
from luoshi.engines.decisions.problems import Place, Problem, ProblemKind, shown
from luoshi.engines.decisions.running import Run
from luoshi.words import Words


def problems_of(models: Sequence[Compiled], parameters: Mapping[str, Parameter], documents: Mapping[str, Document]) -> tuple[Problem, ...]:
    """Those of each model, and those of all together, each once."""
    problems = chain(
        (problem for each in models for problem in each.problems),
        _namespaces_twice(models),
        _offered_twice(models),
        _unused_parameters(models, parameters),
        _unfit_values(models, parameters),
        _unknown_documents(models, parameters, documents),
    )
    return tuple(dict.fromkeys(problems))


def parameter_of(unit: Unit, parameters: Mapping[str, Parameter]) -> Parameter | None:
    """The parameter that fills an element, if it is an input of that name."""
    return parameters.get(unit.element.name) if isinstance(unit.element, InputData) else None


def _namespaces_twice(models: Iterable[Compiled]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for each in models:
        first = seen.setdefault(each.model.namespace, each.model.place.file)
        if first != each.model.place.file:
            what = Words(
                f"命名空间“{shown(each.model.namespace)}”已是 {first} 的。",
                f"The namespace “{shown(each.model.namespace)}” is that of {first}.",
            )
            yield Problem(ProblemKind.DUPLICATE, each.model.place, what, Words("请改用另一个。", "Choose another one."))


def _offered_twice(models: Iterable[Compiled]) -> Iterator[Problem]:
    seen: dict[str, Decision | DecisionService] = {}
    for compiled in models:
        offered: tuple[Decision | DecisionService, ...] = (*compiled.model.decisions, *compiled.model.services)
        for each in offered:
            first = seen.setdefault(each.name, each)
            if first is not each:
                what = Words(
                    f"“{each.name}”在 {first.place.file} 中已有，不知问的是哪一个。",
                    f"“{each.name}” is in {first.place.file} too, so nobody can say which one is asked.",
                )
                remedy = Words("请改名，或从那个模型引用。", "Rename it, or import it from that model.")
                yield Problem(ProblemKind.DUPLICATE, each.place, what, remedy)


def _unused_parameters(models: Sequence[Compiled], parameters: Mapping[str, Parameter]) -> Iterator[Problem]:
    inputs = {each.name for compiled in models for each in compiled.model.inputs}
    for parameter in parameters.values():
        if parameter.name not in inputs:
            names = "、".join(sorted(inputs))
            what = Words(
                f"没有模型有名为“{shown(parameter.name)}”的输入（有：{names or '无'}）。",
                f"No model has an input called “{shown(parameter.name)}” (there are: {names or 'none'}).",
            )
            remedy = Words("请让参数与 inputData 同名，或删去参数。", "Let the parameter be called as the inputData, or remove it.")
            yield Problem(ProblemKind.UNKNOWN_REFERENCE, parameter.place, what, remedy)


def _unfit_values(models: Sequence[Compiled], parameters: Mapping[str, Parameter]) -> Iterator[Problem]:
    """Values that the model's input would refuse."""
    for unit in {unit.key: unit for compiled in models for unit in compiled.units.values()}.values():
        parameter = parameter_of(unit, parameters)
        for version in parameter.values if parameter is not None and unit.declared is not None else ():
            run = Run()
            assert unit.declared is not None
            unit.declared.convert(version.value, run, version.place)
            for finding in run.findings:
                remedy = Words(
                    f"请让数值符合模型中“{unit.element.name}”的类型。", f"Let the value fit the type of “{unit.element.name}” in the model."
                )
                yield Problem(ProblemKind.UNKNOWN_TYPE, finding.place, finding.message, remedy)


def _unknown_documents(
    models: Sequence[Compiled], parameters: Mapping[str, Parameter], documents: Mapping[str, Document]
) -> Iterator[Problem]:
    for text, place in chain.from_iterable(citing_texts(each.model) for each in models):
        for citation in citations_in(text, documents):
            if citation.document not in documents:
                yield _unknown_document(citation.document, place, documents)
    for parameter in parameters.values():
        for version in parameter.values:
            if version.document not in documents:
                yield _unknown_document(version.document, version.place, documents)


def _unknown_document(key: str, place: Place, documents: Mapping[str, Document]) -> Problem:
    known = "、".join(documents)
    return Problem(
        ProblemKind.UNKNOWN_REFERENCE,
        place,
        Words(f"依据的文件“{shown(key)}”没有登记。", f"The document “{shown(key)}” that is cited is not known."),
        Words(
            f"请写 documents.yaml 中的 key，或先登记（已有：{known or '无'}）。",
            f"Write a key of documents.yaml, or add it there (known: {known or 'none'}).",
        ),
    )
