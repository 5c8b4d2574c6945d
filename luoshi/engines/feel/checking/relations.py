"""How static types lie to each other: what two have in common, and whether a value of one can ever stand where another is wanted.

Null is of every type, so “never” speaks of all other values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import Any

from luoshi.engines.feel.types import (
    ANY,
    ANY_CONTEXT,
    ANY_FUNCTION,
    ANY_LIST,
    ANY_RANGE,
    DATE,
    DATE_AND_TIME,
    NESTING_MAX,
    NULL,
    STRING,
    ContextType,
    EnumeratedType,
    FunctionType,
    ListType,
    NamedType,
    RangeType,
    SimpleType,
    Type,
)  # fmt: skip
from luoshi.engines.feel.values import Range, Value, kind

PARTS_MAX = 500
"""Parts of a type; of a larger one only the kind is remembered, so that checking takes time in proportion to the text."""
_ENUMERATED_MAX = 100

_KINDS: dict[type, str] = {ListType: "list", RangeType: "range", ContextType: "context", FunctionType: "function", EnumeratedType: "string"}
_BARE: dict[type, Type] = {
    ListType: ANY_LIST,
    RangeType: ANY_RANGE,
    ContextType: ANY_CONTEXT,
    FunctionType: ANY_FUNCTION,
    EnumeratedType: STRING,
}


def kind_of(static: Type) -> str | None:
    """The kind of all values of the type but null, as :func:`~luoshi.engines.feel.values.kind` calls it; None where it is not known."""
    if isinstance(static, SimpleType):
        return None if static == ANY else static.name
    return _KINDS.get(type(static))


def type_of(value: Value) -> Type:
    """The static type of a constant."""
    if value is None:
        return NULL
    if isinstance(value, Range):
        return RangeType(type_of(value.end if value.start is None else value.start))
    return SimpleType(kind(value))


def join(one: Type, other: Type) -> Type:
    """The narrowest type that we can name to which all values of both conform."""
    if one == NULL or one is other:
        return other
    if other == NULL:
        return one
    joined = _JOINS.get((type(one), type(other)))
    if joined is not None:
        return joined(one, other)
    if one == other:
        return one
    if kind_of(one) == kind_of(other) is not None:
        return _BARE.get(type(one)) or _BARE.get(type(other)) or ANY
    return ANY


def join_all(types: Iterable[Type]) -> Type:
    """The narrowest type for all of them; Null for none."""
    found: Type = NULL
    for each in types:
        found = join(found, each)
    return found


def _join_lists(one: ListType, other: ListType) -> Type:
    return ListType(join(one.item, other.item))


def _join_ranges(one: RangeType, other: RangeType) -> Type:
    return RangeType(join(one.item, other.item))


def _join_contexts(one: ContextType, other: ContextType) -> Type:
    """The members that both have for sure."""
    theirs = dict(other.members)
    members = tuple((name, join(member, theirs[name])) for name, member in one.members if name in theirs)
    return ContextType(members, one.exact and other.exact and len(members) == len(one.members) == len(other.members))


def _join_functions(one: FunctionType, other: FunctionType) -> Type:
    """Parameters must be the same, since who calls is held to both."""
    if one.parameters != other.parameters:
        return ANY_FUNCTION
    return FunctionType(one.parameters, join(one.result, other.result), one.names if one.names == other.names else None)


def _join_enumerated(one: EnumeratedType, other: EnumeratedType) -> Type:
    values = tuple(dict.fromkeys((*one.values, *other.values)))
    return EnumeratedType(values) if len(values) <= _ENUMERATED_MAX else STRING


_JOINS: dict[tuple[type, type], Callable[[Any, Any], Type]] = {
    (ListType, ListType): _join_lists,
    (RangeType, RangeType): _join_ranges,
    (ContextType, ContextType): _join_contexts,
    (FunctionType, FunctionType): _join_functions,
    (EnumeratedType, EnumeratedType): _join_enumerated,
}


def bounded(static: Type) -> Type:
    """The type, or only its kind where it has too many parts."""
    if isinstance(static, SimpleType):
        return static
    waiting: list[tuple[Type, int]] = [(static, 0)]
    parts = 0
    while waiting:
        part, depth = waiting.pop()
        parts += 1
        if parts > PARTS_MAX or depth > NESTING_MAX:
            return _BARE.get(type(static), ANY)
        waiting.extend((inner, depth + 1) for inner in _parts(part))
    return static


def _parts(static: Type) -> tuple[Type, ...]:
    if isinstance(static, ListType | RangeType):
        return (static.item,)
    if isinstance(static, ContextType):
        return tuple(member for _, member in static.members)
    return (*static.parameters, static.result) if isinstance(static, FunctionType) else ()


class Fit(IntEnum):
    """Whether values of one type can stand where another is wanted."""

    NEVER = 0
    """No value but null can."""
    HARDLY = 1
    """Only one that holds nothing can: an empty list, a context whose member is null."""
    PERHAPS = 2
    """Some or all can."""


def fit(given: Type, wanted: Type) -> Fit:
    """Whether values can stand where the type is wanted, DMN's implicit conversions included (DMN 1.5, 10.3.2.9.4)."""
    direct = conforming(given, wanted)
    if direct is not Fit.NEVER:
        return direct
    if isinstance(wanted, ListType) and not isinstance(given, ListType):
        return fit(given, wanted.item)
    if isinstance(given, ListType) and not isinstance(wanted, ListType):
        return fit(given.item, wanted)
    return Fit.PERHAPS if given == DATE and wanted == DATE_AND_TIME else Fit.NEVER


def conforming(given: Type, wanted: Type) -> Fit:
    """Whether values can be of the wanted type as they are."""
    if isinstance(wanted, NamedType) or isinstance(given, NamedType) or ANY in (given, wanted) or given == NULL:
        return Fit.PERHAPS
    if kind_of(given) != kind_of(wanted):
        return Fit.NEVER
    compared = _CONFORMING.get((type(given), type(wanted)))
    return Fit.PERHAPS if compared is None else compared(given, wanted)


def _inner(given: Type, wanted: Type) -> Fit:
    """What the parts of a value leave possible: they may be missing or null."""
    return Fit.PERHAPS if conforming(given, wanted) is Fit.PERHAPS else Fit.HARDLY


def _lists_conform(given: ListType, wanted: ListType) -> Fit:
    return _inner(given.item, wanted.item)


def _ranges_conform(given: RangeType, wanted: RangeType) -> Fit:
    """One end at least is there, and it is of the type."""
    return conforming(given.item, wanted.item)


def _contexts_conform(given: ContextType, wanted: ContextType) -> Fit:
    known = dict(given.members)
    if given.exact and any(name not in known for name, _ in wanted.members):
        return Fit.NEVER
    return min((_inner(known[name], member) for name, member in wanted.members if name in known), default=Fit.PERHAPS)


def _functions_conform(given: FunctionType, wanted: FunctionType) -> Fit:
    return Fit.PERHAPS if len(given.parameters) == len(wanted.parameters) else Fit.NEVER


def _enumerated_conform(given: EnumeratedType, wanted: EnumeratedType) -> Fit:
    return Fit.NEVER if set(given.values).isdisjoint(wanted.values) else Fit.PERHAPS


_CONFORMING: dict[tuple[type, type], Callable[[Any, Any], Fit]] = {
    (ListType, ListType): _lists_conform,
    (RangeType, RangeType): _ranges_conform,
    (ContextType, ContextType): _contexts_conform,
    (FunctionType, FunctionType): _functions_conform,
    (EnumeratedType, EnumeratedType): _enumerated_conform,
}
