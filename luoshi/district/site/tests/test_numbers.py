"""Numbers and times as pages show them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from luoshi.district.site.templatetags.site import answered, grouped, period, signed, unit
from luoshi.words import Words, named_day


@pytest.mark.parametrize(
    ("number", "words"),
    [(None, "—"), ("", "—"), (0, "0"), (1234, "1,234"), (Decimal("1050000.00"), "1,050,000.00"), (Decimal("0.5"), "0.5")],
)
def test_thousands_stand_apart(number: Decimal | None, words: str) -> None:
    assert grouped(number) == words


def test_a_difference_has_its_sign() -> None:
    assert [signed(each) for each in (1200, -1200, Decimal("-0.50"), 0)] == ["+1,200", "−1,200", "−0.50", "0"]


def test_an_answer_of_a_rule_is_shown_as_what_it_is() -> None:
    assert [answered(each) for each in (Decimal("6000.03"), Decimal("1097.0000"), "可返还", True, None)] == [
            "6,000.03", "1,097", "可返还", "是", "—",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "chinese", "english"),
    [
        ("2023", "2023年", "2023"),
        ("2023-Q2", "2023年二季度", "second quarter of 2023"),
        ("2023-09", "2023年9月", "Sep 2023"),
        ("", "—", "—"),
    ],
)
def test_a_period_is_called_as_its_reader_calls_it(written: str, chinese: str, english: str) -> None:
    with override("zh-hans"):
        assert period(written) == chinese
    with override("en"):
        assert period(written) == english


def test_a_sentence_names_a_day_in_its_language() -> None:
    assert named_day(date(2024, 2, 7)) == Words("2024年2月7日", "2024-02-07")


@pytest.mark.parametrize(
    ("written", "english"),
    [("%", "%"), ("个", ""), ("亿元", " × 100 million yuan"), ("公里", " km"), ("万担", ' <span lang="zh-Hans">万担</span>')],
)
def test_a_unit_is_said_in_the_language_of_its_reader(written: str, english: str) -> None:
    with override("zh-hans"):
        assert unit(written) == written
    with override("en"):
        assert unit(written) == english
