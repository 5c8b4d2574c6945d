"""What is said of lights on the page of a commitment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district.answers import authority
from luoshi.district.lights import pages
from luoshi.district.panels import Panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.plan.queries import Commitment, Report


def commitment(request: HttpRequest, shown: Commitment) -> SafeString:
    """The lights of the commitment; nothing of a plan that is not in force."""
    return render_to_string("lights/panel.html", pages.panel(shown), request) if shown.report.adopted else SafeString()


def supervision(request: HttpRequest, shown: Report) -> SafeString:
    """How many commitments of a plan have which light, and where they are listed."""
    return render_to_string("lights/counts.html", pages.counts(shown), request) if shown.adopted else SafeString()


def delivery(request: HttpRequest, shown: Report) -> SafeString:
    """The way to the rule of lights, for the office that keeps the plan."""
    keeps = shown.adopted and authority(request).is_office_of(shown.district)
    return render_to_string("lights/way_to_yardsticks.html", {"report": shown}, request) if keeps else SafeString()


PANELS = (
    Panel("commitment", 5, commitment, "lights/lights.css"),
    Panel("supervision", 5, supervision, "lights/lights.css"),
    Panel("delivery", 5, delivery, "lights/lights.css"),
)
