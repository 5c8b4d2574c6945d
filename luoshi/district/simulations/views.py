"""Pages on which officials try other parameters on everybody: the list, one simulation, its curve, its rows, its table."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.district import clock
from luoshi.district.answers import number_of, page, unkept, words_of
from luoshi.district.offices.errors import Refusal
from luoshi.district.population import queries as population
from luoshi.district.simulations import computing, operations, pages, sheets
from luoshi.district.simulations.answers import looker, simulation_for, typed_in
from luoshi.district.simulations.forms import ProposalForm, SimulationForm
from luoshi.district.simulations.rows import PAGE, WHICH, asked_again, changed_rows

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.population.queries import Run
    from luoshi.district.simulations.computing import Changes, Rules
    from luoshi.district.simulations.models import Simulation

UNPROCESSABLE = 422


@login_required
@require_safe
def simulations(request: HttpRequest) -> HttpResponse:
    """All simulations and proposals of the district."""
    by = looker(request)
    assert by.district is not None, "who may look serves a district"
    return page(request, "simulations/list.html", pages.list_page(by.district, by=by))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, run: int) -> HttpResponse:
    """Begin a simulation beside a run, perhaps with the people of another snapshot or the law of another day."""
    by = looker(request)
    like = population.run(run, by=by)
    if like is None or like.district != by.district:
        raise Http404(gettext("没有这次运行。"))
    form, refusal = _form(request, like), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        snapshot = population.snapshot(number_of(said["snapshot"]) or 0, by=by)
        assert snapshot is not None, "it was among the choices"
        try:
            with transaction.atomic():
                chosen = operations.run_again(like, snapshot, on=said["on"], by=by, at=clock.now())
                begun = operations.begin(chosen, title=said["title"], answer=said["answer"], by=by, at=clock.now())
        except Refusal as found:
            refusal = found.said()
        else:
            return redirect("simulations:simulation", begun.number)
    context = {"form": form, "run": like, "policy": pages.policy_of(like), "refusal": refusal}
    return page(request, "simulations/new.html", context, status=UNPROCESSABLE if refusal or form.errors else 200)


def _form(request: HttpRequest, like: Run) -> SimulationForm:
    there = [each for each in population.snapshots(like.district) if not each.is_removed]
    chosen = [(str(each.pk), f"{each.on} · {gettext('第 %(number)s 号') % {'number': each.pk}}") for each in there]
    answers = [(each, each) for each in computing.answers_of(like)]
    initial = {"snapshot": str(like.snapshot_id), "on": like.on}
    return SimulationForm(request.POST or None, initial=initial, snapshots=chosen, answers=answers)


@login_required
@require_safe
def simulation(request: HttpRequest, number: int) -> HttpResponse:
    """One simulation; asked for by the form's script it answers with the result alone, and with what missing data leave open after it."""
    by = looker(request)
    of, typed = simulation_for(number, by), typed_in(request)
    shown: dict[str, Any] = pages.simulation_page(of, typed, by=by)
    is_part = bool(request.htmx)  # type: ignore[attr-defined]  # the middleware adds it
    try:
        shown |= _answer(request, of, pages.changes_in(shown, typed), shown["rules"], is_part=is_part)
    except Refusal as found:
        shown["refusal"] = found.said()
    if is_part:
        return _part(request, shown)
    form = ProposalForm(initial={"valid_from": of.run.on})
    status = UNPROCESSABLE if shown.get("refusal") else 200
    return page(request, "simulations/simulation.html", {**shown, "form": form}, status=status)


def _answer(request: HttpRequest, of: Simulation, changes: Changes, rules: Rules, *, is_part: bool) -> dict[str, Any]:
    """What is to be shown of changes: how far it is, or the result; a whole page has also what missing data leave open."""
    said = pages.asked(changes, rules)
    if waiting := pages.waiting(of):
        return {**said, "waiting": waiting}
    if is_part and "open" in request.GET:
        return {**said, "bounds": pages.bounds_of(of, changes, rules)}
    found = pages.result(of, changes, slide=words_of(request.GET.get("slide", "")))
    return {**said, **found, **({} if is_part else {"bounds": pages.bounds_of(of, changes, rules)})}


