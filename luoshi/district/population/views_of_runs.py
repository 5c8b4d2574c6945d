"""The pages of runs: a new one, what came out, its rows, and one row computed again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import yaml
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.district.access_log.queries import What
from luoshi.district.answers import number_of, words_of
from luoshi.district.clock import now, today
from luoshi.district.decisions.errors import DecisionError
from luoshi.district.decisions.queries import in_force_by_pack, pack_names
from luoshi.district.languages import all_said
from luoshi.district.population import operations, pages, queries
from luoshi.district.population.answers import UNPROCESSABLE, note, page, seeing
from luoshi.district.population.errors import NoSuchRow, PopulationError
from luoshi.district.population.forms import RunForm
from luoshi.district.population.results import PAGE
from luoshi.engines.decisions import UnknownDecision

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority
    from luoshi.district.population.models import Run

EXAMPLE: Final = """- {input: 单位类型, value: 企业}
- {input: 裁员人数, table: 失业保险缴费, column: 裁员人数, years_back: 1}
- {input: 行业代码, register: enterprises, field: industry}
"""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Run rules that are in force over a snapshot."""
    by, district = seeing(request)
    there = [each for each in queries.snapshots(district) if not each.is_removed]
    names = all_said(pack_names(district))
    packages = [(each, names.get(each, each)) for each in sorted(in_force_by_pack(by=by, on=today()))]
    choices = [(str(each.pk), queries.snapshot_said(each)) for each in there]
    form = RunForm(choices, packages, request.POST or None, initial={"on": today(), **_begun(request, by)})
    if request.method != "POST":
        return page(request, "population/new_run.html", {"form": form, "refusal": None}, by=by)
    if not form.is_valid():
        return page(request, "population/new_run.html", {"form": form, "refusal": None}, by=by, status=UNPROCESSABLE)
    said_of = form.cleaned_data
    chosen = next(each for each in there if str(each.pk) == said_of.pop("snapshot"))
    try:
        made = operations.run(chosen, said_of.pop("package"), by=by, at=now(), **said_of)
    except (PopulationError, DecisionError) as refusal:
        return page(request, "population/new_run.html", {"form": form, "refusal": refusal.said()}, by=by, status=refusal.status)
    except UnknownDecision as refusal:
        return _refused(request, form, str(refusal), by)
    return redirect("population:run", made.pk)


def _begun(request: HttpRequest, by: Authority) -> dict[str, str]:
    """What stands in the form at first: what an earlier run asked, where it is to be like one; else an example."""
    like = queries.run(number_of(request.GET.get("like", "")) or 0, by=by)
    if like is None:
        return {"sources": EXAMPLE, "keep": "sector"}
    sources = yaml.safe_dump(like.sources, allow_unicode=True, sort_keys=False, default_flow_style=None, width=1_000)
    wanted, keep = "\n".join(like.wanted), ", ".join(like.keep)
    return {"package": like.package, "wanted": wanted, "explained_by": like.explained_by, "sources": sources, "keep": keep}


def _refused(request: HttpRequest, form: RunForm, what: str, by: Authority) -> HttpResponse:
    refusal = {"what": what, "remedy": gettext("没有运行，也没有保存。")}
    return page(request, "population/new_run.html", {"form": form, "refusal": refusal}, by=by, status=UNPROCESSABLE)


@login_required
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """What came out of a run: by reason, by what is lacking, by groups."""
    by, found = _run(request, pk)
    asked = request.GET.get("by", "")
    group = asked if asked in found.keep else (found.keep[0] if found.keep else "")
    return page(request, "population/run.html", pages.run_page(found, group), by=by)


@login_required
@require_safe
def rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows of a run, a page at a time; that somebody looks is noted."""
    by, found = _run(request, pk)
    asked = _asked(request)
    offset = number_of(request.GET.get("from", "")) or 0
    shown = queries.rows(found, asked, offset=offset, limit=PAGE + 1)
    note(request, What.LIST, str(found.pk), by, detail=str(len(shown)))
    turned = request.GET.copy()
    turned["from"] = str(offset + PAGE)
    context = {
        **pages.rows_page(found, shown[:PAGE]),
        "asked": asked,
        "offset": offset,
        "further": turned.urlencode() if len(shown) > PAGE else "",
        "reason": pages.reason_of(found, asked.reason) if asked.reason is not None else "",
    }
    return page(request, "population/rows.html", context, by=by)


@login_required
@require_safe
def row(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One row, computed again by the other engine; that somebody looks is noted."""
    by, found = _run(request, pk)
    note(request, What.PAGE, f"{found.pk}/{key}", by)
    try:
        context: dict[str, Any] = pages.row_page(found, queries.recomputed(found, key))
    except NoSuchRow as refusal:
        raise Http404(refusal.in_one_line()) from refusal
    except PopulationError as refusal:
        context = {"run": found, "refusal": refusal.said()}
    return page(request, "population/row.html", context, by=by)


def _run(request: HttpRequest, pk: int) -> tuple[Authority, Run]:
    by, _ = seeing(request)
    found = queries.run(pk, by=by)
    if found is None:
        raise Http404(gettext("没有这次运行。"))
    return by, found


def _asked(request: HttpRequest) -> queries.Asked:
    given = request.GET
    decided = {"yes": True, "no": False}.get(given.get("decided", ""))
    reason = given.get("reason", "")
    number = -1 if reason == "-1" else number_of(reason)
    masks = {name: number_of(given.get(name, "")) for name in ("missing", "unmatched")}
    return queries.Asked(reason=number, key=words_of(given.get("q", ""), most=40), decided=decided, **masks)
