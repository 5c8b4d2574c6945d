"""The reporting calendar, who owes what, what the own unit owes, the burden meter; and what units say of their promises."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.district.answers import authority, official, page
from luoshi.district.attachments.operations import Received, receive
from luoshi.district.clock import now, today
from luoshi.district.dues import operations, pages, queries
from luoshi.district.dues.calendar_file import calendar_of
from luoshi.district.dues.errors import NotAllowed
from luoshi.district.dues.forms import SignForm, UpdateForm
from luoshi.district.dues.models import Update
from luoshi.district.indicators import operations as indicators
from luoshi.district.indicators.queries import indicator
from luoshi.district.offices.errors import Refusal
from luoshi.district.offices.queries import present_units
from luoshi.district.plan import queries as plans
from luoshi.engines.progress import Period, Rhythm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority, District, Unit
    from luoshi.district.plan.queries import Commitment, Report

UNPROCESSABLE = 422
EVIDENCE = "evidence"


@login_required
@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """A month of the reporting calendar."""
    report = _report(request, slug)
    shown = _period(request.GET.get("month", ""), Rhythm.MONTH)
    return page(request, "dues/calendar.html", pages.calendar_page(report, shown, on=today()))


@login_required
@require_safe
def owing(request: HttpRequest, slug: str) -> HttpResponse:
    """Who still owes what."""
    return page(request, "dues/owing.html", pages.owing_page(_report(request, slug), by=official(request), on=today()))


@login_required
@require_POST
def remind(request: HttpRequest, slug: str, unit: str) -> HttpResponse:
    """Remind a unit of all that it owes, by one click."""
    report = _report(request, slug)
    assert report.district is not None
    try:
        told = operations.remind(report, _unit(report.district, unit), by=official(request), at=now())
    except Refusal as refusal:
        messages.error(request, refusal.in_one_line())
    else:
        messages.success(request, gettext("已催报，通知了 %(count)s 人。") % {"count": sum(each.told for each in told)})
    return redirect("dues:owing", slug)


@login_required
@require_safe
def burden(request: HttpRequest, slug: str) -> HttpResponse:
    """How much each unit was asked."""
    report = _report(request, slug)
    try:
        span = Period.parse(request.GET.get("span", ""))
    except ValueError:
        span = Period(report.year or today().year, Rhythm.YEAR)
    return page(request, "dues/burden.html", pages.burden_page(report, span, on=today()))


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What the official's own units owe."""
    by, report = _official_with_plan(request)
    return page(request, "dues/own.html", pages.own_page(report, by=by, on=today()))


