"""What is said of forecasts on the pages of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district import clock
from luoshi.district.forecasts.pages import shown_of
from luoshi.district.panels import Panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.plan.queries import Commitment


def commitment(request: HttpRequest, shown: Commitment) -> SafeString:
    """The year of each measured target, with what is foreseen; nothing of a plan that is not in force."""
    if not shown.report.adopted:
        return SafeString()
    charts = shown_of(shown, on=clock.today())
    return render_to_string("forecasts/panel.html", {"charts": charts}, request) if charts else SafeString()


PANELS = tuple(Panel(page, 20, commitment, "site/series_chart.css") for page in ("commitment", "progress"))
