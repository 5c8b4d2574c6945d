"""计分: the score of a unit, with every step kept, so that the scored unit can compute it again with paper and pencil.

What is not due takes no part. What cannot be judged is neither nothing nor full: it takes no part, and is told apart. An exemption takes
a target out of the denominator, with its reason. Points are handed out to the hundredth by largest remainder, so that what is printed adds
up. Satisfaction and rank are never in the sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, Final

from luoshi.engines.progress.numbers import largest_remainder
from luoshi.engines.progress.periods import Rhythm
from luoshi.engines.progress.scores_formula import Adjustment, AdjustmentKind, Formula, Part, PartKind
from luoshi.words import Words

HUNDREDTH: Final = Decimal("0.01")
RATIO: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Reached:
    """What a target has reached beside what its yardstick expects, both as they are printed: shares of the goal in per cent, growth in
    per cent, or places.

    Attributes:
        number, expected: in one unit.
        upward: whether more is better.
        measure: of the indicator; it chooses the curve.
        tolerance: how far below 左右 and 同步 reach.
        uncertain: how far the forecast of the year's end may be off, likewise; zero where there is none.
        said: the same in a sentence.
    """

    number: Decimal
    expected: Decimal
    upward: bool
    measure: str
    tolerance: Decimal
    uncertain: Decimal
    said: Words

    @property
    def ahead(self) -> Decimal:
        """How far ahead it is; negative is behind, whichever way is better."""
        return self.number - self.expected if self.upward else self.expected - self.number


@dataclass(frozen=True, slots=True)
class Duty:
    """One target of one commitment, or a commitment that nothing measures: all that a formula may rest on.

    Attributes:
        commitment: its code; ``number`` is that of what measures it, 0 where nothing does.
        letter: its class of reporting; ``targets`` is how many measured targets share its weight.
        by_hand: that weight, where somebody set it.
        is_own: whether the unit leads it.
        answers: whether its figures are the unit's to bring or to confirm.
        rhythm: how often it has a figure; None where it has none.
        reached: where it stands; None where it is not due or cannot be judged.
        cannot: why it cannot be judged, if that is so.
        due, evident: how many figures are due from the unit, and how many of them rest on evidence.
        asked, on_time, late: how many figures were to be handed in or confirmed, and how many were, in time or late.
        exempt: why it takes no part, if that is so.
        counts: how often there was something that adds or takes away points.
        references: by what each of these can be found again: revisions of figures, lights, exemptions.
    """

    commitment: str
    number: int
    letter: str
    targets: int
    is_own: bool
    answers: bool
    rhythm: Rhythm | None
    by_hand: Decimal | None = None
    reached: Reached | None = None
    cannot: Words | None = None
    due: int = 0
    evident: int = 0
    asked: int = 0
    on_time: int = 0
    late: int = 0
    exempt: Words | None = None
    counts: Mapping[AdjustmentKind, int] = field(default_factory=dict)
    references: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, int]:
        """By which duties stand in order, in whichever they come."""
        return self.commitment, self.number


class Apart(StrEnum):
    """Why a duty takes no part."""

    NOT_DUE = "not_due"
    CANNOT_JUDGE = "cannot_judge"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Aside:
    """A duty that takes no part in a part of the score, and why."""

    duty: Duty
    kind: Apart
    why: Words


@dataclass(frozen=True, slots=True)
class Line:
    """One duty in one part: of the points ``allotted`` to it by its weight it earned ``ratio``.

    ``tail`` is what largest remainder added to the points rounded down; ``allowed`` is how far behind cost nothing, of attainment alone.
    """

    duty: Duty
    weight: Decimal
    allotted: Decimal
    tail: Decimal
    ratio: Decimal
    earned: Decimal
    allowed: Decimal | None


@dataclass(frozen=True, slots=True)
class PartScore:
    """A part with its lines and what takes no part in it. Without lines its points are not in the denominator."""

    part: Part
    lines: tuple[Line, ...]
    asides: tuple[Aside, ...]

    @property
    def judged(self) -> Decimal:
        """What could be earned: its points, if anything takes part."""
        return self.part.points if self.lines else Decimal(0)

    @property
    def earned(self) -> Decimal:
        """The sum of its lines."""
        return sum((each.earned for each in self.lines), Decimal(0))


@dataclass(frozen=True, slots=True)
class AdjustmentScore:
    """A deduction or bonus: how often by which duty, and what it comes to, with its sign and not above its most."""

    adjustment: Adjustment
    times: tuple[tuple[Duty, int], ...]

    @property
    def points(self) -> Decimal:
        """What it adds (positive) or takes away (negative)."""
        many = sum(count for _, count in self.times)
        return self.adjustment.kind.sign * min(self.adjustment.most, self.adjustment.points * many)


@dataclass(frozen=True, slots=True)
class Score:
    """得分: parts, adjustments, and what they come to.

    ``judged`` is what could be earned by what can be judged; ``scaled`` is ``earned`` ÷ ``judged`` × the formula's whole; ``points`` are
    ``scaled`` with the adjustments, not below zero. Both are None where nothing can be judged: a blank is not zero.
    """

    formula: Formula
    parts: tuple[PartScore, ...]
    adjustments: tuple[AdjustmentScore, ...]

    @property
    def judged(self) -> Decimal:
        """What could be earned."""
        return sum((each.judged for each in self.parts), Decimal(0))

    @property
    def earned(self) -> Decimal:
        """What was earned of it."""
        return sum((each.earned for each in self.parts), Decimal(0))

    @property
    def scaled(self) -> Decimal | None:
        """What was earned, as a share of the whole."""
        return (self.earned * self.formula.whole / self.judged).quantize(HUNDREDTH, ROUND_HALF_UP) if self.judged else None

    @property
    def adjusted(self) -> Decimal:
        """What deductions and bonuses come to."""
        return sum((each.points for each in self.adjustments), Decimal(0))

    @property
    def points(self) -> Decimal | None:
        """The score."""
        return None if self.scaled is None else max(Decimal(0), self.scaled + self.adjusted)


def score(formula: Formula, duties: Sequence[Duty]) -> Score:
    """Score the duties of a unit by a formula. The order in which they come changes nothing."""
    ordered = sorted(duties, key=lambda each: each.key)
    parts = tuple(_part(formula, part, ordered) for part in formula.parts)
    return Score(formula, parts, tuple(_adjustment(each, ordered) for each in formula.adjustments))


def _part(formula: Formula, part: Part, duties: Sequence[Duty]) -> PartScore:
    asked = [each for each in duties if _belongs(each, part)]
    asides = tuple(aside for each in asked if (aside := _aside(each, part)))
    taking = [each for each in asked if _aside(each, part) is None]
    weights = [formula.weights.of(each.letter, each.targets, by_hand=each.by_hand) for each in taking]
    return PartScore(part, tuple(_lines(part, taking, weights)), asides)


def _belongs(duty: Duty, part: Part) -> bool:
    """Whether a part has to do with a duty at all. What nobody measures is told apart where attainment is."""
    if part.kind is PartKind.ATTAINMENT:
        return duty.is_own and (part.rhythm is None or duty.rhythm in (None, part.rhythm))
    asked = duty.answers or (part.kind is PartKind.BASE and duty.rhythm is not None)
    return asked and (part.rhythm is None or duty.rhythm is part.rhythm)


def _aside(duty: Duty, part: Part) -> Aside | None:
    if duty.exempt is not None:
        return Aside(duty, Apart.EXEMPT, duty.exempt)
    if part.kind is PartKind.ATTAINMENT and duty.cannot is not None:
        return Aside(duty, Apart.CANNOT_JUDGE, duty.cannot)
    return Aside(duty, Apart.NOT_DUE, _NOT_DUE) if _is_not_due(duty, part.kind) else None


_NOT_DUE: Final = Words("还没有到期的要求", "nothing is due yet")


def _is_not_due(duty: Duty, kind: PartKind) -> bool:
    match kind:
        case PartKind.ATTAINMENT:
            return duty.reached is None
        case PartKind.EVIDENCE:
            return not duty.due
        case PartKind.TIMELINESS:
            return not duty.asked
        case _:
            return False


def _lines(part: Part, duties: Sequence[Duty], weights: Sequence[Decimal]) -> Iterator[Line]:
    whole = sum(weights, Decimal(0))
    for duty, weight, allotted in zip(duties, weights, largest_remainder(weights, part.points, HUNDREDTH), strict=True):
        floor = (part.points * weight / whole).quantize(HUNDREDTH, "ROUND_FLOOR")
        ratio, allowed = _ratio(duty, part)
        yield Line(duty, weight, allotted, allotted - floor, ratio, (allotted * ratio).quantize(HUNDREDTH, ROUND_HALF_UP), allowed)


def _ratio(duty: Duty, part: Part) -> tuple[Decimal, Decimal | None]:
    """What share of its points a duty earns, and how far behind costs nothing."""
    match part.kind:
        case PartKind.ATTAINMENT:
            assert duty.reached is not None, "looked at before"
            curve = part.curve(duty.reached.measure)
            allowed = curve.allowed(tolerance=duty.reached.tolerance, uncertain=duty.reached.uncertain)
            return curve.ratio(duty.reached.ahead, allowed=allowed), allowed
        case PartKind.EVIDENCE:
            return _share(Decimal(duty.evident), duty.due), None
        case PartKind.TIMELINESS:
            return _share(duty.on_time + part.late_worth * duty.late, duty.asked), None
        case _:
            return Decimal(1).quantize(RATIO), None


def _share(number: Decimal, of: int) -> Decimal:
    return (number / of).quantize(RATIO, ROUND_HALF_UP)


def _adjustment(adjustment: Adjustment, duties: Sequence[Duty]) -> AdjustmentScore:
    times = tuple((each, each.counts[adjustment.kind]) for each in duties if each.exempt is None and each.counts.get(adjustment.kind))
    return AdjustmentScore(adjustment, times)
