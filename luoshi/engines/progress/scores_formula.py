"""计分办法: how a unit is scored, as data that anybody can read: parts with their points, curves, weights, deductions and bonuses.

Source: 干部和单位考核 rests on 工作实绩 (公务员法 arts. 35–39); how its points are made up is each district's own published rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from luoshi.engines.progress.periods import Rhythm
from luoshi.words import Words

OTHER: Final = "other"
"""The curve of measures that have none of their own."""

_RATIO: Final = Decimal("0.0001")
_WEIGHT: Final = Decimal("0.01")
_ONE: Final = Decimal(1)


class PartKind(StrEnum):
    """What a part of a score rests on."""

    BASE = "base"  # 基础分: everybody begins with it, and deductions take from it
    ATTAINMENT = "attainment"  # 完成进度: the own figure beside the own planned trajectory
    EVIDENCE = "evidence"  # 佐证覆盖: of the figures that are due, those that rest on evidence
    TIMELINESS = "timeliness"  # 报送及时: of the figures that are due, those that came in time


class AdjustmentKind(StrEnum):
    """What is added to or taken from a score, so much each time."""

    MISSING_REPORT = "missing_report"  # 缺报: a figure is due and was not handed in
    NO_TRAJECTORY = "no_trajectory"  # 没有阶段目标: nothing is planned along the way
    RED_LIGHT = "red_light"  # 红灯: a target's light is red when the period ends
    EXCEEDED = "exceeded"  # 超额完成

    @property
    def sign(self) -> int:
        """Whether it adds (1) or takes away (-1)."""
        return 1 if self is AdjustmentKind.EXCEEDED else -1


@dataclass(frozen=True, slots=True)
class Curve:
    """得分曲线: what being behind costs.

    Attributes:
        dead_band: being behind by up to so much costs nothing, in points of the goal; of rates in points, of places in places.
        zero_at: behind by so much more, and nothing is earned; in between it falls evenly. Zero: all or nothing.
        interval_max: up to so much the band may grow to where the forecast's own uncertainty reaches; zero: it does not.
    """

    dead_band: Decimal
    zero_at: Decimal
    interval_max: Decimal = Decimal(0)

    def allowed(self, *, tolerance: Decimal, uncertain: Decimal) -> Decimal:
        """How far behind costs nothing: the widest of the band, what the promise allows (左右), and the uncertainty as far as it counts."""
        return max(self.dead_band, tolerance, min(uncertain, self.interval_max))

    def ratio(self, ahead: Decimal, *, allowed: Decimal) -> Decimal:
        """What share of its points a target earns that is so far ahead (negative: behind), with four decimals."""
        short = max(Decimal(0), -ahead - allowed)
        if not short:
            return _ONE.quantize(_RATIO)
        if not self.zero_at:
            return Decimal(0).quantize(_RATIO)
        return max(Decimal(0), _ONE - short / self.zero_at).quantize(_RATIO, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Part:
    """计分部分: some of the points, and on what they rest.

    ``rhythm`` limits it to indicators with a figure that often. ``curves`` are by the measure of an indicator, ``other`` for the rest, and
    of attainment alone; ``late_worth`` says what share of its points a late figure is worth, of timeliness alone.
    """

    code: str
    name: Words
    kind: PartKind
    points: Decimal
    rhythm: Rhythm | None = None
    curves: Mapping[str, Curve] = field(default_factory=dict)
    late_worth: Decimal = Decimal(0)

    def curve(self, measure: str) -> Curve:
        """The curve of a measure."""
        return self.curves.get(measure) or self.curves[OTHER]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """加减分: so many points each time, ``most`` in all; whether they are added or taken away follows from the kind."""

    code: str
    name: Words
    kind: AdjustmentKind
    points: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Weights:
    """权重: how much a commitment counts by its class of reporting, and how much all others do."""

    by_class: Mapping[str, Decimal] = field(default_factory=dict)
    otherwise: Decimal = Decimal(1)

    def of(self, letter: str, targets: int, *, by_hand: Decimal | None) -> Decimal:
        """The weight of one of so many targets of a commitment, with two decimals, as it is printed and used; ``by_hand`` goes first."""
        whole = by_hand if by_hand is not None else self.by_class.get(letter, self.otherwise)
        return max(_WEIGHT, (whole / targets).quantize(_WEIGHT, ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Formula:
    """计分办法, whole.

    Attributes:
        code, name: what it is called.
        whole: what the points of its parts come to, usually 100.
        rhythm: for which periods units are scored.
        parts, adjustments, weights: how.
        level: the interval of the forecast, in per cent, whose half width counts as uncertainty; None: none does.
        basis, status: on which document it rests, and how sure that is: verified, elsewhere, unverified.
        apart: what is shown beside the score and never in the sum: satisfaction, rank.
        open: what its source leaves open, or asks and cannot be computed from the record.

    Raises:
        ValueError: the points do not come to the whole, a number is no possible one, or a curve is missing.
    """

    code: str
    name: Words
    whole: Decimal
    rhythm: Rhythm
    parts: tuple[Part, ...]
    adjustments: tuple[Adjustment, ...] = ()
    weights: Weights = field(default_factory=Weights)
    level: int | None = None
    basis: str = ""
    status: str = "unverified"
    apart: tuple[Words, ...] = ()
    open: tuple[Words, ...] = ()

    def __post_init__(self) -> None:
        if sum((each.points for each in self.parts), Decimal(0)) != self.whole:
            raise ValueError(f"{self.code}: the points of the parts do not come to {self.whole}")
        if any(points <= 0 for points in (*(each.points for each in self.parts), *(each.points for each in self.adjustments))):
            raise ValueError(f"{self.code}: points are more than nothing")
        if any(each <= 0 for each in (*self.weights.by_class.values(), self.weights.otherwise)):
            raise ValueError(f"{self.code}: a weight is more than nothing")
        for part in self.parts:
            if part.kind is PartKind.ATTAINMENT and OTHER not in part.curves:
                raise ValueError(f"{self.code}: {part.code} has no curve for other measures")
