"""What a simulation says otherwise than the rules in force: values of parameters, and cells of decision tables. Pure.

A change knows what it replaces, so that a proposal can be read years later without the rules of its time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from luoshi.engines.decisions import Cell
from luoshi.engines.decisions.explain import value_text
from luoshi.engines.decisions.incoming import Numeral, read_value
from luoshi.engines.decisions.model import DecisionTable
from luoshi.engines.decisions.types import Declared
from luoshi.engines.feel import Type, Value
from luoshi.engines.feel import types as feel
from luoshi.engines.feel.types import type_named

if TYPE_CHECKING:
    from luoshi.engines.decisions import DecisionPackage
    from luoshi.engines.decisions.parameters import InForce, Parameter, ParameterValue
    from luoshi.engines.decisions.questions import Question

_NUMBER: Final = re.compile(r"[+-]?\d{1,18}(\.\d{1,12})?", re.ASCII)
_BETWEEN: Final = re.compile(r"[、,，;；\n]")


class ChangeKind(StrEnum):
    """What is changed."""

    PARAMETER = "parameter"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is said otherwise; ``name`` is the parameter's, or the :class:`Cell` as text. ``old`` and ``new`` are typed texts."""

    kind: ChangeKind
    name: str
    old: str
    new: str

    @classmethod
    def of_json(cls, said: dict[str, Any]) -> Change:
        """A change as it is stored."""
        return cls(**{**said, "kind": ChangeKind(said["kind"])})

    def json(self) -> dict[str, Any]:
        """The change as it is stored."""
        return asdict(self)


# --- texts that people type


def typed(value: Value) -> str:
    """A value as somebody types it, for :func:`value_of` to read back: texts without marks, the items of a list with 、 between them."""
    if isinstance(value, tuple):
        return "、".join(map(typed, value))
    return value if isinstance(value, str) else value_text(value)


def value_of(words: str, question: Question, wanted: Type) -> Value:
    """The value that was typed, of the parameter's type and among the allowed ones of the input that it fills.

    Raises:
        RefusedInput: it is of another type, or not allowed.
    """
    declared = question.declared or Declared(str(wanted), wanted)
    plain = unicodedata.normalize("NFKC", words).strip()
    return read_value(_data(plain, wanted), declared, question.name)


def _data(words: str, wanted: Type) -> Any:
    if isinstance(wanted, feel.ListType):
        return [_data(each.strip(), wanted.item) for each in _BETWEEN.split(words) if each.strip()]
    if wanted == feel.NUMBER:
        return Numeral(words) if _NUMBER.fullmatch(words) else words
    if wanted == feel.BOOLEAN and words in _YES_NO:
        return _YES_NO[words]
    return words


_YES_NO: Final = {"true": True, "false": False, "是": True, "否": False}


def type_of(parameter: Parameter) -> Type:
    """The type of a parameter's values; the pack was checked, so that there is one."""
    found = type_named(parameter.type_name)
    assert found is not None, "a pack with an unknown type is refused"
    return found


# --- a package that says it


def changed(package: DecisionPackage, changes: Iterable[Change], chosen: Sequence[InForce]) -> DecisionPackage:
    """The package with the changes; ``chosen`` are the values in force of the day, of which those of changed parameters are replaced.

    Raises:
        RefusedInput: a value is not allowed.
        RefusedModel: with the new cells the models do not fit together.
        KeyError: a parameter or cell is not there any more.
    """
    made = tuple(changes)
    values = {each.name: each.new for each in made if each.kind is ChangeKind.PARAMETER}
    cells = {_place(each, package): each.new for each in made if each.kind is ChangeKind.CELL}
    if cells:
        package = package.with_values({}, cells)
    in_force = {each.name: each for each in chosen}
    parameters = {name: _with_value(package, in_force[name], words) for name, words in values.items()}
    return replace(package, parameters={**package.parameters, **parameters}) if parameters else package


def _place(change: Change, package: DecisionPackage) -> Cell:
    found = Cell.parse(change.name)
    if found is None or cell_text(package, found) is None:
        raise KeyError(change.name)
    return found


def _with_value(package: DecisionPackage, chosen: InForce, words: str) -> Parameter:
    parameter = chosen.parameter
    value = value_of(words, question_of(package, parameter.name), type_of(parameter))

    def replaced(version: ParameterValue) -> ParameterValue:
        return replace(version, value=value) if version is chosen.version else version

    return replace(parameter, values=tuple(map(replaced, parameter.values)))


def question_of(package: DecisionPackage, parameter: str) -> Question:
    """The input that a parameter fills; of several models that ask for it, the first.

    Raises:
        KeyError: no model asks for it.
    """
    for model in package.models:
        for question in package.filled_in(model):
            if question.unit.element.name == parameter:
                return question
    raise KeyError(parameter)


def cell_text(package: DecisionPackage, place: Cell) -> str | None:
    """What stands in a cell now; None where there is none."""
    tables = (one.logic for each in package.models for one in each.model.decisions if one.name == place.table)
    for table in tables:
        if isinstance(table, DecisionTable) and 1 <= place.rule <= len(table.rules):
            rule = table.rules[place.rule - 1]
            texts = (*rule.conditions, *rule.conclusions)
            return texts[place.column - 1].text if 1 <= place.column <= len(texts) else None
    return None
