"""What a pack or a stored text says of a formula becomes the formula that the rules of progress know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.engines.progress import Rhythm
from luoshi.engines.progress.scores_formula import Adjustment, AdjustmentKind, Curve, Formula, Part, PartKind, Weights

if TYPE_CHECKING:
    from luoshi.engines.packs import AdjustmentEntry, PartEntry, ScoringEntry


def formula_of(said: ScoringEntry) -> Formula:
    """The formula of an entry; weights by hand are those of single duties and not of the formula."""
    return Formula(
        said.code, said.name, said.whole, Rhythm(said.rhythm), tuple(_part(each) for each in said.parts),
        adjustments=tuple(_adjustment(each) for each in said.adjustments), weights=Weights(said.by_class, said.otherwise),
        level=said.interval, basis=said.basis, status=said.status, apart=said.apart, open=said.open,
    )  # fmt: skip


def _part(said: PartEntry) -> Part:
    curves = {measure: Curve(each.dead_band, each.zero_at, each.interval_max) for measure, each in said.curves.items()}
    rhythm = Rhythm(said.rhythm) if said.rhythm else None
    return Part(said.code, said.name, PartKind(said.kind), said.points, rhythm=rhythm, curves=curves, late_worth=said.late_worth)


def _adjustment(said: AdjustmentEntry) -> Adjustment:
    return Adjustment(said.code, said.name, AdjustmentKind(said.kind), said.points, said.most)
