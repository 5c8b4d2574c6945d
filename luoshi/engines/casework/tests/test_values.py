"""What is written in a field is a value of its type, or refused with what to write instead; as JSON it comes back the same."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from luoshi.engines.casework import Choice, Field, FieldType, UnfitValue, json_of, read_value
from luoshi.engines.casework.tests.small_case_type import words


def of(kind: FieldType) -> Field:
    return Field("x", words("项"), kind, choices=(Choice("a", words("甲")),) if kind is FieldType.CHOICE else ())


FIT: list[tuple[FieldType, Any, Any]] = [
    (FieldType.TEXT, " 桃源 ", "桃源"),
    (FieldType.LONG_TEXT, "一\n二", "一\n二"),
    (FieldType.DATE, "2023-06-01", date(2023, 6, 1)),
    (FieldType.DATE, date(2023, 6, 1), date(2023, 6, 1)),
    (FieldType.NUMBER, "12.50", Decimal("12.50")),
    (FieldType.NUMBER, 3, Decimal(3)),
    (FieldType.CHOICE, "a", "a"),
    (FieldType.YES_NO, "false", False),
    (FieldType.YES_NO, True, True),
    (FieldType.UNIT, "finance", "finance"),
    (FieldType.ATTACHMENTS, ["1", "2", "1"], ("1", "2")),
]
NOTHING: list[Any] = [None, "", "  ", []]
UNFIT: list[tuple[FieldType, Any]] = [
    (FieldType.TEXT, "长" * 201),
    (FieldType.TEXT, "\x00"),
    (FieldType.TEXT, 5),
    (FieldType.DATE, "2023-02-30"),
    (FieldType.DATE, datetime(2023, 6, 1)),  # noqa: DTZ001 - a moment is no day
    (FieldType.NUMBER, "十五"),
    (FieldType.NUMBER, 0.5),
    (FieldType.NUMBER, True),
    (FieldType.NUMBER, "1e9"),
    (FieldType.CHOICE, "b"),
    (FieldType.YES_NO, "perhaps"),
    (FieldType.YES_NO, 1),
    (FieldType.UNIT, ["finance"]),
    (FieldType.ATTACHMENTS, "1"),
    (FieldType.ATTACHMENTS, [1]),
]


@pytest.mark.parametrize(("kind", "raw", "value"), FIT)
def test_what_fits_is_read_and_comes_back(kind: FieldType, raw: Any, value: Any) -> None:
    read = read_value(of(kind), raw)
    assert read == value
    assert read_value(of(kind), json_of(read)) == value


@pytest.mark.parametrize("kind", FieldType)
@pytest.mark.parametrize("nothing", NOTHING)
def test_nothing_is_no_value_of_any_type(kind: FieldType, nothing: Any) -> None:
    assert read_value(of(kind), nothing) is None
    assert json_of(None) is None


@pytest.mark.parametrize(("kind", "raw"), UNFIT)
def test_what_does_not_fit_is_refused(kind: FieldType, raw: Any) -> None:
    with pytest.raises(UnfitValue) as refusal:
        read_value(of(kind), raw)
    assert refusal.value.words.chinese
    assert refusal.value.words.english
