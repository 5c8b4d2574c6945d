"""The results of a year: for everybody once it is closed; settled and closed in the workbench."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from luoshi.district.answers import official, page
from luoshi.district.clock import now, today
from luoshi.district.offices.errors import Refusal
from luoshi.district.plan import queries as plans
from luoshi.district.results import operations, pages, queries
from luoshi.district.results.forms import ObjectionForm, SettleForm
from luoshi.district.results.outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from luoshi.district.plan.queries import Report

UNPROCESSABLE = 422
MARK = "\ufeff"
"""By which spreadsheets know that a table is in UTF-8."""


@require_safe
def results(request: HttpRequest, year: int) -> HttpResponse:
    """What became of the promises of a year, each leading to its promise."""
    return page(request, "results/results.html", pages.public_page(_plan(year), _outcome(request)))


@require_safe
def table(request: HttpRequest, year: int) -> HttpResponse:
    """The same as a table, for any program."""
    report = _plan(year)
    if queries.closing_of(report) is None:
        raise Http404(gettext("这一年的结果还没有关账。"))
    answer = HttpResponse(MARK, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="results-{year}.csv"'
    csv.writer(answer).writerows(pages.rows(queries.results_of(report)))
    return answer


@login_required
@require_safe
def settling(request: HttpRequest, slug: str) -> HttpResponse:
    """What is proposed for each promise, and what was settled."""
    return _page(request, _report(request, slug))


@login_required
@require_POST
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Let what is proposed stand, for those that are ticked."""
    seen = {code: outcome for code, _, outcome in (each.partition("/") for each in request.POST.getlist("seen"))}

    def act(report: Report) -> str:
        count = operations.confirm(report, seen, by=official(request), at=now())
        return gettext("已核定 %(count)s 项。") % {"count": count}

    return _acted(request, slug, act)


@login_required
@require_POST
def settle(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Say what became of one promise."""
    return _said_by_form(request, slug, code, operations.settle, gettext("已核定。"))


@login_required
@require_POST
def lay(request: HttpRequest, slug: str) -> HttpResponse:
    """Lay the results before the units."""

    def act(report: Report) -> str:
        hearing = operations.lay_before_units(report, by=official(request), at=now())
        return gettext("已送各单位，%(day)s 前可以提出异议。") % {"day": hearing.until}

    return _acted(request, slug, act)


@login_required
@require_POST
def object_to(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """A unit objects to a result."""
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("理由不超过 500 字，依据不超过 300 字。"))
        return redirect("results:settling", slug)

    def act(report: Report) -> str:
        operations.object_to(report, code, **form.cleaned_data, by=official(request), at=now())
        return gettext("异议已提出，等待答复。")

    return _acted(request, slug, act)


@login_required
@require_POST
def answer(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Somebody else answers an objection."""
    return _said_by_form(request, slug, code, operations.answer, gettext("已答复。"))


@login_required
@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the year for good."""

    def act(report: Report) -> str:
        operations.close_year(report, by=official(request), at=now())
        return gettext("已关账并公开，结果从现在起不再改。")

    return _acted(request, slug, act)


def _said_by_form(request: HttpRequest, slug: str, code: str, say: Callable[..., object], done: str) -> HttpResponse:
    """An outcome of a promise with its reason, as it was typed."""
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("请选一种结果；理由不超过 500 字。"))
        return redirect("results:settling", slug)

    def act(report: Report) -> str:
        say(report, code, form.cleaned_data["outcome"], reason=form.cleaned_data["reason"], by=official(request), at=now())
        return done

    return _acted(request, slug, act)


def _acted(request: HttpRequest, slug: str, act: Callable[[Report], str]) -> HttpResponse:
    """The page after an act, with what it says of itself; or with the refusal."""
    report = _report(request, slug)
    try:
        done = act(report)
    except Refusal as refusal:
        return _page(request, report, refusal)
    messages.success(request, done)
    return redirect("results:settling", slug)


def _page(request: HttpRequest, report: Report, refusal: Refusal | None = None) -> HttpResponse:
    asked = request.GET.get("outcome", "")
    shown = asked if asked in {pages.OPEN, pages.OWN} else _outcome(request)
    context = pages.settling_page(report, shown, by=official(request), on=today())
    return page(
        request, "results/settling.html", {**context, "refusal": refusal and refusal.said()}, status=UNPROCESSABLE if refusal else 200
    )


def _plan(year: int) -> Report:
    """The plan of a year of the district whose plan stands on the first page."""
    front = plans.front_report()
    found = plans.plan_in_force(front.district, year) if front and front.district else None
    if found is None:
        raise Http404(gettext("没有这一年的计划。"))
    return found


def _report(request: HttpRequest, slug: str) -> Report:
    """An adopted plan of the official's own district."""
    by = official(request)
    found = next((each.report for each in plans.reports_of(by.district) if each.report.slug == slug), None) if by.district else None
    if found is None or not found.adopted:
        raise Http404(gettext("没有这份计划。"))
    return found


def _outcome(request: HttpRequest) -> str:
    asked = request.GET.get("outcome", "")
    return asked if asked in [*Outcome] else ""
