"""From characters to tokens, one at a time and from any place.

FEEL cannot be cut into tokens beforehand: names may hold blanks and operators, so that ``profit - loss`` is a difference or a name, as the
scope has it. The parser therefore asks for the token at a position, or for the longest known name there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from enum import Enum, auto

from luoshi.words import Words

_BLANKS = "\\u0009-\\u000D\\u0020\\u0085\\u00A0\\u1680\\u180E\\u2000-\\u200B\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF"
# DMN 1.5, 10.3.1.2, rules 27 and 28; blanks are taken away first, since the ranges of the standard hold some.
_NAME_START = (
    f"(?![{_BLANKS}])[?A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D"
    "\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\U00010000-\\U000EFFFF]"
)
_NAME_PART = f"(?:{_NAME_START}|[0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040])"

_SKIPPED = re.compile(rf"(?:[{_BLANKS}]+|//[^\n\r]*|/\*(?:[^*]|\*(?!/))*+\*/)*+")
_BLANK_RUN = re.compile(rf"[{_BLANKS}]+")
_WORD = re.compile(f"{_NAME_START}{_NAME_PART}*+")
_WORD_PART = re.compile(f"{_NAME_PART}++")
_NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_STRING = re.compile(r'"(?:[^"\\\n\r]|\\.)*+"', re.DOTALL)
_SYMBOL = re.compile(r"\*\*|\.\.|->|!=|<=|>=|[-+*=<>()\[\]{},:.@]|/(?!\*)")
NAME_SYMBOLS = frozenset("./-'+*")
"""What a name may hold besides letters and digits."""

KEYWORDS = frozenset(
    "and or if then else for in return some every satisfies between instance of function true false null".split()  # noqa: SIM905 - read as a line
)
AFTER_A_VALUE = frozenset(("and", "or", "then", "else", "in", "return", "satisfies", "between", "instance"))
"""Words after which a name that nobody knows cannot go on."""


class FeelSyntaxError(ValueError):
    """The text is no FEEL: what is wrong, and where (line and column count from 1)."""

    def __init__(self, message: Words, text: str, position: int) -> None:
        before = text[:position]
        self.message, self.position = message, position
        self.line = before.count("\n") + 1
        self.column = position - (before.rfind("\n") + 1) + 1
        super().__init__(
            f"第 {self.line} 行第 {self.column} 列：{message.chinese} Line {self.line}, column {self.column}: {message.english}"
        )


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    NUMBER = auto()
    STRING = auto()
    SYMBOL = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """``text[start:end]``, blanks and comments before it left out."""

    kind: Kind
    text: str
    start: int
    end: int


class Lexer:
    """The tokens of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens: dict[int, Token] = {}

    def token(self, position: int) -> Token:
        """The token at or after a position."""
        found = self._tokens.get(position)
        if found is None:
            found = self._tokens[position] = self._read(self.skip(position))
        return found

    def skip(self, position: int) -> int:
        """Past blanks and comments."""
        match = _SKIPPED.match(self.text, position)
        return match.end() if match else position

    def _read(self, position: int) -> Token:
        if position >= len(self.text):
            return Token(Kind.END, "", len(self.text), len(self.text))
        for kind, pattern in ((Kind.WORD, _WORD), (Kind.NUMBER, _NUMBER), (Kind.STRING, _STRING), (Kind.SYMBOL, _SYMBOL)):
            if match := pattern.match(self.text, position):
                return Token(kind, match[0], position, match.end())
        raise self._unreadable(position)

    def _unreadable(self, position: int) -> FeelSyntaxError:
        char = self.text[position]
        if char == '"':
            words = Words("字符串没有结束的引号。", "The string has no closing quotation mark.")
        elif self.text.startswith("/*", position):
            words = Words("注释没有结束的“*/”。", "The comment has no closing “*/”.")
        elif char in "“”„«»‘’'":
            words = Words(f'字符串要用直引号 " 括起来，这里是 {char}。', f'Strings stand in straight quotation marks ", this is {char}.')
        else:
            words = Words(f"这里不能有字符“{char}”。", f"The character “{char}” cannot stand here.")
        return FeelSyntaxError(words, self.text, position)

    # Names

    def known_name(self, position: int, names: Names) -> tuple[str, int] | None:
        """The longest name of a scope that stands here, as the scope spells it, and where it ends."""
        best: tuple[str, int] | None = None
        first = self.piece(self.skip(position))
        for name, pieces in names.beginning_with(first):
            end = self._matches(position, pieces)
            if end is not None and (best is None or end > best[1]):
                best = name, end
        return best

    def _matches(self, position: int, pieces: tuple[str, ...]) -> int | None:
        for piece in pieces:
            position = self.skip(position)
            if self.piece(position) != piece:
                return None
            position += len(piece)
        return position

    def piece(self, position: int) -> str:
        """The run of name characters, or the single other character, at a place."""
        match = _WORD_PART.match(self.text, position)
        return match[0] if match else self.text[position : position + 1]

    def new_name(self, position: int, *, stops: Set[str] = frozenset(), symbols: bool = True) -> tuple[str, int]:
        """A name that is being defined or that nobody knows: as many pieces as follow, up to one of ``stops``. Empty where none begins.

        With ``symbols`` it may hold operators; that is right only where something else (``:``, ``in``, ``,``) must end it."""
        position = self.skip(position)
        first = _WORD.match(self.text, position)
        if first is None or first[0] in stops:
            return "", position
        start, end = position, first.end()
        while True:
            position = self.skip(end)
            piece = self.piece(position)
            is_symbol = symbols and piece in NAME_SYMBOLS and not self.text.startswith("..", position)
            if piece in stops or not (is_symbol or _WORD_PART.match(piece)):
                return spelled(self.text[start:end]), end
            end = position + len(piece)


def spelled(name: str) -> str:
    """A name with its blanks in order: one between words."""
    return _BLANK_RUN.sub(" ", name).strip()


def pieces(name: str) -> Iterator[str]:
    """A name cut as :meth:`Lexer.piece` cuts the text."""
    position = 0
    while position < len(name):
        if blank := _BLANK_RUN.match(name, position):
            position = blank.end()
            continue
        match = _WORD_PART.match(name, position)
        piece = match[0] if match else name[position]
        yield piece
        position += len(piece)


class Names:
    """The names in scope, found by how they begin. Scopes are stacked; :meth:`inside` opens one."""

    def __init__(self, names: Iterable[str] = (), outer: Names | None = None, beside: Names | None = None) -> None:
        self.outer, self.beside = outer, beside
        self.by_piece: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """One more name."""
        cut = tuple(pieces(name))
        if cut:
            self.by_piece.setdefault(cut[0], []).append((name, cut))

    def inside(self, names: Iterable[str] = (), beside: Names | None = None) -> Names:
        """A scope within this one; ``beside`` are names that may be seen there too."""
        return Names(names, self, beside)

    def beginning_with(self, piece: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """All names, inner ones first, whose first piece is this."""
        scope: Names | None = self
        while scope is not None:
            yield from scope.by_piece.get(piece, ())
            if scope.beside is not None:
                yield from scope.beside.beginning_with(piece)
            scope = scope.outer
