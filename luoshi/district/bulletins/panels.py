"""What is said of bulletins on the workbench's page of supervision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district.bulletins.queries import drafts_of
from luoshi.district.panels import Panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.plan.queries import Report


def supervision(request: HttpRequest, shown: Report) -> SafeString:
    """The last bulletins of a plan in force, and the way to all of them."""
    if not shown.adopted:
        return SafeString()
    return render_to_string("bulletins/panel.html", {"report": shown, "drafts": list(drafts_of(shown)[:3])}, request)


PANELS = (Panel("supervision", 6, supervision, "bulletins/bulletins.css"),)
