"""Values as FEEL texts that give the same values back: how a record keeps what was asked and answered."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from luoshi.engines.feel import Function, Range, Value, evaluate, parse
from luoshi.engines.feel.limits import Limits

_LIMITS: Final = Limits(text_length=50_000_000)
"""An input may be as large as the file it came from."""
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class NotExact(ValueError):
    """A function has no text from which it could be made again, nor has a text that is none."""


def exact_text(value: Value) -> str:  # noqa: PLR0911 - one line for each kind of value
    """The value as a FEEL expression.

    Raises:
        NotExact: it is or holds a function.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value.translate(_ESCAPES)}"'
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(exact_text, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{exact_text(name)}: {exact_text(member)}' for name, member in value.items())}}}"
    if isinstance(value, Range):
        return _range(value)
    if isinstance(value, Function):
        raise NotExact(f"函数“{value.name}”不能记录。 The function “{value.name}” cannot be recorded.")
    return f'@"{value}"'


def _range(value: Range) -> str:
    if value.start is None:
        return f"({'<=' if value.end_included else '<'} {exact_text(value.end)})"
    if value.end is None:
        return f"({'>=' if value.start_included else '>'} {exact_text(value.start)})"
    opening, closing = "[" if value.start_included else "(", "]" if value.end_included else ")"
    return f"{opening}{exact_text(value.start)}..{exact_text(value.end)}{closing}"


def exact_value(text: str) -> Value:
    """The value that :func:`exact_text` wrote.

    Raises:
        NotExact: the text is something else.
    """
    try:
        evaluation = evaluate(parse(text, limits=_LIMITS), {}, limits=_LIMITS)
    except ValueError as error:
        raise NotExact(f"不是记录中的值：{text[:80]}。 This is no value of a record: {text[:80]}.") from error
    if evaluation.findings:
        raise NotExact(f"不是记录中的值：{text[:80]}。 This is no value of a record: {text[:80]}.")
    return evaluation.value
