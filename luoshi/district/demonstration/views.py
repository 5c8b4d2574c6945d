"""The page of the demonstration, and its day moved by whoever keeps the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from luoshi.district.answers import authority, day_in, official, page, unkept
from luoshi.district.demonstration import operations, pages, queries
from luoshi.district.demonstration.errors import DemonstrationError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.demonstration.queries import Showing, Year

YEARS: Final = range(1949, 3000)


@require_safe
def demonstration(request: HttpRequest) -> HttpResponse:
    """Which day is shown, what there is to see, and how the year was made."""
    showing, year = _shown()
    return _page(request, showing, year)


@require_safe
def banner(request: HttpRequest) -> HttpResponse:
    """The banner alone, asked for again while the year goes on."""
    return unkept(render(request, "demonstration/banner.html", pages.banner(_shown()[0])), request, private=True)


@login_required
@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Let the year go on up to a day."""
    day = day_in(request.POST.get("day", ""), YEARS)
    showing, year = _shown()
    if day is None:
        return _page(request, showing, year, status=422, refusal={"what": gettext("这不是一天。"), "remedy": gettext("请选一天。")})
    try:
        operations.aim_at(day, by=official(request))
    except DemonstrationError as refusal:
        return _page(request, showing, year, status=refusal.status, refusal=refusal.said())
    messages.success(request, gettext("正在一天一天往前走，页面上方显示走到了哪一天。"))
    return redirect("demonstration:demonstration")


def _shown() -> tuple[Showing, Year]:
    showing, year = queries.showing(), queries.year_of()
    if showing is None or year is None:
        raise Http404(gettext("这里没有演示年。"))
    return showing, year


def _page(request: HttpRequest, showing: Showing, year: Year, *, status: int = 200, refusal: dict[str, str] | None = None) -> HttpResponse:
    context = pages.demonstration_page(showing, year, by=authority(request)) | {"refusal": refusal}
    return page(request, "demonstration/demonstration.html", context, status=status)
