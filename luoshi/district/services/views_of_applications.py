"""Pages on which somebody applies: begin, one form that keeps itself, hand in, and at the same address what came of it."""

from __future__ import annotations

from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.district import clock
from luoshi.district.attachments.errors import AttachmentError
from luoshi.district.attachments.operations import FILES_MAX, receive
from luoshi.district.days import day_of
from luoshi.district.services import operations, queries
from luoshi.district.services.answers import (
    CONFLICT,
    NOT_SIGNED_IN,
    UNPROCESSABLE,
    application_of,
    authority,
    district_of,
    offer_called,
    page,
    words_of,
)
from luoshi.district.services.applicants import fits
from luoshi.district.services.begin_page import begin_page
from luoshi.district.services.errors import ChangedMeanwhile, ServiceError
from luoshi.district.services.form_page import asked_of, chosen_path, form_page
from luoshi.district.services.models import OPEN, Application, SubjectKind
from luoshi.district.services.result_page import official_page, result_page
from luoshi.district.uploads import SizeLimit, limited
from luoshi.engines.approval import FieldType

if TYPE_CHECKING:
    from collections.abc import Callable

    from luoshi.district.offices.queries import Authority
    from luoshi.engines.approval import Path

BYTES_MAX = settings.ATTACHMENT_BYTES_MAX * FILES_MAX
LIVE = "X-Live"
"""The header by which the page itself asks: it wants its parts, and no other page instead."""


