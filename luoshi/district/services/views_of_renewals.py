"""Pages of renewals: for the officials who decide what the rules do not, and for holders, who need do nothing where the rules suffice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.district import clock
from luoshi.district.answers import official
from luoshi.district.attachments.operations import FILES_MAX, receive
from luoshi.district.casework.errors import CaseworkError
from luoshi.district.days import day_of
from luoshi.district.services import operations, queries
from luoshi.district.services.answers import CONFLICT, UNPROCESSABLE, authority, district_of, page
from luoshi.district.services.errors import ServiceError
from luoshi.district.services.renewals_page import mine_page, renewal_page, silence_page, workbench_page
from luoshi.district.uploads import SizeLimit, limited

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from luoshi.district.services.queries import Renewal

STATEMENT_MAX: Final = 4000
TOO_LARGE: Final = 413


# --- officials


@login_required
@require_safe
def workbench(request: HttpRequest) -> HttpResponse:
    """What expires in the next three months and how it stands; what silence renewed stands first."""
    by = official(request)
    if not queries.sees_renewals(by):
        raise PermissionDenied(gettext("您的岗位不办理续证。"))
    return page(request, "services/renewals.html", workbench_page(by, on=clock.today()))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def silence(request: HttpRequest, pk: int) -> HttpResponse:
    """Put on record what the law itself renewed, after whoever may do it has read what follows from it."""
    by, on = official(request), clock.today()
    found = queries.renewal_seen(pk, by, on=on)
    if found is None:
        raise Http404(gettext("没有这件续证，或者与您无关。"))
    if not queries.may_record(found.item.unit, by):
        who = gettext("、").join(queries.recorders_of([found.item.unit], on=on))
        raise PermissionDenied(gettext("您的岗位不能记录视为准予延续，请由能记录的人办理：%(who)s。") % {"who": who})
    try:
        context = silence_page(found, by=by, on=on)
        if request.method != "POST":
            return page(request, "services/silence.html", context)
        if request.POST.get("until") != context["until"].isoformat():
            return page(request, "services/silence.html", context | {"is_altered": True}, status=CONFLICT)
        operations.record_silence(pk, by=by, at=clock.now())
    except (CaseworkError, ServiceError) as refusal:
        messages.error(request, refusal.in_one_line())
    else:
        messages.success(request, gettext("已记录：依法视为准予延续。登记和证照已经更新，持证人已收到通知。"))
    return redirect("renewals:workbench")


# --- holders


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The renewals of all for whom somebody acts."""
    by = authority(request)
    return page(request, "services/renewals_mine.html", mine_page(by, district_of(by), on=clock.today()))


def _of_holder(request: HttpRequest, pk: int) -> Renewal:
    found = queries.renewal_of_holder(pk, authority(request), on=clock.today())
    if found is None:
        raise Http404(gettext("没有这件续证，或者与您无关。"))
    return found


def _too_much(request: HttpRequest) -> HttpResponse:
    refusal = {"what": gettext("文件太大。"), "remedy": gettext("请返回，换小一些的文件，或分几次上传；已经保存的内容都在。")}
    return page(request, "services/too_much.html", {"refusal": refusal, "here": request.path}, status=TOO_LARGE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(_too_much, bytes_max=settings.ATTACHMENT_BYTES_MAX * FILES_MAX)
def renewal(request: HttpRequest, pk: int, limit: SizeLimit) -> HttpResponse:
    """One renewal: what blocks it, and what its holder says to that."""
    found, by, at = _of_holder(request, pk), authority(request), clock.now()
    context = renewal_page(found, on=day_of(at))
    if request.method != "POST":
        return page(request, "services/renewal.html", context)
    if limit.exceeded:
        return _too_much(request)
    statement = request.POST.get("statement", "").replace("\x00", "").strip()[:STATEMENT_MAX]
    got = receive(request.FILES.getlist("papers"), request.POST.getlist("papers-kept"), district=found.district, by=by, at=at)
    context |= {"statement": statement, "held": got.attachments, "faults": got.faults}
    if got.faults:
        return page(request, "services/renewal.html", context, status=UNPROCESSABLE)
    try:
        operations.ask_for_renewal(pk, statement=statement, papers=[one.pk for one in got.attachments], by=by, at=at)
    except (CaseworkError, ServiceError) as refusal:
        return page(request, "services/renewal.html", context | {"refusal": refusal.said()}, status=UNPROCESSABLE)
    messages.success(request, gettext("已提交。工作人员会在证照届满以前决定。"))
    return redirect("renewals:renewal", pk)


@login_required
@require_POST
def decline(request: HttpRequest) -> HttpResponse:
    """No renewal is wanted."""
    by = authority(request)
    try:
        operations.decline_renewal(request.POST.get("licence", "")[:400], district=district_of(by), by=by, at=clock.now())
    except (CaseworkError, ServiceError) as refusal:
        messages.error(request, refusal.in_one_line())
    else:
        messages.success(request, gettext("已记下：这张证照到期以后不再延续。"))
    return redirect("renewals:mine")
