"""What a decision model asks for, and which of its decisions answer the whole of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from luoshi.engines.decisions.elements import Key
from luoshi.engines.decisions.evaluate import Compiled, Unit
from luoshi.engines.decisions.model import Decision, InputData
from luoshi.engines.decisions.types import Constraint, Declared
from luoshi.engines.feel.syntax import ExpressionTest, StringLiteral, UnaryTests


@dataclass(frozen=True, slots=True)
class Question:
    """A value that somebody has to give: input data, or a decision that a person takes."""

    unit: Unit
    name: str
    """As it is shown and usually written: with its import's name if it comes from another model."""

    @property
    def declared(self) -> Declared | None:
        """Its type; None where anything goes."""
        return self.unit.declared

    @property
    def is_decided_by_person(self) -> bool:
        """A decision without logic."""
        return isinstance(self.unit.element, Decision) and self.unit.element.logic is None

    @property
    def type_text(self) -> str:
        """The type by its name, and what stands behind the name."""
        if self.declared is None:
            return "Any"
        behind = str(self.declared.type)
        return behind if behind == self.declared.name else f"{self.declared.name} = {behind}"

    @property
    def allowed(self) -> tuple[str, ...]:
        """The allowed values as the model writes them, with the part of the value of which they speak."""
        constraint = self.declared.constraint if self.declared is not None else None
        return tuple(_allowed(constraint, "")) if constraint is not None else ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The texts among which the answer is chosen, in the model's order; none where the model does not list them one by one."""
        constraint = self.declared.constraint if self.declared is not None else None
        lists = [tuple(_texts(tests.node)) for tests in constraint.tests] if constraint is not None else []
        return next((each for each in lists if each), ())


def _allowed(constraint: Constraint, path: str) -> Iterator[str]:
    for tests in constraint.tests:
        yield f"{path}: {tests.source.text.strip()}" if path else tests.source.text.strip()
    if constraint.items is not None:
        yield from _allowed(constraint.items, f"{path}[]")
    for name, member in constraint.members:
        yield from _allowed(member, f"{path}.{name}" if path else name)


def _texts(node: object) -> Iterator[str]:
    """The texts of tests that are nothing but texts: ``"甲", "乙"``."""
    tests = node.tests if isinstance(node, UnaryTests) and not node.negated else ()
    literals = [test.expression for test in tests if isinstance(test, ExpressionTest) and isinstance(test.expression, StringLiteral)]
    if len(literals) == len(tests):
        yield from (each.value for each in literals)


def questions(compiled: Compiled, name: str | None = None) -> tuple[Question, ...]:
    """Everything that may be given: all that the model asks for, and the parameters of the decision service of this name."""
    asked = {key for key, unit in compiled.units.items() if _is_question(unit)}
    return _in_order(compiled, asked.union(compiled.parameters_of(compiled.offered[name]) if name is not None else ()))


def needed(compiled: Compiled, names: Iterable[str]) -> tuple[Question, ...]:
    """What must be given so that these decisions or services can be answered."""
    return _in_order(compiled, {key for name in names for key in _needed(compiled, compiled.offered[name])})


def final_decisions(compiled: Compiled) -> tuple[str, ...]:
    """The model's own decisions that no other one requires; those that a person takes are asked for and answer nothing."""
    units = compiled.units
    required = {named.key for unit in units.values() for named in unit.needs}
    required |= {output for key in required for output in compiled.outputs_of(key)}
    namespace = compiled.model.namespace
    return tuple(each.name for each in compiled.model.decisions if each.logic is not None and (namespace, each.id) not in required)


def offered_names(compiled: Compiled) -> tuple[str, ...]:
    """The model's own decisions and services by name."""
    decisions = (each.name for each in compiled.model.decisions if each.logic is not None)
    return (*decisions, *(each.name for each in compiled.model.services))


def _is_question(unit: Unit) -> bool:
    return isinstance(unit.element, InputData) or (isinstance(unit.element, Decision) and unit.element.logic is None)


def _in_order(compiled: Compiled, keys: set[Key]) -> tuple[Question, ...]:
    return tuple(Question(unit, _shown_name(compiled, unit)) for key, unit in compiled.units.items() if key in keys)


def _shown_name(compiled: Compiled, unit: Unit) -> str:
    is_own = unit.key[0] == compiled.model.namespace
    return unit.element.name if is_own or not unit.prefixes else f"{unit.prefixes[0]}.{unit.element.name}"


def _needed(compiled: Compiled, start: Key) -> Iterator[Key]:
    """The questions on all ways from an element; behind a given value nothing is needed."""
    given = set(compiled.parameters_of(start))
    yield from given
    waiting = [start, *compiled.outputs_of(start)]
    seen = set(waiting) | given
    while waiting:
        unit = compiled.units[waiting.pop()]
        if _is_question(unit):
            yield unit.key
            continue
        following = [named.key for named in unit.needs if named.key not in seen]
        seen.update(following)
        waiting.extend(following)