@login_required
@require_POST
def confirm(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """该数属实: one click, and nothing to fill in."""
    by = official(request)

    def confirmed() -> str:
        assert by.district is not None, "an official serves a district"
        try:
            found, of, seen = indicator(code, by.district), Period.parse(period), Decimal(request.POST.get("seen", ""))
        except (ValueError, InvalidOperation) as problem:
            raise Http404(gettext("没有这一期。")) from problem
        indicators.confirm(found, of, seen=seen, is_right=True, by=by, at=now())
        return gettext("已核对：该数属实。")

    return _at_one_click(request, confirmed)


@login_required
@require_POST
def confirm_recorded(request: HttpRequest, unit: str) -> HttpResponse:
    """以上属实，一并报送: by one click what the record says of several promises."""
    by, report = _official_with_plan(request)
    assert report.district is not None
    whose, seen = _unit(report.district, unit), _seen(request, "seen")
    return _at_one_click(
        request,
        lambda: gettext("已报送 %(count)s 项，等负责人签发。") % {"count": operations.confirm(whose, report, seen, by=by, at=now())},
    )


@login_required
@require_POST
def sign_all(request: HttpRequest, slug: str) -> HttpResponse:
    """一并签发: by one click what was handed in of several promises."""
    report, by = _report(request, slug), official(request)
    seen = {code: _whole(words) for code, words in _seen(request, "steps").items()}
    return _at_one_click(
        request, lambda: gettext("已签发 %(count)s 项，从现在起公开。") % {"count": operations.sign_off_all(report, seen, by=by, at=now())}
    )


def _seen(request: HttpRequest, what: str) -> dict[str, str]:
    """What somebody saw of each promise that is ticked, by its code."""
    return {code: request.POST.get(f"{what}-{code}", "") for code in request.POST.getlist("code")}


def _at_one_click(request: HttpRequest, act: Callable[[], str]) -> HttpResponse:
    """Do something from the list of what the own units owe, and say there what was done, or why it was refused."""
    try:
        messages.success(request, act())
    except Refusal as refusal:
        messages.error(request, refusal.in_one_line())
    return redirect("dues:own")


@login_required
@require_safe
def own_calendar(request: HttpRequest) -> HttpResponse:
    """What the official's own units owe, for the own calendar program."""
    by, report = _official_with_plan(request)
    site = settings.SITE_ADDRESS or request.build_absolute_uri("/")[:-1]
    lines = pages.own_lines_to_come(report, by=by, on=today())
    answer = HttpResponse(calendar_of(lines, at=now(), site=site), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="dues.ics"'
    return answer


@require_safe
def updates(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that its unit said of a promise and its head signed off."""
    found = plans.commitment(code)
    if found is None or not found.report.adopted or not plans.may_see(found.report, by=authority(request)):
        raise Http404(gettext("没有编号为 %(code)s 的承诺。") % {"code": code})
    return page(request, "dues/updates.html", pages.updates_page(found, by=authority(request)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def update(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Tell of a promise; or look at what was handed in, and sign it off or return it."""
    by, commitment = official(request), _own_commitment(request, code)
    try:
        of = Period.parse(period)
        asked = queries.asked_for(commitment, of, on=today())
    except ValueError as problem:
        raise Http404(gettext("没有这一期。")) from problem
    except Refusal as refusal:
        messages.error(request, refusal.in_one_line())
        return redirect("dues:updates", code)
    stored = Update.objects.filter(commitment=commitment, period=str(of)).first()
    shown = pages.update_page(commitment, asked, stored, by=by)
    if request.method == "POST" and request.POST.get("act") in {"sign", "return"}:
        return _sign(request, shown, stored, by)
    return _write(request, shown, stored, of, by)


def _write(request: HttpRequest, shown: dict[str, Any], stored: Update | None, of: Period, by: Authority) -> HttpResponse:
    initial = {name: getattr(stored, name) for name in ("work", "progress", "problems", "next_steps")} if stored else None
    form = UpdateForm(longest=shown["asked"].longest, data=request.POST if request.method == "POST" else None, initial=initial)
    received, refusal = Received(), None
    if request.method == "POST":
        assert by.district is not None, "an official serves a district"
        kept = request.POST.getlist(f"{EVIDENCE}-kept")
        received = receive(request.FILES.getlist(EVIDENCE), kept, district=by.district, by=by, at=now())
        if form.is_valid() and not received.faults:
            try:
                drafted = operations.draft(shown["commitment"].code, of, by=by, at=now(), **form.cleaned_data)
                if request.POST.get("act") == "hand_in":
                    operations.hand_in(drafted, evidence=received.attachments, by=by, at=now())
                    messages.success(request, gettext("已报送，等负责人签发。"))
                else:
                    messages.success(request, gettext("草稿已保存。"))
            except Refusal as problem:
                refusal = problem
            else:
                return redirect("dues:own")
    context = {**shown, "form": form, "refusal": refusal and refusal.said(), "held": received.attachments, "faults": received.faults}
    return page(request, "dues/update.html", context, status=UNPROCESSABLE if refusal or form.errors or received.faults else 200)


def _sign(request: HttpRequest, shown: dict[str, Any], stored: Update | None, by: Authority) -> HttpResponse:
    form, refusal = SignForm(request.POST), None
    if stored is not None and form.is_valid():
        seen = form.cleaned_data["seen_steps"]
        try:
            if request.POST["act"] == "sign":
                operations.sign_off(stored, seen_steps=seen, by=by, at=now())
                messages.success(request, gettext("已签发，从现在起公开。"))
            else:
                operations.return_(stored, seen_steps=seen, reason=form.cleaned_data["reason"], by=by, at=now())
                messages.success(request, gettext("已退回。"))
        except Refusal as problem:
            refusal = problem
        else:
            return redirect("dues:own")
    context = {**shown, "form": UpdateForm(longest=shown["asked"].longest), "refusal": refusal and refusal.said()}
    return page(request, "dues/update.html", context, status=UNPROCESSABLE)


def _official_with_plan(request: HttpRequest) -> tuple[Authority, Report]:
    """Who asks, and the plan of the own district."""
    by = official(request)
    report = plans.plan_in_force(by.district) if by.district else None
    if report is None:
        raise Http404(gettext("本区还没有通过的计划。"))
    return by, report


def _whole(words: str) -> int:
    """How many steps somebody has seen; of anything else none, which no update has."""
    return int(words) if words.isdecimal() else 0


def _report(request: HttpRequest, slug: str) -> Report:
    """An adopted plan of the official's own district."""
    by = official(request)
    found = next((each.report for each in plans.reports_of(by.district) if each.report.slug == slug), None) if by.district else None
    if found is None or not found.adopted:
        raise Http404(gettext("没有这份计划。"))
    return found


def _unit(district: District, code: str) -> Unit:
    found = next((each for each in present_units(district).values() if each.code == code), None)
    if found is None:
        raise Http404(gettext("没有这个单位。"))
    return found


def _own_commitment(request: HttpRequest, code: str) -> Commitment:
    """A commitment of a plan in force of the official's own district."""
    found = plans.commitment(code)
    if found is None or not found.report.adopted:
        raise Http404(gettext("没有编号为 %(code)s 的承诺。") % {"code": code})
    if not official(request).serves(found.report.district):
        raise PermissionDenied(NotAllowed.to_write(found).in_one_line())
    return found


def _period(words: str, rhythm: Rhythm) -> Period:
    """The period in an address; that of today where there is none."""
    try:
        found = Period.parse(words)
    except ValueError:
        return Period.of(today(), rhythm)
    return found if found.rhythm is rhythm else Period.of(today(), rhythm)
