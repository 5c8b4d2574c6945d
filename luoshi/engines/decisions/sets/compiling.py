"""A package of decisions becomes a plan: by the law of a day, for the wanted decisions, over all rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from luoshi.engines.decisions.citations import NATIONWIDE
from luoshi.engines.decisions.elements import Key
from luoshi.engines.decisions.evaluate import Compiled
from luoshi.engines.decisions.packaged import DecisionPackage
from luoshi.engines.decisions.parameters import InForce, in_force
from luoshi.engines.decisions.questions import Question
from luoshi.engines.decisions.sets.answers import outputs
from luoshi.engines.decisions.sets.boxes import Elements, Given
from luoshi.engines.decisions.sets.declared import Conversion
from luoshi.engines.decisions.sets.expressions import Translator
from luoshi.engines.decisions.sets.inputs import Input, certain_values, complete, doubtful_values, inputs_of
from luoshi.engines.decisions.sets.layers import Layers
from luoshi.engines.decisions.sets.plan import Part, SetPlan
from luoshi.engines.decisions.sets.reasons import reasons_of, rule_of
from luoshi.engines.decisions.sets.refusals import NotTranslatable, Refusal
from luoshi.engines.decisions.sets.sql import is_not_true
from luoshi.engines.decisions.sets.values import Column, Known, SetValue
from luoshi.engines.feel.temporal import Date, DateAndTime, Time
from luoshi.words import Words


def compile_set(
    package: DecisionPackage,
    wanted: Sequence[str],
    *,
    on: date,
    today: date | None = None,
    jurisdictions: Sequence[str] = (NATIONWIDE,),
    explained_by: str | None = None,
) -> SetPlan:
    """The wanted decisions of a package as one statement for all rows, by the law of a day.

    ``explained_by`` is a decision whose table gives each row its reason: the rule that hit, of a list the first one. ``today`` is what
    FEEL's ``today()`` says, if it is another day than that of the law.

    Raises:
        NotTranslatable: with every operation that SQL cannot say, before anything runs.
        NoValueInForce: a parameter has no value on that day.
        UnknownDecision: the package has no such decision.
    """
    compiling = _Compiling(package, package.model_of(wanted[0]), tuple(wanted), explained_by, on, tuple(jurisdictions), today or on)
    return compiling.plan()


def law_of(
    package: DecisionPackage,
    wanted: Sequence[str],
    *,
    on: date,
    jurisdictions: Sequence[str] = (NATIONWIDE,),
    explained_by: str | None = None,
) -> tuple[tuple[str, str, date], ...]:
    """Which values of parameters a set is compiled with on a day: their names, whose they are, and from when on they count.

    On days on which this is the same, the plan of a package is, unless something in it is :attr:`~SetPlan.of_its_day`.

    Raises:
        NoValueInForce, UnknownDecision: as :func:`compile_set`.
    """
    compiling = _Compiling(package, package.model_of(wanted[0]), tuple(wanted), explained_by, on, tuple(jurisdictions), on)
    return tuple((each.name, each.version.jurisdiction, each.version.valid_from) for each in compiling.law())


@dataclass(frozen=True, slots=True)
class _Compiling:
    package: DecisionPackage
    compiled: Compiled
    wanted: tuple[str, ...]
    explained_by: str | None
    on: date
    jurisdictions: tuple[str, ...]
    today: date

    @property
    def asked(self) -> tuple[str, ...]:
        """What must be computed."""
        return self.wanted if self.explained_by is None else tuple(dict.fromkeys((*self.wanted, self.explained_by)))

    def plan(self) -> SetPlan:
        """Complete rows take the short way, the others the careful one."""
        names: list[str] = []
        labels: dict[str, list[str]] = {}
        careful = self._translator("b", names)
        refusals = self._unknown()
        inputs = inputs_of(self._questions(), careful, refusals)
        doubtful = self._part(careful, inputs, doubtful_values(inputs, careful), refusals, labels)
        if refusals:
            raise NotTranslatable(refusals)
        certain = self._translator("a", names)
        short = self._part(certain, inputs, certain_values(inputs), refusals, labels)
        if refusals:
            raise NotTranslatable(refusals)
        is_complete = complete(inputs)
        parts = replace(short, where=is_complete), replace(doubtful, where=is_not_true(is_complete))
        always = _always(doubtful)
        columns = tuple(replace(each.column, needed=bool(always & each.raw.doubt.inputs)) for each in inputs)
        explaining = self._element(self.explained_by) if self.explained_by is not None else None
        answers = tuple(each.column for each in doubtful.answers)
        return SetPlan(columns, answers, reasons_of(self.package, explaining), tuple(names), parts, bool(careful.clock))

    def _translator(self, mark: str, names: list[str]) -> Translator:
        midnight = DateAndTime(Date(self.today.year, self.today.month, self.today.day), Time(0, 0, 0))
        return Translator(Layers(mark), midnight, names)

    def _element(self, name: str) -> object:
        return self.compiled.units[self.compiled.offered[name]].element

    def _unknown(self) -> list[Refusal]:
        """Decisions of other models are not run in the same statement."""
        for name in self.asked:
            self.package.model_of(name)
        others = [name for name in self.asked if name not in self.compiled.offered]
        why = Words("各项须在同一个模型中。", "All must be in the same model.")
        return [Refusal(self.compiled.model.place, name, why) for name in others]

    def _questions(self) -> list[Question]:
        """The inputs of all asked decisions, each once, in the order of the model."""
        keys = {each.unit.key for name in self.asked if name in self.compiled.offered for each in self.package.needed(name)}
        return [each for each in self.package.questions(self.compiled) if each.unit.key in keys]

    def _part(
        self,
        translator: Translator,
        inputs: Sequence[Input],
        values: Sequence[Column],
        refusals: list[Refusal],
        labels: dict[str, list[str]],
    ) -> Part:
        """The asked decisions from the values of inputs."""
        elements = Elements(self.compiled, translator, self._parameters(translator), refusals)
        elements.values.update(zip((each.question.unit.key for each in inputs), values, strict=True))
        elements.failed.update(each.unit.key for each in self._questions() if each.unit.key not in elements.values)
        found = {name: value for name in self.asked if (value := self._asked(elements, name)) is not None}
        rule = rule_of(elements, self.explained_by) if self.explained_by in found and self.explained_by is not None else None
        answers = [output for name in self.wanted if name in found for output in outputs(elements, name, found[name], labels)]
        return Part(translator.layers, tuple(answers), rule)

    def _parameters(self, translator: Translator) -> dict[Key, SetValue]:
        """What the law of the day fills in."""
        chosen = {each.name: each.value for each in self.law()}
        conversion = Conversion(translator)
        units = [each.unit for each in self.package.filled_in(self.compiled) if each.unit.element.name in chosen]
        return {
            unit.key: conversion.converted(Known(chosen[unit.element.name]), unit.declared, unit.element.place, unit.element.name)
            for unit in units
        }

    def law(self) -> tuple[InForce, ...]:
        """The values of parameters on the day."""
        needed = {each.name: each for name in self.asked if name in self.compiled.offered for each in self.package.parameters_of(name)}
        return in_force(needed.values(), on=self.on, jurisdictions=self.jurisdictions)

    def _asked(self, elements: Elements, name: str) -> SetValue | None:
        if name not in self.compiled.offered:
            return None
        try:
            return elements.value(self.compiled.offered[name])
        except Given:
            return None


def _always(part: Part) -> int:
    """The bits of inputs that matter in every row."""
    bits = 0
    for each in part.answers:
        bits |= each.doubt.inputs
    return bits
