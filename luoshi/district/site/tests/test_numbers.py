"""Numbers as pages show them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.district.site.templatetags.site import answered, grouped, signed


@pytest.mark.parametrize(
    ("number", "words"),
    [(None, "—"), ("", "—"), (0, "0"), (1234, "1,234"), (Decimal("1050000.00"), "1,050,000.00"), (Decimal("0.5"), "0.5")],
)
def test_thousands_stand_apart(number: Decimal | None, words: str) -> None:
    assert grouped(number) == words


def test_a_difference_has_its_sign() -> None:
    assert [signed(each) for each in (1200, -1200, Decimal("-0.50"), 0)] == ["+1,200", "−1,200", "−0.50", "+0"]


def test_an_answer_of_a_rule_is_shown_as_what_it_is() -> None:
    assert [answered(each) for each in (Decimal("6000.03"), "可返还", True, None)] == ["6,000.03", "可返还", "True", "—"]
