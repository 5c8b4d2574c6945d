"""The steps that an applicant takes in the case of an application: supplies what was asked for, hands in a paper that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from luoshi.district import clock
from luoshi.district.attachments.operations import FILES_MAX
from luoshi.district.casework.errors import CaseworkError
from luoshi.district.casework.operations import act, as_applicant
from luoshi.district.days import day_of
from luoshi.district.languages import said
from luoshi.district.services import queries
from luoshi.district.services.answers import UNPROCESSABLE, application_of, authority, page
from luoshi.district.services.knowing import subject_of
from luoshi.district.services.own_cases import own_cases
from luoshi.district.services.views_of_applications import keeps_words, too_much
from luoshi.district.step_forms import empty, expected_step, filled
from luoshi.district.uploads import SizeLimit, limited

if TYPE_CHECKING:
    from luoshi.district.casework.operations import Outsider
    from luoshi.engines.casework import Transition


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@limited(too_much, bytes_max=settings.ATTACHMENT_BYTES_MAX * FILES_MAX)
def step(request: HttpRequest, code: str, case: str, transition: str, limit: SizeLimit) -> HttpResponse:
    """One step: what it asks, and what was typed if it is refused."""
    found, by, at = application_of(request, code), authority(request), clock.now()
    acting = queries.acting_for(found, by, on=day_of(at))
    if acting is None:
        raise Http404(gettext("没有这一步。"))
    me = as_applicant(subject_of(found).applicant, person=acting.person)
    own = next((each for each in own_cases(found, by=me, at=at) if each.code == case), None)
    verb = next((each for each in own.can_do if each.code == transition), None) if own is not None else None
    if own is None or verb is None:
        raise Http404(gettext("没有这一步。"))
    if request.method == "POST" and limit.exceeded:
        return too_much(request)
    context: dict[str, Any] = {"application": found, "own": own, "verb": said(verb.name), "expected": own.outline.expected_step}
    if request.method != "POST":
        return page(request, "services/step.html", context | {"fields": empty(verb)})
    return _act(request, case, verb, me, context)


def _act(request: HttpRequest, case_code: str, verb: Transition, me: Outsider, context: dict[str, Any]) -> HttpResponse:
    found, by, at = context["application"], authority(request), clock.now()
    form = filled(request, verb, district=found.district, by=by, at=at)
    context |= {"fields": form.fields}
    if not form.is_sound:
        return page(request, "services/step.html", context, status=UNPROCESSABLE)
    try:
        act(case_code, verb.code, expected_step=expected_step(request), values=form.values, by=me, at=at)
    except CaseworkError as refusal:
        return page(request, "services/step.html", context | {"refusal": refusal.said()}, status=UNPROCESSABLE)
    messages.success(request, gettext("已提交：%(step)s。") % {"step": context["verb"]})
    return redirect("services:application", found.code)
