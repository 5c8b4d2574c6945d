"""The leaders' page, and the page on which the office chooses what stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.district import clock
from luoshi.district.answers import official, page
from luoshi.district.offices.errors import NotAllowed, Refusal
from luoshi.district.overview import fail_if, operations, pages, queries
from luoshi.district.overview.forms import HeadlinesForm
from luoshi.district.plan.queries import commitments_of, plan_in_force

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from luoshi.district.offices.queries import Authority
    from luoshi.district.plan.queries import Report

UNPROCESSABLE = 422


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The district's newest plan in force on one screen."""
    by = official(request)
    return page(request, "overview/overview.html", pages.overview(_plan(by), by=by, at=clock.now()))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def headlines(request: HttpRequest) -> HttpResponse:
    """Choose which promises stand on it."""
    by = official(request)
    report = _plan(by)
    try:
        fail_if.not_the_office(report.district, by)
    except NotAllowed as stranger:
        raise PermissionDenied(stranger.in_one_line()) from stranger
    present = queries.headlines(report, queries.choice_of(report))
    form = HeadlinesForm(request.POST or None, initial={"codes": "\n".join(each.label for each in present)})
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            operations.choose_headlines(
                report, form.read(commitments_of(report)), reason=form.cleaned_data["reason"], by=by, at=clock.now()
            )
        except Refusal as problem:
            refusal = problem
        else:
            messages.success(request, gettext("已选定。"))
            return redirect("overview:overview")
    context = {"report": report, "form": form, "present": present, "refusal": refusal and refusal.said()}
    return page(request, "overview/headlines.html", context, status=UNPROCESSABLE if refusal or form.errors else 200)


def _plan(by: Authority) -> Report:
    found = plan_in_force(by.district) if by.district else None
    if found is None:
        raise Http404(gettext("本区还没有通过的计划。"))
    return found
