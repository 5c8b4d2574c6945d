"""A target as a figure: the number large, everything that limits its meaning beside it, in the reader's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext

from luoshi.district.plan.words import BASES, OPERATORS, RESULT_TYPES, Word, of_report
from luoshi.engines.reading.model import Base, Operator

if TYPE_CHECKING:
    from luoshi.district.plan.models import Measured

_BARE_COUNT = re.compile(r"[^万亿千百]{1,2}$")
_YEAR = re.compile(r"\d{4}$")


@dataclass(frozen=True, slots=True)
class Figure:
    """One target as it is shown. ``before`` and ``after`` stand around the number: 增长 [6.5] % 左右.

    ``read_as`` is the report's own figure, where people hold another to count.
    Where the report states no number, ``number`` is empty and ``statement`` its own word: 同步, 继续引领.
    """

    indicator: str
    indicator_meaning: str
    before: str
    number: str
    unit: str
    unit_is_chinese: bool
    after: str
    statement: str
    operator: Word
    printed: str
    base: Word | None
    period: str
    period_assumed: bool
    unit_printed: str
    unit_meaning: str
    result_type: Word | None
    baseline: str
    peg: str
    read_as: str = ""


def figure(target: Measured, read: Measured | None = None) -> Figure:
    """How a target is shown; ``read`` is what the report itself says, if it may differ."""
    falls = target.value is not None and target.value < 0
    before, after = _frame(_operator(target, falls=falls), rises=target.base == Base.YOY and not falls, falls=falls)
    unit = target.unit if target.value is not None else ""
    counts = target.dimension == "count" and bool(_BARE_COUNT.fullmatch(unit))
    meaning = of_report(unit)
    return Figure(
        indicator=target.indicator,
        indicator_meaning=of_report(target.indicator),
        before=before,
        number=_number(target.value, target.value_max),
        unit="" if counts and _reads_another_language() else meaning or unit,
        unit_is_chinese=not (meaning or unit.isascii()),
        after=after,
        statement="" if target.value is not None else _statement(target),
        operator=OPERATORS[_operator(target, falls=falls)],
        printed=target.comparator,
        base=BASES.get(target.base),
        period=gettext("%(year)s年") % {"year": target.period} if _YEAR.match(target.period) else target.period,
        period_assumed=bool(target.period) and not target.period_stated,
        unit_printed=unit,
        unit_meaning=gettext("数量词") if counts and _reads_another_language() else meaning,
        result_type=RESULT_TYPES.get(target.result_type),
        baseline=_number(target.baseline, None),
        peg=target.peg,
        read_as=_read_as(target, read) if read else "",
    )


def _read_as(target: Measured, read: Measured) -> str:
    """The report's figure in a few words; empty where it is the one that counts."""
    compared = ("operator", "value", "value_max", "unit", "peg")
    if all(getattr(target, name) == getattr(read, name) for name in compared):
        return ""
    return f"{_number(read.value, read.value_max)}{read.unit}" if read.value is not None else _statement(read)


def plain(number: Decimal) -> str:
    """Digits in groups of three, without the zeros that the database adds.

    >>> plain(Decimal("8000.0000")), plain(Decimal("6.50"))
    ('8,000', '6.5')
    """
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _statement(target: Measured) -> str:
    """What stands in the number's place, in the report's own words."""
    return f"与{target.peg}{target.comparator}" if target.peg and target.comparator.endswith("步") else f"{target.comparator}{target.peg}"


def _number(value: Decimal | None, value_max: Decimal | None) -> str:
    if value is None:
        return ""
    return "–".join(plain(abs(number)) for number in (value, value_max) if number is not None)


def _operator(target: Measured, *, falls: bool) -> str:
    """The operator of the number as it is shown, without its sign: 下降3%以上 is a fall of at least 3."""
    turned: dict[str, str] = {Operator.AT_MOST: Operator.AT_LEAST, Operator.AT_LEAST: Operator.AT_MOST}
    return turned.get(target.operator, target.operator) if falls else target.operator


def _frame(operator: str, *, rises: bool, falls: bool) -> tuple[str, str]:
    """The words before and after the number."""
    frames: dict[str, str] = {
        Operator.ABOUT: gettext("{}左右"),
        Operator.AT_LEAST: gettext("{}以上"),
        Operator.MORE_THAN: gettext("超过{}"),
        Operator.AT_MOST: gettext("{}以内"),
    }
    change = gettext("增长{}") if rises else gettext("下降{}") if falls else "{}"
    before, _, after = change.replace("{}", frames.get(operator, "{}")).partition("{}")
    return before.strip(), after.strip()


def _reads_another_language() -> bool:
    """Chinese counts with measure words (100家, 7所); in another language the bare number says the same."""
    return not (get_language() or "zh").startswith("zh")
