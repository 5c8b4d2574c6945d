"""What became of a commitment, as its story tells it: once the year is closed, and not before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext

from luoshi.district.chapters import Chapter, Entry
from luoshi.district.languages import said
from luoshi.district.results.queries import OUTCOME_NAMES, Outcome, closing_of, result_of
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.district.plan.queries import Commitment


def concluded(commitment: Commitment, on: date) -> Sequence[Entry]:
    """The result of a closed year, on the day of its closing."""
    closing = closing_of(commitment.report)
    if closing is None or localtime(closing.at).date() > on:
        return []
    result = result_of(commitment)
    if result is None:  # a text that was revised after the closing made it
        return []
    words = gettext("年底结果：%(outcome)s。%(why)s") % {
        "outcome": said(OUTCOME_NAMES[Outcome(result.outcome)]),
        "why": result.reason or said(Words(result.why, result.why_en)),
    }
    year = commitment.report.year
    return [Entry(localtime(closing.at).date(), words, reverse("results:results", args=[year]) if year else "")]


CHAPTERS = (Chapter("result", 80, Words("结果", "Result"), concluded),)
