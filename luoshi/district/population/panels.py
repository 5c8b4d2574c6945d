"""What is said of populations on the workbench: where rules are run over everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district.offices.queries import Power
from luoshi.district.panels import Panel
from luoshi.district.population.fail_if import may

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority


def workbench(request: HttpRequest, authority: Authority) -> SafeString:
    """The way there, for whoever may see it."""
    sees = authority.district is not None and may(Power.SEE, authority.district, authority)
    return render_to_string("population/workbench.html", {}, request) if sees else SafeString()


PANELS = (Panel("tools", 40, workbench, "population/population.css"),)
