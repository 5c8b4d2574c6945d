"""``needed_if``: when a field is asked and a paper is needed. FEEL over the Chinese names of the item's fields, compiled once.

What is not certainly unnecessary is needed: only a condition that is false lets something go, never one that has no value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from luoshi.engines.approval.given import FieldValue, Given
from luoshi.engines.approval.items import Field, Item, Material
from luoshi.engines.feel import Date, Node, Value, parse
from luoshi.engines.feel.compiled import Program, compile_node
from luoshi.engines.feel.syntax import Name, walked

Names = tuple[str, ...]
"""The Chinese names of an item's fields."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition ready to be asked, with the fields that it speaks of."""

    program: Program
    speaks_of: frozenset[str]


@lru_cache(maxsize=4096)
def condition(expression: str, names: Names) -> Condition:
    """The condition that a text says.

    Raises:
        FeelSyntaxError: it is no FEEL.
    """
    node = parsed(expression, names)
    return Condition(compile_node(node), frozenset(each.name for each in walked(node) if isinstance(each, Name) and each.name in names))


def parsed(expression: str, names: Names) -> Node:
    """The condition as nodes.

    Raises:
        FeelSyntaxError: it is no FEEL.
    """
    return parse(expression, names=names)


def names_of(item: Item) -> Names:
    """The names that conditions can speak of."""
    return tuple(each.name.chinese for each in item.fields)


def feel_value(value: FieldValue) -> Value:
    """A field's value as FEEL has it."""
    return Date(value.year, value.month, value.day) if isinstance(value, date) else value


@dataclass(slots=True)
class Asked:
    """What an application is asked, from the first field to the last paper, as far as its values tell."""

    fields: list[Field]
    """Those that are needed, or may be."""
    materials: list[Material]
    depends_on: dict[str, tuple[str, ...]]
    """Of those that only may be needed: on which names that are not yet filled in it hangs, by their codes."""
    scope: dict[str, Value]
    """The values by name; null of what is not asked, whatever was once written there."""


def asked(item: Item, given: Mapping[str, Given]) -> Asked:
    """Go through the item. A required field without a value leaves open what hangs on it."""
    names = names_of(item)
    found = Asked([], [], {}, dict.fromkeys(names))
    is_open: set[str] = set()
    for field in item.fields:
        hangs_on = _hangs_on(field, names, is_open)
        if hangs_on or is_needed(field, names, found.scope):
            found.fields.append(field)
            value = value_of(field, given)
            if hangs_on:
                found.depends_on[field.code] = hangs_on
            else:
                found.scope[field.name.chinese] = feel_value(value)
            if hangs_on or (field.required and value is None):
                is_open.add(field.name.chinese)
    for material in item.materials:
        hangs_on = _hangs_on(material, names, is_open)
        if hangs_on or is_needed(material, names, found.scope):
            found.materials.append(material)
            if hangs_on:
                found.depends_on[material.code] = hangs_on
    return found


def is_needed(what: Field | Material, names: Names, scope: Mapping[str, Value]) -> bool:
    """Whether the condition is anything but false."""
    return not what.needed_if or condition(what.needed_if, names).program.evaluate(scope).value is not False


def value_of(field: Field, given: Mapping[str, Given]) -> FieldValue:
    """The value of a field; None where nothing is known, and an empty text or list says nothing."""
    one = given.get(field.code)
    return None if one is None or one.value in ("", ()) else one.value


def _hangs_on(what: Field | Material, names: Names, is_open: set[str]) -> tuple[str, ...]:
    if not what.needed_if or not is_open:
        return ()
    return tuple(sorted(condition(what.needed_if, names).speaks_of & is_open))


def needed_fields(item: Item, given: Mapping[str, Given]) -> tuple[Field, ...]:
    """The fields that are asked, or may be as soon as others are filled in."""
    return tuple(asked(item, given).fields)


def needed_materials(item: Item, given: Mapping[str, Given]) -> tuple[Material, ...]:
    """The papers that are needed, or may be as soon as fields are filled in."""
    return tuple(asked(item, given).materials)
