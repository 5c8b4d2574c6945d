"""Days as an official types them from a notice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as some

from luoshi.district.casework.typed_days import spans, typed_days

NUMBERS = some.frozensets(some.integers(1, 60), max_size=12)
DAYS = NUMBERS.map(lambda numbers: frozenset(date(2020, 1, 1) + timedelta(number) for number in numbers))


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-01 至 2027-01-03",
        "2027年1月1日至2027年1月3日",
        "2027/1/1\n2027/1/2\n\n2027/1/3",
        "2027-01-01—2027-01-03;",
        "2027.1.1 - 2027.1.3",
    ],
)
def test_the_usual_ways_of_writing_are_understood(text: str) -> None:
    assert typed_days(text) == {date(2027, 1, day) for day in (1, 2, 3)}


@pytest.mark.parametrize("line", ["元旦", "2027-02-30", "2027-01-03 至 2027-01-01", "2027-01-01 至 2027-03-01", "2027-01"])
def test_anything_else_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(ValidationError) as refused:
        typed_days(f"2027-05-01\n{line}")
    assert line in str(refused.value)


@given(DAYS)
def test_what_is_shown_can_be_typed_again(days: frozenset[date]) -> None:
    assert typed_days("\n".join(f"{first} 至 {last}" for first, last in spans(days))) == days
