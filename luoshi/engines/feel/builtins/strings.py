"""Functions of strings (DMN 1.5, tables 72 and 73). Characters are Unicode characters, never halves of a pair."""

from __future__ import annotations

from decimal import Decimal

from luoshi.engines.feel import patterns
from luoshi.engines.feel.builtins.signatures import Machine, builtin
from luoshi.engines.feel.findings import FindingKind, NoValue
from luoshi.engines.feel.sizes import fail_if_too_large
from luoshi.engines.feel.texts import text_of
from luoshi.engines.feel.values import Value, kind


@builtin("substring(string: string, start position: number, length?: number) -> string")
def substring(text: str, start: Decimal, length: Decimal | None) -> Value:
    """From a position counted from 1, or from −1 backwards; fractions fall away."""
    first = int(start)
    if not 1 <= abs(first) <= len(text):
        raise NoValue(
            FindingKind.OUT_OF_RANGE,
            f"字符串有 {len(text)} 个字符，没有第 {start} 个。",
            f"The string has no character {start}.",
            text,
            start,
        )
    begin = first - 1 if first > 0 else len(text) + first
    if length is None:
        return text[begin:]
    if int(length) < 1:
        raise NoValue(FindingKind.OUT_OF_RANGE, f"长度 {length} 应当至少为 1。", f"The length {length} must be at least 1.", length)
    return text[begin : begin + int(length)]


@builtin("string length(string: string) -> number")
def string_length(text: str) -> Value:
    """How many characters."""
    return Decimal(len(text))


@builtin("upper case(string: string) -> string", asks_machine=True)
def upper_case(machine: Machine, text: str) -> Value:
    """In capitals."""
    return machine.sized_string(text.upper())


@builtin("lower case(string: string) -> string", asks_machine=True)
def lower_case(machine: Machine, text: str) -> Value:
    """In small letters."""
    return machine.sized_string(text.lower())


@builtin("substring before(string: string, match: string) -> string")
def substring_before(text: str, match: str) -> Value:
    """What stands before the first match; nothing if there is none."""
    return text.partition(match)[0] if match and match in text else ""


@builtin("substring after(string: string, match: string) -> string")
def substring_after(text: str, match: str) -> Value:
    """What stands after the first match; nothing if there is none."""
    return text.partition(match)[2] if match else text


@builtin("contains(string: string, match: string) -> boolean")
def contains(text: str, match: str) -> Value:
    """Whether it holds the other."""
    return match in text


@builtin("starts with(string: string, match: string) -> boolean")
def starts_with(text: str, match: str) -> Value:
    """Whether it begins with the other."""
    return text.startswith(match)


@builtin("ends with(string: string, match: string) -> boolean")
def ends_with(text: str, match: str) -> Value:
    """Whether it ends with the other."""
    return text.endswith(match)


@builtin("matches(input: string, pattern: string, flags?: string?) -> boolean", asks_machine=True)
def matches(machine: Machine, text: str, pattern: str, flags: str | None) -> Value:
    """Whether a part of it matches the regular expression."""
    return patterns.compiled(pattern, flags or "", machine.limits).search(text, 0) is not None


@builtin("replace(input: string, pattern: string, replacement: string, flags?: string?) -> string", asks_machine=True)
def replace(machine: Machine, text: str, pattern: str, replacement: str, flags: str | None) -> Value:
    """All matches replaced; ``$1`` stands for what the first group matched."""
    return machine.sized_string(patterns.compiled(pattern, flags or "", machine.limits).replace(text, replacement))


@builtin("split(string: string, delimiter: string) -> list<string>", asks_machine=True)
def split(machine: Machine, text: str, delimiter: str) -> Value:
    """The parts between the matches of a regular expression."""
    return machine.sized_list(patterns.compiled(delimiter, "", machine.limits).split(text))


@builtin("string join(list: list<string>, delimiter?: string?) -> string", asks_machine=True)
def string_join(machine: Machine, items: tuple[Value, ...], delimiter: str | None) -> Value:
    """All strings of a list as one; null is left out."""
    parts = []
    for item in items:
        if isinstance(item, str):
            parts.append(item)
        elif item is not None:
            raise NoValue(FindingKind.TYPE_MISMATCH, f"列表里有 {kind(item)}，应当都是字符串。", f"The list holds a {kind(item)}.", item)
    return machine.sized_string((delimiter or "").join(parts))


@builtin("string(from: Any) -> string", asks_machine=True)
def string(machine: Machine, value: Value) -> Value:
    """A value as text."""
    if value is None:
        raise NoValue(FindingKind.NULL_OPERAND, "空值（null）没有文字。", "Null has no text.")
    fail_if_too_large(value)
    return value if isinstance(value, str) else machine.sized_string(text_of(value))
