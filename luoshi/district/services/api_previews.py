"""What programs are told would come of an application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja import Schema

from luoshi.district.languages import said
from luoshi.district.services.api_applications import LackShown, ReasonShown, ValueShown
from luoshi.engines.approval import Outcome, PaperState, Path

if TYPE_CHECKING:
    from luoshi.district.services.queries import Preview


class WayShown(Schema):
    """How a path would stand if it were chosen."""

    path: Path
    is_open: bool
    why_not: list[str]


class ProblemShown(Schema):
    """What was written and cannot be read."""

    field: str
    words: str


class PreviewShown(Schema):
    """What would come of an application if it were handed in now."""

    outcome: Outcome
    path: Path
    values: dict[str, ValueShown]
    problems: list[ProblemShown]
    missing: list[LackShown]
    reasons: list[ReasonShown]
    deferred: list[str]
    papers: dict[str, PaperState]
    ways: list[WayShown]
    notice_sha256: str | None


def preview_shown(found: Preview) -> dict[str, Any]:
    """A preview as a program sees it."""
    known, assessment = found.known, found.assessment
    return {
        "outcome": assessment.outcome, "path": assessment.path, "values": known.values, "papers": known.papers,
        "problems": [{"field": each.field, "words": said(each.words)} for each in known.problems],
        "missing": [{"kind": each.kind.value, "code": each.code, "words": said(each.words)} for each in assessment.missing],
        "reasons": [{"words": said(each.words), "clause": each.clause} for each in assessment.reasons],
        "deferred": list(assessment.deferred),
        "ways": [{"path": each.path, "is_open": each.is_open, "why_not": [said(why) for why in each.why_not]} for each in assessment.ways],
        "notice_sha256": found.notice.sha256 if found.notice is not None else None,
    }  # fmt: skip
