"""The pages of the ladder: every rung, and who is near one."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from luoshi.district.access_log.operations import record_look
from luoshi.district.access_log.queries import What
from luoshi.district.answers import official, page
from luoshi.district.clock import now, today
from luoshi.district.ladder import operations, pages, queries
from luoshi.district.offices.errors import Refusal
from luoshi.district.offices.queries import Power
from luoshi.district.population.queries import MATTER, may

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs.model_of_ladders import RungEntry


@login_required
@require_safe
def ladder(request: HttpRequest) -> HttpResponse:
    """How many stand on each rung, how many are near, how many cannot be told."""
    by, district = _seeing(request)
    context = {"district": district, "may_look": may(Power.HANDLE, district, by), **pages.ladder_page(district)}
    return page(request, "ladder/ladder.html", context)


@login_required
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Survey again, over the newest snapshot."""
    by, district = _seeing(request)
    try:
        operations.survey(district, on=today(), by=by, at=now())
        messages.success(request, gettext("已按最新的快照核对。"))
    except Refusal as refusal:
        messages.error(request, refusal.in_one_line())
    return redirect("ladder:ladder")


@login_required
@require_safe
def rung(request: HttpRequest, code: str) -> HttpResponse:
    """Who is near a rung, and by what."""
    by, district = _seeing(request)
    found = _rung(district, code)
    record_look(MATTER, f"ladder.{code}", What.LIST, by=by, at=now(), address=request.path)
    return page(request, "ladder/rung.html", {"district": district, **pages.rung_page(district, found)})


@login_required
@require_safe
def table(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a table, for any program; that it was taken is noted."""
    by, district = _seeing(request)
    found, seen = _rung(district, code), queries.surveys(district).get(code)
    if seen is None:
        raise Http404(gettext("这一级还没有核对过。"))
    record_look(MATTER, f"ladder.{code}", What.EXPORT, by=by, at=now(), detail=str(seen.near), address=request.path)
    written = StringIO()
    csv.writer(written).writerows(pages.rows(seen, found))
    answer = HttpResponse(written.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="near-{code}.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _seeing(request: HttpRequest) -> tuple[Authority, District]:
    by = official(request)
    if by.district is None or not may(Power.SEE, by.district, by):
        raise PermissionDenied(gettext("您的岗位没有查看全体运行的授权。"))
    return by, by.district


def _rung(district: District, code: str) -> RungEntry:
    found = queries.ladder(district)
    chosen = queries.rung_of(found, code) if found else None
    if chosen is None:
        raise Http404(gettext("没有这一级台阶。"))
    return chosen
