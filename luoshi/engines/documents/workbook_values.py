"""What a cell of a workbook holds, as the person who typed it sees it: 0.1 and not 0.1000000000000000055, 6.5% and not 0.065.

A workbook stores numbers as binary fractions, and days and shares as numbers whose format alone tells what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Context, Decimal

from openpyxl.styles.numbers import BUILTIN_FORMATS

from luoshi.engines.documents.sheet import Cell, plain

_DIGITS = Context(prec=15)
"""Excel keeps and shows 15 significant digits; what a file has beyond them is the noise of binary fractions."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_NUMBER_CHARACTERS_MAX = 400
_FORMAT_CHARACTERS_MAX = 255  # Excel's own limit
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|am/pm|a/p|上午/下午|general')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\u200b\u2060\ufeff"
"""Of every width: full-width ones, those that do not break, and those that take no place."""

_SECONDS_OF_DAY = 86_400
_DAYS_MAX = 2_958_465
"""The last day of the year 9999."""

_CHINESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 34, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 35, 56), 'h"时"mm"分"ss"秒"'),
}
"""Formats that the Chinese editions have by number alone, as the Office standard lists them."""


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a number format shows of a number. ``elapsed``: hours beyond 24 are counted on."""

    percent: bool = False
    year: bool = False
    month: bool = False
    day: bool = False
    clock: bool = False
    elapsed: bool = False

    @property
    def is_calendar(self) -> bool:
        """Whether the number is a day or an hour."""
        return self.year or self.month or self.day or self.clock


FORMAT_CODES: dict[int, str] = {**BUILTIN_FORMATS, **_CHINESE_FORMATS}
"""The formats that a workbook need not spell out."""


def number_format(code: str) -> NumberFormat:
    """What a format code such as ``yyyy"年"m"月"`` or ``0.0%`` shows."""
    shown = _LITERAL.sub("", code[:_FORMAT_CHARACTERS_MAX].lower()).partition(";")[0]
    letters = set(shown)
    clock = bool(letters & {"h", "s"}) or "[m" in shown
    weekday = "aaa" in shown
    if "%" in letters and not letters & {"y", "d"}:
        return NumberFormat(percent=True)
    if not (letters & set("ymdhs") or weekday):
        return NumberFormat()
    return NumberFormat(
        year=bool(letters & {"y", "e"}),  # e counts years as well, by eras where a country has them
        month="m" in letters and (not clock or bool(letters & {"y", "d"})),  # beside hours it stands for minutes
        day="d" in letters or weekday,
        clock=clock,
        elapsed="[" in shown,
    )


def number(written: str) -> Decimal | None:
    """The number that a file writes, by the digits that a person sees; ``None`` if it is none."""
    if len(written) > _NUMBER_CHARACTERS_MAX or not _NUMBER.fullmatch(written):
        return None
    value = _DIGITS.create_decimal(written)
    return value if value.is_zero() or abs(value.adjusted()) <= 308 else None


def shown_number(value: Decimal, form: NumberFormat, *, from_1904: bool) -> Cell:
    """The number, share, day or hour that a cell with this format shows; ``None`` if there is no such day.

    A day keeps its year even if the format hides it. What shows no day is text, since a month is not its first day.
    """
    if form.percent:
        return f"{_without_zeros(value.scaleb(2))}%"
    if form.is_calendar:
        return _calendar(value, form, from_1904=from_1904)
    plain_value = _without_zeros(value)
    return int(plain_value) if plain_value == plain_value.to_integral_value() else plain_value


def shown_day(written: str, form: NumberFormat) -> Cell:
    """A day that the file writes as ISO 8601; ``None`` if it is none."""
    try:
        moment = datetime.fromisoformat(written[:40]).replace(tzinfo=None)
    except ValueError:
        return None
    return _moment(moment, form if form.is_calendar else NumberFormat(year=True, month=True, day=True, clock=True))


def text_of(written: str) -> str | None:
    """Text without outer blanks of any width and with one sign for a new line; ``None`` if nothing is left.

    An apostrophe that marks a cell as text is a format in workbooks and never part of the text: one that stands there was typed.
    """
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), written) if "_x" in written else written
    return plain(text.replace("\r\n", "\n").replace("\r", "\n")).strip(_BLANKS) or None


def _without_zeros(value: Decimal) -> Decimal:
    """The same number written without exponent and without zeros at its end."""
    return Decimal(format(value.normalize(_DIGITS), "f")) if value else Decimal(0)


def _calendar(days: Decimal, form: NumberFormat, *, from_1904: bool) -> Cell:
    if not 0 <= days <= _DAYS_MAX - (1462 if from_1904 else 0):
        return None
    seconds = int((days * _SECONDS_OF_DAY).to_integral_value())
    if not (form.year or form.month or form.day):
        return _clock(seconds if form.elapsed else seconds % _SECONDS_OF_DAY)
    if from_1904:
        return _moment(datetime(1904, 1, 1) + timedelta(seconds=seconds), form)  # noqa: DTZ001 - a workbook's times have no zone
    if days < 1:
        return None  # the day before the first
    # Excel takes 1900 for a leap year: up to its 29 February, which does not exist, days count from one day later.
    first = datetime(1899, 12, 31 if days < 60 else 30)  # noqa: DTZ001
    return _moment(first + timedelta(seconds=seconds), form)


def _moment(moment: datetime, form: NumberFormat) -> Cell:
    if form.day:
        at_midnight = not form.clock or moment.time() == datetime.min.time()
        return date(moment.year, moment.month, moment.day) if at_midnight else f"{moment:%Y-%m-%d} {_clock_of(moment)}"
    if form.month or form.year:
        return (f"{moment.year}年" if form.year else "") + (f"{moment.month}月" if form.month else "")
    return _clock_of(moment)


def _clock_of(moment: datetime) -> str:
    return _clock(moment.hour * 3600 + moment.minute * 60 + moment.second)


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    text = f"{hours:02}:{rest // 60:02}"
    return f"{text}:{rest % 60:02}" if rest % 60 else text
