"""The form of an item as JSON Schema 2020-12, for programs that apply for people."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, Literal

from luoshi.engines.approval.items import Choice, Field, FieldType, Item
from luoshi.engines.approval.values import LONG_TEXT_MAX, TEXT_MAX
from luoshi.words import Words

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
Language = Literal["zh", "en"]
NOTHING_ENDS: Final[Mapping[str, Collection[str]]] = MappingProxyType({})
"""Every choice is offered."""


def form_schema(item: Item, language: Language, *, allowed: Mapping[str, Collection[str]] = NOTHING_ENDS) -> dict[str, Any]:
    """The schema of what is filled in, by the codes of fields.

    ``allowed`` has, of fields whose choices are dated, the codes that may be chosen on the day.

    Numbers and days are texts, with every digit. ``x-needed-if`` is the FEEL condition of a field that is not always asked, so that such a
    field is never among ``required``; ``x-known-from`` says from where a value is taken that nobody has to send.
    """
    return {
        "$schema": DIALECT,
        "$id": f"urn:luoshi:item:{item.code}:{item.version[:16]}",
        "title": _said(item.name, language),
        "description": _said(item.summary, language),
        "type": "object",
        "properties": {each.code: dict(_property(_of_the_day(each, allowed), language)) for each in item.fields},
        "required": [each.code for each in item.fields if each.required and not each.needed_if and each.known is None],
        "additionalProperties": False,
    }


def _of_the_day(field: Field, allowed: Mapping[str, Collection[str]]) -> Field:
    """The field with the choices that are offered."""
    if field.code not in allowed:
        return field
    return replace(field, choices=tuple(each for each in field.choices if each.code in allowed[field.code]))


def _said(words: Words, language: Language) -> str:
    return words.english if language == "en" else words.chinese


def _property(field: Field, language: Language) -> Iterator[tuple[str, Any]]:
    yield "title", _said(field.name, language)
    if field.help.chinese:
        yield "description", _said(field.help, language)
    yield from _values(field, language).items()
    if field.unit:
        yield "x-unit", field.unit
    if field.needed_if:
        yield "x-needed-if", field.needed_if
    if field.known is not None:
        yield "x-known-from", str(field.known)


def _values(field: Field, language: Language) -> dict[str, Any]:
    match field.type:
        case FieldType.YES_NO:
            return {"type": "boolean"}
        case FieldType.NUMBER:
            return {"type": "string", "pattern": r"^-?[0-9]{1,24}(\.[0-9]{1,12})?$"}
        case FieldType.DATE:
            return {"type": "string", "format": "date"}
        case FieldType.CHOICE:
            return {"type": "string", "oneOf": _options(field.choices, language)}
        case FieldType.CHOICES:
            return {"type": "array", "uniqueItems": True, "items": {"type": "string", "oneOf": _options(field.choices, language)}}
        case _:
            return {"type": "string", "maxLength": LONG_TEXT_MAX if field.type is FieldType.LONG_TEXT else TEXT_MAX}


def _options(choices: tuple[Choice, ...], language: Language) -> list[dict[str, str]]:
    return [{"const": each.code, "title": _said(each.name, language)} for each in choices]
