"""Lines of a printed page become paragraphs again.

A page breaks a paragraph wherever the line is full. What tells a true paragraph end: the next line is indented by two characters (as every
Chinese official document does), or, in a document without indents, the line is short or ends a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－·]\s*)*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/，,]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?(?:\s*[-—–－·])*\s*", re.I
)
_DIGITS = re.compile(r"\d+")
_TERMINAL = "。！？：；!?;:"
_CLOSING = "”’）)】》"
_FULL_SHARE = 0.8  # of the usual width: punctuation moved to the next line and narrow digits make full lines look shorter
_INDENT_MIN = 1.0  # in characters; official documents indent by two
_INDENTED_SHARE_MIN = 0.05  # fewer indented lines than this: the document does not indent
_REPEATS_MIN = 3
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’]"
_BLANKS_BESIDE_CHINESE = re.compile(rf"(?<={_WIDE})[ \u00a0]+|(?<!^\d)(?<!^\d\d)[ \u00a0]+(?={_WIDE})")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page. ``indent`` is its distance from the left margin in characters, ``None`` if unknown."""

    text: str
    indent: float | None = None

    @property
    def width(self) -> float:
        """Width in ideographs, with the indent."""
        halves = sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in self.text.strip())
        return halves / 2 + (self.indent or 0)


def paragraphs(pages: Sequence[Sequence[PrintedLine]]) -> list[str]:
    """The paragraphs of all pages, without page numbers and repeated headers and footers."""
    repeated = _repeated_margins(pages)
    lines = [line for page in pages for line in _body(page, repeated)]
    if not lines:
        return []
    widths = sorted(line.width for line in lines)
    indents = sum((line.indent or 0) >= _INDENT_MIN for line in lines) >= _INDENTED_SHARE_MIN * len(lines)
    full = _FULL_SHARE * widths[int(0.9 * len(widths))]
    return [_without_blanks(text) for text in _joined(lines, full, indents=indents)]


def _joined(lines: Sequence[PrintedLine], full: float, *, indents: bool) -> Iterator[str]:
    text = ""
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        text = _append(text, line.text.strip())
        if following is None or not _continues(line, following, full, indents=indents):
            yield text
            text = ""


def _continues(line: PrintedLine, following: PrintedLine, full: float, *, indents: bool) -> bool:
    if line.width < full:
        return False
    if indents:
        return (following.indent or 0) < _INDENT_MIN
    return not line.text.rstrip().rstrip(_CLOSING).endswith(tuple(_TERMINAL))


def _append(text: str, line: str) -> str:
    """Two halves of a line; between two Latin words stood a blank."""
    latin = text[-1:].isascii() and text[-1:].isalpha() and line[:1].isascii() and line[:1].isalpha()
    return f"{text} {line}" if latin else text + line


def _without_blanks(text: str) -> str:
    """Blanks beside ideographs are gaps between fonts; only the one behind a leading list number is meant."""
    return _BLANKS_BESIDE_CHINESE.sub("", text)


def _body(page: Sequence[PrintedLine], repeated: set[str]) -> list[PrintedLine]:
    """A page without its margins. Each repeated line is taken away once at each end: a title may say the same as the header over it."""
    lines = [line for line in page if line.text.strip()]
    for end in (0, -1):
        gone: set[str] = set()
        while lines and _is_margin(lines[end], repeated - gone):
            gone.add(_shape(lines.pop(end)))
    return lines


def _is_margin(line: PrintedLine, repeated: set[str]) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text) is not None or _shape(line) in repeated


def _shape(line: PrintedLine) -> str:
    return _DIGITS.sub("0", "".join(line.text.split()))


def _repeated_margins(pages: Sequence[Sequence[PrintedLine]]) -> set[str]:
    """First and last lines (two of each) that stand on at least half of the pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page if line.text.strip()]
        counts.update({_shape(line) for line in (*lines[:2], *lines[-2:])})
    return {shape for shape, count in counts.items() if count >= max(_REPEATS_MIN, len(pages) / 2)}
