"""The static types of FEEL: what can be written after ``instance of``, and what DMN's type references name.

A type says which values conform to it. Null conforms to every type; DMN's implicit conversions stand in :func:`coerce`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from luoshi.engines.feel.findings import Finding, FindingKind
from luoshi.engines.feel.temporal import Date, DateAndTime
from luoshi.engines.feel.values import Function, Range, Value, kind
from luoshi.words import Words

NESTING_MAX = 40
"""How deep a type may be nested."""


@dataclass(frozen=True, slots=True)
class SimpleType:
    """``Any``, ``Null`` or one of the eight kinds of plain values."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class ListType:
    """``list<number>``."""

    item: Type

    def __str__(self) -> str:
        return f"list<{self.item}>"


@dataclass(frozen=True, slots=True)
class RangeType:
    """``range<date>``."""

    item: Type

    def __str__(self) -> str:
        return f"range<{self.item}>"


@dataclass(frozen=True, slots=True)
class EnumeratedType:
    """Strings of which only these are allowed, as an item definition may say. The language writes it ``string``."""

    values: tuple[str, ...]

    def __str__(self) -> str:
        return "string"


@dataclass(frozen=True, slots=True)
class ContextType:
    """``context<a: number, b: string>``: at least these members; ``exact``, as of a context that is written out, these and no others."""

    members: tuple[tuple[str, Type], ...]
    exact: bool = False

    def __str__(self) -> str:
        return f"context<{', '.join(f'{name}: {member}' for name, member in self.members)}>"


@dataclass(frozen=True, slots=True)
class FunctionType:
    """``function<number, string> -> boolean``. The parameters' names, where they are known, are no part of the type."""

    parameters: tuple[Type, ...]
    result: Type
    names: tuple[str, ...] | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"function<{', '.join(map(str, self.parameters))}> -> {self.result}"


@dataclass(frozen=True, slots=True)
class NamedType:
    """A type that the model defines (an item definition); its meaning is given when it is used."""

    name: str

    def __str__(self) -> str:
        return self.name


Type: TypeAlias = SimpleType | EnumeratedType | ListType | RangeType | ContextType | FunctionType | NamedType

ANY, NULL = SimpleType("Any"), SimpleType("Null")
NUMBER, STRING, BOOLEAN = SimpleType("number"), SimpleType("string"), SimpleType("boolean")
DATE, TIME, DATE_AND_TIME = SimpleType("date"), SimpleType("time"), SimpleType("date and time")
DAYS_DURATION, YEARS_DURATION = SimpleType("days and time duration"), SimpleType("years and months duration")
ANY_LIST, ANY_CONTEXT, ANY_RANGE, ANY_FUNCTION = ListType(ANY), ContextType(()), RangeType(ANY), SimpleType("function")

_SIMPLE = {simple.name: simple for simple in (ANY, NULL, NUMBER, STRING, BOOLEAN, DATE, TIME, DATE_AND_TIME, DAYS_DURATION, YEARS_DURATION)}
_BARE: dict[str, Type] = {
    **_SIMPLE,
    # The spellings of DMN's XML type references, and collections of which nothing more is said.
    "dateTime": DATE_AND_TIME, "dayTimeDuration": DAYS_DURATION, "yearMonthDuration": YEARS_DURATION, "any": ANY, "null": NULL,
    "list": ANY_LIST, "context": ANY_CONTEXT, "range": ANY_RANGE, "function": ANY_FUNCTION,
}  # fmt: skip


# Reading


