"""What is written in the fields of a step: JSON or text in, a checked value out, and back. No float ever stands in between."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias

from luoshi.engines.casework.case_types import Field, FieldType
from luoshi.words import Words

StepValue: TypeAlias = str | Decimal | date | bool | tuple[str, ...]
"""A field's value; what was not said has none. Units and attachments are named by codes that mean something to the caller."""

TEXT_MAX: Final = 200
LONG_TEXT_MAX: Final = 20_000
_NUMBER: Final = re.compile(r"-?[0-9]{1,24}(\.[0-9]{1,12})?")
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class UnfitValue(ValueError):
    """A value that its field cannot hold; the words say what to write instead."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese} {english}")
        self.words = Words(chinese, english)


def read_value(asked: Field, raw: Any) -> StepValue | None:
    """The value of a field: given as JSON has it, as text of a form, or as :func:`json_of` wrote it; None where nothing is said.

    Raises:
        UnfitValue: it is none of the field's type.
    """
    if isinstance(raw, str):
        raw = raw.strip()
    if raw is None or raw == "" or (isinstance(raw, list | tuple) and not raw):
        return None
    return _OF_TYPE[asked.type](asked, raw)


def json_of(value: StepValue | None) -> str | bool | list[str] | None:
    """The value as JSON keeps it: numbers and days as text, with every digit."""
    if isinstance(value, tuple):
        return list(value)
    return value if value is None or isinstance(value, str | bool) else str(value)


def _text(asked: Field, raw: Any) -> str:
    limit = TEXT_MAX if asked.type is FieldType.TEXT else LONG_TEXT_MAX
    if not isinstance(raw, str) or _UNPRINTABLE.search(raw):
        raise UnfitValue("请填写文字，不含控制字符。", "Write text without control characters.")
    if len(raw) > limit:
        raise UnfitValue(f"有 {len(raw):,} 个字，上限为 {limit:,}；请写短些。", f"It has {len(raw):,} characters, the limit is {limit:,}.")
    return raw


def _date(_asked: Field, raw: Any) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise UnfitValue(
            "不是日期；请按“年-月-日”填写，例如 2023-06-15。", "This is no date: write year-month-day, such as 2023-06-15."
        ) from None


def _number(_asked: Field, raw: Any) -> Decimal:
    if isinstance(raw, int | Decimal | str) and not isinstance(raw, bool) and _NUMBER.fullmatch(str(raw)):
        return Decimal(str(raw))
    raise UnfitValue("不是数字；请只写数，例如 15。", "This is no number: write digits only, such as 15.")


def _choice(asked: Field, raw: Any) -> str:
    if any(raw == each.code for each in asked.choices):
        return str(raw)
    chinese = "、".join(f"{each.code}（{each.name.chinese}）" for each in asked.choices)
    english = ", ".join(f"{each.code} ({each.name.english})" for each in asked.choices)
    raise UnfitValue(f"请从中选一个：{chinese}。", f"Choose one of: {english}.")


def _yes_no(_asked: Field, raw: Any) -> bool:
    words: Mapping[Any, bool] = {True: True, False: False, "true": True, "false": False, "yes": True, "no": False}
    if isinstance(raw, bool | str) and raw in words:
        return words[raw]
    raise UnfitValue("请选“是”或“否”。", "Choose yes or no.")


def _unit(_asked: Field, raw: Any) -> str:
    if isinstance(raw, str) and not _UNPRINTABLE.search(raw):
        return raw
    raise UnfitValue("请选择一个单位。", "Choose a unit.")


def _attachments(_asked: Field, raw: Any) -> tuple[str, ...]:
    if isinstance(raw, list | tuple) and all(isinstance(each, str) and each for each in raw):
        return tuple(dict.fromkeys(raw))
    raise UnfitValue("请上传附件。", "Attach files.")


_OF_TYPE: Final[Mapping[FieldType, Callable[[Field, Any], StepValue]]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.DATE: _date,
    FieldType.NUMBER: _number,
    FieldType.CHOICE: _choice,
    FieldType.YES_NO: _yes_no,
    FieldType.UNIT: _unit,
    FieldType.ATTACHMENTS: _attachments,
}
