"""Numbers as a Chinese text writes them: 8000, 1,200.5, 三百二十, 三分之一, 五成, 百分之六点五, 翻一番."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
"""8000, 1,200.5."""
FRACTION = re.compile(
    r"(?P<below>百|[一二两三四五六七八九十]{1,2})分之(?P<above>[零一二两三四五六七八九十百点]+)"
    r"|(?<![\d/])(?P<upper>\d)/(?P<lower>\d{1,2})(?![\d/])"
)
TENTHS = re.compile(r"(?<!第)(?P<tenths>[一二三四五六七八九])成(?P<half>半)?(?![立为果熟效本员功长都])")
"""五成, never 三成立 or 第三成员国."""
DOUBLED = re.compile(r"(?:翻了?(?P<times>[一两二三四])?番|倍增|翻倍)(?!计划|行动|工程|战略|基金|目标|器)")
"""翻一番; 倍增计划 is a name."""


def arabic(text: str) -> Decimal:
    """``"1,200.5"`` → 1200.5."""
    return Decimal(text.replace(",", ""))


def chinese(text: str) -> Decimal:
    """The value of a Chinese numeral, also with a decimal part: 三百二十 → 320, 六点五 → 6.5, 百 → 100, 二〇二三 → 2023.

    Raises:
        ValueError: the text holds something that is not a numeral.
    """
    whole, _, fraction = text.partition("点")
    value = Decimal(_whole(whole))
    if fraction:
        value += Decimal("0." + "".join(str(_digit(char)) for char in fraction))
    return value


def _digit(char: str) -> int:
    if char not in _DIGITS:
        raise ValueError(f"{char!r} is not a Chinese digit")
    return _DIGITS[char]


def _whole(text: str) -> int:
    if text and not any(char in _SMALL or char in _LARGE for char in text):
        return int("".join(str(_digit(char)) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _LARGE:
            section = (section + digit) or (0 if total else 1)
            # 一万亿 multiplies what stands before it; 三亿二千万 adds to it.
            total = total * _LARGE[char] if total and not section else total + section * _LARGE[char]
            section = digit = 0
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit = 0
        else:
            digit = _digit(char)
    return total + section + digit


def fraction_percent(match: re.Match[str]) -> Decimal:
    """三分之一 → 33.33 %, 百分之六点五 → 6.5 %."""
    if match["upper"]:
        below, above = Decimal(match["lower"]), Decimal(match["upper"])
    else:
        below, above = chinese(match["below"]), chinese(match["above"])
    return above if below == 100 else (above * 100 / below).quantize(Decimal("0.01")).normalize()


def tenths_percent(match: re.Match[str]) -> Decimal:
    """五成 → 50 %, 七成半 → 75 %."""
    return chinese(match["tenths"]) * 10 + (5 if match["half"] else 0)


def doubled_multiple(match: re.Match[str]) -> Decimal:
    """翻一番 and 倍增 → 2, 翻两番 → 4."""
    return Decimal(2) ** int(chinese(match["times"] or "一"))
