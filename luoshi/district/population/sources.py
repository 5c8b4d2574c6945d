"""Where each input of a model comes from when it is run over everybody, as data: a column of a department's table, a field of the register,
or one value for all. Pure.

    - {input: 上年度实缴失业保险费（元）, table: 失业保险缴费, column: 实缴保费, years_back: 1}
    - {input: 本年度已返还（元）, table: 稳岗返还发放, column: 已返还, absent: 0}
    - {input: 行业代码, register: enterprises, field: industry}
    - {input: 企业规模, table: 企业划型, column: 规模, words: {小型企业: 小型}}
    - {input: 单位类型, value: 企业}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.population.errors import WrongSources
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Constant = str | int | bool | Decimal


@dataclass(frozen=True, slots=True)
class Source:
    """Where an input comes from.

    Attributes:
        input: the model's name for it.
        table, column: a department's table and the column in it.
        period: a year or a month of the table; without one that of ``years_back``, and without both the newest that is not after the day.
        years_back: how many years before the day's own.
        absent: the value for whoever has no row in the table; without it that is missing.
        words: what is said otherwise here than in the model.
        register, field: a register and its field; through a link to another one as ``place.grid``.
        value: one for all; ``null`` says that nobody knows it, so that whoever it matters for cannot be decided.
    """

    input: str
    table: str = ""
    column: str = ""
    period: str = ""
    years_back: int | None = None
    absent: Constant | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    register: str = ""
    field: str = ""
    value: Constant | None = None


_KNOWN: Final = {each.name for each in fields(Source)}
_WAYS: Final = ({"table", "column"}, {"register", "field"}, {"value"})
_ONLY_OF_TABLES: Final = {"period", "years_back", "absent"}


def read_sources(given: Iterable[Mapping[str, Any]]) -> tuple[Source, ...]:
    """The sources as they are said.

    Raises:
        WrongSources: all that is wrong with them.
    """
    said = list(given)
    wrong = [words for each in said for words in _wrong_in(each)]
    names = [str(each.get("input", "")) for each in said]
    wrong += [Words(f"“{name}”说了两次", f"“{name}” is said twice") for name in sorted({each for each in names if names.count(each) > 1})]
    if wrong:
        raise WrongSources(wrong)
    return tuple(Source(**each) for each in said)


def _wrong_in(said: Mapping[str, Any]) -> Iterator[Words]:
    name = str(said.get("input") or "？")
    if not said.get("input"):
        yield Words("有一条没有写明 input", "one of them names no input")
    if unknown := said.keys() - _KNOWN:
        yield Words(f"“{name}”里不认识的键：{'、'.join(sorted(unknown))}", f"“{name}” has unknown keys: {', '.join(sorted(unknown))}")
    ways = [way for way in _WAYS if way <= said.keys()]
    if len(ways) != 1:
        yield Words(
            f"“{name}”要写 table 和 column，或者 register 和 field，或者 value，只写一样",
            f"“{name}” needs either table and column, or register and field, or value",
        )
    elif "table" not in ways[0] and (stray := said.keys() & _ONLY_OF_TABLES):
        yield Words(f"“{name}”的 {'、'.join(sorted(stray))} 只用于部门数据", f"“{name}”: {', '.join(sorted(stray))} is of tables only")
    if not isinstance(said.get("words", {}), Mapping):
        yield Words(
            f"“{name}”的 words 要写成“这里的说法: 模型的说法”", f"the words of “{name}” are written as “word here: word of the model”"
        )
