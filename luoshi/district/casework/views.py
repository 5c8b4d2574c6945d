"""Pages of cases that are read: the own queues, a case, what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from luoshi.district import clock
from luoshi.district.access_log.queries import looks_at
from luoshi.district.casework import operations
from luoshi.district.casework.answers import case_of, look_kind, official, page
from luoshi.district.casework.case_page import case_page
from luoshi.district.casework.errors import CaseworkError, NoCalendar
from luoshi.district.casework.late_page import late_page
from luoshi.district.casework.queue_page import cursor_of, filters_of, kind_of, queue_page
from luoshi.district.days import day_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for whoever looks, by deadline."""
    asked, by, at = request.GET, official(request), clock.now()
    context = queue_page(
        kind_of(asked.get("queue", ""), by=by, on=day_of(at)), filters_of(asked.dict()), by=by, at=at,
        after=cursor_of(asked.get("after", "")), before=cursor_of(asked.get("before", "")),
    )  # fmt: skip
    return page(request, "casework/queue.html", context)


@login_required
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Take the most urgent case that waits, and go to it."""
    try:
        taken = operations.take_next(by=official(request), at=clock.now())
    except CaseworkError as refusal:
        messages.error(request, refusal.in_one_line())
        return redirect("casework:queue")
    messages.success(request, gettext("已由您领办。"))
    return redirect("casework:case", taken.code)


@login_required
@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    """A case: where it stands, what can be done, all that happened."""
    at = clock.now()
    found, life = case_of(request, code, at=at)
    by = official(request)
    looks = looks_at(look_kind(found), found.code) if by.is_office_of(found.district) else []
    return page(request, "casework/case.html", {**case_page(found, life, by=by, at=at), "looks": looks})


@login_required
@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """What is late or will be, by unit and by week."""
    try:
        context = late_page(official(request), request.GET.dict(), at=clock.now())
    except NoCalendar as refusal:
        context = {"refusal": refusal.said()}
    return page(request, "casework/late.html", context)
