"""Reads of the leaders' page: which promises stand on it, and who chose them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.overview.models import HEADLINES_MAX, HeadlineChoice
from luoshi.district.plan.queries import commitments_coded, current_version, headlines_of

if TYPE_CHECKING:
    from luoshi.district.plan.queries import Commitment, Report

__all__ = ["HEADLINES_MAX", "HeadlineChoice", "choice_of", "headlines"]


def choice_of(report: Report) -> HeadlineChoice | None:
    """What was last chosen for a plan; None where nobody has."""
    return HeadlineChoice.objects.filter(report=report).order_by("-pk").first()


def headlines(report: Report, chosen: HeadlineChoice | None) -> list[Commitment]:
    """The commitments that stand on the page: the chosen ones, else the first of the targets that the report puts on top."""
    codes = chosen.codes if chosen else _on_top(report)
    found = {each.code: each for each in commitments_coded(codes) if each.tracked}
    return [found[code] for code in codes if code in found]


def _on_top(report: Report) -> list[str]:
    version = current_version(report.slug)
    clauses = headlines_of(version) if version else []
    return list(dict.fromkeys(each.commitment.code for each in clauses if each.commitment))[:HEADLINES_MAX]
