"""What pages say of indicators and figures, in the reader's language, and a count in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from luoshi.district.indicators.figures import months_of
from luoshi.district.languages import said
from luoshi.engines.progress import ORIGIN_NAMES, Accumulation, Direction, Measure, Origin, Rhythm
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from luoshi.district.indicators.models import Indicator
    from luoshi.engines.progress import Period


class Word(NamedTuple):
    """A name, and what it means."""

    name: Any
    meaning: Any


RHYTHMS: Final[Mapping[str, Any]] = {Rhythm.MONTH: _("每月"), Rhythm.QUARTER: _("每季"), Rhythm.HALF: _("每半年"), Rhythm.YEAR: _("每年")}
ACCUMULATIONS: Final[Mapping[str, Word]] = {
    Accumulation.CUMULATIVE: Word(_("累计数"), _("每个数都从年初算起")),
    Accumulation.PERIODIC: Word(_("当期"), _("每个数只算本期")),
    Accumulation.STATE: Word(_("时点"), _("期末时有多少")),
}
DIRECTIONS: Final[Mapping[str, Any]] = {Direction.ASCENDING: _("越高越好"), Direction.DESCENDING: _("越低越好")}
MEASURES: Final[Mapping[str, Any]] = {
    Measure.LEVEL: _("总量"),
    Measure.INCREMENT: _("当年新增"),
    Measure.YOY: _("同比增速"),
    Measure.SHARE: _("比率"),
    Measure.RANK: _("位次"),
    Measure.PEGGED: _("与另一指标同步"),
}
_HOW: Final[Mapping[str, Any]] = {
    Origin.COMPUTED: _("由事实记录逐条计算，能查到每一条"),
    Origin.OFFICIAL: _("统计机构发布，任何单位不得填报或修改"),
    Origin.REPORTED: _("附佐证，由另一个人审核后才算数"),
}
_TAKES: Final = {
    "count": Words("每条计 1", "each counts as 1"),
    "sum": Words("把各条的数量相加", "their quantities are added"),
    "distinct_subjects": Words(
        "每个对象一年只计一次，按记录中的第一条", "each subject counts once in a year, by the first of its facts on record"
    ),
}


def query_words(indicator: Indicator, period: Period) -> Words:
    """What is counted for a figure, so that anybody could count it again."""
    first, last = months_of(indicator, period)[0], period.last_day
    details = "".join(f"，{key} 为“{said}”" for key, said in indicator.details.items())
    details_en = "".join(f", with {key} “{said}”" for key, said in indicator.details.items())
    unit = Words(f"（只加单位为“{indicator.unit}”的）", f" (of those in {indicator.unit})") if indicator.take == "sum" else Words("", "")
    take = _TAKES[indicator.take]
    return Words(
        f"事实记录中发生在{named_day(first)}至{named_day(last)}、类型代码为 {indicator.kind}{details} 的事实，"
        f"{take.chinese}{unit.chinese}；更正、撤回的不计。",
        f"Facts on record of the kind {indicator.kind}{details_en} that happened from {first} to {last}: {take.english}{unit.english}; "
        "what was corrected or withdrawn does not count.",
    )


def amount(number: Decimal, decimals: int) -> str:
    """A figure for reading: 12,345.6, with the decimals of its indicator, or more where the figure has more."""
    exponent = number.normalize().as_tuple().exponent
    digits = max(decimals, -exponent if isinstance(exponent, int) else 0)
    return f"{number:,.{digits}f}"


def origin_word(origin: str) -> Word:
    """Where figures come from, and how."""
    return Word(said(ORIGIN_NAMES[Origin(origin)]), _HOW[origin])
