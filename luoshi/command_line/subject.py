"""What `luoshi decide` asks: a model of its own, or the models of a pack with their law."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from luoshi.engines.decisions import NoValueInForce, in_force
from luoshi.engines.decisions.incoming import Values, read_values
from luoshi.engines.decisions.questions import final_decisions, offered_names
from luoshi.engines.decisions.record import Asked, record_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from typing import Any

    from luoshi.engines.decisions import Compiled, DecisionPackage, Outcome, Record
    from luoshi.engines.decisions.parameters import InForce, Parameter
    from luoshi.engines.decisions.questions import Question
    from luoshi.engines.feel import DateAndTime

CLOCK = (b"today()", b"now()")


@dataclass(frozen=True, slots=True)
class Law:
    """By which day and places the answer is wanted; ``on`` is None where the model knows neither. ``at`` is what ``now()`` says."""

    on: date | None
    jurisdictions: Sequence[str]
    at: DateAndTime | None


@dataclass(frozen=True, slots=True)
class Subject:
    """The models that may be asked, of a package to which perhaps more belong."""

    package: DecisionPackage
    models: tuple[Compiled, ...]
    is_pack: bool

    @property
    def name(self) -> str:
        """Of the one model, or of the package."""
        return self.models[0].model.name if len(self.models) == 1 else self.package.id

    @property
    def asks_the_clock(self) -> bool:
        """Whether a day alone can matter to it."""
        return self.is_pack or any(word in each.model.content for each in self.models for word in CLOCK)

    def names(self) -> tuple[str, ...]:
        """What can be asked."""
        return tuple(name for each in self.models for name in offered_names(each))

    def final(self) -> tuple[str, ...]:
        """The decisions that no other one requires."""
        return tuple(name for each in self.models for name in final_decisions(each))

    def questions(self) -> tuple[Question, ...]:
        """All that may be given."""
        return tuple(question for each in self.models for question in self.package.questions(each))

    def parameters(self, names: Iterable[str], law: Law) -> list[tuple[Parameter, InForce | None]]:
        """The parameters of decisions with their values on the day, where they have one."""
        found = {each.name: each for name in names for each in self.package.parameters_of(name)}
        return [(each, _in_force(each, law)) for each in found.values()]

    def values(self, data: Mapping[str, Any], names: Sequence[str], decision: str | None) -> Values:
        """The values that JSON data hold for decisions of one model.

        Raises:
            RefusedInput: the data are not what the model asks for.
        """
        compiled = self.package.model_of(names[0])
        known, needed = self.package.questions(compiled, decision), {each: None for name in names for each in self.package.needed(name)}
        return read_values(data, known, tuple(needed), filled=self.package.filled_in(compiled))

    def ask(self, values: Values, names: Sequence[str], law: Law) -> dict[str, Outcome]:
        """The answers; the names are those of one model.

        Raises:
            NoValueInForce: a parameter has no value on the day.
        """
        if law.on is None:
            compiled = self.package.model_of(names[0])
            return {name: compiled.decide(name, values.inputs, decided=values.decided, at=law.at) for name in names}
        decide = partial(self.package.decide, on=law.on, jurisdictions=law.jurisdictions, decided=values.decided, at=law.at)
        return {name: decide(name, values.inputs) for name in names}

    def record(self, values: Values, name: str, outcome: Outcome, law: Law) -> Record:
        """The record of an answer.

        Raises:
            NotExact: an input or the answer is a function.
        """
        assert law.on is not None, "a pack is asked for a day"
        return record_of(self.package, Asked(name, values.inputs, law.on, tuple(law.jurisdictions), values.decided, law.at), outcome)


def _in_force(parameter: Parameter, law: Law) -> InForce | None:
    assert law.on is not None, "a model with parameters is asked for a day"
    try:
        return in_force([parameter], on=law.on, jurisdictions=law.jurisdictions)[0]
    except NoValueInForce:
        return None
