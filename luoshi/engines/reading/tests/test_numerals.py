from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.reading import numerals

_DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """A number below 100 million as Chinese writes it; written apart from the engine, to check it."""

    def below_ten_thousand(value: int) -> str:
        text, zero = "", False
        for size, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, value = divmod(value, size)
            if digit:
                text += ("零" if zero and text else "") + _DIGITS[digit] + word
                zero = False
            else:
                zero = True
        return text

    high, low = divmod(number, 10_000)
    text = below_ten_thousand(high) + "万" if high else ""
    if low:
        text += ("零" if high and low < 1000 else "") + below_ten_thousand(low)
    return text or "零"


@given(st.integers(min_value=0, max_value=99_999_999))
def test_every_number_reads_back(number: int) -> None:
    assert numerals.chinese(spelled(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("二十", 20),
        ("百", 100),
        ("两千三百", 2300),
        ("一万亿", 10**12),
        ("三亿二千万", 320_000_000),
        ("六点五", Decimal("6.5")),
        ("二〇二三", 2023),
    ],
)
def test_chinese(text: str, value: Decimal | int) -> None:
    assert numerals.chinese(text) == value


def test_what_is_no_numeral_is_refused() -> None:
    with pytest.raises(ValueError, match="桃"):
        numerals.chinese("桃")


def test_thousands_separators() -> None:
    assert numerals.arabic("1,200,000.5") == Decimal("1200000.5")