def keeps_words(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Whoever is no longer signed in is told that nothing was kept, and that the browser still has every word of it."""

    @wraps(view)
    def signed_in(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            return page(request, "services/signed_out.html", {"here": request.path}, status=NOT_SIGNED_IN)
        return login_required(view)(request, *args, **kwargs)

    return signed_in


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """For whom is applied: chosen once, then the draft is there."""
    by, at, offer = authority(request), clock.now(), offer_called(request, code)
    district = district_of(by)
    able = queries.representations(by, district=district, on=day_of(at))
    context = begin_page(
        offer,
        [each for each in able if fits(offer.item, operations.Subject(SubjectKind(each.subject_kind), each.subject_key))],
        by=by,
        at=at,
    )
    if request.method != "POST":
        return page(request, "services/begin.html", context | {"once": uuid4()})
    kind, _, key = words_of(request.POST.get("subject", "")).partition("/")
    once = _uuid(request.POST.get("once", ""))
    if kind not in SubjectKind.values or once is None:
        return page(request, "services/begin.html", context | {"once": once or uuid4(), "wrong": True}, status=UNPROCESSABLE)
    try:
        begun = operations.begin(code, district=district, subject=operations.Subject(SubjectKind(kind), key), by=by, at=at, once=once)
    except ServiceError as refusal:
        return page(request, "services/begin.html", context | {"once": uuid4(), "refusal": refusal.said()}, status=refusal.status)
    return redirect("services:application", begun.code)


def _uuid(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None


def too_much(request: HttpRequest) -> HttpResponse:
    """A form beyond all limits is not read any more."""
    refusal = {"what": gettext("文件太大。"), "remedy": gettext("请返回，换小一些的文件，或分几次上传；已经保存的内容都在。")}
    return page(request, "services/too_much.html", {"refusal": refusal, "here": request.path}, status=413)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@limited(too_much, bytes_max=BYTES_MAX)
def application(request: HttpRequest, code: str, limit: SizeLimit) -> HttpResponse:
    """The form while it is open; then what came of it. Every button of the form first keeps what was written."""
    found, by, at = application_of(request, code), authority(request), clock.now()
    if request.method != "POST":
        return _shown(request, found, by=by, at=at)
    if limit.exceeded:
        return too_much(request)
    return _Posted(request, found, by, at).answer()


def _shown(request: HttpRequest, found: Application, *, by: Authority, at: datetime, status: int = 200, **more: Any) -> HttpResponse:
    acting = queries.acting_for(found, by, on=day_of(at))
    if acting is None:
        operations.note_look(found, by=by, at=at)
        return page(request, "services/dossier.html", official_page(found, by=by, at=at) | more, status=status)
    if found.state not in OPEN:
        return page(request, "services/result.html", result_page(found, by=by, acting=acting, at=at) | more, status=status)
    return page(request, "services/form.html", _form(request, found, by=by, at=at) | more, status=status)


@login_required
@require_POST
def reveal(request: HttpRequest, code: str) -> HttpResponse:
    """Show an official one personal value for a reason, once; the address of the page never holds it."""
    found, by, at = application_of(request, code), authority(request), clock.now()
    field, reason = words_of(request.POST.get("field", "")), words_of(request.POST.get("reason", ""), most=500)
    try:
        value = operations.reveal(code, field, reason=reason, by=by, at=at)
    except ServiceError as refusal:
        return _shown(request, found, by=by, at=at, status=refusal.status, refusal=refusal.said())
    return _shown(request, found, by=by, at=at, revealed=field, revealed_value=value)


def _form(request: HttpRequest, found: Application, *, by: Authority, at: datetime, **more: Any) -> dict[str, Any]:
    path = chosen_path(request.session.get(_way_of(found), ""))
    shown = queries.preview(found, by=by, at=at, path=path)
    assert shown is not None, "it was looked up for whom it concerns"
    form = form_page(found, shown, path=path, at=at, **more)
    return {**form, **asked_of(found, form["lacks"]), "signer": by.name}


def _way_of(found: Application) -> str:
    return f"way of {found.code}"


class _Posted:
    """The form came back: keep what is in it, then do what the button says."""

    def __init__(self, request: HttpRequest, found: Application, by: Authority, at: datetime) -> None:
        self.request, self.found, self.by, self.at = request, found, by, at
        self.faults: dict[str, list[str]] = {}
        self.is_live = LIVE in request.headers

    def answer(self) -> HttpResponse:
        """What the browser gets."""
        do, _, about = self.request.POST.get("do", "save").partition(":")
        try:
            was_seen = self._was_seen()
            self.keep()
            if do == "submit" and not was_seen:
                raise ChangedMeanwhile(self.found)
            target = getattr(self, f"do_{do}", self.do_save)(about)
        except ServiceError as refusal:
            return self._again(refusal=refusal.said(), status=refusal.status)
        if self.is_live:
            return self._again(status=200)
        if self.faults:
            return self._again(status=UNPROCESSABLE)
        return redirect(f"{reverse('services:application', args=[self.found.code])}{target}")

    def _again(self, *, status: int, **more: Any) -> HttpResponse:
        found = application_of(self.request, self.found.code)
        if self.is_live and found.state in OPEN:
            context = _form(self.request, found, by=self.by, at=self.at, faults=self.faults) | more
            return page(self.request, "services/live.html", context, status=status)
        if found.state in OPEN:
            context = _form(self.request, found, by=self.by, at=self.at, faults=self.faults) | more
            return page(self.request, "services/form.html", context, status=status)
        return _shown(self.request, found, by=self.by, at=self.at, status=CONFLICT, **more)

    def _was_seen(self) -> bool:
        """Whether nobody wrote anything since the page was shown."""
        return self.request.POST.get("seen", "") == self.found.changed_at.isoformat()

    def keep(self) -> None:
        """Everything that was written, be it wrong, the chosen way, and the files."""
        written = dict(self._written())
        if written:
            self.found = operations.save(self.found.code, values=written, by=self.by, at=self.at)
        if "path" in self.request.POST:
            self.request.session[_way_of(self.found)] = self.request.POST["path"][:20]
        for name in list(self.request.FILES):
            if name.startswith("paper-"):
                self._hand_in(name.removeprefix("paper-"))

    def _written(self) -> Any:
        post = self.request.POST
        for field in queries.offer_of(self.found.item).item.fields:
            name = f"field-{field.code}"
            if f"{name}-asked" not in post:
                continue
            words: Any = [_clean(each) for each in post.getlist(name)] if field.type is FieldType.CHOICES else _clean(post.get(name, ""))
            if words or field.code in self.found.values:
                yield field.code, words

    def _hand_in(self, material: str) -> None:
        try:
            got = receive(self.request.FILES.getlist(f"paper-{material}"), [], district=self.found.district, by=self.by, at=self.at)
        except AttachmentError as refusal:
            self.faults[material] = [refusal.in_one_line()]
            return
        self.faults.update({material: got.faults} if got.faults else {})
        for each in got.attachments:
            operations.hand_in(self.found.code, material, attachment=each.pk, by=self.by, at=self.at)

    def do_save(self, about: str) -> str:
        """It is kept already."""
        if not self.is_live:
            messages.success(self.request, gettext("已保存，可以关掉页面，以后接着填。"))
        return f"#{about}" if about else ""

    def do_take_back(self, about: str) -> str:
        """A file that was handed in by mistake."""
        material, _, attachment = about.partition(":")
        if attachment.isascii() and attachment.isdigit():
            operations.take_back(self.found.code, material, attachment=attachment, by=self.by, at=self.at)
        return f"#paper-{material}"

    def do_choose_place(self, about: str) -> str:
        """One of the places that were named."""
        field, _, code = about.partition(":")
        self.found = operations.save(self.found.code, values={field: _clean(code)}, by=self.by, at=self.at)
        return f"#field-{field}"

    def do_promise(self, about: str) -> str:
        """The name is under it."""
        post = self.request.POST
        operations.promise(
            self.found.code, conditions=post.getlist("condition"), text_sha256=post.get("sha256", ""),
            signed_name=words_of(post.get("signed_name", "")), by=self.by, at=self.at,
        )  # fmt: skip
        return "#promise"

    def do_withdraw_promise(self, about: str) -> str:
        """Before anything is decided by it."""
        operations.withdraw_promise(self.found.code, by=self.by, at=self.at)
        return "#promise"

    def do_submit(self, about: str) -> str:
        """The rules decide at once, or a person will."""
        path: Path | None = chosen_path(self.request.session.get(_way_of(self.found), ""))
        assessed = operations.submit(self.found.code, path=path, expected=None, by=self.by, at=self.at)
        return "#asked" if assessed.outcome == "ask" else ""


def _clean(words: str) -> str:
    """What was typed, without what no database holds; the engine says what is too long."""
    return words.replace("\x00", "")


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: HttpRequest, code: str, field: str) -> HttpResponse:
    """A register says something that is not so: the applicant says what is, and the keeper of the register looks."""
    found, by, at = application_of(request, code), authority(request), clock.now()
    shown = _form(request, found, by=by, at=at) if queries.acting_for(found, by, on=day_of(at)) is not None else {}
    row = next((each for each in shown.get("known_rows", ()) if each.code == field), None)
    if row is None:
        raise Http404(gettext("这一项不是登记库里的内容。"))
    given = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in ("claimed", "reason")}
    context = shown | {"row": row, **given}
    if request.method != "POST":
        return page(request, "services/dispute.html", context)
    try:
        operations.dispute(code, field, claimed=given["claimed"], reason=given["reason"], by=by, at=at)
    except ServiceError as refusal:
        return page(request, "services/dispute.html", context | {"refusal": refusal.said()}, status=refusal.status)
    messages.success(request, gettext("异议已提出，由登记机关核实。核实以前，这件申请由工作人员办理。"))
    return redirect("services:application", code)


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take an application back before it is decided."""
    found, by = application_of(request, code), authority(request)
    reason = _clean(request.POST.get("reason", ""))[:2000]
    context = {"application": found, "reason": reason}
    if request.method != "POST":
        return page(request, "services/withdraw.html", context)
    try:
        operations.withdraw(code, reason=reason, by=by, at=clock.now())
    except ServiceError as refusal:
        return page(request, "services/withdraw.html", context | {"refusal": refusal.said()}, status=refusal.status)
    return redirect("services:application", code)
