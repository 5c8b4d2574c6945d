"""疑点: what in a series of figures somebody should be asked about. Each is a question, never a verdict: there may be a good answer.

No threshold is invented here. What counts as a jump, or as just over the line, follows from the figures themselves and how they are
printed.

Source: what the literature on targets finds (Bevan & Hood 2006: threshold, ratchet and output distortion), and what inspections of
statistics look for (国家统计局 on 报大数, 补报, 改口径).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from luoshi.engines.progress.declarations import Indicator
from luoshi.engines.progress.goals import Goal
from luoshi.engines.progress.numbers import plain
from luoshi.engines.progress.periods import Period
from luoshi.engines.progress.values import Value
from luoshi.words import Words


class SignKind(StrEnum):
    """The closed list of what may be asked about."""

    NO_NEW_EVIDENCE = "no_new_evidence"  # the figure grew, the evidence is that of earlier periods
    SAME_TEXT = "same_text"  # the words of an earlier period again
    JUMP_AT_THE_END = "jump_at_the_end"  # the last period of the year brought more than all others together
    JUST_OVER_THE_LINE = "just_over_the_line"  # the goal is reached, and hardly more
    DEFINITION_CHANGED = "definition_changed"  # what is counted changed within the year
    SUM_DIFFERS = "sum_differs"  # what is reported is not what the record adds up to
    BACK_DATED = "back_dated"  # records of a period that came in after its figure was due
    CUMULATIVE_FELL = "cumulative_fell"  # what is counted from the year's beginning became less


@dataclass(frozen=True, slots=True)
class Sign:
    """Something to ask about.

    ``key`` stays the same as long as the figures do, so that an answer can be kept with it; ``periods`` are those that it is about;
    ``seen`` says what is there, with its figures, and ``question`` what to ask.
    """

    kind: SignKind
    key: str
    periods: tuple[Period, ...]
    seen: Words
    question: Words


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit handed in with its figure of a period: its words, and its evidence by what tells one file from another."""

    value: Value
    text: str
    evidence: frozenset[str]


@dataclass(frozen=True, slots=True)
class Late:
    """Records of a period that came in after its figure was due: how many, and how much they added to it."""

    records: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Clues:
    """All that is known about one indicator of one promise in one year.

    ``counted`` are the figures that the record adds up to, where the ones in ``values`` are said by a unit.
    """

    indicator: Indicator
    values: Sequence[Value]
    goal: Goal | None = None
    said: Sequence[Said] = ()
    counted: Sequence[Value] = ()
    late: Mapping[Period, Late] = field(default_factory=dict)


def sign(kind: SignKind, values: tuple[Value, ...], seen: Words, question: Words) -> Sign:
    """A sign about some figures."""
    key = ":".join((kind, *(f"{each.period}={each.number.normalize():f}" for each in values)))
    return Sign(kind, key, tuple(each.period for each in values), seen, question)


def printed(clues: Clues, number: Decimal) -> str:
    """A number with the unit of the indicator."""
    return f"{plain(number)}{clues.indicator.unit}"
