"""Pages on which bulletins are read, and each printed figure is followed to its records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from luoshi.district import clock
from luoshi.district.answers import authority, page, unkept
from luoshi.district.bulletins import pages, queries
from luoshi.district.bulletins.answers import sent
from luoshi.district.indicators.queries import districts
from luoshi.district.offices.errors import Refusal

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.bulletins.queries import Bulletin


@require_safe
def bulletins(request: HttpRequest) -> HttpResponse:
    """The bulletins that the reader may read."""
    by = authority(request)
    district = by.district or districts().first()
    if district is None:
        raise Http404(gettext("还没有通报。"))
    return page(request, "bulletins/public.html", pages.public_page(district, by))


@require_safe
def bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """A frozen bulletin, page by page."""
    return page(request, "bulletins/bulletin.html", pages.bulletin_page(_bulletin(request, pk), authority(request)))


@require_safe
def download(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """A file of a frozen bulletin."""
    found = _bulletin(request, pk)
    try:
        file = queries.file_of(found, ending)
    except Refusal as refusal:
        raise Http404(refusal.in_one_line()) from refusal
    return unkept(sent(bytes(file.content), f"{found.label} {found.title}", ending), request)


@require_safe
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """What was printed under a code, and where it comes from."""
    try:
        printed = queries.printed_figure(code, authority(request))
    except Refusal as refusal:
        raise Http404(refusal.in_one_line()) from refusal
    return page(request, "bulletins/figure.html", pages.figure_page(printed, authority(request), on=clock.today()))


def _bulletin(request: HttpRequest, pk: int) -> Bulletin:
    try:
        return queries.bulletin(pk, authority(request))
    except Refusal as refusal:
        raise Http404(refusal.in_one_line()) from refusal
