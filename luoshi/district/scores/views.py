"""The page of a unit with its score, the list of all scores, the formula; what officials do with them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from luoshi.district import clock
from luoshi.district.answers import authority, number_of, official, page, unkept, words_of
from luoshi.district.indicators import operations as indicators
from luoshi.district.indicators.errors import IndicatorError
from luoshi.district.indicators.queries import indicator
from luoshi.district.offices.errors import Refusal
from luoshi.district.plan.queries import front_report
from luoshi.district.reasons import REASON_MAX
from luoshi.district.scores import operations, pages, queries, sheets
from luoshi.district.scores.answers import period_for, plan_for, unit_for
from luoshi.district.scores.forms import ObjectionForm
from luoshi.district.scores.models import ObjectionKind, ScoringFormula
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.offices.queries import Unit
    from luoshi.district.plan.queries import Report

UNPROCESSABLE = 422


@login_required
@require_safe
def scores(request: HttpRequest) -> HttpResponse:
    """The units that somebody may know of, each with its score."""
    return _list(request)


@login_required
@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """What a unit owes, what the record says already, its score and how it came to be."""
    return _unit(request, code)


@require_safe
def formula(request: HttpRequest) -> HttpResponse:
    """The formula by which units are scored: everybody may read it."""
    by = authority(request)
    report = queries.plan_of(by.district) if by.district else front_report()
    if report is None or report.district is None or not report.adopted:
        raise Http404(gettext("还没有通过的计划，不能计分。"))
    return page(request, "scores/formula.html", pages.formula_page(report, by=by))


@login_required
@require_safe
def table(request: HttpRequest, code: str) -> HttpResponseBase:
    """The score as a workbook that computes it again."""
    by, on = official(request), clock.today()
    found, report = unit_for(by, code, on=on), plan_for(by)
    period = period_for(report, request.GET.get("period", ""), on=on)
    scored = queries.score_of(found, report, period, on=on) if period else None
    if scored is None:
        raise Http404(gettext("这一期没有计分。"))
    name = f"{found.name}_{scored.period}_计分表.xlsx"
    return unkept(FileResponse(BytesIO(sheets.score_workbook(scored)), as_attachment=True, filename=name), request)


@login_required
@require_POST
def confirm(request: HttpRequest, code: str, of: str, period: str) -> HttpResponse:
    """The counted figure is right: one click, and back to the page of the unit."""
    by = official(request)
    found = unit_for(by, code, on=clock.today())
    try:
        seen = Decimal(words_of(request.POST.get("seen", ""), most=40))
        indicators.confirm(indicator(of, found.district), Period.parse(period), seen=seen, is_right=True, by=by, at=clock.now())
    except IndicatorError as refusal:
        messages.error(request, refusal.in_one_line())
    except (ValueError, InvalidOperation):
        messages.error(request, gettext("没有这一期的数。"))
    else:
        messages.success(request, gettext("已核对：这个数是对的。"))
    return redirect("scores:unit", code)


@login_required
@require_POST
def object_to(request: HttpRequest, code: str) -> HttpResponse:
    """Object to the score of the own unit."""
    by, on = official(request), clock.today()
    found, report = unit_for(by, code, on=on), plan_for(by)
    period = _period(report, request)
    scored = queries.score_of(found, report, period, on=on)
    choices = [(each, each) for each in sorted({one.commitment for one in scored.duties})] if scored else []
    form = ObjectionForm(commitments=choices, data=request.POST)
    if not form.is_valid():
        return _unit(request, code, form=form)
    said = {**form.cleaned_data, "kind": ObjectionKind(form.cleaned_data["kind"])}
    try:
        operations.object_to(report, found, period, said.pop("code"), **said, by=by, at=clock.now())
    except Refusal as refusal:
        return _unit(request, code, refusal, form=form)
    messages.success(request, gettext("已提出，待区领导决定。"))
    return redirect(_address(found, period))


@login_required
@require_POST
def decide(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Follow an objection, or do not."""
    by = official(request)
    found, report, reason = unit_for(by, code, on=clock.today()), plan_for(by), _reason(request)
    period, accepted = _period(report, request), request.POST.get("decision") == "accept"
    try:
        operations.decide(report, found, period, number, accepted=accepted, reason=reason, by=by, at=clock.now())
    except Refusal as refusal:
        return _unit(request, code, refusal)
    messages.success(request, gettext("已决定。"))
    return redirect(_address(found, period))


@login_required
@require_POST
def freeze(request: HttpRequest) -> HttpResponse:
    """Freeze the scores of all units in a period."""
    by = official(request)
    report = plan_for(by)
    period = _period(report, request)
    try:
        found = operations.freeze(report, period, by=by, at=clock.now())
    except Refusal as refusal:
        return _list(request, refusal)
    messages.success(request, gettext("已定分：%(count)s 个单位。") % {"count": len(found)})
    return redirect(f"{reverse('scores:scores')}?period={period}")


@login_required
@require_POST
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Freeze a score once more, with the reason."""
    by = official(request)
    found, report = unit_for(by, code, on=clock.today()), plan_for(by)
    period = _period(report, request)
    try:
        operations.correct(report, found, period, reason=_reason(request), by=by, at=clock.now())
    except Refusal as refusal:
        return _unit(request, code, refusal)
    messages.success(request, gettext("已更正，成为新的一版。"))
    return redirect(_address(found, period))


@login_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the formula by which units are scored."""
    by = official(request)
    report = plan_for(by)
    chosen = get_object_or_404(ScoringFormula, district=report.district, pk=number_of(request.POST.get("formula", "")) or 0)
    try:
        operations.choose(report, chosen, reason=_reason(request), by=by, at=clock.now())
    except Refusal as refusal:
        context = {**pages.formula_page(report, by=by), "refusal": refusal.said()}
        return page(request, "scores/formula.html", context, status=UNPROCESSABLE)
    messages.success(request, gettext("已选定计分办法。"))
    return redirect("scores:formula")


def _list(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    by, on = official(request), clock.today()
    report = plan_for(by)
    context = pages.list_page(report, period_for(report, _asked(request), on=on), by=by, on=on)
    return page(request, "scores/list.html", {**context, "refusal": refusal and refusal.said()}, status=UNPROCESSABLE if refusal else 200)


def _unit(request: HttpRequest, code: str, refusal: Refusal | None = None, *, form: ObjectionForm | None = None) -> HttpResponse:
    by, on = official(request), clock.today()
    found = unit_for(by, code, on=on)
    report = queries.plan_of(found.district)
    period = period_for(report, _asked(request), on=on) if report else None
    context: dict[str, Any] = pages.unit_page(found, report, period, by=by, on=on)
    asked = form or ObjectionForm(commitments=[])
    asked.fields["code"].choices = context["choices"]  # type: ignore[attr-defined]  # of a field of choices
    context |= {"form": asked, "refusal": refusal and refusal.said()}
    return page(request, "scores/unit.html", context, status=UNPROCESSABLE if refusal or form else 200)


def _asked(request: HttpRequest) -> str:
    return words_of(request.POST.get("period", "") or request.GET.get("period", ""), most=7)


def _period(report: Report, request: HttpRequest) -> Period:
    found = period_for(report, _asked(request), on=clock.today())
    if found is None:
        raise Http404(gettext("这一期没有计分。"))
    return found


def _reason(request: HttpRequest) -> str:
    return words_of(request.POST.get("reason", ""), most=REASON_MAX + 1)


def _address(of: Unit, period: Period) -> str:
    return f"{reverse('scores:unit', args=[of.code])}?period={period}"
