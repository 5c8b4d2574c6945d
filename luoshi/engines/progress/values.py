"""指标值: one figure with where it comes from, and what may be made of several.

A blank is never zero: what lacks a figure is unknown. Growth rates, proportions and places are never added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from luoshi.engines.progress.declarations import Accumulation, Indicator, Measure
from luoshi.engines.progress.periods import Period
from luoshi.words import Words


class Origin(StrEnum):
    """Where a figure comes from."""

    COMPUTED = "computed"  # 系统计算: counted from the record of facts
    OFFICIAL = "official"  # 官方统计: issued by the statistics office
    REPORTED = "reported"  # 单位填报: said by a unit, with evidence


ORIGIN_NAMES: Final = {
    Origin.COMPUTED: Words("系统计算", "Counted from records"),
    Origin.OFFICIAL: Words("官方统计", "Official statistics"),
    Origin.REPORTED: Words("单位填报", "Reported by the unit"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of a period.

    Attributes:
        period: of which it speaks.
        number: in the unit of the indicator.
        origin: where it comes from.
        known_on: the day from which it was known.
        definition: the day from which the definition counts by which it was made; None where nobody says.
        revision: 1 for the first figure of the period, more for each correction.
        provisional: whether whoever issued it says that it may still change.
    """

    period: Period
    number: Decimal
    origin: Origin
    known_on: date
    definition: date | None = None
    revision: int = 1
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """There is no such number, because of a blank: which periods lack a figure, or which units."""

    reason: Words
    missing: tuple[Period, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CannotAdd:
    """There can be no such number: these figures have no sum."""

    reason: Words


@dataclass(frozen=True, slots=True)
class YearToDate:
    """年初以来: the number of a year up to the end of ``through``, and the figures that it was made of."""

    number: Decimal
    through: Period
    values: tuple[Value, ...]

    @property
    def provisional(self) -> bool:
        """Whether one of its figures may still change."""
        return any(each.provisional for each in self.values)


def newest(values: Iterable[Value]) -> dict[Period, Value]:
    """The figure that counts of each period, in the order of the periods: its last revision."""
    counts: dict[Period, Value] = {}
    for each in values:
        before = counts.get(each.period)
        if before is None or (each.revision, each.known_on) >= (before.revision, before.known_on):
            counts[each.period] = each
    return dict(sorted(counts.items()))


def year_to_date(indicator: Indicator, values: Iterable[Value], at: Period) -> YearToDate | Unknown | CannotAdd:
    """What a year has come to by the end of a period.

    A cumulative figure and a stock say it themselves. The figures of single periods are added, if all are there and all were made by one
    definition. A quarterly indicator says in August what it said in June.
    """
    due = indicator.periods_to(at)
    if not due:
        return _no_figure_yet(indicator, at)
    wanted = set(due)
    known = newest(each for each in values if each.period in wanted)
    if indicator.accumulation is not Accumulation.PERIODIC:
        return _as_it_stands(known, due[-1])
    if not indicator.measure.adds:
        return CannotAdd(_NO_SUM[indicator.measure])
    return _sum_of(known, due)


def _as_it_stands(known: Mapping[Period, Value], through: Period) -> YearToDate | Unknown:
    value = known.get(through)
    return _lacking((through,)) if value is None else YearToDate(value.number, through, (value,))


def _sum_of(known: Mapping[Period, Value], due: tuple[Period, ...]) -> YearToDate | Unknown | CannotAdd:
    missing = tuple(each for each in due if each not in known)
    if missing:
        return _lacking(missing)
    values = tuple(known[each] for each in due)
    changed = change_of_definition(values)
    if changed is not None:
        return CannotAdd(_cut(changed))
    return YearToDate(sum((each.number for each in values), Decimal(0)), due[-1], values)


def change_of_definition(values: Iterable[Value]) -> date | None:
    """The day from which the newest definition counts, if the figures were made by more than one."""
    days = {each.definition for each in values if each.definition is not None}
    return max(days) if len(days) > 1 else None


@dataclass(frozen=True, slots=True)
class Series:
    """The figures that may be compared with the newest one; ``before`` were made by an older definition, and ``words`` say so."""

    values: tuple[Value, ...]
    before: tuple[Value, ...] = ()
    words: Words | None = None


def comparable(values: Iterable[Value]) -> Series:
    """Cut a series where its definition last changed: what was counted otherwise before is shown, never continued."""
    known = tuple(newest(values).values())
    changed = change_of_definition(known)
    if changed is None:
        return Series(known)
    return Series(
        tuple(each for each in known if each.definition == changed),
        tuple(each for each in known if each.definition != changed),
        _cut(changed),
    )


def combine(indicator: Indicator, parts: Mapping[str, Value | None]) -> Decimal | Unknown | CannotAdd:
    """The sum of one figure over units, by their names. All must have it, of one period and one definition; a blank is not zero."""
    if not indicator.measure.adds:
        return CannotAdd(_NO_SUM[indicator.measure])
    blank = tuple(name for name, value in parts.items() if value is None)
    if blank or not parts:
        return Unknown(
            Words(f"{'、'.join(blank) or '没有单位'}没有数据。", f"No figure of: {', '.join(blank) or 'any unit'}."), units=blank
        )
    values = [value for value in parts.values() if value is not None]
    if len({each.period for each in values}) > 1:
        return CannotAdd(Words("各单位的数据不属于同一时期，不能相加。", "The units' figures are not of one period and have no sum."))
    changed = change_of_definition(values)
    if changed is not None:
        return CannotAdd(_cut(changed))
    return sum((each.number for each in values), Decimal(0))


_NO_SUM = {
    Measure.YOY: Words(
        "同比增速不能相加，也不能由各月增速推出累计增速。", "Growth rates have no sum; growth to date does not follow from them."
    ),
    Measure.SHARE: Words(
        "比率不能相加，要由分子、分母重新计算。", "Proportions have no sum; compute them anew from numerator and denominator."
    ),
    Measure.RANK: Words("位次不能相加。", "Places have no sum."),
    Measure.PEGGED: Words("挂钩指标是增速，不能相加。", "A pegged indicator is a growth rate and has no sum."),
}


def _lacking(missing: tuple[Period, ...]) -> Unknown:
    chinese = "、".join(each.label.chinese for each in missing)
    english = ", ".join(each.label.english for each in missing)
    return Unknown(Words(f"缺{chinese}的数据；空白不当作零。", f"No figure of {english}; a blank is not zero."), missing)


def _no_figure_yet(indicator: Indicator, at: Period) -> Unknown:
    until, until_en = at.to_date_label.chinese, at.to_date_label.english
    return Unknown(
        Words(f"{until}这项指标（{indicator.name.chinese}）还没有数据。", f"{indicator.name.english} has no figure yet for {until_en}.")
    )


def _cut(changed: date) -> Words:
    return Words(
        f"统计口径自 {changed} 起改变，前后的数不能相加、不能相比。",
        f"What is counted changed on {changed}; figures before and after have no sum and are not compared.",
    )
