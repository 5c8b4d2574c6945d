"""Models with what belongs to them: dated parameters that fill inputs, documents that rules cite, names in two languages.

    package = make_package("job_subsidy", models, parameters=…, documents=…)
    package.decide("可返还金额", {"失业保险费": Decimal(10000)}, on=date(2023, 7, 1), jurisdictions=["哈尔滨市", "全国"])

A thin layer: parameters become inputs before a model is asked; where they and the rules come from joins the outcome afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from luoshi.engines.decisions.citations import NATIONWIDE, Document
from luoshi.engines.decisions.compiling import compile_model
from luoshi.engines.decisions.evaluate import Compiled, Outcome, UnknownDecision
from luoshi.engines.decisions.findings import Finding, FindingKind
from luoshi.engines.decisions.model import Model
from luoshi.engines.decisions.package_citing import Grounds, cited_by_parameter, cited_by_steps, grounds_of
from luoshi.engines.decisions.package_findings import documents_not_in_force, unverified_documents, unverified_parameters
from luoshi.engines.decisions.package_problems import parameter_of, problems_of
from luoshi.engines.decisions.parameters import InForce, Parameter, in_force
from luoshi.engines.decisions.problems import Labels, Problem, RefusedModel
from luoshi.engines.decisions.questions import Question, needed, offered_names, questions
from luoshi.engines.decisions.trace import Source, Used
from luoshi.engines.decisions.what_if import Cell, with_other_cells, with_other_values
from luoshi.engines.feel.limits import DEFAULT, Limits
from luoshi.engines.feel.temporal import Date, DateAndTime, Time
from luoshi.engines.feel.values import Value
from luoshi.words import Words


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
    grounds: Grounds = field(repr=False)

    def with_values(self, values: Mapping[str, Value], cells: Mapping[Cell, str] | None = None) -> DecisionPackage:
        """The package as it would be if parameters, and cells of tables, said something else: for simulations, never in force.

        Raises:
            NothingToChange: there is no such parameter or cell.
            RefusedModel: a new value or text is none that the model takes.
        """
        models = with_other_cells([each.model for each in self.models], cells or {})
        parameters = with_other_values(self.parameters, values)
        changed = make_package(self.id, models, parameters=parameters, documents=self.documents.values(), labels=self.labels)
        new = set(changed.problems) - set(self.problems)
        if new:
            raise RefusedModel([each for each in changed.problems if each in new])
        return changed

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
        return tuple(each for each in questions(compiled, name) if parameter_of(each.unit, self.parameters) is None)

    def filled_in(self, compiled: Compiled) -> tuple[Question, ...]:
        """What parameters fill in a model of the package."""
        return tuple(each for each in questions(compiled) if parameter_of(each.unit, self.parameters) is not None)

    def needed(self, name: str) -> tuple[Question, ...]:
        """What whoever asks must give for this decision."""
        return tuple(each for each in needed(self.model_of(name), [name]) if parameter_of(each.unit, self.parameters) is None)

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
        not_used = [(each, values.pop(known)) for each in filled for known in each.unit.names if known in values]
        values |= {each.unit.names[0]: one.value for each, one in zip(filled, chosen, strict=True)}
        outcome = compiled.decide(name, values, decided=decided, at=at or _midnight(on), limits=limits)
        return self._with_law(outcome, chosen, on, (_not_used(each, value) for each, value in not_used))

    def _with_law(self, outcome: Outcome, chosen: tuple[InForce, ...], on: date, found: Iterable[Finding]) -> Outcome:
        by_name = {each.name: each for each in chosen}
        decisions = tuple(step._replace(used=tuple(_with_source(each, by_name) for each in step.used)) for step in outcome.trace.decisions)
        by_rules = cited_by_steps(decisions, self.grounds, self.documents)
        cited = (*by_rules, *(cited_by_parameter(each, self.documents) for each in chosen))
        findings = (
            *outcome.findings,
            *found,
            *unverified_parameters(chosen),
            *unverified_documents(by_rules),
            *documents_not_in_force(cited, on),
        )
        trace = outcome.trace._replace(decisions=decisions, parameters=chosen, citations=cited)
        return Outcome(outcome.value, findings, trace)


def _midnight(on: date) -> DateAndTime:
    return DateAndTime(Date(on.year, on.month, on.day), Time(0, 0, 0))


def _with_source(used: Used, chosen: Mapping[str, InForce]) -> Used:
    name = used.name if used.name in chosen else used.name.rpartition(".")[2]
    if used.source is not Source.GIVEN or name not in chosen:
        return used
    return used._replace(source=Source.PARAMETER, parameter=chosen[name])


def _not_used(question: Question, value: Value) -> Finding:
    name = question.name
    message = Words(
        f"“{name}”由参数给出，所提供的值未使用。", f"“{name}” is filled by a parameter of the package; the value given was not used."
    )
    return Finding(FindingKind.UNKNOWN_INPUT, question.unit.element.place, message, (value,))


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
    filled = {name: tuple(each for each in needed(model, [name]) if parameter_of(each.unit, of_name)) for name, model in offered.items()}
    problems = problems_of(compiled, of_name, of_key)
    return DecisionPackage(id, compiled, of_name, of_key, labels or {}, problems, offered, filled, grounds_of(compiled, of_key))


def lone_package(compiled: Compiled) -> DecisionPackage:
    """A model to which neither parameters nor documents belong, asked as a package is."""
    offered = dict.fromkeys(compiled.offered, compiled)
    grounds = grounds_of([compiled], {})
    return DecisionPackage(compiled.model.name, (compiled,), {}, {}, {}, compiled.problems, offered, dict.fromkeys(offered, ()), grounds)
