"""What is said of progress on the page of a commitment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district import clock
from luoshi.district.answers import authority
from luoshi.district.panels import Panel
from luoshi.district.progress import pages

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.plan.queries import Commitment


def commitment(request: HttpRequest, shown: Commitment) -> SafeString:
    """Where the commitment stands by each yardstick; nothing of a plan that is not in force."""
    if not shown.report.adopted:
        return SafeString()
    context = pages.panel(shown, by=authority(request), on=clock.today())
    return render_to_string("progress/panel.html", context, request)


PANELS = (Panel("commitment", 10, commitment, "progress/progress.css"),)
