"""Where officials take campaigns step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from luoshi.district import clock
from luoshi.district.access_log.operations import record_look
from luoshi.district.access_log.queries import What
from luoshi.district.answers import official, page, unkept
from luoshi.district.campaigns import operations, pages, queries
from luoshi.district.campaigns.bank_files import COLUMNS, rows_in
from luoshi.district.campaigns.forms import ClawBackForm, CorrectForm, OpenForm, ReasonForm, RepaymentForm, ResultsForm
from luoshi.district.campaigns.grants import MATTER, may
from luoshi.district.campaigns.views import UNPROCESSABLE, start_of
from luoshi.district.offices.errors import Refusal
from luoshi.district.offices.queries import Power, units
from luoshi.engines.documents.sheet import lay_out
from luoshi.engines.documents.workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from luoshi.district.campaigns.models import Campaign

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """The campaigns that the official may see, and the way to begin one."""
    return _list(request)


@login_required
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a campaign for a period."""
    by = official(request)
    form = _open_form(request, request.POST)
    if not form.is_valid():
        return _list(request, form=form)
    assert by.district is not None, "an official is of a district"
    said, unit = form.cleaned_data, units(by.district, on=clock.today()).get(code=form.cleaned_data["unit"])
    try:
        made = operations.open_campaign(
            by.district, said["campaign"], period=said["period"], unit=unit, on=clock.today(), by=by, at=clock.now()
        )  # fmt: skip
    except Refusal as refusal:
        return _list(request, refusal.said(), form=form)
    return redirect("campaigns:campaign", made.pk)


@login_required
@require_safe
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign with its steps."""
    found = _found(request, pk)
    by = official(request)
    subject = f"{MATTER}/{found.pk}"
    record_look(MATTER, str(found.pk), What.PAGE, by=by, at=clock.now(), address=f"/workbench/{subject}/")
    return _page(request, found)


@login_required
@require_POST
def try_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Run the rules over everybody."""
    return _done(request, pk, lambda one: operations.try_out(one, by=official(request), at=clock.now()), gettext("已试算。"))


@login_required
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a dry run, or not."""
    form = ReasonForm(request.POST)
    form.is_valid()

    def act(one: Campaign) -> object:
        dry = one.dry_runs.select_related("run").filter(number=request.POST.get("dry_run") or 0).first()
        if dry is None:
            raise Http404
        return operations.approve(
            dry, granted=request.POST.get("decision") == "grant", run_sha256=request.POST.get("sha256", ""),
            reason=form.cleaned_data.get("reason", ""), by=official(request), at=clock.now(),
        )  # fmt: skip

    return _done(request, pk, act, gettext("已决定。"))


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the list."""
    return _done(request, pk, lambda one: operations.publish(one, by=official(request), at=clock.now()), gettext("名单已公布。"))


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Put on record that everybody was told."""
    return _done(request, pk, lambda one: operations.close_without_payment(one, by=official(request), at=clock.now()), gettext("已记录。"))


@login_required
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the list by an objection that was upheld."""
    form = CorrectForm(request.POST)
    if not form.is_valid():
        return _page(request, _found(request, pk), correct_form=form)
    said, by, at = form.cleaned_data, official(request), clock.now()

    def act(one: Campaign) -> object:
        if said["number"] is None:
            return operations.include(one, case_code=said["case"], amount=said["amount"], by=by, at=at)
        line = one.beneficiaries.filter(number=said["number"]).first()
        if line is None:
            raise Http404
        return operations.correct(line, amount=said["amount"], case_code=said["case"], reason=said["reason"], by=by, at=at)

    return _done(request, pk, act, gettext("名单已更正。"), correct_form=form)


