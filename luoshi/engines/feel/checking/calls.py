"""Calls: which declarations of a built-in function can fit the arguments' types, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from luoshi.engines.feel.builtins.signatures import ANYTHING, ORDERED, Builtin, Formal, Variant
from luoshi.engines.feel.checking.operators import ORDERED as ORDERED_KINDS
from luoshi.engines.feel.checking.relations import Fit, conforming, join_all, kind_of
from luoshi.engines.feel.types import ANY, NULL, ListType, Type, resolve

_OPEN = (ANYTHING, ORDERED)
_LISTS_OF_OPEN = tuple(map(ListType, _OPEN))

Given = tuple[tuple[Formal, Type], ...]
"""Each argument's type beside the parameter that takes it."""


@dataclass(frozen=True, slots=True)
class Called:
    """What is known of a call: its type, and the argument that does not fit where no declaration takes it as it is."""

    result: Type
    fit: Fit = Fit.PERHAPS
    blamed: tuple[Formal, Type] | None = None


def by_position(function: Builtin, arguments: tuple[Type, ...]) -> Called | None:
    """A call by position; None where no declaration takes so many arguments."""
    return _called([(each, _positions(each, arguments)) for each in function.variants if each.takes(len(arguments))])


def by_name(function: Builtin, arguments: Mapping[str, Type]) -> Called | None:
    """A call by name; None where no declaration has these parameters."""
    return _called([(each, _names(each, arguments)) for each in function.variants if each.takes_names(arguments)])


def _positions(variant: Variant, arguments: tuple[Type, ...]) -> Given:
    formals = variant.formals
    if variant.gathers:
        formals = (*formals[:-1], *[formals[-1]] * (len(arguments) - len(formals) + 1))
    return tuple(zip(formals, arguments, strict=False))


def _names(variant: Variant, arguments: Mapping[str, Type]) -> Given:
    """A parameter that gathers takes the list of its arguments by its name, and of these nothing is known."""
    by_formal = ((formal, arguments[formal.name]) for formal in variant.formals if formal.name in arguments)
    return tuple((formal, ANY if formal.gathers else given) for formal, given in by_formal)


def _called(variants: list[tuple[Variant, Given]]) -> Called | None:
    """Variants are tried in their order until one has a value, so each that may fit may give the result."""
    if not variants:
        return None
    fits = [min((_argument_fit(*each) for each in given), default=Fit.PERHAPS) for _, given in variants]
    results = (_result(*each) for each, fits_so in zip(variants, fits, strict=True) if fits_so is not Fit.NEVER)
    best = max(fits)
    blamed = None if best is Fit.PERHAPS else min(variants[fits.index(best)][1], key=lambda each: _argument_fit(*each))
    return Called(join_all(results), best, blamed)


def _argument_fit(formal: Formal, given: Type) -> Fit:
    """Whether an argument can be converted as :meth:`Formal.converted` does it, and whether a value can come out then."""
    if not formal.kinds:
        return _suits(given, formal.static)
    if given == NULL:
        return Fit.PERHAPS if formal.nullable else Fit.NEVER
    if not _can_be(given, formal):
        return Fit.HARDLY if formal.nullable else Fit.NEVER
    if "list" not in formal.kinds:
        return Fit.PERHAPS
    return _suits(given if isinstance(given, ListType) else ListType(given), formal.static)


def _suits(given: Type, wanted: Type) -> Fit:
    """Whether a value can come out for arguments of this type. A list may be empty, and what it holds null."""
    if wanted == ORDERED:
        return Fit.PERHAPS if given == NULL or kind_of(given) in (None, *ORDERED_KINDS) else Fit.NEVER
    if isinstance(given, ListType) and isinstance(wanted, ListType):
        return max(Fit.HARDLY, _suits(given.item, wanted.item))
    return Fit.PERHAPS if wanted == ANYTHING else conforming(given, wanted)


def _can_be(given: Type, formal: Formal) -> bool:
    kind = kind_of(given)
    if kind is None or kind in formal.kinds or "list" in formal.kinds:
        return True
    if isinstance(given, ListType):
        return kind_of(given.item) in (None, *formal.kinds)
    return kind == "date" and "date and time" in formal.kinds


def _result(variant: Variant, given: Given) -> Type:
    """The declared type, with what was left open as what stands in its places."""
    standing = join_all(found for formal, each in given for found in _standing(formal, each))
    return resolve(variant.result, {ANYTHING.name: standing, ORDERED.name: standing})


def _standing(formal: Formal, given: Type) -> tuple[Type, ...]:
    """What stands in an open place; a list of one stands for what it holds, and a single value for the list of it."""
    item = given.item if isinstance(given, ListType) else given
    if formal.static in _OPEN:
        return (item if formal.kinds else given,)
    return (item,) if formal.static in _LISTS_OF_OPEN else ()
