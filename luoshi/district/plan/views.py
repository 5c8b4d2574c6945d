"""Pages on which a report is read: by area, as a list, as text with its reading beside it, promise by promise, its findings, as a file."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from luoshi.district import clock
from luoshi.district.fonts import FontMissing
from luoshi.district.plan import exports, pages, queries, supervised
from luoshi.district.plan.answers import authority, page, page_number, unkept, version_of
from luoshi.district.plan.filters import Filters
from luoshi.district.plan.views_of_uploads import holder

if TYPE_CHECKING:
    from luoshi.district.plan.models import Clause, ReportVersion


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The district's plan, or the box for a report where there is none yet."""
    report = queries.front_report()
    return report_page(request, report.slug) if report else redirect("plan:reports")


@require_safe
def report_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A report by area, as a list or as text, filtered as the address says; only its changing part when htmx asks for that."""
    version = version_of(request, slug)
    filters = Filters.of_query(request.GET)
    asked = request.GET.get("view", "text" if "open" in request.GET else "")  # what is opened stands beside the text
    view = pages.view_of(version.report, filters, asked)
    if _asks_for(request, "results"):
        found = pages.results(version, filters, view=view, number=page_number(request), keeps=_keeps(request, version))
        return page(request, "plan/results.html", {"version": version, "report": version.report, **found})
    context = pages.report_page(version, filters, view=view, number=page_number(request), keeps=_keeps(request, version))
    context |= {"held": queries.is_held(version.report, by=holder(request)), "opened": _opened(request, version)}
    return page(request, "plan/report.html", context)


@require_safe
def findings(request: HttpRequest, slug: str) -> HttpResponse:
    """What reading found wrong or open in the text."""
    return page(request, "plan/findings.html", pages.findings_page(version_of(request, slug)))


@require_safe
def commitment(request: HttpRequest, code: str) -> HttpResponse:
    """A promise at its permanent address; its reading alone when htmx asks for the panel beside the text."""
    found = queries.commitment(code)
    if found is None or not queries.may_see(found.report, by=authority(request)):
        raise Http404(gettext("没有编号为 %(code)s 的承诺。") % {"code": code})
    clause = queries.clause_of_commitment(found)
    if clause is None or (not found.tracked and not _asks_for(request, "reading")):
        keeps = authority(request).is_office_of(found.report.district)
        return page(request, "plan/withdrawn.html", {**pages.withdrawn_page(found), "clause": clause, "keeps": keeps})
    return _clause_page(request, clause)


@require_safe
def clause(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """A clause that promises nothing, such as a result of the year before."""
    found = queries.clause_at(version_of(request, slug), position)
    if found is None:
        raise Http404(gettext("报告里没有这一句。"))
    return redirect(pages.address_of(found)) if found.commitment else _clause_page(request, found)


@require_safe
def download(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The table of tasks as a file, or everything as JSON."""
    version = version_of(request, slug)
    if form not in exports.FORMS:
        raise Http404(gettext("没有这种格式；可以下载 xlsx、docx、pdf 或 json。"))
    try:
        export = exports.FORMS[form](version, on=clock.today())
    except FontMissing as refusal:
        raise Http404(refusal.in_one_line()) from refusal
    file = FileResponse(BytesIO(export.content), as_attachment=True, filename=export.name, content_type=export.media_type)
    return unkept(file, version.report, request)


def _clause_page(request: HttpRequest, found: Clause) -> HttpResponse:
    by, report = authority(request), found.version.report
    keeps = pages.is_plan(report) and by.is_office_of(report.district)
    fills = keeps or bool(found.commitment and by.reports_for(found.commitment.lead))
    context = {"thread": pages.thread(found), "report": report, "keeps": keeps, "fills": fills}
    if not _asks_for(request, "reading"):
        if found.commitment is None:
            return page(request, "plan/clause.html", context)
        before, after = queries.neighbours(found)
        confirms = not found.commitment.confirmed and by.approves_for(found.commitment.lead)
        recorded = supervised.records(found.commitment, by=by, at=clock.now()) if pages.is_plan(report) else None
        context |= pages.commitment_page(found, public=not by.serves(report.district), records=recorded)
        context |= {"before": before, "after": after, "confirms": confirms, "openings": supervised.openings(found.commitment, by=by)}
        return page(request, "plan/commitment.html", context)
    response = page(request, "plan/reading.html", context)
    if address := _address_with(request, opened=found):
        response["HX-Replace-Url"] = address
    return response


def _keeps(request: HttpRequest, version: ReportVersion) -> bool:
    """Whether whoever asks keeps this plan."""
    return pages.is_plan(version.report) and authority(request).is_office_of(version.report.district)


def _asks_for(request: HttpRequest, target: str) -> bool:
    """Whether htmx asks for one part of the page, and not the browser for all of it."""
    return request.headers.get("HX-Target") == target and "HX-History-Restore-Request" not in request.headers


def _address_with(request: HttpRequest, *, opened: Clause) -> str:
    """The address of the page in the browser, with the clause that was opened beside the text."""
    current = urlsplit(request.headers.get("HX-Current-URL", ""))
    asked = {key: values for key, values in parse_qs(current.query).items() if key != "open"}
    return f"{current.path or '/'}?{urlencode({**asked, 'open': opened.position}, doseq=True)}"


def _opened(request: HttpRequest, version: ReportVersion) -> pages.Thread | None:
    position = request.GET.get("open", "")
    found = queries.clause_at(version, int(position)) if position.isascii() and position.isdigit() and len(position) < 7 else None
    return pages.thread(found) if found else None
