"""Pages on which anybody reads what is measured, and where each figure comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from luoshi.district import clock
from luoshi.district.answers import authority, page
from luoshi.district.indicators import pages
from luoshi.district.indicators.answers import district_of, indicator_of, period_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """All that the district measures."""
    by = authority(request)
    district = district_of(by)
    context = pages.list_page(district, request.GET.get("page", ""), on=clock.today())
    return page(request, "indicators/list.html", {**context, "keeps": by.is_office_of(district)})


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator with its definitions and figures."""
    found = indicator_of(request, code)
    return page(request, "indicators/indicator.html", pages.indicator_page(found, by=authority(request), on=clock.today()))


@require_safe
def figure(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """One figure with its records, its document, or its evidence."""
    found = indicator_of(request, code)
    context = pages.figure_page(
        found, period_of(found, period), before=request.GET.get("before", "")[:60], by=authority(request), on=clock.today()
    )
    return page(request, "indicators/figure.html", context)


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """What was issued, and when the next figures are due."""
    by = authority(request)
    return page(request, "indicators/releases.html", pages.releases_page(district_of(by), by))
