"""Models with what belongs to them: dated parameters that fill inputs, documents that rules cite, names in two languages.

    package = make_package("job_subsidy", models, parameters=…, documents=…)
    package.decide("可返还金额", {"失业保险费": Decimal(10000)}, on=date(2023, 7, 1), jurisdictions=["哈尔滨市", "全国"])

A thin layer: parameters become inputs before a model is asked; where they and the rules come from joins the outcome afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from luoshi.engines.decisions.citations import NATIONWIDE, Cited, Document, Status, annotation_cells, citations_in, citing_texts
from luoshi.engines.decisions.compiling import compile_model
from luoshi.engines.decisions.evaluate import Compiled, Outcome, Unit, UnknownDecision
from luoshi.engines.decisions.findings import Finding, FindingKind
from luoshi.engines.decisions.model import Decision, DecisionService, InputData, KnowledgeModel, Model
from luoshi.engines.decisions.parameters import InForce, Parameter, in_force
from luoshi.engines.decisions.problems import Labels, Place, Problem, ProblemKind, RefusedModel, Words, shown
from luoshi.engines.decisions.questions import Question, needed, offered_names, questions
from luoshi.engines.decisions.running import Run
from luoshi.engines.decisions.trace import DecisionTrace, Source, Used
from luoshi.engines.feel.limits import DEFAULT, Limits
from luoshi.engines.feel.temporal import Date, DateAndTime, Time
from luoshi.engines.feel.values import Value


@dataclass(frozen=True, slots=True)
class DecisionPackage:
    """Compiled models that are asked for a day. It holds no state: the same question has the same answer."""

    id: str
    models: tuple[Compiled, ...]
    parameters: Mapping[str, Parameter]
    documents: Mapping[str, Document]
    labels: Labels
    problems: tuple[Problem, ...]
    offered: Mapping[str, Compiled] = field(repr=False)
    """Which model answers what, by all names that it knows; see :attr:`names`."""
    filled: Mapping[str, tuple[Question, ...]] = field(repr=False)
    """For each of them the inputs that parameters fill."""
    grounds: Mapping[Place, tuple[Cited, ...]] = field(repr=False)
    """What decisions rest on by their knowledge sources, by their place in a model."""

    @property
    def names(self) -> tuple[str, ...]:
        """The decisions and services that can be asked."""
        return tuple(name for each in self.models for name in offered_names(each))

    def refuse_problems(self) -> None:
        """Raises everything that is wrong with the package, for who will not take it so.

        Raises:
            RefusedModel: there are problems.
        """
        if self.problems:
            raise RefusedModel(self.problems)

    def model_of(self, name: str) -> Compiled:
        """The model that answers a decision or decision service.

        Raises:
            UnknownDecision: none has it.
        """
        if name not in self.offered:
            raise UnknownDecision(name, self.names)
        return self.offered[name]

    def questions(self, compiled: Compiled, name: str | None = None) -> tuple[Question, ...]:
        """What whoever asks a model of the package, or one of its decisions or services, may give: all but what parameters fill."""
        return tuple(each for each in questions(compiled, name) if _parameter_of(each.unit, self.parameters) is None)

    def filled_in(self, compiled: Compiled) -> tuple[Question, ...]:
        """What parameters fill in a model of the package."""
        return tuple(each for each in questions(compiled) if _parameter_of(each.unit, self.parameters) is not None)

    def needed(self, name: str) -> tuple[Question, ...]:
        """What whoever asks must give for this decision."""
        return tuple(each for each in needed(self.model_of(name), [name]) if _parameter_of(each.unit, self.parameters) is None)

    def parameters_of(self, name: str) -> tuple[Parameter, ...]:
        """What a decision takes from parameters."""
        return tuple(self.parameters[each.unit.element.name] for each in self.filled[name])

    def decide(
        self,
        name: str,
        inputs: Mapping[str, Value],
        *,
        on: date,
        jurisdictions: Sequence[str] = (NATIONWIDE,),
        decided: Mapping[str, Value] | None = None,
        at: DateAndTime | None = None,
        limits: Limits = DEFAULT,
    ) -> Outcome:
        """The answer of a decision or service by the law of a day.

        ``jurisdictions`` are asked for parameters in their order, the most specific first. ``at`` is what FEEL's ``now()`` says; without it
        the day ``on`` begins, so that ``today()`` is that day. What is given for an input that a parameter fills is not used, and noted.

        Raises:
            UnknownDecision: no model has it.
            NoValueInForce: a parameter that the decision needs has no value on that day.
        """
        compiled, filled = self.model_of(name), self.filled[name]
        chosen = in_force(self.parameters_of(name), on=on, jurisdictions=jurisdictions)
        values = dict(inputs)
        not_used = [(each, values.pop(name)) for each in filled for name in each.unit.names if name in values]
        values |= {each.unit.names[0]: one.value for each, one in zip(filled, chosen, strict=True)}
        outcome = compiled.decide(name, values, decided=decided, at=at or _midnight(on), limits=limits)
        return self._with_law(outcome, chosen, on, (_not_used(each, value) for each, value in not_used))

    def _with_law(self, outcome: Outcome, chosen: tuple[InForce, ...], on: date, found: Iterable[Finding]) -> Outcome:
        by_name = {each.name: each for each in chosen}
        decisions = tuple(replace(step, used=tuple(_with_source(each, by_name) for each in step.used)) for step in outcome.trace.decisions)
        by_rules = tuple(dict.fromkeys(self._cited_by_steps(decisions)))
        by_parameters = tuple(self._cited_by_parameter(each) for each in chosen)
        cited = tuple(dict.fromkeys((*by_rules, *by_parameters)))
        findings = chain(outcome.findings, found, _unverified(chosen), _unverified_documents(by_rules), _not_in_force(cited, on))
        trace = replace(outcome.trace, decisions=decisions, parameters=chosen, citations=cited)
        return Outcome(outcome.value, tuple(findings), trace)

    # --- citations

    def _cited_by_parameter(self, chosen: InForce) -> Cited:
        by = Words(f"参数“{chosen.name}”", f"the parameter “{chosen.name}”")
        version = chosen.version
        return Cited(version.citation, by, version.place, self.documents.get(version.document))

    def _cited_by_steps(self, decisions: Iterable[DecisionTrace]) -> Iterator[Cited]:
        """What the decisions that were taken rest on, and the rules that answered."""
        for step in decisions:
            yield from self.grounds.get(step.place, ())
            for used in step.tables:
                for position in used.chosen:
                    by = Words(f"决策表“{used.table.name}”规则 {position + 1}", f"rule {position + 1} of the table “{used.table.name}”")
                    for text, place in annotation_cells(used.table.source, used.table.rules[position].source, citing=True):
                        yield from self._cited(text, by, place)

    def _cited(self, text: str, by: Words, place: Place) -> Iterator[Cited]:
        return _cited(text, by, place, self.documents)


def _cited(text: str, by: Words, place: Place, documents: Mapping[str, Document]) -> Iterator[Cited]:
    for each in citations_in(text, documents):
        yield Cited(each, by, place, documents.get(each.document))


def _grounds(models: Iterable[Compiled], documents: Mapping[str, Document]) -> Iterator[tuple[Place, tuple[Cited, ...]]]:
    """Each decision with the knowledge sources of itself and of the business knowledge models that it calls."""
    for model in {each.model.namespace: each.model for each in models}.values():
        sources = {each.id: each for each in model.knowledge_sources}
        called = {each.id: each for each in model.knowledge_models}
        for decision in model.decisions:
            models_called = (called[each.id] for each in decision.knowledge if each.id in called)
            elements: tuple[Decision | KnowledgeModel, ...] = (decision, *models_called)
            cited = (
                _cited(sources[each.id].name, _element_words(element), sources[each.id].place, documents)
                for element in elements
                for each in element.authorities
                if each.id in sources
            )
            yield decision.place, tuple(chain.from_iterable(cited))


def _element_words(element: Decision | KnowledgeModel) -> Words:
    if isinstance(element, Decision):
        return Words(f"决策“{element.name}”", f"the decision “{element.name}”")
    return Words(f"业务知识模型“{element.name}”", f"the business knowledge model “{element.name}”")


def _midnight(on: date) -> DateAndTime:
    return DateAndTime(Date(on.year, on.month, on.day), Time(0, 0, 0))


def _with_source(used: Used, chosen: Mapping[str, InForce]) -> Used:
    name = used.name if used.name in chosen else used.name.rpartition(".")[2]
    if used.source is not Source.GIVEN or name not in chosen:
        return used
    return replace(used, source=Source.PARAMETER, parameter=chosen[name])


# --- findings


def _not_used(question: Question, value: Value) -> Finding:
    name = question.name
    message = Words(
        f"“{name}”由参数给出，所提供的值未使用。", f"“{name}” is filled by a parameter of the package; the value given was not used."
    )
    return Finding(FindingKind.UNKNOWN_INPUT, question.unit.element.place, message, (value,))


def _unverified(chosen: Iterable[InForce]) -> Iterator[Finding]:
    for each in chosen:
        version = each.version
        if version.status is not Status.VERIFIED:
            status = version.status.words()
            message = Words(
                f"参数“{each.name}”的数值（{version.citation}，{version.period.chinese}）{status.chinese}，结论需人工确认。",
                f"The value of the parameter “{each.name}” ({version.citation}, {version.period.english}) is {status.english}; "
                "a person has to confirm the answer.",
            )
            yield Finding(FindingKind.UNVERIFIED_PARAMETER, version.place, message, (each.value,))


def _unverified_documents(cited: Iterable[Cited]) -> Iterator[Finding]:
    for each in cited:
        document = each.document
        if document is not None and document.status is not Status.VERIFIED:
            status = document.status.words()
            message = Words(
                f"{each.by.chinese}依据的《{document.title}》（{document.key}）{status.chinese}，结论需人工确认。",
                f"“{document.title}” ({document.key}), on which {each.by.english} rests, is {status.english}; "
                "a person has to confirm the answer.",
            )
            yield Finding(FindingKind.UNVERIFIED_DOCUMENT, each.place, message)


def _not_in_force(cited: Iterable[Cited], on: date) -> Iterator[Finding]:
    for each in cited:
        document = each.document
        if document is not None and not document.may_be_in_force(on):
            days = document.period
            message = Words(
                f"{each.by.chinese}依据的《{document.title}》（{document.key}）有效期为 {days.chinese}，{on} 不在其中。",
                f"“{document.title}” ({document.key}), on which {each.by.english} rests, is in force from {days.english}, not on {on}.",
            )
            yield Finding(FindingKind.DOCUMENT_NOT_IN_FORCE, each.place, message)


# --- making a package


def make_package(
    id: str,  # noqa: A002 - the pack's word
    models: Sequence[Model],
    *,
    parameters: Iterable[Parameter] = (),
    documents: Iterable[Document] = (),
    labels: Labels | None = None,
) -> DecisionPackage:
    """The models compiled, each with the others at hand as imports, and everything that does not fit together as problems.

    Raises:
        RefusedModel: decisions of a model require each other in a circle.
    """
    by_namespace = {each.namespace: each for each in models}
    compiled = tuple(compile_model(each, imports=by_namespace) for each in models)
    own_names = {name: each for each in compiled for name in offered_names(each)}
    offered = {**{name: each for each in compiled for name in each.offered}, **own_names}
    of_name = {each.name: each for each in parameters}
    of_key = {each.key: each for each in documents}
    filled = {name: tuple(each for each in needed(model, [name]) if _parameter_of(each.unit, of_name)) for name, model in offered.items()}
    problems = chain(
        (problem for each in compiled for problem in each.problems),
        _offered_twice(compiled),
        _unused_parameters(compiled, of_name),
        _unfit_values(compiled, of_name),
        _unknown_documents(compiled, of_name, of_key),
    )
    return DecisionPackage(
        id, compiled, of_name, of_key, labels or {}, tuple(dict.fromkeys(problems)), offered, filled, dict(_grounds(compiled, of_key))
    )


def lone_package(compiled: Compiled) -> DecisionPackage:
    """A model to which neither parameters nor documents belong, asked as a package is."""
    offered = dict.fromkeys(compiled.offered, compiled)
    return DecisionPackage(compiled.model.name, (compiled,), {}, {}, {}, compiled.problems, offered, dict.fromkeys(offered, ()), {})


def _parameter_of(unit: Unit, parameters: Mapping[str, Parameter]) -> Parameter | None:
    return parameters.get(unit.element.name) if isinstance(unit.element, InputData) else None


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
        parameter = _parameter_of(unit, parameters)
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
