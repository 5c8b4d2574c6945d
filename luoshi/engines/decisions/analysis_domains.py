"""What an input can be, cut at the values that cells mention: points, and the open stretches between them.

Every test with those values has one answer on each part, so a set of inputs is a set of parts, held as the bits of an integer:
exact for any decimal, date or text, with ends that belong to it or not. Part ``2i + 1`` is the point ``i``, part ``2i`` the stretch
before it; the last part is null, which exists only where a cell asks for it. A stretch that holds no value (between two days that
follow each other) is no part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import partial
from typing import Any, Final

from luoshi.engines.feel.temporal import (
    DAY_NANOSECONDS,
    NANOSECONDS,
    YEAR_MAX,
    Date,
    DateAndTime,
    DaysDuration,
    Time,
    YearsDuration,
    at_instant,
)
from luoshi.engines.feel.texts import text_of
from luoshi.engines.feel.values import Value, kind

Key = Any
"""A value as something that Python can order: a Decimal, a whole number, a text."""

OTHER: Final = "其他"
"""The text that stands for all that no cell mentions."""

_EXACT: Final = Context(prec=13_000)
"""Room for the middle of any two numbers of decimal128."""
_HALVINGS_MAX: Final = 60
_UNITS: Final = (DAY_NANOSECONDS, 3600 * NANOSECONDS, 60 * NANOSECONDS, NANOSECONDS, 1)
_DAYS: Final = (Date(-YEAR_MAX, 1, 1).days, Date(YEAR_MAX, 12, 31).days)
_ZONED: Final = " with zone"
"""Ends the name of the sort of times that say their zone."""


@dataclass(frozen=True, slots=True)
class Line:
    """All values of one sort in their order. ``between`` gives a value between two others (None: no end), near the first or the second."""

    sort: str
    key: Callable[[Any], Key]
    value: Callable[[Any], Value]
    between: Callable[[Key | None, Key | None, Key, bool], Key | None]
    unit: Callable[[list[Key]], Key] = lambda _keys: 1
    is_ordered: bool = True

    @property
    def kind(self) -> str:
        """What FEEL calls these values."""
        return self.sort.removesuffix(_ZONED)


def sort_of(value: Value) -> str | None:
    """The kind of a value, times with and without a zone apart since they have no order; None for what stands on no line."""
    found = kind(value)
    if isinstance(value, Time | DateAndTime) and not value.is_local:
        return found + _ZONED if isinstance(value, DateAndTime) else None
    return found if found in LINES else None


def _number_between(low: Decimal | None, high: Decimal | None, unit: Decimal, near_low: bool) -> Decimal | None:  # noqa: FBT001
    if low is None and high is None:
        return Decimal(0)
    start, step = (low, unit) if low is not None and (near_low or high is None) else (high, -unit)
    assert start is not None
    for _ in range(_HALVINGS_MAX):
        found = _EXACT.add(start, step)
        if (low is None or low < found) and (high is None or found < high):
            return found
        step /= 2
    return _EXACT.divide(_EXACT.add(low, high), Decimal(2)) if low is not None and high is not None else start * 2


def _number_unit(keys: list[Decimal]) -> Decimal:
    """One of the last digit that people write: 1 for whole numbers, 0.01 for sums of money."""
    exponents = [int(each.as_tuple().exponent) for each in keys]
    return Decimal(1).scaleb(max(min([0, *exponents]), -34))


def _whole_between(low: Key | None, high: Key | None, unit: int, near_low: bool, *, span: tuple[int, int] | None = None) -> Key | None:  # noqa: FBT001
    """A whole number in between; of ``span`` only, where the line has ends."""
    first = None if low is None else (low // 1) + 1
    last = None if high is None else -(-high // 1) - 1
    if span is not None:
        first, last = max(span[0], first if first is not None else span[0]), min(span[1], last if last is not None else span[1])
    if first is not None and last is not None and first > last:
        return None
    if low is None and high is None:
        return 0
    is_up = low is not None and (near_low or high is None)
    found = low + unit if is_up else high - unit  # type: ignore[operator] # the end that was just chosen is there
    is_inside = (first is None or first <= found) and (last is None or found <= last)
    return found if is_inside and found % 1 == 0 else (first if is_up else last)


def _text_between(low: str | None, high: str | None, _unit: Key, _near_low: bool) -> str | None:  # noqa: FBT001
    """The word for all others where it fits, else the nearest text above, which in an order of texts is the longer one."""
    candidates = (OTHER, "") if low is None else (OTHER, low + OTHER, low + " ", low + "\0")
    return next((each for each in candidates if (low is None or low < each) and (high is None or each < high)), None)


def _longest_unit(keys: list[int]) -> int:
    return next(unit for unit in _UNITS if all(key % unit == 0 for key in keys))


def _clock_unit(keys: list[int]) -> int:
    """A moment just outside is a second away, or as little as the cells themselves say."""
    return min(NANOSECONDS, _longest_unit(keys))


def _nothing_between(_low: Key | None, _high: Key | None, _unit: Key, _near_low: bool) -> Key | None:  # noqa: FBT001
    return None


NUMBER: Final = Line("number", lambda value: value, lambda key: key, _number_between, _number_unit)
WHOLE_NUMBER: Final = Line(
    "number",
    lambda value: value,
    lambda key: Decimal(int(key)) if key % 1 == 0 else key,
    lambda low, high, _unit, near_low: _whole_between(low, high, 1, near_low),
)
"""Numbers of persons, buildings, years: nothing lies between 59 and 60."""
ANYTHING: Final = Line("", lambda value: value, lambda _key: None, lambda *_: 0, is_ordered=False)
"""An input of which nothing is known and nothing asked."""
LINES: Final[dict[str, Line]] = {
    line.sort: line
    for line in (
        NUMBER,
        Line("string", lambda value: value, lambda key: key, _text_between),
        Line("boolean", lambda value: value, lambda key: key, _nothing_between, is_ordered=False),
        Line("date", lambda value: value.days, Date.from_days, partial(_whole_between, span=_DAYS)),
        Line(
            "time",
            lambda value: value.instant,
            Time.from_nanoseconds,
            partial(_whole_between, span=(0, DAY_NANOSECONDS - 1)),
            _clock_unit,
        ),
        Line("date and time", lambda value: value.instant, lambda key: at_instant(key, None, None), _whole_between, _clock_unit),
        Line("date and time" + _ZONED, lambda value: value.instant, lambda key: at_instant(key, 0, None), _whole_between, _clock_unit),
        Line("days and time duration", lambda value: value.nanoseconds, DaysDuration, _whole_between, _longest_unit),
        Line("years and months duration", lambda value: value.months, YearsDuration, _whole_between),
    )
}


@dataclass(frozen=True, slots=True)
class Domain:
    """The parts of an input. ``full`` are those that exist and are allowed; ``samples`` a value of each part."""

    line: Line
    points: tuple[Key, ...]
    index: dict[Key, int]
    unit: Key
    samples: tuple[Value, ...]
    full: int

    @property
    def null(self) -> int:
        """The part that is null, whether it exists or not."""
        return 1 << (2 * len(self.points) + 1)

    def ends(self, part: int) -> tuple[Key | None, Key | None]:
        """The points on both sides of a stretch."""
        after = part // 2
        return self.points[after - 1] if after else None, self.points[after] if after < len(self.points) else None

    def at(self, key: Key) -> int:
        """The part that is this point."""
        return 1 << (2 * self.index[key] + 1)

    def below(self, key: Key, *, included: bool) -> int:
        """Everything less than a point, perhaps with it."""
        return (1 << (2 * self.index[key] + 1 + included)) - 1

    def example(self, parts: int) -> Value:
        """A value of one of the parts, one that people meet: the word for all others, a number that is not negative."""
        values = [self.samples[part] for part in bits(parts)]
        if self.line.sort == "number":
            return next((each for each in values if isinstance(each, Decimal) and each >= 0), values[0])
        return next((each for each in values if each == OTHER), values[0])

    def near(self, part: int, *, low: bool) -> Value:
        """A value of a part, close to its lower or its upper end."""
        if part % 2 or 1 << part == self.null:
            return self.samples[part]
        found = self.line.between(*self.ends(part), self.unit, low)
        return self.line.value(found)

    def runs(self, parts: int) -> Iterator[tuple[int, int]]:
        """The first and last of parts that follow each other with no value missing between them. Null stands alone."""
        start: int | None = None
        last = 0
        for part in bits(self.full & ~self.null):
            if parts >> part & 1:
                start, last = part if start is None else start, part
            elif start is not None:
                yield start, last
                start = None
        if start is not None:
            yield start, last

    def tests(self, parts: int) -> str:
        """The parts as FEEL's unary tests, ``-`` for all of them."""
        if parts == self.full:
            return "-"
        if not self.line.is_ordered or self.line.sort == "string":
            return self._listed(parts)
        return ", ".join((*(self._run_text(*run) for run in self.runs(parts)), *self._null_text(parts)))

    def _null_text(self, parts: int) -> tuple[str, ...]:
        return ("null",) if parts & self.null else ()

    def _listed(self, parts: int) -> str:
        """Texts by name; all that is not mentioned by the names that it is not."""
        stretches = self.full & sum(1 << part for part in range(0, 2 * len(self.points) + 1, 2))
        inside = parts & stretches
        if inside and inside != stretches:
            return ", ".join((*(self._run_text(*run) for run in self.runs(parts)), *self._null_text(parts)))
        named = [part for part in bits((self.full if inside else parts) & ~stretches) if bool(parts >> part & 1) is not bool(inside)]
        listed = ", ".join(_literal(self.samples[part]) for part in named)
        return f"not({listed})" if inside else listed

    def _run_text(self, first: int, last: int) -> str:
        """One run as a comparison or a range; a stretch begins and ends beside its points."""
        low, high = self.ends(first)[0] if first % 2 == 0 else self.points[first // 2], self._upper(last)
        if first == last and first % 2:
            return _literal(self.line.value(low))
        if low is None and high is None:
            return "not(null)"  # everything else would be all of the input
        if low is None:
            return f"{'<=' if last % 2 else '<'} {_literal(self.line.value(high))}"
        if high is None:
            return f"{'>=' if first % 2 else '>'} {_literal(self.line.value(low))}"
        opening, closing = "[" if first % 2 else "(", "]" if last % 2 else ")"
        return f"{opening}{_literal(self.line.value(low))}..{_literal(self.line.value(high))}{closing}"

    def _upper(self, part: int) -> Key | None:
        return self.points[part // 2] if part % 2 else self.ends(part)[1]


def _literal(value: Value) -> str:
    """A value as it is written in a cell."""
    return f'@"{value}"' if isinstance(value, Date | Time | DateAndTime | DaysDuration | YearsDuration) else text_of(value)


def bits(number: int) -> Iterator[int]:
    """The positions of the bits that are set, the lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def make_domain(line: Line, constants: Iterable[Value], *, with_null: bool) -> Domain:
    """The line cut at the constants of its sort; others have no place on it."""
    sorts = [each for each in constants if sort_of(each) == line.sort]
    keys = {line.key(each) for each in sorts}
    points = (False, True) if line.sort == "boolean" else tuple(sorted(keys))
    unit = line.unit(list(points))
    samples: list[Value] = []
    full = 0
    for position in range(2 * len(points) + 1):
        low, high = (points[position // 2 - 1] if position > 1 else None), (points[position // 2] if position // 2 < len(points) else None)
        key = high if position % 2 else line.between(low, high, unit, True)  # noqa: FBT003 - a function value has no names
        is_there = key is not None and not (line is WHOLE_NUMBER and key % 1)
        full |= is_there << position
        samples.append(line.value(key) if is_there else None)
    domain = Domain(line, points, {key: at for at, key in enumerate(points)}, unit, (*samples, None), full)
    return Domain(line, points, domain.index, unit, domain.samples, full | domain.null) if with_null else domain
