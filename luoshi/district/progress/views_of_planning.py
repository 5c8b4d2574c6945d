"""Workbench pages on which the office says what measures a commitment, and the lead unit's head what is planned along the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.district import clock
from luoshi.district.answers import official, words_of
from luoshi.district.offices.errors import Refusal
from luoshi.district.progress import fail_if, operations, queries
from luoshi.district.progress.answers import commitment_of, page
from luoshi.district.progress.errors import NotAllowed
from luoshi.district.progress.forms import LinkForm, TrajectoryForm
from luoshi.district.progress.views import UNPROCESSABLE
from luoshi.district.reasons import REASON_MAX

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from luoshi.district.plan.queries import Commitment


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, code: str) -> HttpResponse:
    """What measures a commitment; the office links and ends it here."""
    commitment = _kept(request, code)
    form = LinkForm(commitment, request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            operations.link_indicator(
                code, given["indicator"], target=given["target"], reason=given["reason"], by=official(request), at=clock.now()
            )
        except Refusal as problem:
            refusal = problem
        else:
            messages.success(request, gettext("已关联。"))
            return redirect("progress:links", code)
    return _links_page(request, commitment, form, refusal)


@login_required
@require_POST
def end(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Let an indicator measure a target no longer."""
    commitment = _kept(request, code)
    try:
        reason = words_of(request.POST.get("reason", ""), most=REASON_MAX + 1)
        operations.end_link(code, number, reason=reason, by=official(request), at=clock.now())
    except Refusal as refusal:
        return _links_page(request, commitment, LinkForm(commitment), refusal)
    messages.success(request, gettext("已停止。"))
    return redirect("progress:links", code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def trajectory(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Plan what is to be reached along the way, as a new version."""
    commitment, by = commitment_of(request, code), official(request)
    try:
        fail_if.may_not_plan(commitment, by)
    except NotAllowed as problem:
        raise PermissionDenied(problem.in_one_line()) from problem
    link = next((each for each in queries.history_of(commitment) if each.number == number and not each.ended), None)
    if link is None:
        raise Http404(gettext("没有这项指标关联。"))
    versions = sorted(link.trajectories.all(), key=lambda each: -each.number)
    form = TrajectoryForm(request.POST or None, initial={"steps": _written(versions)})
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            operations.plan_trajectory(code, number, form.read(), reason=form.cleaned_data["reason"], by=by, at=clock.now())
        except Refusal as problem:
            refusal = problem
        else:
            messages.success(request, gettext("计划轨迹已保存为新的一版。"))
            return redirect("progress:history", code)
    context = {"commitment": commitment, "link": link, "versions": versions, "form": form}
    context |= {"refusal": refusal and refusal.said()}
    return page(request, "progress/trajectory.html", context, status=UNPROCESSABLE if refusal or form.errors else 200)


def _written(versions: list[queries.Trajectory]) -> str:
    """The last version, as the form takes it."""
    return "\n".join(f"{each.period}: {each.expected.normalize():f}" for each in versions[0].read()) if versions else ""


def _links_page(request: HttpRequest, commitment: Commitment, form: LinkForm, refusal: Refusal | None) -> HttpResponse:
    context = {
        "commitment": commitment,
        "links": queries.history_of(commitment),
        "targets": {each.number: each.indicator for each in commitment.targets.all()},
        "form": form,
        "refusal": refusal and refusal.said(),
    }
    return page(request, "progress/links.html", context, status=UNPROCESSABLE if refusal or form.errors else 200)


def _kept(request: HttpRequest, code: str) -> Commitment:
    """A commitment of a plan that the official keeps."""
    commitment = commitment_of(request, code)
    try:
        fail_if.not_the_office(commitment.report.district, official(request))
    except NotAllowed as refusal:
        raise PermissionDenied(refusal.in_one_line()) from refusal
    return commitment
