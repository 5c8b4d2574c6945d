"""A description in OpenAPI 3.1 as a reader wants it: operations by group, and the shapes of what they take and give."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value is: words such as ``integer``, and the shapes that have a name."""

    words: str
    shapes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A parameter, or a field of a shape. ``where`` is path, query, header or empty."""

    name: str
    kind: Kind
    is_required: bool
    description: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer by its status; ``kind`` is empty where it has no content."""

    status: int
    phrase: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that a program can do."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    needs_token: bool
    parts: tuple[Part, ...]
    body: Kind | None
    body_type: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with a name: its fields, or the values that there are."""

    name: str
    description: str
    parts: tuple[Part, ...]
    values: tuple[str, ...]


def by_group(document: Mapping[str, Any]) -> dict[str, list[Operation]]:
    """The operations under the first tag of each, in the order of the description."""
    groups: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            groups.setdefault(told["tags"][0], []).append(_operation(method, path, told))
    return groups


def shapes(document: Mapping[str, Any]) -> list[Shape]:
    """The shapes that have a name, by name."""
    found = document["components"]["schemas"]
    return [
        Shape(name, told.get("description", ""), tuple(_fields(told)), tuple(str(each) for each in told.get("enum", ())))
        for name, told in sorted(found.items())
    ]


def _operation(method: str, path: str, told: Mapping[str, Any]) -> Operation:
    parts = tuple(
        Part(each["name"], kind_of(each["schema"]), each.get("required", False), each.get("description", ""), each["in"])
        for each in told.get("parameters", ())
    )
    content = told.get("requestBody", {}).get("content", {})
    body_type, body = next(iter(content.items()), ("", None))
    return Operation(
        told["operationId"], method.upper(), path, told["summary"], told["description"], bool(told.get("security")), parts,
        kind_of(body["schema"]) if body is not None else None, body_type,
        tuple(Answer(int(status), HTTPStatus(int(status)).phrase, _content(each)) for status, each in told["responses"].items()),
    )  # fmt: skip


def _content(answer: Mapping[str, Any]) -> Kind:
    return next((kind_of(each["schema"]) for each in answer.get("content", {}).values()), Kind(""))


def _fields(told: Mapping[str, Any]) -> Iterator[Part]:
    required = told.get("required", ())
    for name, field in told.get("properties", {}).items():
        yield Part(name, kind_of(field), name in required, field.get("description", ""))


def kind_of(schema: Mapping[str, Any]) -> Kind:
    """What a schema allows, in few words: ``string (date)``, ``integer | null``, ``[ItemBrief]``, ``{file: string (binary)}``."""
    if "$ref" in schema:
        return Kind("", (schema["$ref"].rsplit("/", 1)[-1],))
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return _joined([kind_of(each) for each in choices])
    if "enum" in schema or "const" in schema:
        return Kind(" | ".join(f'"{each}"' for each in schema.get("enum", [schema.get("const")])))
    if schema.get("type") == "array":
        inner = kind_of(schema.get("items", {}))
        return Kind(f"[{inner.words}]" if inner.words else "array", inner.shapes)
    return _plain(schema)


def _plain(schema: Mapping[str, Any]) -> Kind:
    if schema.get("type") != "object":
        words = str(schema.get("type", "any"))
        return Kind(f"{words} ({schema['format']})" if "format" in schema else words)
    if fields := list(_fields(schema)):
        return Kind(f"{{{', '.join(f'{each.name}: {each.kind.words}' for each in fields)}}}")
    further = schema.get("additionalProperties")
    return Kind("object", kind_of(further).shapes if isinstance(further, dict) else ())


def _joined(kinds: Sequence[Kind]) -> Kind:
    return Kind(" | ".join(each.words for each in kinds if each.words), tuple(name for each in kinds for name in each.shapes))
