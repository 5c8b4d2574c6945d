"""How built-in functions are declared and called.

A built-in function is declared by the line that the standard prints:
``substring(string: string, start position: number, length?: number) -> string``. A ``?`` after a name makes a parameter optional, after a
type it lets null in, ``...`` gathers all remaining arguments, ``|`` joins types. Several declarations of one name are its variants; the
first that fits is called.

For who checks types before running, more is said: after ``->`` what comes out, ``T`` for whatever type stands in its places
(``reverse(list: list<T>) -> list<T>``), ``Ordered`` for whatever has an order, and after ``as`` what a parameter that takes more must be
for a value to come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from luoshi.engines.feel.findings import FindingKind, NoValue
from luoshi.engines.feel.limits import Limits
from luoshi.engines.feel.temporal import Date, DateAndTime
from luoshi.engines.feel.types import ANY, ANY_FUNCTION, NamedType, Type, type_named
from luoshi.engines.feel.values import Function, Value, kind


class Machine(Protocol):
    """What a function may ask of the evaluator that runs it."""

    limits: Limits
    at: DateAndTime | None

    def invoke(self, function: Function, arguments: tuple[Value, ...]) -> Value:
        """Call a function that was handed over."""

    def sized_list(self, items: Iterable[Value]) -> tuple[Value, ...]:
        """A list, unless it is too long."""

    def sized_string(self, text: str) -> str:
        """A string, unless it is too long."""

    def count(self, steps: int) -> None:
        """So many steps more."""


ANYTHING, ORDERED = NamedType("T"), NamedType("Ordered")
"""The types that a declaration leaves open."""


@dataclass(frozen=True, slots=True)
class Formal:
    """A declared parameter; ``kinds`` is empty where anything goes. ``static`` is its type for the checker, perhaps one left open."""

    name: str
    kinds: tuple[str, ...]
    optional: bool
    nullable: bool
    gathers: bool
    static: Type = ANY

    @classmethod
    def declared(cls, text: str) -> Formal:
        """From ``delimiter?: string?``."""
        name, _, types = text.partition(":")
        types, _, wanted = types.partition(" as ")
        types, gathers, optional = types.strip(), name.endswith("..."), name.endswith("?")
        plain = types.rstrip("?")
        kinds = () if plain in ("Any", ANYTHING.name) else tuple(kind.partition("<")[0].strip() for kind in plain.split("|"))
        static = type_named(wanted or plain) if wanted or len(kinds) < 2 else ANY
        return cls(name.rstrip("?.").strip(), kinds, optional, types.endswith("?") or not kinds, gathers, static)

    def converted(self, value: Value) -> Value:
        """The argument as the function wants it: a list of one as what it holds, a single value as a list, a date as its midnight.

        Raises:
            NoValue: it cannot be had so.
        """
        if (value is None and self.nullable) or not self.kinds or kind(value) in self.kinds:
            return value
        if value is None:
            raise NoValue(FindingKind.NULL_OPERAND, f"参数“{self.name}”为空（null）。", f"The argument “{self.name}” is null.")
        if "list" in self.kinds and not isinstance(value, tuple):
            return (value,)
        if isinstance(value, tuple) and len(value) == 1 and kind(value[0]) in self.kinds:
            return value[0]
        if isinstance(value, Date) and "date and time" in self.kinds:
            return DateAndTime.from_date(value)
        wanted = " / ".join(self.kinds)
        raise NoValue(
            FindingKind.TYPE_MISMATCH,
            f"参数“{self.name}”应当是 {wanted}，而不是 {kind(value)}。",
            f"The argument “{self.name}” must be {wanted}, not {kind(value)}.",
            value,
        )

    @property
    def type(self) -> Type:
        """As a type of the language, for those who hand the function on."""
        if len(self.kinds) != 1:
            return ANY
        return ANY_FUNCTION if self.kinds[0] == "function" else type_named(self.kinds[0])


@dataclass(frozen=True, slots=True)
class Variant:
    """One declaration and what it does."""

    formals: tuple[Formal, ...]
    run: Callable[..., Value]
    asks_machine: bool
    result: Type = ANY
    """The static type of what comes out, perhaps one left open."""

    @property
    def gathers(self) -> bool:
        """Whether the last parameter takes all remaining arguments."""
        return bool(self.formals) and self.formals[-1].gathers

    def takes(self, count: int) -> bool:
        """Whether so many arguments by position can fit."""
        needed = sum(not formal.optional for formal in self.formals)
        return needed <= count and (self.gathers or count <= len(self.formals))

    def by_position(self, machine: Machine, arguments: tuple[Value, ...]) -> Value:
        """The result for as many arguments as fit."""
        fixed = self.formals[:-1] if self.gathers else self.formals
        values: list[Any] = [formal.converted(value) for formal, value in zip(fixed, arguments, strict=False)]
        values += [None] * (len(fixed) - len(values))
        if self.gathers:
            values.append(tuple(self.formals[-1].converted(value) for value in arguments[len(fixed) :]))
        return self.run(machine, *values) if self.asks_machine else self.run(*values)

    def takes_names(self, names: Iterable[str]) -> bool:
        """Whether arguments of these names can fit."""
        given = set(names)
        known = {formal.name for formal in self.formals}
        return given <= known and all(formal.optional or formal.name in given for formal in self.formals)

    def by_name(self, machine: Machine, arguments: Mapping[str, Value]) -> Value:
        """The result for arguments whose names fit. A gathering parameter takes a list by its name."""
        values: list[Any] = []
        for formal in self.formals:
            given = arguments.get(formal.name)
            if formal.gathers:
                items = given if isinstance(given, tuple) else (given,)
                values.append(tuple(map(formal.converted, items)))
            else:
                values.append(formal.converted(given) if formal.name in arguments else None)
        return self.run(machine, *values) if self.asks_machine else self.run(*values)


@dataclass(frozen=True, slots=True, eq=False)
class Builtin(Function):
    """A function that the language brings along."""

    variants: list[Variant] = field(kw_only=True)

    def apply(self, machine: Machine, arguments: tuple[Value, ...]) -> Value:
        """The result for arguments by position.

        Raises:
            NoValue: no variant fits, or the one that does has no value.
        """
        fitting = [variant for variant in self.variants if variant.takes(len(arguments))]
        return self._first(fitting, arguments, lambda variant: variant.by_position(machine, arguments))

    def apply_named(self, machine: Machine, arguments: Mapping[str, Value]) -> Value:
        """The result for arguments by name.

        Raises:
            NoValue: no variant fits, or the one that does has no value.
        """
        fitting = [variant for variant in self.variants if variant.takes_names(arguments)]
        return self._first(fitting, tuple(arguments.values()), lambda variant: variant.by_name(machine, arguments))

    def _first(self, fitting: list[Variant], arguments: tuple[Value, ...], call: Callable[[Variant], Value]) -> Value:
        problem: NoValue | None = None
        for variant in fitting:
            try:
                return call(variant)
            except NoValue as reason:
                if reason.kind not in (FindingKind.TYPE_MISMATCH, FindingKind.NULL_OPERAND):
                    raise
                problem = problem or reason
        if problem is not None:
            raise problem
        forms = "；".join(f"{self.name}({', '.join(formal.name for formal in variant.formals)})" for variant in self.variants)
        raise NoValue(
            FindingKind.WRONG_ARGUMENTS,
            f"参数的个数或名称不对；可以写：{forms}。",
            f"Wrong number or names of arguments; it can be: {forms}.",
            *arguments,
        )


BUILTINS: dict[str, Builtin] = {}
"""All of them by name."""


def builtin(declaration: str, *, asks_machine: bool = False) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Declare a function, or one more variant of it."""
    name, _, rest = declaration.partition("(")
    parameters, _, result = rest.partition(")")
    formals = tuple(Formal.declared(part) for part in parameters.split(",") if part.strip())
    result_type = type_named(result.replace("->", "", 1))

    def declare(run: Callable[..., Value]) -> Callable[..., Value]:
        variant = Variant(formals, run, asks_machine, result_type)
        if name in BUILTINS:
            BUILTINS[name].variants.append(variant)
        else:
            names, types = tuple(formal.name for formal in formals), tuple(formal.type for formal in formals)
            BUILTINS[name] = Builtin(names, run, name, types, None, variants=[variant])
        return run

    return declare
