"""The lights of a commitment, whole; the list of all lights; exemptions and steps that people decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from luoshi.district import clock
from luoshi.district.answers import authority, official, page, words_of
from luoshi.district.lights import operations, pages
from luoshi.district.lights.forms import ExemptionForm
from luoshi.district.lights.models import Light
from luoshi.district.offices.errors import Refusal
from luoshi.district.plan import queries as plans
from luoshi.district.reasons import REASON_MAX
from luoshi.engines.progress.memory import Colour

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority
    from luoshi.district.plan.queries import Commitment, Report

UNPROCESSABLE = 422


@require_safe
def lights(request: HttpRequest, code: str) -> HttpResponse:
    """Every light of a commitment: why, by which rule, since when, and for officials what comes next."""
    return _page(request, _commitment(request, code))


@require_safe
def record(request: HttpRequest, code: str, light: int) -> HttpResponse:
    """The record of the decision behind a light, by which anybody can decide it again."""
    found = Light.objects.filter(pk=light, commitment=_commitment(request, code)).first()
    if found is None:
        raise Http404(gettext("没有这个灯。"))
    shown = HttpResponse(found.record, content_type="application/json; charset=utf-8")
    shown.headers["Content-Disposition"] = f'attachment; filename="light-{found.pk}.json"'
    return shown


@login_required
@require_safe
def list_of_lights(request: HttpRequest, slug: str) -> HttpResponse:
    """The lights of all measured commitments of a plan."""
    by = official(request)
    report = plan_of(slug, by)
    colour = request.GET.get("colour", "")
    context = pages.list_page(report, colour=colour if colour in [*Colour] else "", asked=request.GET.get("page", ""), by=by)
    return page(request, "lights/list.html", context)


@login_required
@require_POST
def escalate(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take the step that is due on a light."""
    commitment, words = _own(request, code), words_of(request.POST.get("words", ""), most=REASON_MAX + 1)
    try:
        operations.escalate(code, number, words=words, by=official(request), at=clock.now())
    except Refusal as refusal:
        return _page(request, commitment, refusal)
    messages.success(request, gettext("已办理。"))
    return redirect("lights:lights", code)


@login_required
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for an exemption."""
    commitment, form = _own(request, code), ExemptionForm(request.POST)
    if not form.is_valid():
        return _page(request, commitment, form=form)
    try:
        operations.ask_exemption(code, **form.cleaned_data, by=official(request), at=clock.now())
    except Refusal as refusal:
        return _page(request, commitment, refusal, form=form)
    messages.success(request, gettext("已申请，待区领导决定。"))
    return redirect("lights:lights", code)


@login_required
@require_POST
def decide(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Grant an exemption, or refuse it."""
    commitment = _own(request, code)
    granted, reason = request.POST.get("decision") == "grant", words_of(request.POST.get("reason", ""), most=REASON_MAX + 1)
    try:
        operations.decide_exemption(code, number, granted=granted, reason=reason, by=official(request), at=clock.now())
    except Refusal as refusal:
        return _page(request, commitment, refusal)
    messages.success(request, gettext("已决定。"))
    return redirect("lights:lights", code)


def _page(
    request: HttpRequest, commitment: Commitment, refusal: Refusal | None = None, *, form: ExemptionForm | None = None
) -> HttpResponse:
    by = authority(request)
    context: dict[str, Any] = pages.lights_page(commitment, by=by, at=clock.now())
    context |= {"report": commitment.report, "form": form or ExemptionForm(), "refusal": refusal and refusal.said()}
    return page(request, "lights/lights.html", context, status=UNPROCESSABLE if refusal or form else 200)


def plan_of(slug: str, by: Authority) -> Report:
    """A plan in force of the official's own district."""
    version = plans.current_version(slug)
    if version is None or not version.report.adopted or not by.serves(version.report.district):
        raise Http404(gettext("没有这份计划。"))
    return version.report


def _commitment(request: HttpRequest, code: str) -> Commitment:
    """A commitment of a plan in force that whoever asks may see."""
    found = plans.commitment(code)
    if found is None or not found.report.adopted or not plans.may_see(found.report, by=authority(request)):
        raise Http404(gettext("没有编号为 %(code)s 的承诺。") % {"code": code})
    return found


def _own(request: HttpRequest, code: str) -> Commitment:
    """A commitment of the official's own district."""
    found = _commitment(request, code)
    if not official(request).serves(found.report.district):
        raise Http404(gettext("没有编号为 %(code)s 的承诺。") % {"code": code})
    return found
