"""The way from the workbench to policy simulations, for whoever may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district.panels import Panel
from luoshi.district.simulations.fail_if import may_look

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority


def workbench(request: HttpRequest, by: Authority) -> SafeString:
    """A link."""
    is_shown = by.district is not None and may_look(by.district, by)
    return render_to_string("simulations/way.html", {}, request) if is_shown else SafeString()


PANELS = (Panel("tools", 41, workbench, "simulations/simulations.css"),)
