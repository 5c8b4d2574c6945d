"""Official figures on their way in: a table becomes figures, and each is held against what is declared and known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from luoshi.district.indicators import calendar
from luoshi.district.indicators.errors import FileRefused, IndicatorError, NotAllowed, PeriodClosed, ReleaseRefused, RowFault
from luoshi.district.indicators.fail_if import no_such_number
from luoshi.district.indicators.figures import closings_of
from luoshi.district.indicators.models import Indicator, OfficialValue
from luoshi.engines.documents.headings import find_heading
from luoshi.engines.documents.long_table import read_long_table
from luoshi.engines.documents.refusals import UnreadableDocument
from luoshi.engines.progress import Origin, Period
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from luoshi.district.offices.queries import Authority, District

COLUMNS: Final = ("指标", "期别", "数值", "初步")
"""指标 is its name or its code, 期别 2023-09 or 2023-Q3, 初步 是 or nothing."""

_AMOUNT: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,8})?")
_MONTH_AS_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2})-01")
"""What a spreadsheet makes of 2023-09."""
_YES_NO: Final = {"是": True, "否": False, "": False}


@dataclass(frozen=True, slots=True)
class Document:
    """The document by which figures were issued: by whom, under which title and number, on which day."""

    issuer: str
    title: str
    document_number: str
    issued_on: date
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class OfficialFigure:
    """A figure as it stands in a document.

    Attributes:
        indicator: its code or its name.
        period: of which it speaks.
        number: in the unit of the indicator.
        provisional: whether the issuer says that it may change.
        row: the row of a table, 0 where it stands in no table.
        place: where it stands, as it is shown: ``第3行``, ``字符 120–134``.
        quote: what is written there.
    """

    indicator: str
    period: Period
    number: Decimal
    provisional: bool = False
    row: int = 0
    place: str = ""
    quote: str = field(default="", compare=False)


def figures_of_table(content: bytes, name: str) -> list[OfficialFigure]:
    """The figures of a table with the header :data:`COLUMNS`.

    Raises:
        FileRefused: it is no table that can be read.
        ReleaseRefused: a row cannot be read; all that are wrong are told.
    """
    try:
        table = read_long_table(content, name)
        heading = find_heading([cells for _, cells in table.rows], {column: column for column in COLUMNS}, COLUMNS[:3])
    except UnreadableDocument as problem:
        raise FileRefused(problem.what, problem.remedy) from problem
    if not (rows := table.rows[heading.rows :]):
        raise ReleaseRefused([RowFault(0, Words("表头下面没有数据。", "Nothing stands below the heading."))])
    faults: list[RowFault] = []
    figures = list(_figures(heading.places, rows, faults))
    if faults:
        raise ReleaseRefused(faults)
    return figures


def _figures(places: Mapping[str, int], rows: Sequence[tuple[int, tuple[str, ...]]], faults: list[RowFault]) -> Iterator[OfficialFigure]:
    for number, cells in rows:
        row = {column: cells[place] for column, place in places.items() if place < len(cells)}
        period, amount = _period(row.get("期别", "")), row.get("数值", "").replace(",", "")
        provisional = _YES_NO.get(row.get("初步", ""))
        if period is None:
            faults.append(RowFault(number, _no_period(row.get("期别", ""))))
        elif not _AMOUNT.fullmatch(amount):
            faults.append(RowFault(number, _no_number(amount)))
        elif provisional is None:
            faults.append(RowFault(number, Words("初步请填“是”或“否”，或留空。", "Write 是 or 否 under 初步, or nothing.")))
        else:
            quote = " ".join(filter(None, cells))
            yield OfficialFigure(row.get("指标", ""), period, Decimal(amount), provisional, number, f"第{number}行", quote)


def _no_period(words: str) -> Words:
    written = "2023-09、2023-Q3、2023-H1 或 2023"
    return Words(f"期别“{words}”请写成 {written}。", f"“{words}” is no period: write 2023-09, 2023-Q3, 2023-H1 or 2023.")


def _no_number(words: str) -> Words:
    return Words(
        f"数值“{words}”不是数；没有数的不要列入，空白不当作零。", f"“{words}” is no number. Leave out what has none: a blank is not zero."
    )


def _period(words: str) -> Period | None:
    as_day = _MONTH_AS_DAY.fullmatch(words)
    try:
        return Period.parse(as_day[1] if as_day else words)
    except ValueError:
        return None


class Checking:
    """Holds the figures of a document against what the district declares and knows, and tells all that is wrong."""

    def __init__(self, district: District, document: Document, by: Authority) -> None:
        self.district, self.document, self.by = district, document, by
        related = Indicator.objects.filter(district=district).select_related("responsible", "district").prefetch_related("definitions")
        found = list(related)
        self.indicators: Mapping[str, Indicator] = {one.name: one for one in found} | {one.code: one for one in found}
        self.closings = closings_of(district)
        known = OfficialValue.objects.filter(indicator__district=district).select_related("release").order_by("revision")
        self.known = {(one.indicator_id, one.period): one for one in known}

    def new_values(self, figures: Sequence[OfficialFigure]) -> list[OfficialValue]:
        """The figures that are new, as they are to be stored; without those that are known just so.

        Raises:
            ReleaseRefused: something is wrong, or nothing is new.
        """
        faults: list[RowFault] = []
        new: list[OfficialValue] = []
        seen: set[tuple[int, str]] = set()
        for figure in figures:
            try:
                value = self._value(figure, seen)
            except IndicatorError as refusal:
                faults.append(RowFault(figure.row, refusal.words))
            else:
                new += [value] if value is not None else []
        if not faults and not new:
            faults.append(RowFault(0, Words("没有新的数据：都和已有的相同。", "Nothing is new: all is known already.")))
        if faults:
            raise ReleaseRefused(faults)
        return new

    def _value(self, figure: OfficialFigure, seen: set[tuple[int, str]]) -> OfficialValue | None:
        indicator = self._indicator(figure)
        key = (indicator.pk, str(figure.period))
        if key in seen:
            raise IndicatorError(
                Words("同一指标、同一期别出现了两次。", "The same figure stands there twice."), Words("请删去一行。", "Remove one.")
            )
        seen.add(key)
        if not calendar.has_figure_of(indicator, figure.period) or figure.period.first_day > self.document.issued_on:
            raise _no_figure(indicator, figure.period)
        no_such_number(indicator, figure.number)
        known = self.known.get(key)
        if known is not None and (known.number, known.provisional) == (figure.number, figure.provisional):
            return None
        if figure.period in self.closings:
            raise PeriodClosed(self.closings[figure.period])
        if known is not None and known.release.issued_on > self.document.issued_on:
            raise _older(known)
        return OfficialValue(
            indicator=indicator, period=str(figure.period), number=figure.number, provisional=figure.provisional,
            revision=known.revision + 1 if known else 1, place=figure.place[:60], quote=figure.quote[:500],
        )  # fmt: skip

    def _indicator(self, figure: OfficialFigure) -> Indicator:
        indicator = self.indicators.get(figure.indicator)
        if indicator is None:
            raise IndicatorError(
                Words(f"没有“{figure.indicator}”这个指标。", f"There is no indicator “{figure.indicator}”."),
                Words("请核对名称或编码。", "Check its name or code."),
            )
        if indicator.origin != Origin.OFFICIAL or indicator.issuer != self.document.issuer:
            raise IndicatorError(
                Words(
                    f"“{indicator.name}”不是{self.document.issuer}发布的。",
                    f"“{indicator.words.english}” is not issued by {self.document.issuer}.",
                ),
                Words("请核对发布单位。", "Check the issuer."),
            )
        if not self.by.reports_for(indicator.responsible):
            raise NotAllowed.to_bring(indicator.issuer)
        return indicator


def _no_figure(indicator: Indicator, period: Period) -> IndicatorError:
    label = period.label
    return IndicatorError(
        Words(f"“{indicator.name}”没有{label.chinese}的数据。", f"“{indicator.words.english}” has no figure of {label.english}."),
        Words("请核对周期、不出数的月份和发布日期。", "Check how often it has figures, in which months it has none, and the day of issue."),
    )


def _older(known: OfficialValue) -> IndicatorError:
    return IndicatorError(
        Words(
            f"已有{named_day(known.release.issued_on)}发布的数，比这份文件新。",
            f"There is a figure issued on {known.release.issued_on}, after this document.",
        ),
        Words("请核对发布日期。", "Check the day of issue."),
    )
