"""A score as a page shows it: each part opened to the commitments and figures that made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luoshi.district.indicators.queries import indicators_coded
from luoshi.district.languages import said
from luoshi.district.plan.queries import commitments_coded
from luoshi.district.scores.words import APARTS, GAINS, MEANINGS
from luoshi.engines.progress import plain
from luoshi.engines.progress.scores_gains import what_would_change_it

if TYPE_CHECKING:
    from collections.abc import Iterable

    from luoshi.district.indicators.queries import Indicator
    from luoshi.district.plan.queries import Commitment
    from luoshi.district.scores.queries import UnitScore
    from luoshi.engines.progress.scores import AdjustmentScore, Aside, Duty, Line, PartScore
    from luoshi.engines.progress.scores_gains import Gain


@dataclass(frozen=True, slots=True)
class About:
    """What a duty is about: the commitment and its indicator, and the period of the figure by which it is judged."""

    commitment: Commitment
    indicator: Indicator | None
    name: str
    period: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of a part."""

    about: About
    line: Line
    said: str
    ahead: str

    @property
    def duty(self) -> Duty:
        """On what it rests."""
        return self.line.duty


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part with its lines, and what takes no part in it by the reason why."""

    part: PartScore
    name: str
    meaning: Any
    lines: tuple[LineShown, ...]
    asides: tuple[tuple[Any, tuple[tuple[About, str], ...]], ...]

    @property
    def kind(self) -> str:
        """On what it rests."""
        return self.part.part.kind


class Shown:
    """A score in the reader's language."""

    def __init__(self, scored: UnitScore) -> None:
        self.scored, self.score = scored, scored.score
        self.commitments = {each.code: each for each in commitments_coded({each.commitment for each in scored.duties})}
        codes = {each.references["indicator"] for each in scored.duties if "indicator" in each.references}
        self.indicators = indicators_coded(codes, scored.unit.district)

    @property
    def parts(self) -> list[PartShown]:
        """Its parts."""
        return [self._part(each) for each in self.score.parts]

    @property
    def adjustments(self) -> list[tuple[AdjustmentScore, str, list[tuple[About, int]]]]:
        """Its deductions and bonuses, each with what made it."""
        return [(each, said(each.adjustment.name), [(self._about(duty), n) for duty, n in each.times]) for each in self.score.adjustments]

    @property
    def gains(self) -> list[tuple[Gain, Any, About]]:
        """What would add points, and how many."""
        found = what_would_change_it(self.score.formula, self.scored.duties)
        return [(each, GAINS[each.kind], self._about(each.duty)) for each in found]

    @property
    def measured(self) -> tuple[int, int]:
        """Of how many commitments something is judged, and how many the unit leads."""
        judged = {line.duty.commitment for part in self.score.parts for line in part.lines if line.duty.is_own}
        return len(judged), len({each.commitment for each in self.scored.duties if each.is_own})

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The commitments to which somebody may object."""
        return [(code, f"{each.label} {each.quote}"[:80]) for code, each in sorted(self.commitments.items())]

    def _part(self, part: PartScore) -> PartShown:
        return PartShown(
            part,
            said(part.part.name),
            MEANINGS[part.part.kind],
            tuple(self._line(each) for each in part.lines),
            tuple(self._apart(part.asides)),
        )

    def _line(self, line: Line) -> LineShown:
        reached = line.duty.reached
        return LineShown(self._about(line.duty), line, said(reached.said) if reached else "", plain(reached.ahead) if reached else "")

    def _apart(self, asides: Iterable[Aside]) -> Iterable[tuple[Any, tuple[tuple[About, str], ...]]]:
        found = list(asides)
        for kind, words in APARTS.items():
            if of_kind := tuple((self._about(each.duty), said(each.why)) for each in found if each.kind == kind):
                yield words, of_kind

    def _about(self, duty: Duty) -> About:
        indicator = self.indicators.get(duty.references.get("indicator", ""))
        values = duty.references.get("values") or [[""]]
        return About(self.commitments[duty.commitment], indicator, said(indicator.words) if indicator else "", values[-1][0])
