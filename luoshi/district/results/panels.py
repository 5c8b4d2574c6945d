"""What is said of results on other pages: what became of a promise, and where the year is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district.panels import Panel
from luoshi.district.results import pages

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.plan.queries import Commitment, Report

STYLE = "results/results.css"


def commitment(request: HttpRequest, shown: Commitment) -> SafeString:
    """What became of the promise; nothing before its year is closed."""
    found = pages.panel(shown)
    return render_to_string("results/commitment.html", found, request) if found else SafeString()


def assessment(request: HttpRequest, shown: Report) -> SafeString:
    """Where the results of the year are settled."""
    return render_to_string("results/assessment.html", {"report": shown}, request) if shown.adopted else SafeString()


PANELS = (Panel("commitment", 2, commitment, STYLE), Panel("assessment", 30, assessment, STYLE))
