"""What became of a commitment, as its story tells it: once the year is closed, and not before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from luoshi.district.chapters import Chapter, Entry
from luoshi.district.days import day_of
from luoshi.district.languages import said
from luoshi.district.results.queries import OUTCOME_NAMES, Outcome, results_among
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from luoshi.district.plan.queries import Commitment
    from luoshi.district.results.queries import Result


def concluded(commitments: Sequence[Commitment], on: date) -> Mapping[int, Sequence[Entry]]:
    """The result of a closed year, on the day of its closing; none for a text that was revised after the closing made it."""
    found = results_among([each.pk for each in commitments])
    return {pk: [entry] for pk, result in found.items() if (entry := _entry(result)).on <= on}


def _entry(result: Result) -> Entry:
    report = result.commitment.report
    words = gettext("年底结果：%(outcome)s。%(why)s") % {
        "outcome": said(OUTCOME_NAMES[Outcome(result.outcome)]),
        "why": result.reason or said(Words(result.why, result.why_en)),
    }
    address = reverse("results:results", args=[report.year]) if report.year else ""
    return Entry(day_of(report.year_closing.at), words, address)


CHAPTERS = (Chapter("result", 80, Words("结果", "Result"), concluded),)
