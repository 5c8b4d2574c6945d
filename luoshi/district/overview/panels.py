"""What stands on the workbench: what a district does first, and the way to the leaders' page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district import clock
from luoshi.district.overview.beginning import first_steps
from luoshi.district.panels import Panel
from luoshi.district.plan.queries import plan_in_force

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority


def workbench(request: HttpRequest, by: Authority) -> SafeString:
    """A link where the district has a plan in force."""
    found = plan_in_force(by.district) if by.district else None
    return render_to_string("overview/way.html", {"report": found}, request) if found else SafeString()


def beginning(request: HttpRequest, by: Authority) -> SafeString:
    """What whoever keeps the district does next, until its plan is measured."""
    keeps = by.district is not None and by.is_office_of(by.district)
    steps = first_steps(by.district, on=clock.today()) if by.district is not None and keeps else []
    return render_to_string("overview/beginning.html", {"steps": steps}, request) if steps else SafeString()


PANELS = (Panel("workbench", 0, beginning, "overview/overview.css"), Panel("workbench", 1, workbench, "overview/overview.css"))
