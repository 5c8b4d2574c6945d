"""Ranges: ``range(…)``, and how two of them, or a point and one, lie to each other (DMN 1.5, table 78).

The standard writes each relation as a formula over values and inclusion flags. Here both are folded into an *edge*: an open start lies a
hair after its value, an open end a hair before it. Then each relation is one comparison of edges, and the formulas follow."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import InvalidOperation, Overflow

from luoshi.engines.feel.builtins.signatures import builtin
from luoshi.engines.feel.comparison import is_less
from luoshi.engines.feel.findings import FindingKind, NoValue
from luoshi.engines.feel.temporal import NotTemporal, parse_date, parse_date_and_time, parse_duration, parse_temporal, parse_time
from luoshi.engines.feel.values import NUMBERS, Range, Value


@dataclass(frozen=True, slots=True)
class Edge:
    """A place on the line; ``shade`` is −1 a hair before, 1 a hair after the value; ``infinity`` −1 or 1 where there is no value."""

    value: Value
    shade: int = 0
    infinity: int = 0

    def precedes(self, other: Edge) -> bool:
        """Whether it lies before the other."""
        if self.infinity or other.infinity:
            return self.infinity < other.infinity
        if is_less(self.value, other.value):
            return True
        return not is_less(other.value, self.value) and self.shade < other.shade

    def meets(self, other: Edge) -> bool:
        """Whether both are the same place."""
        return not self.precedes(other) and not other.precedes(self)

    def reaches(self, other: Edge) -> bool:
        """Whether it lies at the other or after it."""
        return not self.precedes(other)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range or a point between its two edges."""

    start: Edge
    end: Edge

    @classmethod
    def of(cls, value: Value) -> Stretch:
        """A point begins and ends at itself."""
        if not isinstance(value, Range):
            return cls(Edge(value), Edge(value))
        start = Edge(None, 0, -1) if value.start is None else Edge(value.start, 0 if value.start_included else 1)
        end = Edge(None, 0, 1) if value.end is None else Edge(value.end, 0 if value.end_included else -1)
        return cls(start, end)


Relation = Callable[[Stretch, Stretch], bool]

_POINT, _RANGE = "point", "range"
_PARAMETERS = {(_POINT, _POINT): "point1: Any, point2: Any", (_POINT, _RANGE): "point: Any, range: range",
               (_RANGE, _POINT): "range: range, point: Any", (_RANGE, _RANGE): "range1: range, range2: range"}  # fmt: skip
_BOTH_RANGES = ((_RANGE, _RANGE),)
_INTO_RANGE = ((_RANGE, _RANGE), (_POINT, _RANGE))
_FROM_RANGE = ((_RANGE, _RANGE), (_RANGE, _POINT))
_ALL = ((_RANGE, _RANGE), (_POINT, _RANGE), (_RANGE, _POINT), (_POINT, _POINT))


def _before(one: Stretch, other: Stretch) -> bool:
    return one.end.precedes(other.start)


def _meets(one: Stretch, other: Stretch) -> bool:
    return one.end.meets(other.start)


def _overlaps(one: Stretch, other: Stretch) -> bool:
    return one.end.reaches(other.start) and other.end.reaches(one.start)


def _overlaps_before(one: Stretch, other: Stretch) -> bool:
    return one.start.precedes(other.start) and one.end.reaches(other.start) and other.end.reaches(one.end)


def _finishes(one: Stretch, other: Stretch) -> bool:
    return one.end.meets(other.end) and one.start.reaches(other.start)


def _includes(one: Stretch, other: Stretch) -> bool:
    return other.start.reaches(one.start) and one.end.reaches(other.end)


def _starts(one: Stretch, other: Stretch) -> bool:
    return one.start.meets(other.start) and other.end.reaches(one.end)


def _coincides(one: Stretch, other: Stretch) -> bool:
    return one.start.meets(other.start) and one.end.meets(other.end)


def _turned(relation: Relation) -> Relation:
    """The same relation seen from the other side."""
    return lambda one, other: relation(other, one)


