"""What the inside of a string literal means (DMN 1.5, 10.3.1.2, rules 64 to 66)."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\(?:u(?P<four>[0-9A-Fa-f]{4})|U(?P<six>[0-9A-Fa-f]{6})|(?P<plain>[\"'\\nrt]))")
_PLAIN_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_SURROGATES = re.compile("([\ud800-\udbff])([\udc00-\udfff])")
_HALF = re.compile("[\ud800-\udfff]")


def unescaped(text: str) -> str:
    """The characters that the inside of a string literal means. A backslash that escapes nothing is itself, as in ``"\\d+"``.

    Raises:
        ValueError: half of a surrogate pair, or a number beyond Unicode.
    """
    read = _SURROGATES.sub(_joined, _ESCAPE.sub(_escaped, text))
    if _HALF.search(read):
        raise ValueError("half of a surrogate pair")
    return read


def _escaped(match: re.Match[str]) -> str:
    if match["plain"]:
        return _PLAIN_ESCAPES.get(match["plain"], match["plain"])
    return chr(int(match["four"] or match["six"], 16))


def _joined(match: re.Match[str]) -> str:
    high, low = ord(match[1]), ord(match[2])
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
