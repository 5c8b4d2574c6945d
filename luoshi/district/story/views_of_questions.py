"""Asking about a promise, and the page on which who asked reads the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.district import clock
from luoshi.district.answers import page
from luoshi.district.casework.errors import CaseworkError
from luoshi.district.story import links, operations, pages
from luoshi.district.story.errors import LinkIsOver, StoryError
from luoshi.district.story.forms import QuestionForm
from luoshi.district.story.models import Question, Sort
from luoshi.district.story.retention import WORDS, days_kept
from luoshi.district.story.views import promise_called
from luoshi.district.story.views_of_following import GONE, UNPROCESSABLE, language, slow_down
from luoshi.district.throttle.operations import Throttle

if TYPE_CHECKING:
    from django.http import HttpRequest


QUESTIONS: Final = Throttle("story-question", tries=5, minutes=60)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask about a promise, or object to what is said of it; whatever is refused, what was typed stays."""
    commitment = promise_called(code)
    form = QuestionForm(request.POST or None, initial={"sort": _asked_sort(request), "key": uuid4()})
    report = commitment.report
    kept = days_kept(report.district, WORDS, on=clock.today())
    context: dict[str, Any] = {"commitment": commitment, "report": report, "form": form, "days_kept": kept}
    if request.method != "POST" or not form.is_valid():
        sent = request.method == "POST"
        return page(request, "story/ask.html", context, status=UNPROCESSABLE if sent else 200, private=sent)
    try:
        slow_down(QUESTIONS, request)
        given = form.cleaned_data
        asked = operations.ask(
            commitment, Sort(given["sort"]), given["text"], may_publish=given["may_publish"], address=given["address"],
            language=language(), key=given["key"], at=clock.now(),
        )  # fmt: skip
    except (StoryError, CaseworkError) as refusal:
        return page(request, "story/ask.html", {**context, "refusal": refusal.said()}, status=UNPROCESSABLE, private=True)
    return redirect(links.answer_address(asked.pk))


def _asked_sort(request: HttpRequest) -> str:
    asked = request.GET.get("sort", "")
    return asked if asked in Sort.values else Sort.QUESTION.value


@require_safe
def question(request: HttpRequest, token: str) -> HttpResponse:
    """A question and its answer, for whoever has the link that was given to who asked."""
    try:
        key = links.key_in(token, links.ANSWER)
    except LinkIsOver as refusal:
        return page(request, "story/over.html", {"refusal": refusal.said()}, status=GONE, private=True)
    found = Question.objects.select_related("commitment__report__district").filter(pk=key).first()
    if found is None:
        raise Http404(gettext("没有这个提问。"))
    return page(request, "story/question.html", pages.question_page(found, at=clock.now()), private=True)
