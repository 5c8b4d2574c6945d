"""Pages on which entries are entered, changed, ended and merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.district import clock
from luoshi.district.offices.queries import Power
from luoshi.district.register import fail_if, operations, operations_of_duplicates, pages, queries
from luoshi.district.register.answers import UNPROCESSABLE, authority, district_of, entry_of, kind_of, number_of, page, sight_of, words_of
from luoshi.district.register.errors import AlreadyEntered, RegisterError, WrongValues
from luoshi.district.register.forms import EndForm, EntryForm, ReasonForm, SourceForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.register.fields import Kind
    from luoshi.district.register.models import Entry

ACTS = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(ACTS)
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Enter something."""
    of, by, today = kind_of(kind), authority(request), clock.today()
    district = district_of(request, by)
    fail_if_not_granted(Power.CHANGE, of, district, by)
    form = EntryForm(of, data=request.POST or None)
    why = SourceForm(on=today, data=request.POST or None, needs_reason=False)
    context: dict[str, Any] = {"kind": of, "district": district, "form": form, "why": why}
    if request.method == "POST" and form.is_valid() and why.is_valid():
        try:
            made = operations.enter(of, district, form.words(), **why.cleaned_data, by=by, at=clock.now())
        except RegisterError as refusal:
            _tell(form, refusal)
            known = refusal.entry if isinstance(refusal, AlreadyEntered) else None
            return page(request, "register/new.html", {**context, "refusal": refusal.said(), "known": known}, status=UNPROCESSABLE)
        messages.success(request, gettext("已登记。"))
        return redirect("register:entry", of.code, made.pk)
    return page(request, "register/new.html", context, status=UNPROCESSABLE if form.errors or why.errors else 200)


