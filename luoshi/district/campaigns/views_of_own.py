"""Where beneficiaries see what they get and nearly get, confirm or decline it, and object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from luoshi.district import clock
from luoshi.district.answers import authority, page
from luoshi.district.attachments.operations import FILES_MAX, receive
from luoshi.district.campaigns import operations, pages, queries
from luoshi.district.campaigns.forms import AccountForm, ObjectionForm
from luoshi.district.campaigns.views import UNPROCESSABLE
from luoshi.district.campaigns.views_of_own_cases import too_much
from luoshi.district.offices.errors import Refusal
from luoshi.district.services.queries import Subject, SubjectKind, representations
from luoshi.district.uploads import SizeLimit, limited

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from luoshi.district.offices.queries import District


@login_required
@require_safe
def benefits(request: HttpRequest) -> HttpResponse:
    """What those get for whom the person acts."""
    return _page(request)


@login_required
@require_POST
def accept(request: HttpRequest, line: int) -> HttpResponse:
    """Confirm a benefit, with the account that is known or another one."""
    form = AccountForm(request.POST)
    if not form.is_valid():
        return _page(request, account_form=form, line=line)
    act = lambda: operations.accept(line, **form.cleaned_data, by=authority(request), at=clock.now())  # noqa: E731
    return _done(request, act, gettext("已确认，公示期满以后付款。"), account_form=form, line=line)


@login_required
@require_POST
def decline(request: HttpRequest, line: int) -> HttpResponse:
    """Say that a benefit is not wanted."""
    return _done(
        request, lambda: operations.decline(line, by=authority(request), at=clock.now()), gettext("已记录：不领取。付款以前可以再确认。")
    )


@login_required
@require_POST
@limited(too_much, bytes_max=settings.ATTACHMENT_BYTES_MAX * FILES_MAX)
def object_to(request: HttpRequest, pk: int, limit: SizeLimit) -> HttpResponse:
    """Object to a list in the name of one for whom the person acts, with evidence; what was handed in stays where it is refused."""
    if limit.exceeded:
        return too_much(request)
    found, form = queries.published().filter(pk=pk).first(), ObjectionForm(request.POST)
    if found is None:
        raise Http404(gettext("没有公布的名单。"))
    kind, _slash, key = request.POST.get("subject", "").partition("/")
    by, at = authority(request), clock.now()
    got = receive(request.FILES.getlist("papers"), request.POST.getlist("papers-kept"), district=found.district, by=by, at=at)
    shown: dict[str, Any] = {"objection_form": form, "about": pk, "papers": got.attachments, "paper_faults": got.faults}
    if not form.is_valid() or kind not in SubjectKind.values or got.faults:
        return _page(request, **shown)
    papers = [str(each.pk) for each in got.attachments]
    act = lambda: operations.object_to(  # noqa: E731
        found, Subject(SubjectKind(kind), key), **form.cleaned_data, papers=papers, by=by, at=at
    )  # fmt: skip
    return _done(request, act, gettext("异议已提交，承办单位会核实答复。"), **shown)


def _done(request: HttpRequest, act: Callable[[], object], told: str, **shown: Any) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        return _page(request, refusal.said(), **shown)
    messages.success(request, told)
    return redirect("campaigns:benefits")


def _page(request: HttpRequest, refusal: dict[str, str] | None = None, **shown: Any) -> HttpResponse:
    district = _district(request)
    context = pages.own_page(authority(request), district=district, on=clock.today())
    about = number if (number := request.GET.get("object", "")).isdigit() else str(shown.get("about", ""))
    context |= {
        "account_form": AccountForm(), "objection_form": ObjectionForm(),
        "objecting": queries.published(district).filter(pk=about or 0).first(),
        **shown, "refusal": refusal,
    }  # fmt: skip
    return page(request, "campaigns/benefits.html", context, status=UNPROCESSABLE if refusal or shown else 200, private=True)


def _district(request: HttpRequest) -> District:
    """The district in whose registers those stand for whom the person acts."""
    person = authority(request).person
    if person is None or not representations(authority(request), district=person.district, on=clock.today()):
        raise Http404(gettext("您的账号没有代为办事的企业或者个人。"))
    return person.district
