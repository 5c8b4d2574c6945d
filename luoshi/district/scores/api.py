"""Scores for programs: those that the person for whom a program acts may know."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from pydantic import Field

from luoshi.district import clock
from luoshi.district.callers import READS, caller
from luoshi.district.languages import said
from luoshi.district.problems import Words200, documented
from luoshi.district.scores import queries
from luoshi.district.scores.answers import period_for, plan_for, unit_for

if TYPE_CHECKING:
    from luoshi.district.scores.queries import UnitScore
    from luoshi.engines.progress.scores import PartScore

router: Final = Router(tags=["scores"])


class ScoreBrief(Schema):
    """The score of a unit in a period."""

    unit: str = Field(description="the code of the unit")
    name: str
    period: str = Field(description="2023-09, 2023-Q3, 2023-H1 or 2023")
    points: str | None = Field(description="exact, as text; null where nothing can be judged")
    maximum: str
    judged: str = Field(description="how many of the maximum can be judged")
    version: int | None = Field(description="of the frozen score; null while it is provisional")
    known_on: date


class ScoreLineShown(Schema):
    """A target in a part of a score."""

    commitment: str
    weight: str
    allotted: str
    ratio: str
    earned: str


class ScorePartShown(Schema):
    """A part of a score with its lines."""

    code: str
    name: str
    kind: str = Field(description="base, attainment, evidence or timeliness")
    points: str
    earned: str
    lines: list[ScoreLineShown]


class ScoreShown(ScoreBrief):
    """A score with every step, so that it can be computed again."""

    formula: str = Field(description="the SHA-256 of the formula's text")
    adjusted: str
    parts: list[ScorePartShown]


_TOLD: Final = documented(401, 404, 422, 503)


@router.get("/scores", auth=READS, response={200: list[ScoreBrief], **_TOLD}, operation_id="scores", summary="各单位得分 / Scores")
def scores(request: HttpRequest, period: Words200 = "") -> Any:
    """The scores that the person may know, in a period or in the last one that is over."""
    by, on = caller(request), clock.today()
    report = plan_for(by)
    of, seen = period_for(report, period, on=on), queries.units_seen(by)
    found = queries.scores_of(report, of, on=on) if of else []
    return [_brief(each) for each in found if seen is None or each.unit.pk in seen]


@router.get("/scores/{unit}", auth=READS, response={200: ScoreShown, **_TOLD}, operation_id="score", summary="一个单位的得分 / A score")
def score(request: HttpRequest, unit: Words200, period: Words200 = "") -> Any:
    """The score of a unit with every step, if the person may know it."""
    by, on = caller(request), clock.today()
    whose, report = unit_for(by, unit, on=on), plan_for(by)
    of = period_for(report, period, on=on)
    found = queries.score_of(whose, report, of, on=on) if of else None
    if found is None:
        raise Http404
    parts = [_part(each) for each in found.parts]
    return {**_brief(found), "formula": found.formula.sha256, "adjusted": str(found.score.adjusted), "parts": parts}


def _brief(one: UnitScore) -> dict[str, Any]:
    return {
        "unit": one.unit.code, "name": one.unit.name, "period": str(one.period), "points": None if one.points is None else str(one.points),
        "maximum": str(one.maximum), "judged": str(one.score.judged), "version": one.frozen.number if one.frozen else None,
        "known_on": one.known_on,
    }  # fmt: skip


def _part(one: PartScore) -> dict[str, Any]:
    lines = [
        {"commitment": each.duty.commitment, **{name: str(getattr(each, name)) for name in ("weight", "allotted", "ratio", "earned")}}
        for each in one.lines
    ]
    part = one.part
    return {
        "code": part.code, "name": said(part.name), "kind": part.kind, "points": str(part.points), "earned": str(one.earned),
        "lines": lines,
    }  # fmt: skip
