"""From the characters that were put in to the text that is read, with a way back for every character.

Work reports arrive from web pages, word processors and scanners: full-width digits, ideographic blanks, zero-width marks, and sentences
broken over several lines where a page had a link. Reading wants one paragraph per line and one spelling of a digit. What is taken away
or replaced here is remembered in ``origins``, so that a promise can always be shown in the text the office put in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.engines.reading.errors import TextTooLong
from luoshi.engines.reading.headings import heading_level

CHARACTERS_MAX = 500_000
"""A work report has 6,000 to 60,000 characters; a text beyond this limit is refused rather than read for minutes."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_SIGNS = {"％": "%", "﹪": "%", "－": "-", "\u2012": "-", "\u2212": "-", "．": "."}
_LINE_ENDS = {"\r": "\n", "\u2028": "\n", "\u2029": "\n"}
_SAME_MEANING = str.maketrans({**_FULL_WIDTH, **_SIGNS, **_LINE_ENDS})
_BLANK = re.compile(r"[ \t\f\v\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff]")
_LATIN = re.compile(r"[A-Za-z0-9]")

_OPENING_END = "《“‘（([【、，,：:"
_CLOSING_START = "，。、；：！？”’）》】,;:)"
_TERMINAL = "。！？!?；;"
_PROSE = re.compile(r"[，,。；]")
_SALUTATION = re.compile(r"各位代表|同志们|各位委员")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the input: its characters after normalisation and where each of them stood."""

    text: str
    origins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """Paragraphs separated by line feeds; ``origins[i]`` is the place of ``text[i]`` in the input."""

    text: str
    origins: tuple[int, ...]


def normalise(source: str) -> NormalisedText:
    """Unify digits and blanks and put sentences together that were broken over lines.

    Raises:
        TextTooLong: more than :data:`CHARACTERS_MAX` characters.
    """
    if len(source) > CHARACTERS_MAX:
        raise TextTooLong(len(source), CHARACTERS_MAX)
    lines = [line for line in map(_without_blanks, _lines(source.translate(_SAME_MEANING))) if line.text]
    text: list[str] = []
    origins: list[int] = []
    paragraph = _Paragraph()
    for index, line in enumerate(lines):
        follower = lines[index + 1].text if index + 1 < len(lines) else ""
        if index and not paragraph.continues_with(line.text, follower):
            text.append("\n")
            origins.append(max(line.origins[0] - 1, 0))
            paragraph = _Paragraph()
        paragraph.add(line.text)
        text.append(line.text)
        origins.extend(line.origins)
    return NormalisedText("".join(text), tuple(origins))


def _lines(text: str) -> list[Line]:
    lines, start = [], 0
    for raw in text.split("\n"):
        lines.append(Line(raw, tuple(range(start, start + len(raw)))))
        start += len(raw) + 1
    return lines


def _without_blanks(line: Line) -> Line:
    """Drop blanks at the edges and between characters; one blank stays where it parts Latin words or a list number from its title."""
    kept: list[tuple[str, int]] = []
    pending: int | None = None
    for char, origin in zip(line.text, line.origins, strict=True):
        if _BLANK.match(char):
            pending = origin if pending is None else pending
            continue
        if pending is not None and kept and _blank_matters("".join(c for c, _ in kept[:3]), kept[-1][0], char):
            kept.append((" ", pending))
        pending = None
        kept.append((char, origin))
    return Line("".join(c for c, _ in kept), tuple(o for _, o in kept))


def _blank_matters(line_so_far: str, before: str, after: str) -> bool:
    return bool(_LATIN.match(before)) and (bool(_LATIN.match(after)) or line_so_far.isdigit())


@dataclass(slots=True)
class _Paragraph:
    """What has been put together so far: enough of it to tell whether the next line goes on with the sentence."""

    length: int = 0
    last: str = ""
    heading: bool = False
    remark: bool = False
    prose: bool = False

    def add(self, line: str) -> None:
        if not self.length:
            self.heading, self.remark = heading_level(line) > 0, line[0] == "#"
        self.prose = self.prose or bool(_PROSE.search(line))
        self.length += len(line)
        self.last = line[-1]

    def continues_with(self, line: str, follower: str) -> bool:
        """Whether ``line`` goes on with this paragraph; ``follower`` is the line after it, perhaps empty."""
        if line[0] in _CLOSING_START:
            return True
        if self.remark or self.last in _TERMINAL or self.last == "摄" or (self.heading and not self.prose):
            return False
        if _SALUTATION.match(line) or heading_level(line):
            return False
        if self.last in _OPENING_END:
            return self.last not in "：:" or (len(line) < 20 and not _PROSE.search(line))
        # A sentence with punctuation inside but none at its end was cut by a link, a subscript or a page: the next line completes it.
        cut_by_link = bool(follower) and follower[0] in _CLOSING_START and not self.heading
        return cut_by_link or (self.prose and self.length > (60 if self.heading else 12))
