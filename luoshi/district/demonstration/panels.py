"""What stands on top of every page of a demonstration: which day is shown, and that nothing of it is real."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district.demonstration import pages, queries
from luoshi.district.panels import Panel

if TYPE_CHECKING:
    from django.http import HttpRequest


def banner(request: HttpRequest, _shown: object) -> SafeString:
    """The day that is shown; nothing in an installation that shows none."""
    showing = queries.showing() if settings.DEMONSTRATION else None
    return render_to_string("demonstration/banner.html", pages.banner(showing), request) if showing is not None else SafeString()


PANELS = (Panel("layout", 1, banner, "demonstration/demonstration.css"),)
