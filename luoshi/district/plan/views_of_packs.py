"""The page on which the office chooses which of the rules that come with Luoshi its district takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from luoshi.district import clock
from luoshi.district.answers import official, page
from luoshi.district.languages import said
from luoshi.district.offices.errors import Refusal
from luoshi.district.plan import mechanisms
from luoshi.district.plan.errors import NotAllowed
from luoshi.district.plan.views_of_uploads import UNPROCESSABLE
from luoshi.words import Words

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority, District


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def packs(request: HttpRequest) -> HttpResponse:
    """Which packs there are and which are taken; one more is taken."""
    by = official(request)
    if by.district is None or not by.is_office_of(by.district):
        raise PermissionDenied(NotAllowed.to_keep_plan().in_one_line())
    refusal = None
    if request.method == "POST":
        try:
            _take(request, by.district, by)
        except Refusal as problem:
            refusal = problem.said()
        else:
            return redirect("plan:packs")
    context = {"choices": mechanisms.choices(by.district), "refusal": refusal}
    return page(request, "plan/workbench/packs.html", context, status=UNPROCESSABLE if refusal else 200)


def _take(request: HttpRequest, district: District, by: Authority) -> None:
    pack = next((each for each in mechanisms.shipped() if each.id == request.POST.get("pack")), None)
    if pack is None:
        raise Http404
    taken = mechanisms.take(pack, district, by=by, at=clock.now())
    told = gettext("已载入“%(name)s”：%(cases)s 份办件规则或日历，%(models)s 个决策模型，%(others)s 份其他规则。")
    messages.success(
        request, told % {"name": said(Words(pack.name, pack.name_en)), "cases": taken.cases, "models": taken.models, "others": taken.others}
    )
