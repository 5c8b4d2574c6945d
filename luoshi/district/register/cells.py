"""What somebody writes into a field becomes the value that is kept, or a problem that says what to write instead."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.register.fields import Type
from luoshi.district.register.masks import HIDDEN
from luoshi.engines.documents.written_days import NotADay, read_day
from luoshi.engines.identifiers import (
    RefusedIdentifier,
    read_citizen_id,
    read_credit_code,
    read_division,
    read_industry,
    read_phone,
)
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from luoshi.district.register.fields import Field, Kind

TEXT_MAX: Final = {Type.TEXT: 200, Type.LONG_TEXT: 2000}
YEARS: Final = range(1900, 2101)

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r")
_LONG = {"长期", "永久", "无固定期限", "长期有效"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot be taken over: in which field, what stands there, what is wrong, what to do."""

    field: str
    value: str
    what: Words
    remedy: Words

    def with_value(self, value: str) -> Problem:
        """The same, told with another value: a masked one."""
        return replace(self, value=value)

    def as_json(self) -> dict[str, Any]:
        """As it is kept until the import is over."""
        return {"field": self.field, "value": self.value, "what": _pair(self.what), "remedy": _pair(self.remedy)}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Problem:
        """As it was kept."""
        return cls(kept["field"], kept["value"], Words(*kept["what"]), Words(*kept["remedy"]))


class CellProblem(Exception):
    """A cell that cannot be taken over: what is wrong, and what to write there."""

    def __init__(self, what: Words, remedy: Words) -> None:
        super().__init__(what.chinese)
        self.what, self.remedy = what, remedy


def _pair(words: Words) -> list[str]:
    return [words.chinese, words.english]


def harmless(value: str) -> str:
    """A value that no spreadsheet takes for a formula: an apostrophe before it says that it is text."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value


def without_apostrophe(value: str) -> str:
    """A value as it was before :func:`harmless`."""
    return value[1:] if value.startswith("'") and value[1:].startswith(_FORMULA_STARTS) else value


def read_value(field: Field, words: str, *, on: date) -> str:
    """The value as it is kept; empty words say nothing.

    Raises:
        CellProblem: the field cannot hold it.
    """
    words = words.strip()
    if not words:
        return ""
    if field.personal and HIDDEN in words:
        raise CellProblem(_MASKED, _WRITE_WHOLE)
    try:
        return _READERS[field.type](field, words, on)
    except RefusedIdentifier as refusal:
        raise CellProblem(
            Words(refusal.what.chinese, refusal.what.english), Words(refusal.remedy.chinese, refusal.remedy.english)
        ) from refusal


def read_row(kind: Kind, words: Mapping[str, str], *, on: date) -> tuple[dict[str, str], list[Problem]]:
    """The values of a row, and all that is wrong in it taken cell by cell."""
    values: dict[str, str] = {}
    problems: list[Problem] = []
    for code, written in words.items():
        try:
            if value := read_value(kind.by_code[code], written, on=on):
                values[code] = value
        except CellProblem as problem:
            problems.append(Problem(code, written, problem.what, problem.remedy))
    return values, problems


def faults(kind: Kind, values: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with the values of an entry taken together."""
    for field in kind.fields:
        if field.required and not values.get(field.code):
            yield Problem(field.code, "", _missing(field), _FILL_IN)
    for first, second in kind.in_order:
        if values.get(first) and values.get(second) and values[second] < values[first]:
            yield Problem(second, values[second], _before(kind.by_code[first], kind.by_code[second]), _CHECK_DAYS)
    for code, word, needed in kind.demands:
        if values.get(code) == word and not values.get(needed):
            yield Problem(needed, "", _demanded(kind.by_code[code], word, kind.by_code[needed]), _FILL_IN)


def _text(field: Field, words: str, _on: date) -> str:
    limit = TEXT_MAX[field.type]
    if len(words) > limit:
        raise CellProblem(
            Words(f"有 {len(words)} 个字，最多 {limit} 个。", f"It has {len(words)} characters, at most {limit} fit."),
            Words("请缩短。", "Shorten it."),
        )
    return without_apostrophe(words.replace("\x00", ""))


def _day(_field: Field, words: str, _on: date) -> str:
    if words in _LONG:
        raise CellProblem(
            Words("这里要填日期。", "A day must stand here."), Words("长期有效的留空。", "Leave it empty where there is no end.")
        )
    try:
        value = read_day(words)
    except NotADay as refused:
        raise CellProblem(refused.what, refused.remedy) from refused
    if value.year not in YEARS:
        raise CellProblem(Words(f"{value.year} 年不在 1900 至 2100 年之间。", f"{value.year} is not between 1900 and 2100."), _CHECK_DAY)
    return value.isoformat()


def _number(_field: Field, words: str, _on: date) -> str:
    even = unicodedata.normalize("NFKC", words).replace(",", "").replace(" ", "")
    if not _NUMBER.fullmatch(even):
        raise CellProblem(
            Words("这不是数字。", "This is no number."), Words("请只写数字，不写单位。", "Write the number alone, without its unit.")
        )
    whole, _, part = even.partition(".")
    whole, part = whole.lstrip("0") or "0", part.rstrip("0")
    return f"{whole}.{part}" if part else whole


def _choice(field: Field, words: str, _on: date) -> str:
    allowed = [word for word, _ in field.choices]
    even = unicodedata.normalize("NFKC", words)
    if even in allowed:
        return even
    listed = "、".join(allowed)
    raise CellProblem(Words("没有这个选项。", "There is no such choice."), Words(f"只能填：{listed}。", f"One of these: {listed}."))


_READERS: Mapping[Type, Callable[[Field, str, date], str]] = {
    Type.TEXT: _text,
    Type.LONG_TEXT: _text,
    Type.DAY: _day,
    Type.NUMBER: _number,
    Type.CHOICE: _choice,
    Type.CREDIT_CODE: lambda _field, words, _on: read_credit_code(words).code,
    Type.CITIZEN_ID: lambda _field, words, on: str(read_citizen_id(words, on=on)),
    Type.PHONE: lambda _field, words, _on: str(read_phone(words)),
    Type.INDUSTRY: lambda _field, words, _on: read_industry(words).code,
    Type.DIVISION: lambda _field, words, _on: read_division(words).code,
}

_MASKED = Words("这是遮盖后的内容，不是原来的值。", "This was masked when it was shown or exported; it is not the value itself.")
_WRITE_WHOLE = Words("请填写完整的内容；不需要改的，整格留空。", "Write the whole value, or leave it empty where nothing changes.")
_FILL_IN = Words("请填写。", "Fill it in.")
_CHECK_DAY = Words("请核对日期。", "Check the day.")
_CHECK_DAYS = Words("请核对这两个日期。", "Check both days.")


def _missing(field: Field) -> Words:
    return Words(f"没有填写“{field.column}”。", f"“{field.column}” is missing.")


def _before(first: Field, second: Field) -> Words:
    return Words(f"“{second.column}”早于“{first.column}”。", f"“{second.column}” comes before “{first.column}”.")


def _demanded(field: Field, word: str, needed: Field) -> Words:
    return Words(
        f"“{field.column}”是“{word}”时，“{needed.column}”不能空。", f"Where “{field.column}” is {word}, “{needed.column}” is needed."
    )
