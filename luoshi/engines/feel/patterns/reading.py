"""From the text of a pattern to its program, by recursive descent."""

from __future__ import annotations

import unicodedata

from luoshi.engines.feel.findings import FindingKind, NoValue
from luoshi.engines.feel.patterns.characters import (
    BLOCKS,
    CATEGORIES,
    CLASSES,
    ESCAPED_CONTROLS,
    Test,
    anchor,
    any_of,
    between,
    cases,
    negated,
    negated_if,
    one_of,
    without,
)
from luoshi.engines.feel.patterns.program import Assert, BackReference, Char, Code, Match, Save, either, joined, repeat

_PROGRAM_MAX = 20_000
_REPEAT_MAX = 1_000
_NESTING_MAX = 50
"""Longer and deeper patterns are nobody's rule."""


class Reader:
    """Reads one pattern; then ``groups`` and ``has_back_references`` tell what was in it."""

    def __init__(self, pattern: str, flags: str) -> None:
        self._whole, self._flags = pattern, frozenset(flags)
        if unknown := self._flags - set("smix"):
            raise self._error(f"未知的标志“{min(unknown)}”，只有 s、m、i、x", "unknown flag; there are s, m, i and x")
        self._pattern = _without_blanks(pattern) if "x" in flags else pattern
        self._position = 0
        self._depth = 0
        self._closed: set[int] = set()
        self.groups = 0
        self.has_back_references = False

    def program(self) -> Code:
        """The program of the whole pattern.

        Raises:
            NoValue: it is no regular expression.
        """
        code = self._alternatives()
        if self._position < len(self._pattern):
            raise self._error("多了一个“)”", "an unexpected )")
        return joined([Save(0)], code, [Save(1), Match()])

    def _error(self, chinese: str, english: str) -> NoValue:
        return NoValue(
            FindingKind.INVALID_PATTERN, f"正则表达式不正确：{chinese}。", f"The regular expression is wrong: {english}.", self._whole
        )

    def _peek(self) -> str:
        return self._pattern[self._position : self._position + 1]

    def _take(self) -> str:
        char = self._peek()
        if not char:
            raise self._error("表达式没有写完", "it ends too early")
        self._position += 1
        return char

    def _accept(self, text: str) -> bool:
        if self._pattern.startswith(text, self._position):
            self._position += len(text)
            return True
        return False

    def _alternatives(self) -> Code:
        self._depth += 1
        if self._depth > _NESTING_MAX:
            raise self._error("括号嵌套太深", "the groups are nested too deeply")
        branches = [self._branch()]
        while self._accept("|"):
            branches.append(self._branch())
        self._depth -= 1
        code = branches.pop()
        while branches:
            code = either(branches.pop(), code)
        return self._checked(code)

    def _branch(self) -> Code:
        pieces: list[Code] = []
        while self._peek() not in ("", "|", ")"):
            pieces.append(self._piece())
        return self._checked(joined(*pieces))

    def _checked(self, code: Code) -> Code:
        if len(code) > _PROGRAM_MAX:
            raise self._error("重复次数展开后太长", "the repetitions make it too long")
        return code

    def _piece(self) -> Code:
        code = self._atom()
        quantity = self._quantity()
        if quantity is None:
            return code
        low, high = quantity
        greedy = not self._accept("?")
        if len(code) * max(low, high or 0, 1) > _PROGRAM_MAX:
            raise self._error("重复次数展开后太长", "the repetitions make it too long")
        return repeat(code, low, high, greedy=greedy)

    def _quantity(self) -> tuple[int, int | None] | None:
        for symbol, quantity in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._accept(symbol):
                return quantity
        if not self._accept("{"):
            return None
        low = self._count()
        high = low if not self._accept(",") else self._count() if self._peek() != "}" else None
        if not self._accept("}") or (high is not None and high < low):
            raise self._error("次数应当写成 {2}、{2,} 或 {2,5}", "a quantity is {2}, {2,} or {2,5}")
        return low, high

    def _count(self) -> int:
        digits = ""
        while self._peek() in "0123456789" and self._peek():
            digits += self._take()
        if not digits or len(digits) > 9 or int(digits) > _REPEAT_MAX:
            raise self._error(f"次数应当是不大于 {_REPEAT_MAX} 的整数", f"a quantity is a number up to {_REPEAT_MAX}")
        return int(digits)

    def _atom(self) -> Code:
        char = self._take()
        if char == "(":
            return self._group()
        if char == "[":
            return [Char(self._caseless(self._char_class()))]
        if char == "\\":
            return self._escape()
        if char in "^$":
            return [Assert(anchor(char, multiline="m" in self._flags))]
        if char == ".":
            return [Char((lambda char: True) if "s" in self._flags else (lambda char: char not in "\n\r"))]
        if char in "*+?{}])":
            raise self._error(f"“{char}”的位置不对", f"a misplaced {char}")
        return [Char(self._caseless(one_of(char)))]

    def _group(self) -> Code:
        if self._accept("?:"):
            code = self._alternatives()
            number = 0
        else:
            if self._peek() == "?":
                raise self._error("不认识“(?”", "(? is not known here")
            self.groups += 1
            number = self.groups
            code = self._alternatives()
        if not self._accept(")"):
            raise self._error("缺少“)”", "a ) is missing")
        if not number:
            return code
        self._closed.add(number)
        return joined([Save(2 * number)], code, [Save(2 * number + 1)])

    def _escape(self) -> Code:
        if self._peek() in "123456789" and self._peek():
            return [self._back_reference()]
        return [Char(self._escaped_class())]

    def _back_reference(self) -> BackReference:
        """``\\1``: only to a group that is closed. More digits belong to it as long as there are so many groups."""
        number = int(self._take())
        while self._peek() in "0123456789" and self._peek() and number * 10 + int(self._peek()) <= self.groups:
            number = number * 10 + int(self._take())
        if number not in self._closed:
            raise self._error(f"“\\{number}”之前没有这个组", f"there is no group before \\{number}")
        self.has_back_references = True
        return BackReference(number, "i" in self._flags)

    def _escaped_class(self) -> Test:
        char = self._take()
        if char in "pP":
            return negated(self._property()) if char == "P" else self._property()
        if char in CLASSES:
            return CLASSES[char]
        if char.lower() in CLASSES:
            return negated(CLASSES[char.lower()])
        return self._caseless(one_of(self._escaped_char(char)))

    def _escaped_char(self, char: str) -> str:
        if char in ESCAPED_CONTROLS:
            return ESCAPED_CONTROLS[char]
        if char in "\\|.?*+(){}-[]^$":
            return char
        raise self._error(f"不认识“\\{char}”", f"\\{char} is not known")

    def _property(self) -> Test:
        """``\\p{Lu}``, ``\\p{L}``, ``\\p{IsBasicLatin}``."""
        name = ""
        if self._accept("{"):
            while self._peek() not in ("}", ""):
                name += self._take()
        if not self._accept("}"):
            raise self._error("\\p 后面应当是 {类别}", "\\p is followed by {category}")
        if name in CATEGORIES:
            return lambda char: unicodedata.category(char).startswith(name)
        if name[:2] == "Is" and name[2:] in BLOCKS:
            low, high = BLOCKS[name[2:]]
            return lambda char: low <= ord(char) <= high
        raise self._error(f"不认识字符类别“{name}”", f"there is no category {name}")

    # Classes in square brackets

    def _char_class(self) -> Test:
        negative = self._accept("^")
        tests: list[Test] = []
        while not (tests and self._accept("]")):
            if tests and self._accept("-["):
                excluded = self._nested_class()
                if not self._accept("]"):
                    raise self._error("减去的字符类应当在最后", "a subtracted class stands last")
                return without(negated_if(any_of(tests), negative=negative), excluded)
            tests.append(self._class_member())
        return negated_if(any_of(tests), negative=negative)

    def _nested_class(self) -> Test:
        self._depth += 1
        if self._depth > _NESTING_MAX:
            raise self._error("字符类嵌套太深", "the classes are nested too deeply")
        found = self._char_class()
        self._depth -= 1
        return found

    def _class_member(self) -> Test:
        """A class, a character, or from one character to another."""
        char = self._take()
        if char == "\\":
            if self._peek() in "pPsSdDwWiIcC" and self._peek():
                return self._escaped_class()
            char = self._escaped_char(self._take())
        elif char in "[]":
            raise self._error(f"字符类里的“{char}”前面要加“\\”", f"{char} needs a \\ in a class")
        is_range = self._peek() == "-" and self._pattern[self._position + 1 : self._position + 2] not in ("]", "[", "")
        if not is_range:
            return self._caseless(one_of(char))
        self._take()
        last = self._take()
        if last == "\\":
            last = self._escaped_char(self._take())
        if last < char:
            raise self._error(f"“{char}-{last}”的顺序反了", f"{char}-{last} is the wrong way round")
        return self._caseless(between(char, last))

    def _caseless(self, test: Test) -> Test:
        """With the flag i, a character fits when one of its other cases does. Categories such as ``\\p{Lu}`` stay as they are."""
        if "i" not in self._flags:
            return test
        return lambda char: any(map(test, cases(char)))


def _without_blanks(pattern: str) -> str:
    """Flag x: blanks fall away, except within a class."""
    kept: list[str] = []
    depth = 0
    escaped = False
    for char in pattern:
        if not escaped:
            depth += (char == "[") - (char == "]")
        if depth > 0 or char not in " \t\n\r":
            kept.append(char)
        escaped = char == "\\" and not escaped
    return "".join(kept)
