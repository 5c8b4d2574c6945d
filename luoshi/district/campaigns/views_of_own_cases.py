"""Where whoever objected, or has to repay, follows the case: what was done, what can be done now: to state, to withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.district import clock
from luoshi.district.answers import authority, page
from luoshi.district.attachments.operations import FILES_MAX
from luoshi.district.campaigns import pages
from luoshi.district.campaigns.own_cases import own_case
from luoshi.district.campaigns.views import UNPROCESSABLE
from luoshi.district.casework.errors import CaseworkError
from luoshi.district.casework.operations import act
from luoshi.district.languages import said
from luoshi.district.step_forms import empty, expected_step, filled
from luoshi.district.uploads import SizeLimit, limited

if TYPE_CHECKING:
    from luoshi.district.campaigns.own_cases import OwnCase
    from luoshi.engines.casework import Transition


def too_much(request: HttpRequest) -> HttpResponse:
    """A form beyond all limits is not read any more."""
    refusal = {"what": gettext("文件太大。"), "remedy": gettext("请返回，换小一些的文件，或分几次上传；已经保存的内容都在。")}
    return page(request, "campaigns/too_much.html", {"refusal": refusal, "here": request.path}, status=413, private=True)


@login_required
@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    """A case of one's own."""
    return page(request, "campaigns/own_case.html", pages.own_case_page(_own(request, code)), private=True)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(too_much, bytes_max=settings.ATTACHMENT_BYTES_MAX * FILES_MAX)
def step(request: HttpRequest, code: str, transition: str, limit: SizeLimit) -> HttpResponse:
    """One step in it: what it asks, and what was typed if it is refused."""
    own = _own(request, code)
    verb = next((each for each in own.outline.steps if each.code == transition), None)
    if verb is None:
        raise Http404(gettext("没有这一步。"))
    if request.method != "POST":
        return page(request, "campaigns/own_step.html", _context(own, verb, fields=empty(verb)), private=True)
    return too_much(request) if limit.exceeded else _act(request, own, verb)


def _act(request: HttpRequest, own: OwnCase, verb: Transition) -> HttpResponse:
    by, at = authority(request), clock.now()
    form, refusal = filled(request, verb, district=own.case.district, by=by, at=at), None
    if form.is_sound:
        try:
            act(own.case.code, verb.code, expected_step=expected_step(request), values=form.values, by=own.me, at=at)
        except CaseworkError as found:
            refusal = found.said()
        else:
            messages.success(request, gettext("已提交：%(step)s。") % {"step": said(verb.name)})
            return redirect("campaigns:own-case", own.case.code)
    context = _context(own, verb, fields=form.fields, refusal=refusal)
    return page(request, "campaigns/own_step.html", context, status=UNPROCESSABLE, private=True)


def _context(own: OwnCase, verb: Transition, **shown: Any) -> dict[str, Any]:
    return {"own": own, "verb": said(verb.name), "expected": own.outline.expected_step, **shown}


def _own(request: HttpRequest, code: str) -> OwnCase:
    found = own_case(code, by=authority(request), at=clock.now())
    if found is None:
        raise Http404(gettext("没有这个办件，或者与您代为办事的企业、个人无关。"))
    return found