def _part(request: HttpRequest, shown: dict[str, Any]) -> HttpResponse:
    """A part of the page for its script."""
    if "preparing" in request.GET and not shown.get("waiting"):  # the whole page, now that there is something to show
        return HttpResponse(headers={"HX-Refresh": "true"})
    if "bounds" in shown:
        return page(request, "simulations/open.html", shown)
    slide = words_of(request.GET.get("slide", ""))
    response = page(request, "simulations/result.html", shown | {"slid": next((one for one in shown["offered"] if one.name == slide), None)})
    if "query" in shown:
        response.headers["HX-Replace-Url"] = f"{request.path}?{shown['query']}"
    return response


@login_required
@require_safe
def curve(request: HttpRequest, number: int) -> HttpResponse:
    """What each value of a parameter costs, as a picture with its table."""
    by = looker(request)
    of, typed = simulation_for(number, by), typed_in(request)
    shown = pages.simulation_page(of, typed, by=by)
    try:
        changes = pages.changes_in(shown, typed)
        found = pages.curve_page(of, changes, shown["rules"], shown["offered"], words_of(request.GET.get("of", "")))
    except Refusal as refusal:
        return page(request, "simulations/refused.html", {**shown, "refusal": refusal.said()}, status=UNPROCESSABLE)
    if found is None:
        raise Http404(gettext("这一项没有可以移动的范围。"))
    return page(request, "simulations/curve.html", {**shown, **found, "query": pages.query_of(changes)})


@login_required
@require_safe
def rows(request: HttpRequest, number: int) -> HttpResponse:
    """Who gains, who loses, who cannot be decided."""
    by = looker(request)
    of, typed = simulation_for(number, by), typed_in(request)
    which = request.GET.get("which", "gaining")
    if which not in WHICH:
        raise Http404(gettext("没有这个名单。"))
    offset = number_of(request.GET.get("from", "")) or 0
    shown = pages.simulation_page(of, typed, by=by)
    try:
        changes = pages.changes_in(shown, typed)
        compared = computing.counted(of, changes)
        found = changed_rows(of, changes, which, offset=offset)
    except Refusal as refusal:
        return page(request, "simulations/refused.html", {**shown, "refusal": refusal.said()}, status=UNPROCESSABLE)
    whole = compared.difference.whole
    counts = {each: getattr(whole, each) for each in WHICH}
    context = {
        **shown, **pages.rows_page(of, shown["rules"], compared, found), "which": which, "counts": counts, "query": pages.query_of(changes),
        "total": counts[which], "first": offset + 1, "last": offset + len(found),
        "before": max(0, offset - PAGE) if offset else None, "after": offset + PAGE if offset + PAGE < counts[which] else None,
    }  # fmt: skip
    return page(request, "simulations/rows.html", context)


@login_required
@require_safe
def row(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """One of the population asked again, one by one, with its reasons before and after."""
    by = looker(request)
    of, typed = simulation_for(number, by), typed_in(request)
    shown = pages.simulation_page(of, typed, by=by)
    try:
        changes = pages.changes_in(shown, typed)
        found = asked_again(of, changes, key)
    except Refusal as refusal:
        return page(request, "simulations/refused.html", {**shown, "refusal": refusal.said()}, status=UNPROCESSABLE)
    if found is None:
        raise Http404(gettext("名录快照里没有它。"))
    return page(request, "simulations/row.html", {**shown, **pages.row_page(shown["rules"], found), "query": pages.query_of(changes)})


@login_required
@require_safe
def table(request: HttpRequest, number: int, form: str) -> HttpResponseBase:
    """The difference as a file, with how it was computed."""
    by = looker(request)
    of, typed = simulation_for(number, by), typed_in(request)
    makers = {"xlsx": sheets.difference_workbook, "csv": sheets.difference_csv}
    if form not in makers:
        raise Http404
    shown = pages.simulation_page(of, typed, by=by)
    try:
        changes = pages.changes_in(shown, typed)
        content = makers[form](of, changes, shown["rules"], computing.compared(of, changes))
    except Refusal as refusal:
        messages.error(request, refusal.in_one_line())
        return redirect(f"{reverse('simulations:simulation', args=[number])}")
    name = f"政策模拟_{of.number}_差额.{form}"
    return unkept(FileResponse(BytesIO(content), as_attachment=True, filename=name), request)
