"""How official documents number and date: 一、（一）1.（1）, 〔2023〕7号, 2023年9月30日."""

from __future__ import annotations

from datetime import date
from typing import Final

from luoshi.words import named_day

DIGITS: Final = "零一二三四五六七八九"
LEVELS: Final = 4
NUMBER_MAX: Final = 99


def chinese(number: int) -> str:
    """1 to 99 in Chinese numerals: 十, 十二, 二十, 二十三.

    Raises:
        ValueError: it is not one of them.
    """
    if not 1 <= number <= NUMBER_MAX:
        raise ValueError(f"no outline counts to {number}")
    tens, ones = divmod(number, 10)
    return f"{DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{DIGITS[ones] if ones else ''}"


def label(level: int, number: int) -> str:
    """The number of a heading: 一、 · （一） · 1. · （1）.

    Source: GB/T 9704-2012, 7.3.3.

    Raises:
        ValueError: there is no such level.
    """
    match level:
        case 1:
            return f"{chinese(number)}、"
        case 2:
            return f"（{chinese(number)}）"
        case 3:
            return f"{number}."
        case 4:
            return f"（{number}）"
    raise ValueError(f"headings have the levels 1 to {LEVELS}, not {level}")


def document_number(code: str, year: int, number: int) -> str:
    """发文字号: 桃政督〔2023〕7号, without 第 and without leading zeros.

    Source: GB/T 9704-2012, 7.2.5.
    """
    return f"{code}〔{year}〕{number}号"


def day(on: date) -> str:
    """成文日期: year in full, no leading zeros."""
    return named_day(on).chinese
