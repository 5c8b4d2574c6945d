"""What is said of campaigns on other pages: where an official begins, where an applicant does, and where an item is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district.campaigns import pages, queries
from luoshi.district.campaigns.catalogue import known, types_of
from luoshi.district.campaigns.grants import MATTER
from luoshi.district.campaigns.items import campaigns_for
from luoshi.district.offices.queries import Power
from luoshi.district.panels import Panel

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority
    from luoshi.district.services.queries import Offer

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


def item(request: HttpRequest, shown: Offer) -> SafeString:
    """Of an item that a campaign settles: that nobody has to apply, and who is on the list."""
    district, code = shown.version.district, shown.item.code
    if not any(known(each).entry.item == code for each in types_of(district)):
        return SafeString()
    found = [(pages.row_of(each), queries.publication_of(each)) for each in campaigns_for(district, code)[:NEWEST]]
    rows = [(row, queries.figures(row.campaign).listed if published else 0, published) for row, published in found]
    return render_to_string("campaigns/item.html", {"rows": rows}, request)


STYLE = "campaigns/campaigns.css"
PANELS = (Panel("tools", 60, home, STYLE), Panel("mine", 60, mine, STYLE), Panel("item", 60, item, STYLE))
