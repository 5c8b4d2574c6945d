"""What is written in a form: text or JSON in, a value out, or what is wrong with it in words. No float ever stands in between.

The shape alone is judged here. Whether a code exists is a question for the district and its tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from luoshi.engines.approval.given import FieldValue, Given, Source
from luoshi.engines.approval.items import Field, FieldType, Item
from luoshi.words import Words

TEXT_MAX: Final = 200
LONG_TEXT_MAX: Final = 5_000
_NUMBER: Final = re.compile(r"-?[0-9]{1,24}(\.[0-9]{1,12})?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_YES_NO: Final[Mapping[str, bool]] = {"true": True, "false": False, "yes": True, "no": False, "是": True, "否": False}


class UnfitValue(ValueError):
    """A value that its field cannot hold; the words say what to write instead."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese} {english}")
        self.words = Words(chinese, english)


@dataclass(frozen=True, slots=True)
class Problem:
    """A field, by its code, in which something is written that it cannot hold."""

    field: str
    words: Words


@dataclass(frozen=True, slots=True)
class Reading:
    """A form as read: what can be taken, and what cannot."""

    given: Mapping[str, Given]
    problems: tuple[Problem, ...]


def read_words(item: Item, words: Mapping[str, str | Sequence[str]], known: Mapping[str, Given]) -> Reading:
    """Read a whole form. What a register knows is never typed over: whoever knows better disputes it."""
    given: dict[str, Given] = {}
    problems: list[Problem] = []
    for field in item.fields:
        if (one := known.get(field.code)) is not None and one.value is not None:
            given[field.code] = one
            continue
        try:
            value = read_value(field, words.get(field.code))
        except UnfitValue as unfit:
            problems.append(Problem(field.code, unfit.words))
        else:
            if value is not None:
                given[field.code] = Given(value, Source.APPLICANT)
    return Reading(given, tuple(problems))


def read_value(field: Field, raw: Any, *, allowed: Collection[str] | None = None) -> FieldValue:
    """The value of a field, from a form or as :func:`json_of` wrote it; None where nothing is said.

    Args:
        field: what is asked.
        raw: what is written.
        allowed: the codes that may be chosen on the day; None: all of them, as for what a register recorded on an earlier one.

    Raises:
        UnfitValue: it is none of the field's type, or may not be chosen that day.
    """
    if isinstance(raw, str):
        raw = raw.strip()
    if raw is None or raw in ("", [], ()):
        return None
    value = _READERS.get(field.type, _text)(field, raw)
    if allowed is not None and field.type.is_chosen:
        _refuse_what_is_not_allowed(field, (value,) if isinstance(value, str) else value, allowed)
    return value


def json_of(value: FieldValue) -> str | bool | list[str] | None:
    """The value as JSON keeps it: numbers and days as text, with every digit."""
    if isinstance(value, Decimal | date):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _text(field: Field, raw: Any) -> str:
    limit = LONG_TEXT_MAX if field.type is FieldType.LONG_TEXT else TEXT_MAX
    if not isinstance(raw, str) or _UNPRINTABLE.search(raw):
        raise UnfitValue("请填写文字，不含控制字符。", "Write text without control characters.")
    if len(raw) > limit:
        raise UnfitValue(f"有 {len(raw):,} 个字，上限为 {limit:,}；请写短些。", f"It has {len(raw):,} characters, the limit is {limit:,}.")
    return raw


def _number(field: Field, raw: Any) -> Decimal:
    if isinstance(raw, str) and _NUMBER.fullmatch(raw):
        return Decimal(raw)
    unit = Words(f"，单位为{field.unit}", f" of {field.unit}") if field.unit else Words("", "")
    raise UnfitValue(
        f"不是数字；请只写数{unit.chinese}，例如 15 或 15.5。", f"This is no number: write digits only{unit.english}, such as 15 or 15.5."
    )


def _date(_field: Field, raw: Any) -> date:
    try:
        if isinstance(raw, str) and _DAY.fullmatch(raw):
            return date.fromisoformat(raw)
    except ValueError:
        pass  # 2023-02-30 has the shape of a day and is none: the same refusal
    raise UnfitValue("不是日期；请按“年-月-日”填写，例如 2023-06-15。", "This is no date: write year-month-day, such as 2023-06-15.")


def _yes_no(_field: Field, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw in _YES_NO:
        return _YES_NO[raw]
    raise UnfitValue("请选“是”或“否”。", "Choose yes or no.")


def _choice(field: Field, raw: Any) -> str:
    if isinstance(raw, str) and any(raw == each.code for each in field.choices):
        return raw
    chinese = "、".join(each.name.chinese for each in field.choices)
    english = ", ".join(each.name.english for each in field.choices)
    raise UnfitValue(f"请从中选择：{chinese}。", f"Choose of: {english}.")


def _refuse_what_is_not_allowed(field: Field, chosen: Any, allowed: Collection[str]) -> None:
    past = [each.name for each in field.choices if each.code in chosen and each.code not in allowed]
    if past:
        offered = [each.name for each in field.choices if each.code in allowed]
        chinese = ("、".join(f"“{each.chinese}”" for each in past), "、".join(each.chinese for each in offered))
        english = (", ".join(f"“{each.english}”" for each in past), ", ".join(each.english for each in offered))
        raise UnfitValue(
            f"这一天不能选{chinese[0]}；请从中选择：{chinese[1]}。", f"{english[0]} cannot be chosen on this day. Choose of: {english[1]}."
        )


def _choices(field: Field, raw: Any) -> tuple[str, ...]:
    """In the order of the item, each once: the order of ticking says nothing."""
    ticked = [_choice(field, each) for each in ([raw] if isinstance(raw, str) else raw)]
    return tuple(each.code for each in field.choices if each.code in ticked)


_READERS: Final[Mapping[FieldType, Callable[[Field, Any], FieldValue]]] = {
    FieldType.NUMBER: _number,
    FieldType.DATE: _date,
    FieldType.YES_NO: _yes_no,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
}
