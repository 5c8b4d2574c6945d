"""Open data: the page that lists it, its files, the catalogue, and the archives; the office says the licence and makes archives here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from luoshi.district import clock
from luoshi.district.answers import authority, official, page, words_of
from luoshi.district.open_data import operations, queries
from luoshi.district.open_data.catalogue import to_json_ld
from luoshi.district.open_data.errors import OpenDataError
from luoshi.district.open_data.files import to_csv, to_json
from luoshi.district.open_data.forms import LicenceForm
from luoshi.district.open_data.pages import list_page
from luoshi.district.plan.queries import front_report
from luoshi.district.public_tables import tables
from luoshi.words import Words

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.plan.queries import Report

UNPROCESSABLE: Final = 422
JSON_LD: Final = "application/ld+json"


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """What is given away, plan by plan."""
    return _page(request)


@require_safe
def table(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponse:
    """A table of a plan as CSV or JSON, as it is today."""
    report, on = _plan(slug), clock.today()
    of = next((each for each in tables() if each.code == code), None)
    if of is None or form not in {"csv", "json"}:
        raise Http404(gettext("没有这个文件。"))
    filled = queries.table(of, report, on=on, site=_site(request))
    if form == "csv":
        return _file(to_csv(filled), "text/csv; charset=utf-8", f"{slug}-{code}.csv")
    about = {"plan": slug, "as_of": on.isoformat(), "licence": _licence(report), "invented": report.invented}
    return _file(to_json(filled, about).encode(), "application/json; charset=utf-8", "")


@require_safe
def stratml(request: HttpRequest, slug: str) -> HttpResponse:
    """A plan and what became of it as StratML Part 2."""
    source = request.build_absolute_uri()
    return _file(
        queries.stratml(_plan(slug), on=clock.today(), site=_site(request), source=source), "application/xml", f"{slug}.stratml.xml"
    )


@require_safe
def archive(request: HttpRequest, slug: str, number: int = 0) -> HttpResponse:
    """An archive of a plan, the newest if no number is named; it is handed over as a file, for it brings styles of its own."""
    content = queries.content_of(_plan(slug), number)
    if content is None:
        raise Http404(gettext("还没有归档。"))
    return _file(content, "text/html; charset=utf-8", f"{slug}-archive{f'-{number}' if number else ''}.html")


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Everything that is given away, as DCAT-AP in JSON-LD."""
    front = front_report()
    plans = [each for each in queries.plans() if front is None or each.district_id == front.district_id]
    if not plans or plans[0].district is None:
        raise Http404(gettext("还没有通过的计划。"))
    site, district = _site(request), plans[0].district
    found = [
        each
        for report in plans
        for each in queries.datasets(report, on=clock.today(), address=site + reverse("open_data:everything") + f"{report.slug}/")
    ]
    title = Words(f"{district.name}承诺数据目录", f"Promises of {district.name_en or district.name}: catalogue of data")
    told = to_json_ld(request.build_absolute_uri(), title, queries.publisher(district), found)
    return _file(json.dumps(told, ensure_ascii=False, indent=1).encode(), JSON_LD, "")


@login_required
@require_POST
def set_licence(request: HttpRequest) -> HttpResponse:
    """The office says under which licence the district's data may be used."""
    by, form = official(request), LicenceForm(request.POST)
    if by.district is None:
        raise Http404
    if not form.is_valid():
        return _page(request, form=form)
    try:
        operations.set_licence(by.district, **form.cleaned_data, by=by, at=clock.now())
    except OpenDataError as refusal:
        return _page(request, form=form, refusal=refusal)
    messages.success(request, gettext("已保存。"))
    return redirect("open_data:everything")


@login_required
@require_POST
def keep_archive(request: HttpRequest) -> HttpResponse:
    """The office has a plan archived as it is now; the worker does it."""
    try:
        operations.ask_for_archive(_plan(words_of(request.POST.get("plan", ""))), by=official(request), at=clock.now())
    except OpenDataError as refusal:
        return _page(request, refusal=refusal)
    messages.success(request, gettext("开始归档。"))
    return redirect("open_data:everything")


@login_required
@require_safe
def archive_progress(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the archive of a plan is; when it is made, the page is looked at anew."""
    report = _plan(slug)
    making = queries.archive_in_making(report)
    answer = page(request, "open_data/making.html", {"report": report, "making": making})
    if making is None:
        answer.headers["HX-Refresh"] = "true"
    return answer


def _plan(slug: str) -> Report:
    found = queries.plan_called(slug)
    if found is None:
        raise Http404(gettext("没有这份计划，或者它还没有通过。"))
    return found


def _page(request: HttpRequest, *, form: LicenceForm | None = None, refusal: OpenDataError | None = None) -> HttpResponse:
    context: dict[str, Any] = list_page(authority(request), given=form)
    failed = form is not None or refusal is not None
    return page(request, "open_data/list.html", {**context, "refusal": refusal and refusal.said()}, status=UNPROCESSABLE if failed else 200)


def _licence(report: Report) -> dict[str, str] | None:
    licence = queries.licence_of(report.district) if report.district else None
    return {"name": licence.name, "address": licence.address} if licence else None


def _site(request: HttpRequest) -> str:
    """Where this site is reached, without a slash at the end."""
    return request.build_absolute_uri("/").rstrip("/")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file that other sites may load too; with a name it is one to keep."""
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    if name:
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
