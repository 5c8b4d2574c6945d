"""What is said of reporting on other pages: where an official begins, on the page of a unit, of a promise, and of the plan's progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.district.answers import authority
from luoshi.district.clock import today
from luoshi.district.dues import pages, queries
from luoshi.district.panels import Panel
from luoshi.district.plan.queries import plan_in_force

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority, Unit
    from luoshi.district.plan.queries import Commitment, Report

STYLE = "dues/dues.css"


def home(request: HttpRequest, shown: Authority) -> SafeString:
    """What the official's own units owe this week."""
    report = plan_in_force(shown.district) if shown.district else None
    found = pages.own_panel(report, by=shown, on=today()) if report else {"lines": []}
    return render_to_string("dues/home.html", found, request) if found["lines"] else SafeString()


def unit(request: HttpRequest, shown: Unit) -> SafeString:
    """What a unit owes and how much it was asked, for the district's officials."""
    report = plan_in_force(shown.district) if authority(request).serves(shown.district) else None
    return render_to_string("dues/unit.html", pages.unit_panel(shown, report, on=today()), request) if report else SafeString()


def commitment(request: HttpRequest, shown: Commitment) -> SafeString:
    """What its unit said of a promise, the newest first."""
    found = queries.signed_updates_of(shown) if shown.report.adopted else []
    context = {"commitment": shown, "updates": pages.told(found[: pages.NEWEST]), "count": len(found)}
    return render_to_string("dues/commitment.html", context, request) if found else SafeString()


def delivery(request: HttpRequest, shown: Report) -> SafeString:
    """Where the calendar, the list of who owes what and the burden meter are."""
    return render_to_string("dues/delivery.html", {"report": shown}, request) if shown.adopted else SafeString()


PANELS = (
    Panel("workbench", 10, home, STYLE),
    Panel("unit", 20, unit, STYLE),
    Panel("commitment", 8, commitment, STYLE),
    Panel("delivery", 10, delivery, STYLE),
)