_RELATIONS: dict[str, tuple[Relation, tuple[tuple[str, str], ...]]] = {
    "before": (_before, _ALL),
    "after": (_turned(_before), _ALL),
    "meets": (_meets, _BOTH_RANGES),
    "met by": (_turned(_meets), _BOTH_RANGES),
    "overlaps": (_overlaps, _BOTH_RANGES),
    "overlaps before": (_overlaps_before, _BOTH_RANGES),
    "overlaps after": (_turned(_overlaps_before), _BOTH_RANGES),
    "finishes": (_finishes, _INTO_RANGE),
    "finished by": (_turned(_finishes), _FROM_RANGE),
    "includes": (_includes, _FROM_RANGE),
    "during": (_turned(_includes), _INTO_RANGE),
    "starts": (_starts, _INTO_RANGE),
    "started by": (_turned(_starts), _FROM_RANGE),
    "coincides": (_coincides, ((_RANGE, _RANGE), (_POINT, _POINT))),
}


def _declare(name: str, relation: Relation, sides: tuple[str, str]) -> None:
    @builtin(f"{name}({_PARAMETERS[sides]}) -> boolean")
    def related(one: Value, other: Value) -> Value:
        for side, value in zip(sides, (one, other), strict=True):
            if side == _POINT and (value is None or isinstance(value, Range)):
                raise NoValue(FindingKind.TYPE_MISMATCH, "这里应当是一个值，而不是空值或范围。", "A point is wanted here.", value)
        return relation(Stretch.of(one), Stretch.of(other))


for _name, (_relation, _forms) in _RELATIONS.items():
    for _sides in _forms:
        _declare(_name, _relation, _sides)


# From text

_BRACKETS = re.compile(r"\s*(?P<opening>[\[(\]])\s*(?P<low>.*?)\s*\.\.\s*(?P<high>.*?)\s*(?P<closing>[\])\[])\s*", re.DOTALL)
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,5})?", re.ASCII)
_AT = re.compile(r'@\s*"(?P<text>[^"]*)"')
_STRING = re.compile(r'"(?P<text>[^"\\]*)"')
_CALL = re.compile(r'(?P<function>date\s+and\s+time|date|time|duration)\s*\(\s*"(?P<text>[^"]*)"\s*\)')
_READERS: dict[str, Callable[[str], Value]] = {
    "date": parse_date, "time": parse_time, "date and time": parse_date_and_time, "duration": parse_duration,
}  # fmt: skip


@builtin("range(from: string) -> range")
def range_from_text(text: str) -> Value:
    """The range that a text writes; its ends are literals, and a missing one is open without end: ``[18..65)``, ``[18..)``."""
    match = _BRACKETS.fullmatch(text)
    try:
        if match is not None:
            return _range(match)
    except (NotTemporal, InvalidOperation, Overflow):
        pass
    raise NoValue(FindingKind.INVALID_RANGE, f"“{text[:40]}”不是范围，如 [18..65)。", f"“{text[:40]}” is no range such as [18..65).", text)


def _range(match: re.Match[str]) -> Range:
    low, high = _literal(match["low"]), _literal(match["high"])
    made = Range(low, high, match["opening"] == "[", match["closing"] == "]")
    endless_but_closed = (low is None and made.start_included) or (high is None and made.end_included)
    if endless_but_closed or (low is None and high is None) or (low is not None and high is not None and is_less(high, low)):
        raise NotTemporal("the ends do not make a range")
    is_less(low if high is None else high, high if low is None else low)  # refuses what has no order
    return made


def _literal(text: str) -> Value:
    """A literal, or None where nothing stands."""
    if not text:
        return None
    if _NUMBER.fullmatch(text):
        return NUMBERS.create_decimal(text)
    if match := _AT.fullmatch(text):
        return parse_temporal(match["text"])
    if match := _CALL.fullmatch(text):
        return _READERS[" ".join(match["function"].split())](match["text"])
    if match := _STRING.fullmatch(text):
        return match["text"]
    raise NotTemporal(f"{text[:40]!r} is no literal")