@login_required
@require_http_methods(ACTS)
def change(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Change what is known of an entry, from a day on."""
    found, context = _opened(request, kind, pk)
    today = clock.today()
    form = EntryForm(context["kind"], values=queries.values_of([found], on=today)[found.pk] or {}, data=request.POST or None)
    why = SourceForm(on=today, data=request.POST or None)
    context |= {"form": form, "why": why, "seen_version": _seen(request, found)}

    def act() -> None:
        operations.change(
            found, form.words(), **why.cleaned_data, seen=number_of(request.POST.get("seen", "")), by=authority(request), at=clock.now()
        )

    return _done(request, "register/change.html", context, target=found, forms=[form, why], act=act, told=gettext("已变更。"))


@login_required
@require_http_methods(ACTS)
def end(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """End an entry with a day."""
    found, context = _opened(request, kind, pk)
    why = EndForm(on=clock.today(), data=request.POST or None)
    context |= {"why": why, "seen_version": _seen(request, found)}

    def act() -> None:
        given = why.cleaned_data
        operations.end(
            found, last_day=given["valid_from"], source=given["source"], reason=given["reason"],
            seen=number_of(request.POST.get("seen", "")), by=authority(request), at=clock.now(),
        )  # fmt: skip

    return _done(request, "register/end.html", context, target=found, forms=[why], act=act, told=gettext("已结束。"))


@login_required
@require_http_methods(ACTS)
def merge(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Say that an entry is another one that was entered twice, after looking at both.

    The other one is looked for by what is posted; an address names it by its key alone.
    """
    duplicate, context = _opened(request, kind, pk, Power.CHECK)
    of, by = kind_of(kind), authority(request)
    is_looking = "find" in request.POST
    words = words_of(request.POST.get("into", "")) or words_of(request.GET.get("into", ""))
    found = _meant(of, duplicate, words, by_key="into" not in request.POST) if words else []
    kept = found[0] if found else None
    form = ReasonForm(None if is_looking else request.POST or None)
    context |= {"form": form, "words": words, "not_found": bool(words) and kept is None, "several": len(found) > 1}
    if kept is not None:
        context |= pages.compare_page(kept, duplicate, context["seen"], by=by, on=clock.today())
    if kept is None or is_looking:
        return page(request, "register/merge.html", context)

    judge: Callable[..., object] = operations_of_duplicates.merge
    target, told = kept, gettext("已合并；原来的编号会引到这里。")
    if "distinct" in request.POST:
        judge, target, told = operations_of_duplicates.distinguish, duplicate, gettext("已记下：这两个条目不是同一个。")

    def act() -> None:
        judge(kept, duplicate, reason=form.cleaned_data["reason"], by=by, at=clock.now())

    return _done(request, "register/merge.html", context, target=target, forms=[form], act=act, told=told)


def _meant(of: Kind, duplicate: Entry, words: str, *, by_key: bool) -> list[Entry]:
    """The entries that may be meant as the one to keep."""
    if not by_key:
        return queries.others_called(of, duplicate, words, on=clock.today())
    found = queries.entry_by_key(of, duplicate.district, words)
    return [found] if found is not None and found.pk != duplicate.pk else []


@login_required
@require_http_methods(ACTS)
def unmerge(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Undo a merge."""
    duplicate, context = _opened(request, kind, pk, Power.CHECK)
    form = ReasonForm(request.POST or None)
    context |= {"form": form, "what": gettext("撤销合并")}

    def act() -> None:
        operations_of_duplicates.unmerge(duplicate, reason=form.cleaned_data["reason"], by=authority(request), at=clock.now())

    return _done(request, "register/undo.html", context, target=duplicate, forms=[form], act=act, told=gettext("已撤销合并。"))


@login_required
@require_http_methods(ACTS)
def undo_distinction(request: HttpRequest, kind: str, pk: int, other: int) -> HttpResponse:
    """Take back that two entries are not the same."""
    one, context = _opened(request, kind, pk, Power.CHECK)
    second = entry_of(kind_of(kind), other, authority(request))
    form = ReasonForm(request.POST or None)
    context |= {"form": form, "what": gettext("撤销“不是同一个”的认定")}

    def act() -> None:
        reason, by = form.cleaned_data["reason"], authority(request)
        operations_of_duplicates.undo_distinction(one, second, reason=reason, by=by, at=clock.now())

    return _done(request, "register/undo.html", context, target=one, forms=[form], act=act, told=gettext("已撤销。"))


@login_required
@require_safe
def duplicates(request: HttpRequest, kind: str) -> HttpResponse:
    """Entries that may be one and the same."""
    of, by = kind_of(kind), authority(request)
    district = district_of(request, by)
    fail_if_not_granted(Power.CHECK, of, district, by)
    code = request.GET.get("by", "")
    field = of.by_code[code if code in of.alike else of.alike[0]] if of.alike else of.by_code[of.named_by]
    return page(request, "register/duplicates.html", pages.alike_page(of, district, field, number_of(request.GET.get("after", "")) or 0))


def fail_if_not_granted(power: Power, of: Kind, district: District, by: Authority) -> None:
    """No form is shown to somebody whose change would be refused.

    Raises:
        PermissionDenied: the power was not granted.
    """
    try:
        fail_if.not_granted(power, of, district, by)
    except RegisterError as refusal:
        raise PermissionDenied(refusal.in_one_line()) from refusal


def _seen(request: HttpRequest, found: Entry) -> str:
    """The newest version when the form was first shown, which it brings back."""
    versions = queries.versions(found)
    return request.POST.get("seen") or str(versions[-1].pk if versions else 0)


def _opened(request: HttpRequest, kind: str, pk: int, power: Power = Power.CHANGE) -> tuple[Entry, dict[str, Any]]:
    of, by = kind_of(kind), authority(request)
    found = entry_of(of, pk, by)
    fail_if_not_granted(power, of, found.district, by)
    return found, pages.heading(found, sight_of(of, found.district, by), by=by)


def _done(
    request: HttpRequest, template: str, context: dict[str, Any], *, target: Entry, forms: list[Any], act: Callable[[], None], told: str
) -> HttpResponse:
    """Act if everything was filled in; show what was refused, and what was filled in with it."""
    refused = None
    if request.method == "POST" and not [form for form in forms if not form.is_valid()]:
        try:
            act()
        except RegisterError as refusal:
            refused = refusal
            _tell(forms[0], refusal)
        else:
            messages.success(request, told)
            return redirect("register:entry", target.kind, target.pk)
    wrong = refused is not None or any(form.errors for form in forms)
    return page(request, template, {**context, "refusal": refused.said() if refused else None}, status=UNPROCESSABLE if wrong else 200)


def _tell(form: Any, refusal: RegisterError) -> None:
    if isinstance(refusal, WrongValues) and isinstance(form, EntryForm):
        form.tell(refusal.problems)
