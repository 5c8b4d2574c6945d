"""Pages on which officials report, confirm, review, bring and close figures."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.district import clock
from luoshi.district.answers import official, page
from luoshi.district.attachments.errors import AttachmentError
from luoshi.district.attachments.operations import Received, receive, store
from luoshi.district.indicators import operations, pages
from luoshi.district.indicators.answers import UNPROCESSABLE, indicator_of, period_of
from luoshi.district.indicators.errors import IndicatorError, NotAllowed, ReleaseRefused
from luoshi.district.indicators.form_of_declaring import DeclareForm
from luoshi.district.indicators.forms import ConfirmForm, FigureForm, PeriodForm, ReleaseForm, ReopenForm, ReviewForm
from luoshi.district.offices.errors import Refusal
from luoshi.district.uploads import SizeLimit, limited

if TYPE_CHECKING:
    from luoshi.district.indicators.models import Indicator, ReportedValue
    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.progress import Period

BYTES_MAX = 20 * 1024 * 1024
EVIDENCE = "evidence"


@login_required
@require_safe
def owed(request: HttpRequest) -> HttpResponse:
    """What the official's units owe, and what waits for review."""
    return page(request, "indicators/owed.html", pages.owed_page(official(request), on=clock.today()))


@login_required
@require_POST
def confirm(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """The counted figure is right: one click. Or it is not, and why."""
    found, by = indicator_of(request, code), official(request)
    of, form = period_of(found, period), ConfirmForm(request.POST)
    if form.is_valid():
        try:
            operations.confirm(found, of, by=by, at=clock.now(), **form.cleaned_data)
        except IndicatorError as refusal:
            messages.error(request, refusal.in_one_line())
        else:
            right = form.cleaned_data["is_right"]
            messages.success(request, gettext("已核对：这个数是对的。") if right else gettext("已记下您的意见。"))
    return redirect("indicators:figure", code, period)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Report a figure with its evidence; or look at what was handed in, and approve or return it."""
    found, by = indicator_of(request, code), official(request)
    if not by.serves(found.district):
        raise PermissionDenied(NotAllowed.to_report(found).in_one_line())
    of = period_of(found, period)
    if request.method == "POST" and request.POST.get("act") in {"approve", "return"}:
        return _review(request, found, of, by)
    return _report(request, found, of, by)


def _report(request: HttpRequest, found: Indicator, of: Period, by: Authority) -> HttpResponse:
    shown = pages.report_page(found, of, by=by, on=clock.today())
    last: ReportedValue | None = shown["last"]
    initial = {"number": f"{last.number.normalize():f}", "remark": last.remark} if last and not shown["corrects"] else {}
    form = FigureForm(unit=found.unit, corrects=shown["corrects"], data=request.POST or None, initial=initial)
    received, refusal = Received(), None
    if request.method == "POST":
        received = _received(request, by)
        if form.is_valid() and not received.faults:
            try:
                value = _drafted(found, of, form.cleaned_data, by, corrects=shown["corrects"])
                _passed_on(request, value, received, by)
            except Refusal as problem:
                refusal = problem
            else:
                return redirect("indicators:owed")
    context = {**shown, "form": form, "refusal": refusal and refusal.said(), "held": received.attachments, "faults": received.faults}
    return page(request, "indicators/report.html", context, status=UNPROCESSABLE if refusal or form.errors or received.faults else 200)


def _received(request: HttpRequest, by: Authority) -> Received:
    assert by.district is not None, "an official serves a district"
    kept = request.POST.getlist(f"{EVIDENCE}-kept")
    return receive(request.FILES.getlist(EVIDENCE), kept, district=by.district, by=by, at=clock.now())


def _drafted(found: Indicator, of: Period, said: dict[str, Any], by: Authority, *, corrects: bool) -> ReportedValue:
    """A draft stays even if it cannot be handed in."""
    if corrects:
        return operations.correct(found, of, said["number"], reason=said["remark"], by=by, at=clock.now())
    return operations.draft(found, of, said["number"], remark=said["remark"], by=by, at=clock.now())


def _passed_on(request: HttpRequest, value: ReportedValue, received: Received, by: Authority) -> None:
    if request.POST.get("act") == "hand_in":
        operations.hand_in(value, evidence=received.attachments, by=by, at=clock.now())
        messages.success(request, gettext("已报送，等另一个人审核。"))
    else:
        messages.success(request, gettext("草稿已保存。"))


def _review(request: HttpRequest, found: Indicator, of: Period, by: Authority) -> HttpResponse:
    shown = pages.report_page(found, of, by=by, on=clock.today())
    form, last, refusal = ReviewForm(request.POST), shown["last"], None
    if last is not None and form.is_valid():
        seen, now = form.cleaned_data["seen_steps"], clock.now()
        try:
            if request.POST["act"] == "approve":
                operations.approve(last, seen_steps=seen, by=by, at=now)
            else:
                operations.return_(last, seen_steps=seen, reason=form.cleaned_data["reason"], by=by, at=now)
        except IndicatorError as problem:
            refusal = problem
        else:
            approved = request.POST["act"] == "approve"
            messages.success(request, gettext("已通过，这个数从现在起算数。") if approved else gettext("已退回。"))
            return redirect("indicators:figure", found.code, str(of))
    empty = FigureForm(unit=found.unit, corrects=False)
    context = {**shown, "form": empty, "refusal": refusal and refusal.said()}
    return page(request, "indicators/report.html", context, status=UNPROCESSABLE)


def _too_much(request: HttpRequest) -> HttpResponse:
    messages.error(request, gettext("文件太大，没有导入任何数据。"))
    return redirect("indicators:bring")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(_too_much, bytes_max=BYTES_MAX)
def bring(request: HttpRequest, limit: SizeLimit) -> HttpResponse:
    """Bring the figures of a document: all of them, or none with what is wrong in which row."""
    by = official(request)
    issuers = pages.issuers_of(by)
    if by.district is None or not issuers:
        raise PermissionDenied(gettext("官方统计数据由发布单位的人员导入。"))
    form = ReleaseForm(issuers=issuers, on=clock.today(), data=request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST" and limit.exceeded:
        return _too_much(request)
    if request.method == "POST" and form.is_valid():
        try:
            count = _bring(request, form.cleaned_data, by.district, by)
        except Refusal as problem:
            refusal = problem
        else:
            messages.success(request, gettext("已导入 %(count)s 个数，从现在起只能看、不能改。") % {"count": count})
            return redirect("indicators:releases")
    faults = refusal.faults if isinstance(refusal, ReleaseRefused) else ()
    context = {"form": form, "refusal": refusal and refusal.said(), "faults": faults, "district": by.district}
    return page(request, "indicators/bring.html", context, status=UNPROCESSABLE if refusal or form.errors else 200)


def _bring(request: HttpRequest, said: dict[str, Any], district: District, by: Authority) -> int:
    file = request.FILES.get("table")
    content, name = (file.read(), file.name or "") if file else (b"", "")
    brought = operations.figures_of_table(content, name)
    document = operations.Document(**said, sha256=hashlib.sha256(content).hexdigest())
    files = _kept(content, name, district, by)
    return operations.bring_official(district, document, brought, files=files, by=by, at=clock.now()).values.count()


def _kept(content: bytes, name: str, district: District, by: Authority) -> list[Any]:
    """The file itself, where it is of a kind that is kept; its hash is kept in any case."""
    try:
        return [store(name=name, content=content, district=district, by=by, at=clock.now())]
    except AttachmentError:
        return []


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest) -> HttpResponse:
    """Say what else the district measures."""
    by = official(request)
    if by.district is None or not by.is_office_of(by.district):
        raise PermissionDenied(NotAllowed.to_keep().in_one_line())
    form, refusal = DeclareForm(by.district, on=clock.today(), data=request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            operations.declare_new(by.district, form.read(), by=by, at=clock.now())
        except IndicatorError as problem:
            refusal = problem
        else:
            messages.success(request, gettext("指标已登记。"))
            return redirect("indicators:indicator", form.cleaned_data["code"])
    context = {"form": form, "refusal": refusal and refusal.said()}
    return page(request, "indicators/declare.html", context, status=UNPROCESSABLE if refusal or form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def periods(request: HttpRequest) -> HttpResponse:
    """Close a period, or reopen one by a decision."""
    by = official(request)
    if by.district is None or not by.is_office_of(by.district):
        raise PermissionDenied(NotAllowed.to_keep().in_one_line())
    reopens = request.POST.get("act") == "reopen"
    sent = request.POST if request.method == "POST" else None
    close_form, reopen_form = PeriodForm(None if reopens else sent), ReopenForm(sent if reopens else None, prefix="reopen")
    form, refusal = (reopen_form if reopens else close_form), None
    if request.method == "POST" and form.is_valid():
        act = operations.reopen_period if reopens else operations.close_period
        try:
            act(by.district, by=by, at=clock.now(), **form.cleaned_data)
        except IndicatorError as problem:
            refusal = problem
        else:
            messages.success(request, gettext("已重新开放。") if reopens else gettext("已关账。"))
            return redirect("indicators:periods")
    context = {
        **pages.periods_page(by.district),
        "close_form": close_form,
        "reopen_form": reopen_form,
        "refusal": refusal and refusal.said(),
    }
    return page(request, "indicators/periods.html", context, status=UNPROCESSABLE if refusal or form.errors else 200)
