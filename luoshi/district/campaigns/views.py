"""What everybody sees of campaigns: which there are and what came of them, and each public list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from luoshi.district import clock
from luoshi.district.answers import number_of, page
from luoshi.district.campaigns import pages, queries

if TYPE_CHECKING:
    from django.http import HttpRequest

UNPROCESSABLE: Final = 422


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign whose list was published, with its figures."""
    return page(request, "campaigns/public.html", pages.public_page(None))


@require_safe
def public_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of a campaign, masked as its pack says."""
    found = queries.published().filter(pk=pk).first()
    if found is None:
        raise Http404(gettext("没有公布的名单。"))
    return page(request, "campaigns/public_list.html", pages.public_list(found, on=clock.today(), start=start_of(request)))


def start_of(request: HttpRequest, name: str = "start") -> int:
    """From which line a list is shown."""
    return number_of(request.GET.get(name, "")) or 0
