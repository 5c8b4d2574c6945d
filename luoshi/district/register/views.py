"""Pages on which registers are looked at: which there are, who is in them, what is known of one entry."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.district import clock
from luoshi.district.access_log.queries import What
from luoshi.district.days import begin_of
from luoshi.district.offices.queries import Power
from luoshi.district.register import fail_if, operations, pages, queries, questions
from luoshi.district.register.answers import (
    UNPROCESSABLE,
    authority,
    day_of,
    district_of,
    entry_of,
    kind_of,
    note,
    number_of,
    page,
    sight_of,
    words_of,
)
from luoshi.district.register.errors import RegisterError
from luoshi.district.register.exports import table_of
from luoshi.district.register.views_of_changes import fail_if_not_granted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest

    from luoshi.district.register.fields import Kind


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The registers that the reader sees anything of."""
    by = authority(request)
    return page(request, "register/home.html", pages.home_page(district_of(request, by), by=by))


@require_http_methods(["GET", "HEAD", "POST"])
def entries(request: HttpRequest, kind: str) -> HttpResponse:
    """A register: searched, narrowed, page by page. Of persons nothing is asked in an address; the answer has one that holds a number."""
    of, by, on = kind_of(kind), authority(request), clock.today()
    district = district_of(request, by)
    seen = sight_of(of, district, by)
    if request.method == "POST" or (of.is_personal and "q" in request.GET):
        return _kept_question(request, of)
    words = _words_asked(request, of)
    filters = [field for field in of.filters if field in seen.fields]
    chosen = {field.code: value for field in filters if (value := request.GET.get(field.code, "")) in dict(field.choices)}
    before = number_of(request.GET.get("before", ""))
    found = [] if words is None else queries.entries(of, district, words=words, chosen=chosen, before=before, on=on)
    if seen.official:
        note(of, What.LIST, request, by, detail=gettext("查询") if words else "")
    further = request.GET.copy()
    further["before"] = str(found[queries.PAGE - 1].pk) if len(found) > queries.PAGE else ""
    context = {
        "kind": of,
        "district": district,
        "seen": seen,
        "words": words or "",
        "is_forgotten": words is None,
        "filters": [(field, chosen.get(field.code, "")) for field in filters],
        "columns": [field for field in seen.fields if field.in_list and field.code not in {of.named_by, of.identified_by[0]}],
        "number": of.by_code[of.identified_by[0]],
        "lines": pages.lines(of, found[: queries.PAGE], seen, on=on),
        "further": further.urlencode() if len(found) > queries.PAGE else "",
        "is_later_page": "before" in request.GET,
        "asked": words != "" or bool(chosen),
    }
    return page(request, "register/entries.html", context)


def _kept_question(request: HttpRequest, of: Kind) -> HttpResponse:
    """Lead to the answer, whose address does not say what was asked."""
    words = words_of(request.POST.get("q", ""), most=100)
    chosen = {field.code: value for field in of.filters if (value := request.POST.get(field.code, ""))}
    asked = chosen | ({"question": questions.keep(request.session, of, words)} if words else {})
    address = reverse("register:entries", args=[of.code])
    return redirect(f"{address}?{urlencode(asked)}" if asked else address)


def _words_asked(request: HttpRequest, of: Kind) -> str | None:
    """What was asked; ``None`` where it was, and nothing is kept of it any more."""
    if "question" in request.GET:
        return questions.asked(request.session, of, number_of(request.GET["question"]))
    return words_of(request.GET.get("q", ""), most=100)


@require_safe
def entry(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """An entry as it was on a day."""
    return _entry_page(request, kind, pk)


@require_safe
def entry_called(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Where a permanent key leads: to the entry, or to the one that it was merged into."""
    of, by = kind_of(kind), authority(request)
    found = queries.entry_called(of, district_of(request, by), words_of(key))
    if found is None or queries.sight(of, found.district, by=by) is None:
        raise Http404(gettext("没有这个条目，或者它不公开。"))
    return redirect("register:entry", of.code, found.pk)


@login_required
@require_POST
def reveal(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Show one personal value for a reason, once; the address of the page never holds it."""
    of, by = kind_of(kind), authority(request)
    found = entry_of(of, pk, by)
    code, reason = request.POST.get("field", ""), words_of(request.POST.get("reason", ""), most=500)
    if code not in of.by_code:
        raise Http404(gettext("没有这个栏目。"))
    try:
        value = operations.reveal(found, code, on=day_of(request.POST.get("on", "")), reason=reason, by=by, at=clock.now())
    except RegisterError as refusal:
        return _entry_page(request, kind, pk, status=UNPROCESSABLE, refusal=refusal.said())
    return _entry_page(request, kind, pk, revealed=code, revealed_value=value)


def _entry_page(request: HttpRequest, kind: str, pk: int, *, status: int = 200, **more: Any) -> HttpResponse:
    of, by = kind_of(kind), authority(request)
    found = entry_of(of, pk, by)
    seen = sight_of(of, found.district, by)
    on = day_of(request.POST.get("on") or request.GET.get("on", ""))
    known_at = _end_of(request.GET.get("known", ""))
    if not queries.may_show(of, queries.values_of([found], on=clock.today())[found.pk], seen, on=clock.today()):
        raise Http404(gettext("没有这个条目，或者它不公开。"))
    if seen.official:
        note(of, What.PAGE, request, by, key=found.key)
    context = pages.entry_page(found, seen, by=by, on=on, known_at=known_at)
    return page(request, "register/entry.html", {**context, "today": clock.today(), **more}, status=status)


def _end_of(words: str) -> datetime | None:
    """The end of a day: what was known that day."""
    if not words or day_of(words).isoformat() != words:
        return None
    return begin_of(day_of(words) + timedelta(days=1))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, kind: str) -> HttpResponse | StreamingHttpResponse:
    """The register as a table, personal values masked; unmasked for a reason, where that was granted."""
    of, by = kind_of(kind), authority(request)
    district = district_of(request, by)
    fail_if_not_granted(Power.SEE, of, district, by)
    unmasked = request.method == "POST" and "unmasked" in request.POST
    reason = words_of(request.POST.get("reason", ""), most=500)
    try:
        if unmasked:
            fail_if.not_granted(Power.UNMASK, of, district, by)
            fail_if.without_reason(reason)
    except RegisterError as refusal:
        return page(request, "register/export.html", _about(request, of) | {"refusal": refusal.said()}, status=UNPROCESSABLE)
    if request.method != "POST":
        return page(request, "register/export.html", _about(request, of))
    detail = gettext("含完整个人信息") if unmasked else ""
    note(of, What.EXPORT, request, by, detail=detail, reason=reason if unmasked else "")
    rows = table_of(of, district, on=clock.today(), unmasked=unmasked)
    answer = StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{of.code}-{clock.today()}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _about(request: HttpRequest, of: Kind) -> dict[str, Any]:
    by = authority(request)
    district = district_of(request, by)
    return {"kind": of, "district": district, "seen": sight_of(of, district, by), "personal": any(field.personal for field in of.fields)}


def as_csv(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Rows as they are written; the mark at the beginning tells Excel that it is UTF-8."""
    yield "\ufeff"
    for row in rows:
        written = StringIO()
        csv.writer(written).writerow(row)
        yield written.getvalue()
