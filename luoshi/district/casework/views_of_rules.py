"""Pages of the rules by which cases run: case types with their versions, and the working calendar. They are public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.district import clock
from luoshi.district.casework import operations, rules_pages
from luoshi.district.casework.answers import authority, page
from luoshi.district.casework.calendars import hours_of, newest_calendar
from luoshi.district.casework.errors import CaseworkError, NoCalendar, NotAllowed
from luoshi.district.casework.forms import YearForm
from luoshi.engines.decisions.citations import Status

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from luoshi.district.offices.queries import Authority, District

UNPROCESSABLE = 422


@require_safe
def case_types(request: HttpRequest) -> HttpResponse:
    """Which case types there are."""
    return page(request, "casework/case_types.html", {"entries": rules_pages.entries()})


@require_safe
def case_type(request: HttpRequest, code: str, number: int | None = None) -> HttpResponse:
    """A case type: who does what, in which order, and how long it may take."""
    version = rules_pages.version_of(code, number, by=authority(request))
    if version is None:
        raise Http404(gettext("没有这类事项，或者没有这一版。"))
    return page(request, "casework/case_type.html", rules_pages.case_type_page(version, on=clock.today()))


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """Which days are worked; the office enters the notice of a year."""
    by = authority(request)
    district = by.district or rules_pages.shown_district()
    keeps = by.is_office_of(district)
    form, refusal = YearForm(request.POST or None), None
    if request.method == "POST":
        if not keeps or district is None:
            raise PermissionDenied(NotAllowed().in_one_line())
        if form.is_valid():
            try:
                _enter(district, form, by)
            except CaseworkError as problem:
                refusal = problem.said()
            else:
                told = gettext("已录入 %(year)s 年。未了结办件的期限正在重新计算，变动的会通知经办人。")
                messages.success(request, told % {"year": form.cleaned_data["year"]})
                return redirect("casework:calendar")
    context = {**rules_pages.calendar_page(district), "keeps": keeps, "form": form, "refusal": refusal}
    return page(request, "casework/calendar.html", context, status=UNPROCESSABLE if refusal or form.errors else 200)


def _enter(district: District, form: YearForm, by: Authority) -> None:
    """Enter a year; the office hours stay as they are."""
    present = newest_calendar(district)
    if present is None:
        raise NoCalendar
    operations.enter_calendar(
        district, [form.table()], hours=hours_of(present), hours_status=Status(present.hours_status), by=by, at=clock.now()
    )
