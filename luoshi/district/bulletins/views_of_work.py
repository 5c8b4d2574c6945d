"""Pages on which the office writes bulletins."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.district import clock
from luoshi.district.answers import day_in, official, page, unkept, words_of
from luoshi.district.bulletins import operations, pages, queries, units
from luoshi.district.bulletins.answers import UNPROCESSABLE, sent
from luoshi.district.bulletins.fail_if import FIELDS, OPTIONAL
from luoshi.district.bulletins.files import MEDIA_TYPES, made
from luoshi.district.bulletins.models import MONTHLY, WORDS_MAX
from luoshi.district.bulletins.papers import make
from luoshi.district.fonts import FontMissing
from luoshi.district.offices.errors import Refusal
from luoshi.district.plan import queries as plans

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from luoshi.district.bulletins.models import Draft
    from luoshi.district.offices.queries import Authority
    from luoshi.district.plan.queries import Report

YEARS: Final = range(2000, 2100)
NO_DAY: Final = date(YEARS.start, 1, 1)
"""What was typed is no day; whoever is asked for a bulletin of it refuses."""
SENTENCE_MAX: Final = 2100


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bulletins(request: HttpRequest, slug: str) -> HttpResponse:
    """All bulletins of a plan; a new one is begun."""
    report, by = _report(request, slug), official(request)
    refusal = None
    if request.method == "POST":
        form = request.POST.get("form", "")
        on = day_in(request.POST.get("on", ""), YEARS) or NO_DAY
        if form in MONTHLY:
            try:
                begun = operations.begin(report, form=form, month=words_of(request.POST.get("month", "")), on=on, by=by, at=clock.now())
            except Refusal as found:
                refusal = found
            else:
                return redirect("bulletins:draft", slug, begun.pk)
    context = {**pages.list_page(report, by, on=clock.today()), "refusal": refusal and refusal.said()}
    return page(request, "bulletins/work.html", context, status=UNPROCESSABLE if request.method == "POST" else 200)


@login_required
@require_safe
def draft(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A draft, or where its bulletin is."""
    found = _draft(request, slug, pk)
    return redirect("bulletins:bulletin", found.frozen.pk) if found.frozen else _page(request, found)


@login_required
@require_safe
def download(request: HttpRequest, slug: str, pk: int, ending: str) -> HttpResponse:
    """A draft as a file to look at."""
    found, at = _draft(request, slug, pk), clock.now()
    if ending not in MEDIA_TYPES:
        raise Http404(gettext("没有这种文件。"))
    try:
        content = made(make(found).paper(None, at), ending, on=clock.today())
    except FontMissing as refusal:
        return _page(request, found, refusal)
    return unkept(sent(content, gettext("草稿"), ending), request)


@login_required
@require_POST
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Begin a correction of a frozen bulletin."""
    found, at = _draft(request, slug, pk), clock.now()
    if found.frozen is None:
        raise Http404(gettext("还没有印发。"))
    cause = words_of(request.POST.get("cause", ""), most=WORDS_MAX + 1)
    try:
        begun = operations.begin_correction(found.frozen, cause=cause, on=clock.today(), by=official(request), at=at)
    except Refusal as refusal:
        return _page(request, found, refusal)
    return redirect("bulletins:draft", slug, begun.pk)


@login_required
@require_POST
def act(request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
    """Word a draft, change a sentence of it, freeze it, make it public, or give it up."""
    found = _draft(request, slug, pk)
    if act not in _ACTS:
        raise Http404(gettext("没有这种操作。"))
    try:
        return _ACTS[act](request, found, official(request))
    except (Refusal, FontMissing) as refusal:
        return _page(request, found, refusal)


def _word(request: HttpRequest, found: Draft, by: Authority) -> HttpResponse:
    words = {name: request.POST[name].replace("\x00", "") for name in {**FIELDS, **OPTIONAL} if name in request.POST}
    on, single = day_in(request.POST.get("on", ""), YEARS), request.POST.get("single_task") == "on"
    operations.word(found, on=on, single_task=single, by=by, at=clock.now(), **words)
    messages.success(request, gettext("已保存。"))
    return redirect("bulletins:draft", found.report.slug, found.pk)


def _sentence(request: HttpRequest, found: Draft, by: Authority) -> HttpResponse:
    text = "" if request.POST.get("leave_out") else words_of(request.POST.get("text", ""), most=SENTENCE_MAX)
    operations.change_sentence(found, words_of(request.POST.get("key", "")), text, by=by, at=clock.now())
    messages.success(request, gettext("已保存。"))
    return redirect("bulletins:draft", found.report.slug, found.pk)


def _freeze(request: HttpRequest, found: Draft, by: Authority) -> HttpResponse:
    bulletin = operations.freeze(found, by=by, at=clock.now())
    messages.success(request, gettext("已印发：%(label)s") % {"label": bulletin.label})
    return redirect("bulletins:bulletin", bulletin.pk)


def _publish(request: HttpRequest, found: Draft, by: Authority) -> HttpResponse:
    if found.frozen is None:
        raise Http404(gettext("还没有印发。"))
    operations.publish(found.frozen, by=by, at=clock.now())
    messages.success(request, gettext("已公开。"))
    return redirect("bulletins:bulletin", found.frozen.pk)


def _discard(request: HttpRequest, found: Draft, by: Authority) -> HttpResponse:
    operations.discard(found, by=by)
    messages.success(request, gettext("草稿已放弃。"))
    return redirect("bulletins:work", found.report.slug)


_ACTS: Final[dict[str, Callable[[HttpRequest, Draft, Authority], HttpResponse]]] = {
    "word": _word,
    "sentence": _sentence,
    "freeze": _freeze,
    "publish": _publish,
    "discard": _discard,
}


@login_required
@require_safe
def unit_sheets(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """What each unit leads and how it stands today, a sheet for each."""
    report = _report(request, slug)
    if ending not in MEDIA_TYPES:
        raise Http404(gettext("没有这种文件。"))
    try:
        content = units.unit_sheets(report, ending, on=clock.today())
    except FontMissing as refusal:
        raise Http404(refusal.in_one_line()) from refusal
    return unkept(sent(content, gettext("单位落实情况表"), ending), request)


def _page(request: HttpRequest, found: Draft, refusal: Refusal | None = None) -> HttpResponse:
    if found.frozen is not None:
        context = pages.bulletin_page(found.frozen, official(request))
        template = "bulletins/bulletin.html"
    else:
        context, template = pages.draft_page(found, official(request), at=clock.now()), "bulletins/draft.html"
    context |= {"refusal": refusal and refusal.said(), "given": request.POST}
    return page(request, template, context, status=UNPROCESSABLE if refusal else 200)


def _report(request: HttpRequest, slug: str) -> Report:
    """A plan in force of the official's own district."""
    by = official(request)
    report = next((each.report for each in plans.reports_of(by.district) if each.report.slug == slug), None) if by.district else None
    if report is None or not report.adopted:
        raise Http404(gettext("没有这份计划。"))
    return report


def _draft(request: HttpRequest, slug: str, pk: int) -> Draft:
    try:
        return queries.draft(_report(request, slug), pk)
    except Refusal as refusal:
        raise Http404(refusal.in_one_line()) from refusal
