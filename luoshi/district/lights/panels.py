"""What is said of lights on the page of a commitment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district.lights import pages
from luoshi.district.panels import Panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.plan.queries import Commitment


def commitment(request: HttpRequest, shown: Commitment) -> SafeString:
    """The lights of the commitment; nothing of a plan that is not in force."""
    return render_to_string("lights/panel.html", pages.panel(shown), request) if shown.report.adopted else SafeString()


PANELS = (Panel("commitment", 5, commitment, "lights/lights.css"),)
