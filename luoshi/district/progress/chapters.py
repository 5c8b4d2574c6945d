"""The figures of a commitment, as its story tells them: each with what was expected by then."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from luoshi.district.chapters import Chapter, Entry
from luoshi.district.indicators.queries import address_of
from luoshi.district.languages import said, unit
from luoshi.district.progress.queries import measured_among, rows_of
from luoshi.engines.progress import ORIGIN_NAMES, YearToDate, plain, short
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from luoshi.district.plan.queries import Commitment
    from luoshi.district.progress.standings import Beside, Measured, PeriodRow


def figures(commitments: Sequence[Commitment], on: date) -> Mapping[int, Sequence[Entry]]:
    """The figures of all that measures one, of each period that is over."""
    found = defaultdict[int, list[Entry]](list)
    for measured in measured_among([each.pk for each in commitments], on=on):
        found[measured.link.commitment_id] += _figures(measured)
    return found


def _figures(measured: Measured) -> Iterator[Entry]:
    for row in rows_of(measured):
        if row.value is not None:
            yield Entry(row.period.last_day, _words(measured, row), address_of(measured.link.indicator, row.period))


def _words(measured: Measured, row: PeriodRow) -> str:
    """One sentence: what, of which time, how much; then the year so far and what was expected by then."""
    assert row.value is not None, "a figure is told where there is one"
    behind, indicator = unit(measured.indicator.unit), measured.link.indicator
    parts = [
        gettext("%(name)s，%(period)s：%(number)s%(unit)s（%(origin)s）")
        % {"name": said(indicator.words), "period": said(row.period.label), "number": plain(row.value.number), "unit": behind,
           "origin": said(ORIGIN_NAMES[row.value.origin])}
    ]  # fmt: skip
    if isinstance(row.to_date, YearToDate) and row.to_date.number != row.value.number:
        told = {"until": said(row.to_date.through.to_date_label), "number": plain(row.to_date.number), "unit": behind}
        parts.append(gettext("%(until)s累计%(number)s%(unit)s") % told)
    if beside := _expected(row.planned) or _expected(row.straight):
        parts.append(gettext("到这时应达%(expected)s%(unit)s") % {"expected": beside, "unit": behind})
    return gettext("，").join(parts) + gettext("。")


def _expected(beside: Beside | None) -> str:
    return short(beside.yard.expected) if beside and beside.yard.expected is not None else ""


CHAPTERS = (Chapter("figures", 50, Words("数字", "Figure"), figures),)
