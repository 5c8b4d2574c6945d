"""Pages on which officials try other parameters on everybody: the list, one simulation, its curve, its rows, its table."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.district import clock
from luoshi.district.answers import number_of, page, unkept, words_of
from luoshi.district.offices.errors import Refusal
from luoshi.district.population import queries as population
from luoshi.district.simulations import computing, operations, pages, queries, sheets
from luoshi.district.simulations.ahead import WAY
from luoshi.district.simulations.answers import looker, simulation_for, typed_in
from luoshi.district.simulations.forms import ProposalForm, SimulationForm, SyntheticForm
from luoshi.district.simulations.rows import PAGE, WHICH, asked_again, changed_rows

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority
    from luoshi.district.population.queries import Run, Snapshot
    from luoshi.district.simulations.computing import Changes, Rules
    from luoshi.district.simulations.models import Simulation, SyntheticPopulation

UNPROCESSABLE = 422


@login_required
@require_safe
def simulations(request: HttpRequest) -> HttpResponse:
    """All simulations and proposals of the district."""
    return _list(request, SyntheticForm())


def _list(request: HttpRequest, form: SyntheticForm, refusal: Refusal | None = None) -> HttpResponse:
    by = looker(request)
    assert by.district is not None, "who may look serves a district"
    shown = {**pages.list_page(by.district, by=by), "form": form, "refusal": refusal and refusal.said()}
    return page(request, "simulations/list.html", shown, status=UNPROCESSABLE if refusal or form.errors else 200)


@login_required
@require_POST
def invent(request: HttpRequest) -> HttpResponse:
    """Invent enterprises that simulations may ask instead of the register."""
    by, form = looker(request), SyntheticForm(request.POST)
    assert by.district is not None, "who may look serves a district"
    if not form.is_valid():
        return _list(request, form)
    try:
        made = operations.invent(by.district, **form.cleaned_data, by=by, at=clock.now())
    except Refusal as refusal:
        return _list(request, form, refusal)
    messages.success(request, gettext("第 %(number)s 号模拟人群可以选用了；新建模拟时选择它。") % {"number": made.number})
    return redirect("simulations:simulations")


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
        snapshot, invented = _chosen(said["people"], like, by)
        try:
            with transaction.atomic():
                chosen = operations.run_again(like, snapshot, on=said["on"], by=by, at=clock.now())
                begun = operations.begin(chosen, title=said["title"], answer=said["answer"], people=invented, by=by, at=clock.now())
        except Refusal as found:
            refusal = found.said()
        else:
            return redirect("simulations:simulation", begun.number)
    context = {"form": form, "run": like, "policy": pages.policy_of(like), "refusal": refusal}
    return page(request, "simulations/new.html", context, status=UNPROCESSABLE if refusal or form.errors else 200)


_SYNTHETIC: Final = "synthetic-"


def _chosen(words: str, like: Run, by: Authority) -> tuple[Snapshot, SyntheticPopulation | None]:
    """The snapshot over which the rules are run, and the invented ones that stand for its people, by a choice of the form."""
    if words.startswith(_SYNTHETIC):
        return like.snapshot, queries.synthetic_population(number_of(words.removeprefix(_SYNTHETIC)) or 0, by=by)
    snapshot = population.snapshot(number_of(words) or 0, by=by)
    assert snapshot is not None, "it was among the choices"
    return snapshot, None


def _form(request: HttpRequest, like: Run) -> SimulationForm:
    there = [each for each in population.snapshots(like.district) if not each.is_removed]
    chosen = [(str(each.pk), population.snapshot_said(each)) for each in there]
    chosen += [(f"{_SYNTHETIC}{each.number}", pages.synthetic_said(each)) for each in queries.synthetic_populations(like.district)]
    answers = [(each, each) for each in computing.answers_of(like)]
    initial = {"people": str(like.snapshot_id), "on": like.on}
    return SimulationForm(request.POST or None, initial=initial, people=chosen, answers=answers)


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
    with WAY.first():
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
    response = page(
        request, "simulations/result.html", shown | {"slid": next((one for one in shown["offered"] if one.name == slide), None)}
    )
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
