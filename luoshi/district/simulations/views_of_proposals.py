"""Pages of proposals: one is saved, shown with what came of it, compared with another, and written into drafts of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from luoshi.district import clock
from luoshi.district.answers import number_of, page
from luoshi.district.languages import said
from luoshi.district.offices.errors import Refusal
from luoshi.district.simulations import operations, pages
from luoshi.district.simulations.answers import looker, proposal_for, simulation_for, typed_in
from luoshi.district.simulations.forms import ProposalForm
from luoshi.engines.packs import PackProblem

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

UNPROCESSABLE = 422


@login_required
@require_POST
def propose(request: HttpRequest, number: int) -> HttpResponse:
    """Save the changes as a proposal."""
    by = looker(request)
    of, typed, form = simulation_for(number, by), typed_in(request), ProposalForm(request.POST)
    shown = pages.simulation_page(of, typed, by=by)
    refusal = None
    try:
        changes = pages.changes_in(shown, typed)
        shown |= pages.asked(changes, shown["rules"]) | pages.result(of, changes)
        shown["bounds"] = pages.bounds_of(of, changes, shown["rules"])
        if form.is_valid():
            made = operations.propose(of, changes, **form.cleaned_data, by=by, at=clock.now())
            messages.success(request, gettext("已保存为第 %(number)s 号提案。") % {"number": made.number})
            return redirect("simulations:proposal", made.number)
    except Refusal as found:
        refusal = found.said()
    return page(request, "simulations/simulation.html", {**shown, "form": form, "refusal": refusal}, status=UNPROCESSABLE)


@login_required
@require_safe
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """One proposal."""
    by = looker(request)
    return page(request, "simulations/proposal.html", pages.proposal_page(proposal_for(number, by), by=by))


@login_required
@require_POST
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """Write a proposal into drafts of rules."""
    by = looker(request)
    of = proposal_for(number, by)
    try:
        operations.draft(of, by=by, at=clock.now())
    except Refusal as refusal:
        return page(
            request, "simulations/proposal.html", {**pages.proposal_page(of, by=by), "refusal": refusal.said()}, status=UNPROCESSABLE
        )
    except PackProblem as problem:
        refusal_ = {"what": str(problem), "remedy": said(problem.remedy)}
        return page(request, "simulations/proposal.html", {**pages.proposal_page(of, by=by), "refusal": refusal_}, status=UNPROCESSABLE)
    messages.success(request, gettext("已写成规则草稿；由另一个人在规则页面核对后施行。"))
    return redirect("simulations:proposal", number)


@login_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two proposals side by side."""
    by = looker(request)
    first, second = (proposal_for(number_of(request.GET.get(name, "")) or 0, by) for name in ("first", "second"))
    return page(request, "simulations/compare.html", pages.compare_page(first, second))
