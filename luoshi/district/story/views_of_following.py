"""Following a promise by mail: asked for, confirmed by the owner of the address, left with one click. No account, no cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from luoshi.district import clock
from luoshi.district.answers import page, words_of
from luoshi.district.messages.queries import Language, letters_leave
from luoshi.district.story import links, operations, queries
from luoshi.district.story.errors import AskedTooOften, LinkIsOver, StoryError
from luoshi.district.story.forms import FollowForm
from luoshi.district.story.retention import ADDRESSES, days_kept
from luoshi.district.story.views import promise_called
from luoshi.district.throttle.operations import Throttle
from luoshi.district.throttle.queries import asker_of

if TYPE_CHECKING:
    from django.http import HttpRequest


UNPROCESSABLE: Final = 422
GONE: Final = 410
FOLLOWS: Final = Throttle("story-follow", tries=10, minutes=60)


def language() -> Language:
    """In which language the reader is written to: that of the page."""
    return Language.CHINESE if (get_language() or "zh").startswith("zh") else Language.ENGLISH


def slow_down(throttle: Throttle, request: HttpRequest) -> None:
    """Count what is sent from an address of the network.

    Raises:
        AskedTooOften: too much came from there.
    """
    asker = asker_of(request)
    if throttle.is_used_up(asker.address, at=asker.at):
        raise AskedTooOften
    throttle.count(asker.address, at=asker.at)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for news of a promise by mail. Whoever asks is told the same, whether the address follows already or not."""
    commitment = promise_called(code)
    form = FollowForm(request.POST or None)
    report = commitment.report
    kept = days_kept(report.district, ADDRESSES, on=clock.today())
    context: dict[str, Any] = {"commitment": commitment, "report": report, "form": form, "days_kept": kept}
    if request.method != "POST":
        return page(request, "story/follow.html", context)
    try:
        if not form.is_valid():
            return page(request, "story/follow.html", context, status=UNPROCESSABLE, private=True)
        slow_down(FOLLOWS, request)
        following = operations.follow(commitment, form.cleaned_data["address"], language=language(), at=clock.now())
    except StoryError as refusal:
        return page(request, "story/follow.html", {**context, "refusal": refusal.said()}, status=refusal.status, private=True)
    assert commitment.report.district is not None, "a plan in force is a district's"
    shown = "" if letters_leave(commitment.report.district) else links.confirm_address(following.pk)
    return page(request, "story/follow.html", {**context, "asked": form.cleaned_data["address"], "shown": shown}, private=True)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The owner of the address says yes. By a button, since mail servers open links before their owners do."""
    try:
        if request.method == "POST":
            found = operations.confirm(token, at=clock.now())
            messages.success(request, gettext("已关注。有新进展会写信告诉您，每封信里都可以退出。"))
            return redirect("story:story", found.commitment.code)
        found = operations.to_confirm(token)
    except LinkIsOver as refusal:
        return page(request, "story/over.html", {"refusal": refusal.said()}, status=GONE, private=True)
    return page(request, "story/confirm.html", {"commitment": found.commitment, "report": found.commitment.report}, private=True)


@csrf_exempt  # mail programs post here by themselves when their owner clicks "unsubscribe" (RFC 8058); the link is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """End all messages, or those of one promise, with one click."""
    try:
        if request.method == "POST":
            if code := words_of(request.POST.get("code", "")):
                operations.leave_one(token, code, at=clock.now())
            else:
                operations.leave(token, at=clock.now())
        followed = queries.followed(token)
    except LinkIsOver as refusal:
        return page(request, "story/over.html", {"refusal": refusal.said()}, status=GONE, private=True)
    return page(request, "story/leave.html", {"followed": followed}, private=True)
