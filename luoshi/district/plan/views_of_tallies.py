"""Pages about what is counted beside a commitment: all its facts, for everybody; and what is counted, for the office that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.district import clock
from luoshi.district.answers import number_of
from luoshi.district.facts.queries import kinds
from luoshi.district.plan import operations, queries
from luoshi.district.plan.answers import authority, official, page
from luoshi.district.plan.errors import NotAllowed, PlanError
from luoshi.district.plan.forms import TallyForm
from luoshi.district.plan.tallies import count, page_of, tallies_of, tally_of
from luoshi.district.plan.views_of_uploads import UNPROCESSABLE
from luoshi.district.plan.views_of_workbench import commitment_of

if TYPE_CHECKING:
    from luoshi.district.plan.models import Commitment


@require_safe
def tally(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """All facts that are counted beside a commitment, page by page; what is counted no longer is still there to read."""
    found, by = tally_of(code, number), authority(request)
    if found is None or not queries.may_see(found.commitment.report, by=by):
        raise Http404(gettext("没有这项计数。"))
    context = {"counted": count(found, by=by), "facts": page_of(found, before=number_of(request.GET.get("before", "")), by=by)}
    context |= {"commitment": found.commitment, "report": found.commitment.report, "is_later_page": "before" in request.GET}
    return page(request, "plan/tally.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tallies(request: HttpRequest, code: str) -> HttpResponse:
    """What is counted beside a commitment; the office begins and ends it here."""
    commitment, by = _kept(request, code), official(request)
    form, refusal = TallyForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            operations.begin_tally(code, form.tally(), by=by, at=clock.now())
        except PlanError as problem:
            refusal = problem
        else:
            messages.success(request, gettext("已开始计数。"))
            return redirect("plan:tallies", code)
    return _tallies_page(request, commitment, form, refusal)


@login_required
@require_POST
def end(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Count something no longer."""
    commitment = _kept(request, code)
    reason = request.POST.get("reason", "").replace("\x00", "")
    try:
        operations.end_tally(code, number, reason=reason, by=official(request), at=clock.now())
    except PlanError as refusal:
        return _tallies_page(request, commitment, TallyForm(), refusal)
    messages.success(request, gettext("已停止计数。"))
    return redirect("plan:tallies", code)


def _tallies_page(request: HttpRequest, commitment: Commitment, form: TallyForm, refusal: PlanError | None) -> HttpResponse:
    district = commitment.report.district
    assert district is not None
    context = {
        "commitment": commitment,
        "report": commitment.report,
        "form": form,
        "tallies": tallies_of(commitment),
        "kinds": kinds(district),
        "refusal": refusal and refusal.said(),
    }
    return page(request, "plan/workbench/tallies.html", context, status=UNPROCESSABLE if refusal or form.errors else 200)


def _kept(request: HttpRequest, code: str) -> Commitment:
    """A commitment of a plan that the official keeps."""
    commitment = commitment_of(request, code)
    if not official(request).is_office_of(commitment.report.district):
        raise PermissionDenied(NotAllowed.to_keep_plan().in_one_line())
    return commitment
