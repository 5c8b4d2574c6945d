"""Pages of services that anybody reads: the catalogue, the guide of an item, how an application stands, what came of all of them."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.district import clock
from luoshi.district.answers import day_in
from luoshi.district.days import begin_of
from luoshi.district.services import operations
from luoshi.district.services.answers import UNPROCESSABLE, authority, district_of, offer_called, page, words_of
from luoshi.district.services.catalogue_page import catalogue_page, guide_page
from luoshi.district.services.errors import AskedTooOften
from luoshi.district.services.mine_page import mine_page
from luoshi.district.services.statistics_page import statistics_page
from luoshi.district.services.status_page import status_page
from luoshi.district.throttle.queries import asker_of

if TYPE_CHECKING:
    from django.http import HttpRequest

YEARS: Final = range(2000, 2101)
STATISTICS_DAYS: Final = 365


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """What can be done here, by area."""
    district = district_of(authority(request))
    context = catalogue_page(district, words=words_of(request.GET.get("q", ""), most=60), on=clock.today())
    return page(request, "services/catalogue.html", context | {"district": district})


@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """How an item is done."""
    found = offer_called(request, code)
    return page(request, "services/guide.html", guide_page(found, by=authority(request), on=clock.today()))


@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Number and phone lead to where an application stands; whichever of them is wrong, the answer is the same."""
    given = {name: words_of(request.POST.get(name, ""), most=64) for name in ("code", "phone")}
    if request.method != "POST":
        return page(request, "services/status.html", given)
    try:
        found = operations.status_by_number(given["code"], given["phone"], asker=asker_of(request))
    except AskedTooOften as refusal:
        return page(request, "services/status.html", given | {"refusal": refusal.said()}, status=refusal.status)
    if found is None:
        return page(request, "services/status.html", given | {"wrong": True}, status=UNPROCESSABLE)
    return page(request, "services/status.html", given | status_page(found, at=clock.now()))


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """What came of the applications of a period, by item. A day that is none is told, and nothing is counted from another one instead."""
    on, asked = clock.today(), words_of(request.GET.get("since", ""), most=40)
    since = day_in(asked, YEARS) if asked else on - timedelta(days=STATISTICS_DAYS)
    if since is None or since > on:
        wrong = {"asked": asked, "is_to_come": since is not None, "on": on, "district": district_of(authority(request))}
        return page(request, "services/statistics.html", wrong, status=UNPROCESSABLE)
    begun = begin_of(since)
    context = statistics_page(district_of(authority(request)), since=begun) | {"since": since, "on": on, "asked": since.isoformat()}
    if request.GET.get("as") != "csv":
        return page(request, "services/statistics.html", context)
    table = StringIO()
    csv.writer(table).writerows([context["heads"], *([row.name, *row.cells] for row in context["rows"])])
    response = HttpResponse("\ufeff" + table.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="services-{since}-{on}.csv"'
    return response


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The own applications and licences."""
    by = authority(request)
    return page(request, "services/mine.html", mine_page(by, district=district_of(by), at=clock.now()))
