"""What a statistical bulletin says, as frozen values: figures with their change, the time they speak of, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from luoshi.engines.reading.model import Operator, Span, origin_of
from luoshi.engines.reading.units import dimension
from luoshi.words import Words


class Against(StrEnum):
    """With what a change compares."""

    YEAR_EARLIER = "year_earlier"  # 同比, 比上年
    YEAR_START = "year_start"  # 比年初, 比上年末
    PERIOD_EARLIER = "period_earlier"  # 环比, 比上月, 比一季度
    YEARLY_AVERAGE = "yearly_average"  # 年均, 两年平均
    EARLIER_YEARS = "earlier_years"  # 比2020年, 比“十三五”时期


@dataclass(frozen=True, slots=True)
class Variation:
    """How a figure changed.

    Attributes:
        span: where the change stands.
        value: signed; a fall is negative, 持平 is 0.
        unit: ``%``, ``个百分点``, or that of the figure itself (比上年增加8630人).
        against: with what it compares.
        operator: whether the number is exact, a bound, or about.
        of_growth: whether the growth changed and not the figure: 增速比上半年提高1.2个百分点.
        basis: in which way it was reckoned, as printed: 按可比价格计算, 同口径.
    """

    span: Span
    value: Decimal
    unit: str
    against: Against = Against.YEAR_EARLIER
    operator: Operator = Operator.EQUAL
    of_growth: bool = False
    basis: str = ""

    @property
    def is_growth(self) -> bool:
        """Whether this is the growth over the year before, in per cent."""
        return self.against is Against.YEAR_EARLIER and self.unit == "%" and not self.of_growth


@dataclass(frozen=True, slots=True)
class Spell:
    """时段: the stretch of time a figure speaks of.

    Attributes:
        year: None where the text names none.
        first_month: the first month, 1–12.
        last_month: the last one.
        at_end: whether it is a stock at the end of that time (年末, 6月末) and no sum over it.
        years: how many years it covers, the last of them ``year``: 过去五年.
        stated: whether the sentence itself says it; otherwise it is the document's.
    """

    year: int | None
    first_month: int = 1
    last_month: int = 12
    at_end: bool = False
    years: int = 1
    stated: bool = False

    @property
    def is_whole_year(self) -> bool:
        """Whether it is one whole year, or the end of one."""
        return self.years == 1 and self.last_month == 12 and (self.first_month == 1 or self.at_end)

    @property
    def label(self) -> Words:
        """What it is called: 2023年1—9月, Jan–Sep 2023."""
        year = Words(f"{self.year}年", f"{self.year}") if self.year else Words("年份不明", "year unknown")
        if self.years > 1:
            return Words(f"到{year}为止{self.years}年", f"{self.years} years up to {year.english}")
        if self.at_end:
            ended = (
                Words("末", "end of ")
                if self.last_month == 12
                else Words(f"{self.last_month}月末", f"end of {_MONTHS[self.last_month - 1]} ")
            )
            return Words(year.chinese + ended.chinese, ended.english + year.english)
        if self.is_whole_year:
            return year
        first, last = _MONTHS[self.first_month - 1], _MONTHS[self.last_month - 1]
        if self.first_month == self.last_month:
            return Words(f"{year}{self.last_month}月", f"{last} {year.english}")
        return Words(f"{year}{self.first_month}—{self.last_month}月", f"{first}–{last} {year.english}")


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of a bulletin: what was measured, how much it was, how it changed.

    Attributes:
        span: from the figure's first character to the last one of its changes.
        quote: the words there.
        indicator: its name as printed; a name that the sentence cuts short is completed (蔬菜面积3938公顷，产量…: 蔬菜产量).
        spell: the time it speaks of.
        value: the number as printed before ``unit``; None where only a change is told.
        value_max: the upper end of a range.
        operator: 余, 突破 and 超过 are lower bounds, 约 and 近 are about.
        comparator: the literal word.
        changes: how it changed, in the order of the text.
        part_of: the indicator of which it is a part: after 其中 and 分产业看.
        shares: the parts of a structure, 1.4:36.3:62.3.
    """

    span: Span
    quote: str
    indicator: str
    spell: Spell
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str | None = None
    operator: Operator = Operator.EQUAL
    comparator: str | None = None
    changes: tuple[Variation, ...] = ()
    part_of: str = ""
    shares: tuple[Decimal, ...] = ()

    @property
    def dimension(self) -> str | None:
        """What the unit measures."""
        return dimension(self.unit) if self.unit else None

    @property
    def growth(self) -> Variation | None:
        """The growth over the year before, in per cent."""
        return next((change for change in self.changes if change.is_growth), None)


class RemarkKind(StrEnum):
    """The closed list of what reading may have to say about a whole text."""

    WORK_REPORT = "work_report"  # a work report: only its look back was read
    NO_BULLETIN = "no_bulletin"  # nothing names it a publication of statistics
    NO_YEAR = "no_year"  # the year is unknown
    SEVERAL_YEARS = "several_years"  # figures of other years than the document's


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that whoever uses the figures must know about the document."""

    kind: RemarkKind
    words: Words


@dataclass(frozen=True, slots=True)
class Observations:
    """A bulletin, read. ``text`` is normalised; ``source`` is what was put in; ``spell`` is the time of the whole document."""

    source: str
    text: str
    origins: tuple[int, ...] = field(repr=False)
    title: str
    spell: Spell
    observations: tuple[Observation, ...]
    remarks: tuple[Remark, ...] = ()

    def origin(self, span: Span) -> Span:
        """The same span in :attr:`source`."""
        return origin_of(span, self.origins, len(self.source))
