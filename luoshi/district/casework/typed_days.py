"""Days as an official types them from a notice, and as people read them: 2026-10-01 至 2026-10-07."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DAY: Final = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_LINE: Final = re.compile(rf"\s*{_DAY}(?:\s*(?:至|到|[-—–~～]+|to)\s*{_DAY})?\s*", re.IGNORECASE)
SPAN_DAYS_MAX: Final = 31
"""No holiday is longer: a longer span is a slip of the pen."""


def typed_days(text: str) -> frozenset[date]:
    """The days of a text, one or a span on each line; lines may also be parted by semicolons or commas.

    Raises:
        ValidationError: what a line says is no day; with the line.
    """
    lines = [line for line in re.split(r"[\n;；,，、]", text) if line.strip()]
    return frozenset(day for line in lines for day in _span(line))


def _span(line: str) -> Iterator[date]:
    found = _LINE.fullmatch(line)
    numbers = [int(each) for each in found.groups() if each] if found else []
    try:
        first = date(*numbers[:3])
        last = date(*numbers[3:]) if len(numbers) > len(("year", "month", "day")) else first
    except (TypeError, ValueError):
        told = gettext("“%(line)s”不是日期；请写成 2027-01-01，或 2027-01-01 至 2027-01-03。")
        raise forms.ValidationError(told % {"line": line.strip()}) from None
    if not 0 <= (last - first).days < SPAN_DAYS_MAX:
        raise forms.ValidationError(gettext("“%(line)s”首尾颠倒，或者太长；请核对。") % {"line": line.strip()})
    yield from (first + timedelta(days=number) for number in range((last - first).days + 1))


def spans(days: Iterable[date]) -> list[tuple[date, date]]:
    """Days that follow each other, together."""
    runs = groupby(enumerate(sorted(days)), key=lambda pair: pair[1].toordinal() - pair[0])
    found = [[day for _, day in run] for _, run in runs]
    return [(run[0], run[-1]) for run in found]


def span_words(first: date, last: date) -> str:
    """10月1日（周四）至 10月7日（周三）."""
    style = gettext("n月j日（D）")
    if first == last:
        return date_format(first, style)
    return gettext("%(first)s 至 %(last)s") % {"first": date_format(first, style), "last": date_format(last, style)}
