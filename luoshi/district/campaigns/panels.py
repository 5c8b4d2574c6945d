"""What is said of campaigns on other pages: where an official begins, and where an applicant does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district.campaigns import pages
from luoshi.district.campaigns.grants import MATTER
from luoshi.district.offices.queries import Power
from luoshi.district.panels import Panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority

NEWEST = 3


def home(request: HttpRequest, shown: Authority) -> SafeString:
    """The newest campaigns that the official may see, with how far each is."""
    if shown.district is None or not shown.may(Power.SEE, MATTER):
        return SafeString()
    found = pages.list_page(shown, shown.district)["rows"][:NEWEST]
    return render_to_string("campaigns/home.html", {"rows": found}, request)


def mine(request: HttpRequest, shown: Authority) -> SafeString:
    """The way to one's own benefits, for whoever acts for somebody."""
    return render_to_string("campaigns/mine.html", {}, request) if shown.person is not None else SafeString()


PANELS = (Panel("workbench", 60, home, "campaigns/campaigns.css"), Panel("mine", 60, mine, "campaigns/campaigns.css"))
