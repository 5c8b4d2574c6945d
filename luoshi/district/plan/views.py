"""Pages of the plan: a report as text with its reading beside it, the promises, the findings, and the box for another report."""

from __future__ import annotations

import uuid
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.district.plan import exports, operations, pages, queries
from luoshi.district.plan.errors import NotHeld, PlanError
from luoshi.district.plan.filters import Filters
from luoshi.district.plan.intake import CHARACTERS_MAX
from luoshi.district.plan.uploads import SizeLimit, submission, too_much_pasted
from luoshi.engines.documents.refusals import BYTES_MAX

if TYPE_CHECKING:
    from collections.abc import Callable

    from luoshi.district.plan.models import Clause, ReportVersion

HOLDER = "holder"
A_YEAR_SECONDS = 365 * 24 * 3600
UNPROCESSABLE = 422
LIMITS = {"megabytes": BYTES_MAX // 1024**2, "characters": f"{CHARACTERS_MAX:,}"}


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The district's report, or the box for one where there is none yet."""
    report = queries.front_report()
    return report_page(request, report.slug) if report else redirect("plan:reports")


@require_safe
def report_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A report as text or as a list, filtered as the address says; only its changing part when htmx asks for that."""
    version = _version(slug)
    view = request.GET.get("view", "text")
    context = pages.report_page(version, Filters.of_query(request.GET), view=view if view in pages.VIEWS else "text")
    context |= {"held": queries.is_held(version.report, by=holder(request)), "opened": _opened(request, version)}
    return render(request, "plan/results.html" if _asks_for(request, "results") else "plan/report.html", context)


@require_safe
def findings(request: HttpRequest, slug: str) -> HttpResponse:
    """What reading found wrong or open in the text."""
    return render(request, "plan/findings.html", pages.findings_page(_version(slug)))


@require_safe
def commitment(request: HttpRequest, code: str) -> HttpResponse:
    """A promise at its permanent address; its reading alone when htmx asks for the panel beside the text."""
    found = queries.commitment(code)
    if found is None:
        raise Http404(gettext("没有编号为 %(code)s 的承诺。") % {"code": code})
    clause = queries.clause_of_commitment(found)
    if clause is None:
        return render(request, "plan/withdrawn.html", pages.withdrawn_page(found))
    return _clause_page(request, clause)


@require_safe
def clause(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """A clause that promises nothing, such as a result of the year before."""
    found = queries.clause_at(_version(slug), position)
    if found is None:
        raise Http404(gettext("报告里没有这一句。"))
    return redirect(pages.address_of(found)) if found.commitment else _clause_page(request, found)


@require_safe
def download(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The table of tasks as a file, or everything as JSON."""
    version = _version(slug)
    if form not in exports.FORMS:
        raise Http404(gettext("没有这种格式；可以下载 xlsx、docx 或 json。"))
    export = exports.FORMS[form](version)
    return FileResponse(BytesIO(export.content), as_attachment=True, filename=export.name, content_type=export.media_type)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest) -> HttpResponse:
    """All reports this visitor may see, and the box that takes another one."""
    return _within_limits(_reports, request)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, slug: str) -> HttpResponse:
    """Take in a new text of an own report."""
    return _within_limits(_revise, request, slug=slug)


@csrf_protect
def _reports(request: HttpRequest, limit: SizeLimit) -> HttpResponse:
    if request.method != "POST":
        return _reports_page(request)
    try:
        given = submission(request, limit)
        slug = operations.read_report(given.content, given.name, by=holder(request), at=timezone.now())
    except PlanError as refusal:
        return _reports_page(request, refusal)
    return redirect("plan:report", slug)


@csrf_protect
def _revise(request: HttpRequest, limit: SizeLimit, slug: str) -> HttpResponse:
    version = _version(slug)
    if not queries.is_held(version.report, by=holder(request)):
        return _reports_page(request, NotHeld(), status=403)
    if request.method != "POST":
        return render(request, "plan/revise.html", {"report": version.report, "limits": LIMITS})
    try:
        given = submission(request, limit)
        changed = operations.revise_report(slug, given.content, given.name, by=holder(request), at=timezone.now())
    except PlanError as refusal:
        context = {"report": version.report, "limits": LIMITS, "refusal": pages.said(refusal)}
        return render(request, "plan/revise.html", context, status=UNPROCESSABLE)
    messages.success(
        request, gettext("已换成新的文本；仍在文中的承诺保留原编号。") if changed else gettext("文本与现有版本相同，没有变化。")
    )
    return redirect("plan:report", slug)


@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an own report away."""
    try:
        operations.remove_report(slug, by=holder(request))
    except PlanError as refusal:
        return _reports_page(request, refusal, status=403)
    messages.success(request, gettext("报告已删除。"))
    return redirect("plan:reports")


def holder(request: HttpRequest) -> str:
    """This browser's own random word, by which it is known as the one that brought a report; empty until it brings one."""
    if HOLDER not in request.session and request.method == "POST":
        request.session[HOLDER] = uuid.uuid4().hex
        request.session.set_expiry(A_YEAR_SECONDS)
    return str(request.session.get(HOLDER, ""))


def _within_limits(view: Callable[..., HttpResponse], request: HttpRequest, **arguments: str) -> HttpResponse:
    """Refuse what is too large while it comes in: the limit must stand before the token is looked for in the form."""
    limit = SizeLimit(request)
    request.upload_handlers.insert(0, limit)
    try:
        return view(request, limit=limit, **arguments)
    except RequestDataTooBig:
        return _reports_page(request, too_much_pasted(), status=413)


def _reports_page(request: HttpRequest, refusal: PlanError | None = None, *, status: int = 200) -> HttpResponse:
    context = {"entries": queries.reports(held_by=holder(request)), "limits": LIMITS, "refusal": refusal and pages.said(refusal)}
    return render(request, "plan/reports.html", context, status=UNPROCESSABLE if refusal and status == 200 else status)


def _version(slug: str) -> ReportVersion:
    version = queries.current_version(slug)
    if version is None:
        raise Http404(gettext("没有这份报告，或者它已被删除。"))
    return version


def _clause_page(request: HttpRequest, found: Clause) -> HttpResponse:
    context = {"thread": pages.thread(found), "report": found.version.report}
    if not _asks_for(request, "reading"):
        before, after = queries.neighbours(found) if found.commitment else (None, None)
        return render(request, "plan/commitment.html", context | {"before": before, "after": after})
    response = render(request, "plan/reading.html", context)
    if address := _address_with(request, opened=found):
        response["HX-Replace-Url"] = address
    return response


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
