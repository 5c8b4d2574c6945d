"""Pages of renewals: for the officials who decide what the rules do not, and for holders, who need do nothing where the rules suffice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.district.answers import authority, official
from luoshi.district.casework.errors import CaseworkError
from luoshi.district.offices.queries import Power
from luoshi.district.services import operations, queries
from luoshi.district.services.cases_of_renewals import MATTER
from luoshi.district.services.errors import ServiceError
from luoshi.district.services.renewals_page import mine_page, renewal_page, workbench_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.services.queries import Renewal

STATEMENT_MAX = 4000
REFUSED = 422


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    shown = render(request, template, {"authority": authority(request), **context}, status=status)
    shown.headers["Cache-Control"] = "no-store"
    return shown


# --- officials


@login_required
@require_safe
def workbench(request: HttpRequest) -> HttpResponse:
    """What expires in the next three months and how it stands; what silence renewed stands first."""
    by = official(request)
    if not by.may(Power.SEE, MATTER):
        raise PermissionDenied(gettext("您的岗位不办理续证。"))
    return _page(request, "services/renewals.html", workbench_page(by, on=timezone.localdate()))


@login_required
@require_POST
def silence(request: HttpRequest, pk: int) -> HttpResponse:
    """Put on record what the law itself renewed."""
    try:
        operations.record_silence(pk, by=official(request), at=timezone.now())
    except (CaseworkError, ServiceError) as refusal:
        messages.error(request, " ".join(refusal.said().values()))
    else:
        messages.success(request, gettext("已记录：依法视为准予延续。登记和证照已经更新，持证人已收到通知。"))
    return redirect("renewals:workbench")


# --- holders


def _home(by: Authority) -> District:
    """The district of whoever asks.

    Raises:
        Http404: the person belongs to none.
    """
    found = by.district or (by.person.district if by.person is not None else None)
    if found is None:
        raise Http404(gettext("没有可以续证的证照。"))
    return found


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The renewals of all for whom somebody acts."""
    by = authority(request)
    return _page(request, "services/renewals_mine.html", mine_page(by, _home(by), on=timezone.localdate()))


def _of_holder(request: HttpRequest, pk: int) -> Renewal:
    found = queries.renewal_of_holder(pk, authority(request), on=timezone.localdate())
    if found is None:
        raise Http404(gettext("没有这件续证，或者与您无关。"))
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def renewal(request: HttpRequest, pk: int) -> HttpResponse:
    """One renewal: what blocks it, and what its holder says to that."""
    found, refusal = _of_holder(request, pk), None
    if request.method == "POST":
        statement = request.POST.get("statement", "").replace("\x00", "").strip()[:STATEMENT_MAX]
        try:
            operations.ask_for_renewal(pk, statement=statement, by=authority(request), at=timezone.now())
        except (CaseworkError, ServiceError) as problem:
            refusal = problem.said()
        else:
            messages.success(request, gettext("已提交。工作人员会在证照届满以前决定。"))
            return redirect("renewals:renewal", pk)
    context = {**renewal_page(found, on=timezone.localdate()), "refusal": refusal, "statement": request.POST.get("statement", "")}
    return _page(request, "services/renewal.html", context, status=REFUSED if refusal else 200)


@login_required
@require_POST
def decline(request: HttpRequest) -> HttpResponse:
    """No renewal is wanted."""
    by = authority(request)
    try:
        operations.decline_renewal(request.POST.get("licence", "")[:400], district=_home(by), by=by, at=timezone.now())
    except (CaseworkError, ServiceError) as refusal:
        messages.error(request, " ".join(refusal.said().values()))
    else:
        messages.success(request, gettext("已记下：这张证照到期以后不再延续。"))
    return redirect("renewals:mine")
