"""The progress of a commitment, whole; and answers to what officials are asked about its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from luoshi.district import clock
from luoshi.district.answers import authority, official, words_of
from luoshi.district.offices.errors import Refusal
from luoshi.district.progress import operations, pages
from luoshi.district.progress.answers import commitment_for, commitment_of, page
from luoshi.district.progress.fail_if import ANSWER_MAX

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from luoshi.district.plan.queries import Commitment

UNPROCESSABLE = 422


@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Every figure of every target of a commitment, what was expected, what was planned, who said so."""
    return _history(request, commitment_for(request, code))


@login_required
@require_POST
def answer(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Answer a question about figures."""
    commitment = commitment_of(request, code)
    key, text = words_of(request.POST.get("key", "")), words_of(request.POST.get("text", ""), most=ANSWER_MAX + 1)
    try:
        operations.answer(code, number, key, text, by=official(request), at=clock.now())
    except Refusal as refusal:
        return _history(request, commitment, refusal)
    messages.success(request, gettext("已答复。"))
    return redirect("progress:history", code)


def _history(request: HttpRequest, commitment: Commitment, refusal: Refusal | None = None) -> HttpResponse:
    context = pages.history_page(commitment, by=authority(request), on=clock.today())
    context["refusal"] = refusal and refusal.said()
    return page(request, "progress/history.html", context, status=UNPROCESSABLE if refusal else 200)
