"""The way from the workbench to the leaders' page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district.panels import Panel
from luoshi.district.plan.queries import plan_in_force

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority


def workbench(request: HttpRequest, by: Authority) -> SafeString:
    """A link where the district has a plan in force."""
    found = plan_in_force(by.district) if by.district else None
    return render_to_string("overview/way.html", {"report": found}, request) if found else SafeString()


PANELS = (Panel("workbench", 1, workbench, "overview/overview.css"),)
