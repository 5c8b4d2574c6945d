"""The small program that a pattern becomes: its instructions, and how pieces of it are put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from luoshi.engines.feel.patterns.characters import Test


@dataclass(frozen=True, slots=True)
class Char:
    """One character that fits."""

    test: Test


@dataclass(frozen=True, slots=True)
class Split:
    """Go on at the first place; if that fails, at the second."""

    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Jump:
    """Go on elsewhere."""

    target: int


@dataclass(frozen=True, slots=True)
class Save:
    """Remember where a group begins or ends."""

    slot: int


@dataclass(frozen=True, slots=True)
class Assert:
    """The place in the text must be so."""

    holds: Callable[[str, int], bool]


@dataclass(frozen=True, slots=True)
class BackReference:
    """What a group has matched, once more."""

    group: int
    ignore_case: bool


@dataclass(frozen=True, slots=True)
class Match:
    """Done."""


Instruction = Char | Split | Jump | Save | Assert | BackReference | Match
Slots = tuple[int | None, ...]
"""Start and end of the whole and of each group."""


State = tuple[int, int, Slots]
"""A place in the program, one in the text, and what the groups hold."""


Code = list[Instruction]
"""Instructions whose jumps count from the beginning of the piece."""


def moved(code: Code, by: int) -> Iterator[Instruction]:
    """The code as it is further down."""
    for instruction in code:
        if isinstance(instruction, Split):
            yield Split(instruction.first + by, instruction.second + by)
        elif isinstance(instruction, Jump):
            yield Jump(instruction.target + by)
        else:
            yield instruction


def joined(*codes: Code) -> Code:
    """One piece after the other."""
    made: Code = []
    for code in codes:
        made.extend(moved(code, len(made)))
    return made


def either(first: Code, second: Code) -> Code:
    """One piece, and if that fails the other."""
    end = len(first) + len(second) + 2
    return [Split(1, len(first) + 2), *moved(first, 1), Jump(end), *moved(second, len(first) + 2)]


def repeat(code: Code, low: int, high: int | None, *, greedy: bool) -> Code:
    """The code ``low`` times, and then up to ``high`` times or as often as it goes."""
    optional = _loop(code, greedy=greedy) if high is None else _up_to(code, high - low, greedy=greedy)
    return joined(*[code] * low, optional)


def _loop(code: Code, *, greedy: bool) -> Code:
    end = len(code) + 2
    choice = Split(1, end) if greedy else Split(end, 1)
    return [choice, *moved(code, 1), Jump(0)]


def _up_to(code: Code, times: int, *, greedy: bool) -> Code:
    """Each further time is optional, and leads to the end if it is not taken."""
    end = times * (len(code) + 1)
    made: Code = []
    for _ in range(times):
        start = len(made) + 1
        made.append(Split(start, end) if greedy else Split(end, start))
        made.extend(moved(code, start))
    return made