@login_required
@require_POST
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the next payment file."""
    return _done(
        request, pk, lambda one: operations.make_payment_file(one, by=official(request), at=clock.now()), gettext("付款文件已生成。")
    )


@login_required
@require_POST
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """Book what the bank says."""
    form = ResultsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, _found(request, pk), results_form=form)
    given = form.cleaned_data["results"]
    content, name = given.read(), given.name or ""
    act = _booking(content, name, request)
    return _done(request, pk, act, gettext("回盘已入账。"), results_form=form)


def _booking(content: bytes, name: str, request: HttpRequest) -> Callable[[Campaign], object]:
    return lambda one: operations.read_results(one, content, name=name, by=official(request), at=clock.now())


@login_required
@require_POST
def claw_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask back what was paid in error."""
    form = ClawBackForm(request.POST)
    if not form.is_valid():
        return _page(request, _found(request, pk), claw_back_form=form)
    act = lambda _one: operations.claw_back(**form.cleaned_data, by=official(request), at=clock.now())  # noqa: E731
    return _done(request, pk, act, gettext("已告知收款人。"), claw_back_form=form)


@login_required
@require_POST
def repayment(request: HttpRequest, pk: int) -> HttpResponse:
    """Book what came back."""
    form = RepaymentForm(request.POST)
    if not form.is_valid():
        return _page(request, _found(request, pk), repayment_form=form)
    said = dict(form.cleaned_data)
    act = lambda _one: operations.book_repayment(said.pop("case"), **said, by=official(request), at=clock.now())  # noqa: E731
    return _done(request, pk, act, gettext("退款已入账。"), repayment_form=form)


@login_required
@require_safe
def payment_file(request: HttpRequest, pk: int, number: int, kind: str) -> HttpResponse:
    """A payment file with accounts whole, for who may see them; that it was fetched is logged."""
    found, by = _found(request, pk), official(request)
    kept = found.payment_files.filter(number=number).first()
    if kept is None or not may(Power.UNMASK, found.unit, by):
        raise Http404(gettext("没有这个付款文件，或者您不能下载。"))
    record_look(MATTER, f"{found.pk}/payments/{number}", What.EXPORT, by=by, at=clock.now(), detail=str(kept.lines), reason="payment file")
    name, content = f"payment-{found.pk}-{number}.{kind}", bytes(kept.content)
    if kind == "xlsx":
        content = workbook([lay_out(name, COLUMNS, rows_in(content), (f"SHA-256 {kept.sha256}",))])
    answer = HttpResponse(content, content_type=XLSX if kind == "xlsx" else "text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return unkept(answer, request, private=True)


def _done(request: HttpRequest, pk: int, act: Callable[[Campaign], object], told: str, **forms: Any) -> HttpResponse:
    """Take a step, or say on the page why not."""
    found = _found(request, pk)
    try:
        act(found)
    except Refusal as refusal:
        return _page(request, found, refusal.said(), **forms)
    messages.success(request, told)
    return redirect("campaigns:campaign", pk)


def _found(request: HttpRequest, pk: int) -> Campaign:
    found = queries.campaign(pk, by=official(request))
    if found is None:
        raise Http404(gettext("没有这个兑现批次。"))
    return found


def _page(request: HttpRequest, found: Campaign, refusal: dict[str, str] | None = None, **forms: Any) -> HttpResponse:
    context = pages.campaign_page(
        found, by=official(request), on=clock.today(), start=start_of(request), sample=start_of(request, "sample")
    )
    empty = {
        "correct_form": CorrectForm(), "results_form": ResultsForm(), "claw_back_form": ClawBackForm(), "repayment_form": RepaymentForm(),
        "reason_form": ReasonForm(),
    }  # fmt: skip
    status = UNPROCESSABLE if refusal or forms else 200
    return page(request, "campaigns/campaign.html", {**context, **empty, **forms, "refusal": refusal}, status=status, private=True)


def _open_form(request: HttpRequest, data: Any = None) -> OpenForm:
    by = official(request)
    assert by.district is not None, "an official is of a district"
    able = [each for each in units(by.district, on=clock.today()) if may(Power.HANDLE, each, by)]
    return OpenForm(queries.types_of(by.district), able, data)


def _list(request: HttpRequest, refusal: dict[str, str] | None = None, *, form: OpenForm | None = None) -> HttpResponse:
    by = official(request)
    assert by.district is not None, "an official is of a district"
    context = {**pages.list_page(by, by.district), "form": form or _open_form(request), "refusal": refusal}
    context["may_begin"] = bool(context["form"].fields["unit"].choices)
    return page(request, "campaigns/list.html", context, status=UNPROCESSABLE if form else 200, private=True)
