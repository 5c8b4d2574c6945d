"""Pages on which visitors hand in a report, revise it, and take it away again."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from luoshi.district import clock
from luoshi.district.plan import operations, queries
from luoshi.district.plan.answers import page, version_of
from luoshi.district.plan.errors import NotHeld, PlanError, ReportStays
from luoshi.district.plan.intake import CHARACTERS_MAX, TITLE_LENGTH_MAX
from luoshi.district.plan.uploads import submission, too_much_pasted
from luoshi.district.uploads import SizeLimit, limited
from luoshi.engines.documents.refusals import BYTES_MAX

if TYPE_CHECKING:
    from luoshi.district.plan.models import ReportVersion

UNPROCESSABLE = 422
HOLDER = "holder"
A_YEAR_SECONDS = 365 * 24 * 3600
LIMITS = {"megabytes": BYTES_MAX // 1024**2, "characters": f"{CHARACTERS_MAX:,}", "title": TITLE_LENGTH_MAX}


def _too_much(request: HttpRequest) -> HttpResponse:
    return _reports_page(request, too_much_pasted(), status=413)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@limited(_too_much, bytes_max=BYTES_MAX)
def reports(request: HttpRequest, limit: SizeLimit) -> HttpResponse:
    """All reports this visitor may see, and the box that takes another one."""
    if request.method != "POST":
        return _reports_page(request)
    try:
        given = submission(request, limit)
        slug = operations.read_report(given.content, given.name, by=holder(request), at=clock.now(), title=given.title)
    except PlanError as refusal:
        return _reports_page(request, refusal, status=UNPROCESSABLE)
    return redirect("plan:report", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@limited(_too_much, bytes_max=BYTES_MAX)
def revise(request: HttpRequest, limit: SizeLimit, slug: str) -> HttpResponse:
    """Take in a new text of an own report."""
    version = version_of(request, slug)
    if not queries.is_held(version.report, by=holder(request)):
        return _reports_page(request, NotHeld(), status=403)
    if request.method != "POST":
        return page(request, "plan/revise.html", {"report": version.report, "limits": LIMITS})
    try:
        given = submission(request, limit)
        changed = operations.revise_report(slug, given.content, given.name, by=holder(request), at=clock.now())
    except PlanError as refusal:
        context = {"report": version.report, "limits": LIMITS, "refusal": refusal.said(), "given": request.POST}
        return page(request, "plan/revise.html", context, status=UNPROCESSABLE)
    messages.success(
        request, gettext("已换成新的文本；仍在文中的承诺保留原编号。") if changed else gettext("文本与现有版本相同，没有变化。")
    )
    return redirect("plan:report", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what would be deleted, and take an own report away when that is confirmed."""
    if request.method != "POST":
        return _removal_page(request, version_of(request, slug))
    try:
        operations.remove_report(slug, by=holder(request))
    except PlanError as refusal:
        return _back_to_the_list(request, refusal)
    messages.success(request, gettext("报告已删除。"))
    return redirect("plan:reports")


def holder(request: HttpRequest) -> str:
    """This browser's own random word, by which it is known as the one that brought a report; empty until it brings one."""
    if HOLDER not in request.session and request.method == "POST":
        request.session[HOLDER] = uuid.uuid4().hex
        if not request.user.is_authenticated:  # an official's session ends with the working day
            request.session.set_expiry(A_YEAR_SECONDS)
    return str(request.session.get(HOLDER, ""))


def _reports_page(request: HttpRequest, refusal: PlanError | None = None, *, status: int = 200) -> HttpResponse:
    """The list and the box; a refusal that could be mended leaves in the box what was written there."""
    context = {"entries": queries.reports(held_by=holder(request)), "limits": LIMITS, "refusal": refusal and refusal.said()}
    if status == UNPROCESSABLE:
        context["given"] = request.POST
    return render(request, "plan/reports.html", context, status=status)


def _removal_page(request: HttpRequest, version: ReportVersion) -> HttpResponse:
    report = version.report
    if not queries.is_held(report, by=holder(request)):
        return _back_to_the_list(request, ReportStays())
    counts = {"versions": report.versions.count(), "promises": report.commitments.count()}
    return page(request, "plan/remove.html", {"report": report, "version": version, **counts})


def _back_to_the_list(request: HttpRequest, refusal: PlanError) -> HttpResponse:
    """A redirect, so that the page which says why not can be read in another language or size."""
    messages.error(request, refusal.in_one_line())
    return redirect("plan:reports")
