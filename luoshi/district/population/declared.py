"""The columns of a department's table, as they are declared, and how what stands in a cell is read by them. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from luoshi.engines.documents.written_days import NotADay, read_day
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.(\d{1,6}))?")
_YES_NO: Final = {"是": "true", "否": "false", "有": "true", "无": "false", "true": "true", "false": "false"}


class Type(StrEnum):
    """What the cells of a column hold."""

    NUMBER = "number"
    TEXT = "text"
    DAY = "day"
    YES_NO = "yes_no"


class UnreadCell(Exception):
    """A cell that cannot be taken: what is wrong, and what to write there."""

    def __init__(self, what: Words, remedy: Words) -> None:
        super().__init__(what.chinese)
        self.what, self.remedy = what, remedy


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``digits`` after the point, the ``least`` and the ``most`` that can be true, the ``choices`` of a text."""

    name: str
    name_en: str
    type: Type
    unit: str = ""
    digits: int = 0
    least: Decimal | None = None
    most: Decimal | None = None
    choices: tuple[str, ...] = ()
    required: bool = False

    @property
    def is_ordered(self) -> bool:
        """Whether its least and its most say anything."""
        return self.type in {Type.NUMBER, Type.DAY}

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Column:
        """A column as it is stored."""
        bounds = {each: Decimal(said[each]) for each in ("least", "most") if said.get(each) is not None}
        return cls(**{**said, "type": Type(said["type"]), "choices": tuple(said.get("choices", ())), **bounds})

    def json(self) -> dict[str, Any]:
        """The column as it is stored; what is not said is left out."""
        said = {name: value for name, value in asdict(self).items() if value not in (None, "", (), False) or isinstance(value, Decimal)}
        return {name: _JSON.get(type(value), _same)(value) for name, value in said.items()}

    @property
    def sql_type(self) -> str:
        """The type of its values in Parquet."""
        return {Type.NUMBER: f"DECIMAL({15 + self.digits}, {self.digits})", Type.DAY: "DATE", Type.YES_NO: "BOOLEAN"}.get(
            self.type, "VARCHAR"
        )

    def read(self, words: str) -> str:
        """What stands in a cell, as SQL reads it by :attr:`sql_type`; empty words say nothing.

        Raises:
            UnreadCell: the column cannot hold it.
        """
        if words:
            return _READERS[self.type](self, words if self.type is Type.TEXT else unicodedata.normalize("NFKC", words))
        if self.required:
            raise UnreadCell(Words(f"没有填写“{self.name}”。", f"“{self.name_en}” is empty."), Words("请补上。", "Fill it in."))
        return ""


def _number(column: Column, words: str) -> str:
    even = words.replace(",", "")
    found = _NUMBER.fullmatch(even)
    if not found:
        raise UnreadCell(
            Words("不是数字。", "This is no number."), Words("请只写数，不带单位，例如 1234.5。", "Write it without unit, such as 1234.5.")
        )
    if len((found[1] or "").rstrip("0")) > column.digits:
        raise UnreadCell(
            Words(f"小数多于 {column.digits} 位。", f"It has more than {column.digits} decimals."),
            Words("请核对；不自动取舍。", "Check it; nothing is rounded by itself."),
        )
    _refuse_out_of_range(column, Decimal(even))
    return even


def _refuse_out_of_range(column: Column, value: Decimal) -> None:
    if column.least is not None and value < column.least:
        raise UnreadCell(Words(f"小于 {column.least}。", f"It is less than {column.least}."), _CHECK)
    if column.most is not None and value > column.most:
        raise UnreadCell(Words(f"大于 {column.most}。", f"It is more than {column.most}."), _CHECK)


def _text(column: Column, words: str) -> str:
    if column.choices and words not in column.choices:
        shown = "、".join(column.choices[:8])
        raise UnreadCell(
            Words("不是约定的说法。", "This is none of the agreed words."), Words(f"请写：{shown}。", f"Write one of: {shown}.")
        )
    return words


def _day(_column: Column, words: str) -> str:
    try:
        return read_day(words).isoformat()
    except NotADay as refused:
        raise UnreadCell(refused.what, refused.remedy) from refused


def _yes_no(_column: Column, words: str) -> str:
    if words.lower() in _YES_NO:
        return _YES_NO[words.lower()]
    raise UnreadCell(Words("不是“是”或“否”。", "This is neither 是 nor 否."), Words("请写是或否。", "Write 是 or 否."))


def _same(value: Any) -> Any:
    return value


_JSON: Final[Mapping[type, Callable[[Any], Any]]] = {Decimal: str, tuple: list, Type: str}
_CHECK: Final = Words("请核对。", "Check it.")
_READERS: Final[Mapping[Type, Callable[[Column, str], str]]] = {
    Type.NUMBER: _number,
    Type.TEXT: _text,
    Type.DAY: _day,
    Type.YES_NO: _yes_no,
}
