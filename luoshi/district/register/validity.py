"""What is valid on a day, from rows that each speak of a span of days: where two speak of one day, the later row wins. Pure functions.

A row without values says that nothing is there on its days. Days of validity count whole; no end is an open end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Values = Mapping[str, str]

_DAY = timedelta(days=1)


class Row(Protocol):
    """What was said of a span of days."""

    @property
    def valid_from(self) -> date: ...

    @property
    def valid_to(self) -> date | None: ...

    @property
    def values(self) -> Values | None: ...


Said = TypeVar("Said", bound=Row)


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days with its values: a row that is still to be written."""

    valid_from: date
    valid_to: date | None
    values: Values | None


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Said]):
    """A span of days on which one row decides."""

    valid_from: date
    valid_to: date | None
    row: Said


def deciding(rows: Sequence[Said], on: date) -> Said | None:
    """The row that decides about a day, of rows in the order in which they were said; it may say that nothing is there."""
    return next((row for row in reversed(rows) if _covers(row, on)), None)


def values_on(rows: Sequence[Row], on: date) -> Values | None:
    """The values of a day; ``None`` where nothing is there."""
    row = deciding(rows, on)
    return row.values if row else None


def periods(rows: Sequence[Said]) -> list[Stretch[Said]]:
    """Which row decides when, in the order of days; days of which no row speaks are left out."""
    starts = {row.valid_from for row in rows} | {row.valid_to + _DAY for row in rows if row.valid_to and row.valid_to < date.max}
    days = sorted(starts)
    found: list[Stretch[Said]] = []
    for day, following in zip(days, [*days, None][1:], strict=True):
        row = deciding(rows, day)
        if row is None:
            continue
        end = following - _DAY if following else None
        if found and found[-1].row is row and found[-1].valid_to == day - _DAY:
            found[-1] = Stretch(found[-1].valid_from, end, row)
        else:
            found.append(Stretch(day, end, row))
    return found


def changed(rows: Sequence[Row], changes: Mapping[str, str], first: date, last: date | None = None) -> list[Span]:
    """The rows that change some values from one day to another and leave everything else as it is, also what is known of later days.

    An empty value takes the old one away. Spans on which nothing would change, or nothing is there, give no row.
    """
    found: list[Span] = []
    for span in _changed(rows, changes, first, last):
        if found and found[-1].values == span.values and found[-1].valid_to == span.valid_from - _DAY:
            found[-1] = Span(found[-1].valid_from, span.valid_to, span.values)
        else:
            found.append(span)
    return found


def _changed(rows: Sequence[Row], changes: Mapping[str, str], first: date, last: date | None) -> Iterator[Span]:
    for period in periods(rows):
        begin, end = max(period.valid_from, first), _earlier(period.valid_to, last)
        if period.row.values is None or (end is not None and end < begin):
            continue
        wanted = with_changes(period.row.values, changes)
        if wanted != period.row.values:
            yield Span(begin, end, wanted)


def with_changes(values: Values, changes: Mapping[str, str]) -> dict[str, str]:
    """Values with some of them said anew; an empty one is taken away."""
    return {name: value for name, value in {**values, **changes}.items() if value}


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)


def _covers(row: Row, on: date) -> bool:
    return row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)


def origins(rows: Sequence[Said], on: date) -> dict[str, Said]:
    """For each value of a day the row that brought it: later rows that say the same do not count."""
    found: dict[str, Said] = {}
    before: Values = {}
    for row in rows:
        if _covers(row, on):
            values = row.values or {}
            found = {name: found[name] if before.get(name) == value and name in found else row for name, value in values.items()}
            before = values
    return found
