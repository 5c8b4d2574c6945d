"""The page under 工作推进 on which the office says by which rule a plan is lit, and how far 左右 and 同步 reach in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from luoshi.district import clock
from luoshi.district.answers import official, page
from luoshi.district.decisions.queries import pack_names
from luoshi.district.languages import all_said
from luoshi.district.lights import fail_if, operations, queries
from luoshi.district.lights.errors import NotAllowed
from luoshi.district.lights.forms import RuleForm, ToleranceForm
from luoshi.district.lights.rules import offered
from luoshi.district.lights.views import UNPROCESSABLE, plan_of
from luoshi.district.offices.errors import Refusal
from luoshi.district.progress.operations import set_tolerance
from luoshi.district.progress.queries import tolerances_of
from luoshi.engines.progress import Measure

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from luoshi.district.offices.queries import Authority
    from luoshi.district.plan.queries import Report

SET_HERE = "unverified"
"""What a district says of itself rests on its own word until somebody has verified it."""


@login_required
@require_safe
def yardsticks(request: HttpRequest, slug: str) -> HttpResponse:
    """By which rule the plan is lit now, since when and by whose word; and how far 左右 reaches."""
    return _page(request, _kept(request, slug))


@login_required
@require_POST
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose another rule."""
    report, by = _kept(request, slug), official(request)
    form = RuleForm(_offered(report, by), request.POST)
    if not form.is_valid():
        return _page(request, report, rule=form)
    try:
        operations.choose_rule(report, form.cleaned_data["pack"], reason=form.cleaned_data["why"], by=by, at=clock.now())
    except Refusal as refusal:
        return _page(request, report, refusal, rule=form)
    messages.success(request, gettext("已选定规则，下一轮按它亮灯。"))
    return redirect("lights:yardsticks", slug)


@login_required
@require_POST
def tolerate(request: HttpRequest, slug: str) -> HttpResponse:
    """Set how far 左右 and 同步 reach for one measure."""
    report, form = _kept(request, slug), ToleranceForm(request.POST)
    if not form.is_valid():
        return _page(request, report, tolerance=form)
    given = form.cleaned_data
    try:
        set_tolerance(
            report, Measure(given["measure"]), given["number"], basis=given["basis"], status=SET_HERE, by=official(request), at=clock.now()
        )
    except Refusal as refusal:
        return _page(request, report, refusal, tolerance=form)
    messages.success(request, gettext("已规定，以前的规定保留。"))
    return redirect("lights:yardsticks", slug)


def _offered(report: Report, by: Authority) -> list[tuple[str, str]]:
    """The rules among which the office chooses, with their names."""
    names = all_said(pack_names(report.district))
    return [(pack, names.get(pack, pack)) for pack in offered(by, on=clock.today())]


def _kept(request: HttpRequest, slug: str) -> Report:
    """A plan in force that the official keeps."""
    report = plan_of(slug, official(request))
    try:
        fail_if.not_the_office(report.district, official(request))
    except NotAllowed as stranger:
        raise PermissionDenied(stranger.in_one_line()) from stranger
    return report


def _page(
    request: HttpRequest,
    report: Report,
    refusal: Refusal | None = None,
    *,
    rule: RuleForm | None = None,
    tolerance: ToleranceForm | None = None,
) -> HttpResponse:
    context = {
        "report": report,
        "rules": queries.rules_chosen(report),
        "names": all_said(pack_names(report.district)),
        "tolerances": [(each, dict(ToleranceForm.base_fields["measure"].choices).get(each.measure, each.measure))  # type: ignore[attr-defined]
                       for each in tolerances_of(report)],
        "rule_form": rule or RuleForm(_offered(report, official(request))),
        "tolerance_form": tolerance or ToleranceForm(),
        "refusal": refusal and refusal.said(),
    }  # fmt: skip
    return page(request, "lights/yardsticks.html", context, status=UNPROCESSABLE if refusal or rule or tolerance else 200)
