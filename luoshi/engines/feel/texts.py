"""Values as text: what ``string(…)`` gives, and what a page may show."""

from __future__ import annotations

import re
from decimal import Decimal

from luoshi.engines.feel.values import Function, Range, Value

_PLAIN_KEY = re.compile(r"[^\W\d][\w ]*")


def text_of(value: Value) -> str:  # noqa: PLR0911 - one line for each kind of value
    """A value as FEEL writes it; strings inside of something stand in quotation marks."""
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(text_of, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(name)}: {text_of(member)}' for name, member in value.items())}}}"
    if isinstance(value, Range):
        return _range(value)
    if isinstance(value, Function):
        return f"function({', '.join(value.parameters)})"
    return str(value)


def number_text(value: Decimal) -> str:
    """Without exponent and without zeros at the end: 1200, 0.05."""
    plain = f"{value:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def _key(name: str) -> str:
    return name if _PLAIN_KEY.fullmatch(name) else text_of(name)


def _range(value: Range) -> str:
    if value.start is None:
        return f"({'<=' if value.end_included else '<'} {text_of(value.end)})"
    if value.end is None:
        return f"({'>=' if value.start_included else '>'} {text_of(value.start)})"
    opening, closing = "[" if value.start_included else "(", "]" if value.end_included else ")"
    return f"{opening}{text_of(value.start)}..{text_of(value.end)}{closing}"
