"""Pages on which the office edits decision models and puts them in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from luoshi.district import clock
from luoshi.district.content_security import with_inline_styles
from luoshi.district.decisions import operations, pages, queries
from luoshi.district.decisions.answers import authority, kept_by, model_of, page, version_of
from luoshi.district.decisions.differences import differences
from luoshi.district.decisions.empty import empty_model
from luoshi.district.decisions.errors import ChangedMeanwhile, DecisionError, ModelRefused, NotAllowed
from luoshi.district.decisions.forms import EnforcementForm, NameForm, SaveForm, WithdrawForm
from luoshi.district.decisions.sources import source_of
from luoshi.district.decisions.vendored import editor_files
from luoshi.district.offices.queries import in_office
from luoshi.district.uploads import SizeLimit, limited

if TYPE_CHECKING:
    from luoshi.district.decisions.models import DecisionModel, ModelVersion
    from luoshi.district.offices.queries import Authority

CONFLICT = 409
UNPROCESSABLE = 422


def _too_much(request: HttpRequest) -> HttpResponse:
    """A form beyond all limits: its text is not read any more, and the browser keeps it."""
    refusal = ModelRefused.too_large(operations.BYTES_MAX // 1024**2).said()
    return page(request, "decisions/too_much.html", {"refusal": refusal, "back": request.path}, status=413)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(_too_much, bytes_max=operations.BYTES_MAX)
def new(request: HttpRequest, limit: SizeLimit) -> HttpResponse:
    """Name a new model, and bring its file or begin with an empty one."""
    by = in_office(authority(request))
    if by.district is None or not by.is_office_of(by.district):
        raise PermissionDenied(NotAllowed().in_one_line())
    form = NameForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            content = _file(request, limit) or empty_model(form.cleaned_data["title"], form.cleaned_data["slug"])
            operations.create_model(by.district, content=content, reason="新建", by=by, at=clock.now(), **form.cleaned_data)
        except DecisionError as problem:
            refusal = problem.said()
        else:
            return redirect("decisions:edit", form.cleaned_data["slug"])
    context = {"form": form, "refusal": refusal, "megabytes": operations.BYTES_MAX // 1024**2}
    return page(request, "decisions/new.html", context, status=UNPROCESSABLE if refusal or form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(_too_much, bytes_max=operations.BYTES_MAX)
def edit(request: HttpRequest, slug: str, limit: SizeLimit) -> HttpResponse:
    """Edit the last version, or an earlier one, and save it as a new version."""
    model = model_of(slug)
    by = kept_by(request, model)
    start = _start(request, model)
    content, refusal = start.content, None
    form = SaveForm(request.POST or None, initial={"base": queries.latest(model).number, "examples": start.examples})
    if request.method == "POST" and form.is_valid():
        try:
            content = _content(request, limit)
            saved = operations.save_version(
                slug, content, base=form.cleaned_data["base"], examples=_lines(form.cleaned_data["examples"]),
                reason=form.cleaned_data["reason"], by=by, at=clock.now(),
            )  # fmt: skip
        except DecisionError as problem:
            refusal = problem
            content = _typed(request) or content
        else:
            return _saved(request, slug, saved.number if saved else None)
    return _edit_page(request, model, form, content, refusal)


def _start(request: HttpRequest, model: DecisionModel) -> ModelVersion:
    """The version with which editing begins: the last one, or the one asked for."""
    asked = request.GET.get("from", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 7:
        return version_of(request, model.slug, int(asked))
    return queries.latest(model)


def _saved(request: HttpRequest, slug: str, number: int | None) -> HttpResponse:
    if number is None:
        messages.success(request, gettext("与现有版本相同，没有变化。"))
        return redirect("decisions:edit", slug)
    messages.success(request, gettext("已保存为第 %(number)s 版草稿。施行要由另一个人核对后决定。") % {"number": number})
    return redirect(f"{reverse('decisions:version', args=[slug, number])}?saved=1")


def _edit_page(request: HttpRequest, model: DecisionModel, form: SaveForm, content: str, refusal: DecisionError | None) -> HttpResponse:
    latest = queries.latest(model)
    conflict = isinstance(refusal, ChangedMeanwhile)
    changed = conflict and model.versions.filter(number=form.cleaned_data["base"]).first()
    context = {
        "model": model,
        "model_title": pages.title_of(model),
        "version": latest,
        "form": form,
        "content": content,
        "base_now": latest.number if conflict else form["base"].value(),
        "refusal": refusal and refusal.said(),
        "since": refusal.since if isinstance(refusal, ChangedMeanwhile) else [],
        "changes": differences(source_of(changed), source_of(latest), pages.labels(latest)) if changed else None,
        "megabytes": operations.BYTES_MAX // 1024**2,
        **editor_files(),
    }
    status = CONFLICT if conflict else UNPROCESSABLE if refusal or form.errors else 200
    return with_inline_styles(page(request, "decisions/edit.html", context, status=status))


def _file(request: HttpRequest, limit: SizeLimit) -> str | None:
    """The text of the file that was chosen, if one was."""
    file = request.FILES.get("file")  # now at the latest the request is read, and the limit looked after
    if limit.exceeded:
        raise ModelRefused.too_large(operations.BYTES_MAX // 1024**2)
    return operations.text_of_file(file.read()) if file else None


def _content(request: HttpRequest, limit: SizeLimit) -> str:
    """The file that was chosen, or else the text of the editor."""
    chosen = _file(request, limit)
    text = _typed(request) if chosen is None else chosen
    if not text.strip():
        raise ModelRefused.empty()
    return operations.text_of_file(text.encode("utf-8", errors="replace"))


def _typed(request: HttpRequest) -> str:
    return _lines(request.POST.get("content", ""))


def _lines(text: str) -> str:
    """Browsers send every line break of a form as two characters."""
    return text.replace("\r\n", "\n")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def put_in_force(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A second person looks at a version and lets it count from a day."""
    version = version_of(request, slug, number)
    by = kept_by(request, version.model)
    form = EnforcementForm(request.POST or None, initial={"from_day": clock.today()})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            operations.put_in_force(slug, number, by=by, at=clock.now(), **form.cleaned_data)
        except DecisionError as problem:
            refusal = problem.said()
        else:
            day = form.cleaned_data["from_day"]
            messages.success(request, gettext("第 %(number)s 版自 %(day)s 起施行，并已公开。") % {"number": number, "day": day})
            return redirect("decisions:version", slug, number)
    context = {**pages.force_page(version, by=by, on=clock.today()), "form": form, "refusal": refusal}
    return page(request, "decisions/put_in_force.html", context, status=UNPROCESSABLE if refusal or form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Let no version count from a day on."""
    model = model_of(slug)
    by: Authority = kept_by(request, model)
    form = WithdrawForm(request.POST or None, initial={"from_day": clock.today()})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            operations.withdraw(slug, by=by, at=clock.now(), **form.cleaned_data)
        except DecisionError as problem:
            refusal = problem.said()
        else:
            messages.success(request, gettext("自 %(day)s 起停用。") % {"day": form.cleaned_data["from_day"]})
            return redirect("decisions:model", slug)
    context = {**pages.heading(model, queries.latest(model), by=by, on=clock.today()), "form": form, "refusal": refusal}
    return page(request, "decisions/withdraw.html", context, status=UNPROCESSABLE if refusal or form.errors else 200)