class NotAType(ValueError):
    """The text names no type; ``position`` is where that was seen."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


_BLANK = re.compile(r"\s*")
_OF_SEVERAL_WORDS = re.compile(r"(date\s+and\s+time|days\s+and\s+time\s+duration|years\s+and\s+months\s+duration)\b")
_ENDS_A_NAME = r"(?!(?:and|or|in|between|instance|then|else|return|satisfies|external)\b)"
_WORD = re.compile(rf"{_ENDS_A_NAME}[^\W\d][\w.\-]*")
_MORE_WORDS = re.compile(rf"\s+{_ENDS_A_NAME}[\w][\w.\-]*")
_MEMBER = re.compile(r'\s*(?:"(?P<quoted>[^"]*)"|(?P<plain>[^:<>,"]+?))\s*:')


def type_named(text: str, types: Mapping[str, Type] | None = None) -> Type:
    """The type that a text names; an unknown name is looked up in ``types`` and else stays a :class:`NamedType`.

    Raises:
        NotAType: the text is no type.
    """
    if types and text.strip() in types:
        return types[text.strip()]
    found, end = read_type(text, 0)
    if _blank(text, end) != len(text):
        raise NotAType(f"unexpected {text[end : end + 20]!r} after the type", end)
    return resolve(found, types or {})


def read_type(text: str, position: int, depth: int = 0) -> tuple[Type, int]:
    """The type that begins at ``position``, and where it ends.

    Raises:
        NotAType: no type begins there.
    """
    if depth > NESTING_MAX:
        raise NotAType("the type is nested too deeply", position)
    position = _blank(text, position)
    if match := _OF_SEVERAL_WORDS.match(text, position):
        return _SIMPLE[" ".join(match[0].split())], match.end()
    word = _WORD.match(text, position)
    if word is None:
        raise NotAType("a type is expected", position)
    opening = _blank(text, word.end())
    if text[opening : opening + 1] == "<" and word[0] in {"list", "range", "context", "function"}:
        return _read_parameters(word[0], text, opening + 1, depth + 1)
    end = word.end()
    if word[0] not in _BARE:
        while match := _MORE_WORDS.match(text, end):
            end = match.end()
    name = " ".join(text[position:end].split())
    return _BARE.get(name, NamedType(name)), end


def _read_parameters(word: str, text: str, position: int, depth: int) -> tuple[Type, int]:
    if word in {"list", "range"}:
        item, end = read_type(text, position, depth)
        return (ListType(item) if word == "list" else RangeType(item)), _expect(text, end, ">")
    if word == "context":
        return _read_context(text, position, depth)
    parameters, end = _read_sequence(text, position, depth)
    result, end = read_type(text, _expect(text, end, "->"), depth)
    return FunctionType(parameters, result), end


def _read_context(text: str, position: int, depth: int) -> tuple[Type, int]:
    members: list[tuple[str, Type]] = []
    position = _blank(text, position)
    while text[position : position + 1] != ">":
        if members:
            position = _expect(text, position, ",")
        match = _MEMBER.match(text, position)
        if match is None:
            raise NotAType("a member such as “name: type” is expected", position)
        name = match["quoted"] if match["quoted"] is not None else " ".join(match["plain"].split())
        member, end = read_type(text, match.end(), depth)
        members.append((name, member))
        position = _blank(text, end)
    return ContextType(tuple(members)), position + 1


def _read_sequence(text: str, position: int, depth: int) -> tuple[tuple[Type, ...], int]:
    found: list[Type] = []
    position = _blank(text, position)
    while text[position : position + 1] != ">":
        if found:
            position = _expect(text, position, ",")
        item, end = read_type(text, position, depth)
        found.append(item)
        position = _blank(text, end)
    return tuple(found), position + 1


def _blank(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _expect(text: str, position: int, symbol: str) -> int:
    position = _blank(text, position)
    if not text.startswith(symbol, position):
        raise NotAType(f"“{symbol}” is expected in the type", position)
    return position + len(symbol)


def resolve(named: Type, types: Mapping[str, Type]) -> Type:
    """The type with all names replaced that ``types`` knows."""
    if isinstance(named, NamedType):
        return types.get(named.name, named)
    if isinstance(named, ListType):
        return ListType(resolve(named.item, types))
    if isinstance(named, RangeType):
        return RangeType(resolve(named.item, types))
    if isinstance(named, ContextType):
        return replace(named, members=tuple((name, resolve(member, types)) for name, member in named.members))
    if isinstance(named, FunctionType):
        return replace(named, parameters=tuple(resolve(item, types) for item in named.parameters), result=resolve(named.result, types))
    return named


def unknown_names(named: Type) -> tuple[str, ...]:
    """The names in a type that nobody has explained."""
    if isinstance(named, NamedType):
        return (named.name,)
    inner: tuple[Type, ...] = ()
    if isinstance(named, ListType | RangeType):
        inner = (named.item,)
    elif isinstance(named, ContextType):
        inner = tuple(member for _, member in named.members)
    elif isinstance(named, FunctionType):
        inner = (*named.parameters, named.result)
    return tuple(name for item in inner for name in unknown_names(item))


# Conformance


def conforms(value: Value, wanted: Type) -> bool:  # noqa: PLR0911 - one line for each kind of type
    """Whether a value may stand where the type is wanted. Null may stand everywhere."""
    if value is None or wanted == ANY:
        return True
    if isinstance(wanted, ListType):
        return isinstance(value, tuple) and all(conforms(item, wanted.item) for item in value)
    if isinstance(wanted, RangeType):
        return isinstance(value, Range) and conforms(value.start, wanted.item) and conforms(value.end, wanted.item)
    if isinstance(wanted, ContextType):
        return isinstance(value, dict) and _members_conform(value, wanted)
    if isinstance(wanted, FunctionType):
        return isinstance(value, Function) and _function_conforms(value, wanted)
    if isinstance(wanted, EnumeratedType):
        return value in wanted.values
    return isinstance(wanted, SimpleType) and kind(value) == wanted.name


def is_instance(value: Value, wanted: Type) -> bool:
    """``value instance of wanted``: unlike :func:`conforms`, null is an instance of Null only."""
    return wanted == NULL if value is None else conforms(value, wanted)


def _members_conform(value: dict[str, Value], wanted: ContextType) -> bool:
    if wanted.exact and len(value) != len(wanted.members):
        return False
    return all(name in value and conforms(value[name], member) for name, member in wanted.members)


def _function_conforms(function: Function, wanted: FunctionType) -> bool:
    """Parameters may ask for less, the result may promise more; what a function does not say is not held against it."""
    if len(function.parameters) != len(wanted.parameters):
        return False
    asked = function.parameter_types or (ANY,) * len(function.parameters)
    return all(type_conforms(given, ask) for given, ask in zip(wanted.parameters, asked, strict=True)) and (
        function.result_type is None or type_conforms(function.result_type, wanted.result)
    )


def type_conforms(narrow: Type, wide: Type) -> bool:  # noqa: PLR0911 - one line for each kind of type
    """Whether every value of the first type is one of the second."""
    if wide == ANY or narrow in (NULL, wide):
        return True
    if isinstance(narrow, ListType) and isinstance(wide, ListType):
        return type_conforms(narrow.item, wide.item)
    if isinstance(narrow, RangeType) and isinstance(wide, RangeType):
        return type_conforms(narrow.item, wide.item)
    if isinstance(narrow, ContextType) and isinstance(wide, ContextType):
        known = dict(narrow.members)
        if wide.exact and (not narrow.exact or len(known) != len(wide.members)):
            return False
        return all(name in known and type_conforms(known[name], member) for name, member in wide.members)
    if isinstance(narrow, EnumeratedType):
        return wide == STRING or (isinstance(wide, EnumeratedType) and set(narrow.values) <= set(wide.values))
    if isinstance(narrow, FunctionType) and isinstance(wide, FunctionType):
        return (
            len(narrow.parameters) == len(wide.parameters)
            and all(type_conforms(given, asked) for given, asked in zip(wide.parameters, narrow.parameters, strict=True))
            and type_conforms(narrow.result, wide.result)
        )
    return wide == ANY_FUNCTION and isinstance(narrow, FunctionType)


def coerce(value: Value, wanted: Type) -> tuple[Value, Finding | None]:
    """The value as the type wants it, by the implicit conversions of DMN 1.5 (10.3.2.9.4), or null and the reason.

    A value becomes the list of it, a list of one becomes what it holds, a date becomes its midnight in Greenwich."""
    if conforms(value, wanted):
        return value, None
    if isinstance(wanted, ListType) and not isinstance(value, tuple):
        item, finding = coerce(value, wanted.item)
        if finding is None:
            return (item,), None
    elif isinstance(value, tuple) and len(value) == 1 and not isinstance(wanted, ListType):
        single, finding = coerce(value[0], wanted)
        if finding is None:
            return single, None
    elif isinstance(value, Date) and wanted == DATE_AND_TIME:
        return DateAndTime.from_date(value), None
    return None, Finding(
        FindingKind.TYPE_MISMATCH,
        0,
        0,
        (value,),
        Words(f"需要“{wanted}”类型的值，得到的是“{kind(value)}”。", f"A value of type {wanted} is wanted; this is a {kind(value)}."),
    )
