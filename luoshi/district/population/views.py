"""The pages of populations: what there is, and one snapshot with how good its data are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from luoshi.district.clock import now, today
from luoshi.district.population import operations, pages, queries
from luoshi.district.population.answers import UNPROCESSABLE, page, seeing
from luoshi.district.population.errors import PopulationError
from luoshi.district.population.forms import TakeForm

if TYPE_CHECKING:
    from django.http import HttpRequest


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Snapshots, departments' tables and runs, the newest of each."""
    return _home(request, TakeForm(initial={"on": today()}))


@login_required
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take a snapshot now."""
    by, district = seeing(request)
    form = TakeForm(request.POST)
    if not form.is_valid():
        return _home(request, form, status=UNPROCESSABLE)
    try:
        taken = operations.take_snapshot(district, on=form.cleaned_data["on"], by=by, at=now())
    except PopulationError as refusal:
        return _home(request, form, refusal, status=refusal.status)
    return redirect("population:snapshot", taken.pk)


@login_required
@require_safe
def snapshot(request: HttpRequest, pk: int) -> HttpResponse:
    """One snapshot: its registers, and of each column what is filled and what is wrong."""
    by, _ = seeing(request)
    found = queries.snapshot(pk, by=by)
    if found is None:
        raise Http404(gettext("没有这个快照。"))
    return page(request, "population/snapshot.html", pages.snapshot_page(found), by=by)


def _home(request: HttpRequest, form: TakeForm, refusal: PopulationError | None = None, *, status: int = 200) -> HttpResponse:
    by, district = seeing(request)
    context = {"form": form, "refusal": refusal and refusal.said(), **pages.home_page(district)}
    return page(request, "population/home.html", context, by=by, status=status)
