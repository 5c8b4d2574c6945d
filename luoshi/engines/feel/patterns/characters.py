"""Which characters fit: classes, categories and blocks as XML Schema names them."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable

Test = Callable[[str], bool]
"""Whether a character fits."""


@functools.lru_cache(maxsize=4096)
def cases(char: str) -> frozenset[str]:
    """The characters that differ only in case: k, K and the Kelvin sign."""
    folded = char.casefold()
    forms = {char, char.lower(), char.upper(), folded, folded.upper(), folded.title()}
    return frozenset(form for form in forms if len(form) == 1) | _KELVIN_AND_ANGSTROM.get(folded, frozenset())


_KELVIN_AND_ANGSTROM = {"k": frozenset("\u212a"), "å": frozenset("\u212b"), "ω": frozenset("\u2126"), "s": frozenset("\u017f")}


def one_of(char: str) -> Test:
    """Exactly this character."""
    return lambda other: other == char


def between(first: str, last: str) -> Test:
    """A character from one to another."""
    return lambda char: first <= char <= last


def any_of(tests: list[Test]) -> Test:
    """What fits one of several."""
    return lambda char: any(test(char) for test in tests)


def negated(test: Test) -> Test:
    """What does not fit."""
    return lambda char: not test(char)


def negated_if(test: Test, *, negative: bool) -> Test:
    """The opposite, if it is wanted."""
    return negated(test) if negative else test


def without(test: Test, excluded: Test) -> Test:
    """What fits the first and not the second."""
    return lambda char: test(char) and not excluded(char)


def anchor(char: str, *, multiline: bool) -> Callable[[str, int], bool]:
    """Whether a place is a beginning (``^``) or an end (``$``)."""
    if char == "^":
        return lambda text, position: position == 0 or (multiline and text[position - 1] == "\n")
    return lambda text, position: position == len(text) or (multiline and text[position] == "\n")


def _is_name_start(char: str) -> bool:
    return char in "_:" or unicodedata.category(char) in ("Lu", "Ll", "Lo", "Lt", "Nl")


def _is_name_char(char: str) -> bool:
    return char in "_:-.·" or unicodedata.category(char) in ("Lu", "Ll", "Lo", "Lt", "Nl", "Mc", "Me", "Mn", "Lm", "Nd")


CLASSES: dict[str, Test] = {
    "s": lambda char: char in " \t\n\r",
    "d": lambda char: unicodedata.category(char) == "Nd",
    "w": lambda char: unicodedata.category(char)[0] not in "PZC",
    "i": _is_name_start,
    "c": _is_name_char,
}
ESCAPED_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
CATEGORIES = frozenset(
    "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp S Sm Sc Sk So C Cc Cf Co Cn".split()  # noqa: SIM905
)
BLOCKS: dict[str, tuple[int, int]] = {
    # The blocks that texts of administration are written in; XML Schema names them without blanks.
    "BasicLatin": (0x0000, 0x007F),
    "Latin-1Supplement": (0x0080, 0x00FF),
    "LatinExtended-A": (0x0100, 0x017F),
    "LatinExtended-B": (0x0180, 0x024F),
    "IPAExtensions": (0x0250, 0x02AF),
    "SpacingModifierLetters": (0x02B0, 0x02FF),
    "CombiningDiacriticalMarks": (0x0300, 0x036F),
    "Greek": (0x0370, 0x03FF),
    "GreekandCoptic": (0x0370, 0x03FF),
    "Cyrillic": (0x0400, 0x04FF),
    "Armenian": (0x0530, 0x058F),
    "Hebrew": (0x0590, 0x05FF),
    "Arabic": (0x0600, 0x06FF),
    "Devanagari": (0x0900, 0x097F),
    "Thai": (0x0E00, 0x0E7F),
    "Tibetan": (0x0F00, 0x0FFF),
    "HangulJamo": (0x1100, 0x11FF),
    "Mongolian": (0x1800, 0x18AF),
    "LatinExtendedAdditional": (0x1E00, 0x1EFF),
    "GreekExtended": (0x1F00, 0x1FFF),
    "GeneralPunctuation": (0x2000, 0x206F),
    "SuperscriptsandSubscripts": (0x2070, 0x209F),
    "CurrencySymbols": (0x20A0, 0x20CF),
    "LetterlikeSymbols": (0x2100, 0x214F),
    "NumberForms": (0x2150, 0x218F),
    "Arrows": (0x2190, 0x21FF),
    "MathematicalOperators": (0x2200, 0x22FF),
    "MiscellaneousTechnical": (0x2300, 0x23FF),
    "EnclosedAlphanumerics": (0x2460, 0x24FF),
    "BoxDrawing": (0x2500, 0x257F),
    "GeometricShapes": (0x25A0, 0x25FF),
    "MiscellaneousSymbols": (0x2600, 0x26FF),
    "CJKRadicalsSupplement": (0x2E80, 0x2EFF),
    "KangxiRadicals": (0x2F00, 0x2FDF),
    "CJKSymbolsandPunctuation": (0x3000, 0x303F),
    "Hiragana": (0x3040, 0x309F),
    "Katakana": (0x30A0, 0x30FF),
    "Bopomofo": (0x3100, 0x312F),
    "HangulCompatibilityJamo": (0x3130, 0x318F),
    "EnclosedCJKLettersandMonths": (0x3200, 0x32FF),
    "CJKCompatibility": (0x3300, 0x33FF),
    "CJKUnifiedIdeographsExtensionA": (0x3400, 0x4DBF),
    "CJKUnifiedIdeographs": (0x4E00, 0x9FFF),
    "YiSyllables": (0xA000, 0xA48F),
    "HangulSyllables": (0xAC00, 0xD7AF),
    "PrivateUse": (0xE000, 0xF8FF),
    "CJKCompatibilityIdeographs": (0xF900, 0xFAFF),
    "CJKCompatibilityForms": (0xFE30, 0xFE4F),
    "SmallFormVariants": (0xFE50, 0xFE6F),
    "HalfwidthandFullwidthForms": (0xFF00, 0xFFEF),
    "CJKUnifiedIdeographsExtensionB": (0x20000, 0x2A6DF),
}
