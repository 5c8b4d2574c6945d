"""Attachments are handed out to whoever may see them, as files to keep: no browser shows one, and none runs what may be in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.district import clock
from luoshi.district.answers import authority
from luoshi.district.attachments import operations, queries
from luoshi.district.attachments.errors import AttachmentError
from luoshi.district.attachments.forms import RemovalForm

if TYPE_CHECKING:
    from luoshi.district.attachments.models import Attachment

UNPROCESSABLE = 422
GONE = 410
NOTHING_RUNS = "sandbox; default-src 'none'"


@require_safe
def serve(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, for whoever may see it; for anybody else there is none of this address."""
    found = _visible(request, pk)
    data = queries.content_of(found)
    if data is None:
        return render(request, "attachments/removed.html", {"attachment": found}, status=GONE)
    tag = f'"{found.content_id}"'
    if tag in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(data, content_type=queries.media_type(found))
        response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name) or "attachment"
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"  # asked for anew each time, so that a right that ended has ended
    response.headers["Content-Security-Policy"] = NOTHING_RUNS
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the bytes of a file away, with a reason."""
    found, by = _visible(request, pk), authority(request)
    form = RemovalForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = UNPROCESSABLE if request.method == "POST" else 200
        return render(request, "attachments/remove.html", {"attachment": found, "form": form}, status=status)
    try:
        operations.remove(pk, reason=form.cleaned_data["reason"], by=by, at=clock.now())
    except AttachmentError as refusal:
        context = {"attachment": found, "form": form, "refusal": refusal.said()}
        return render(request, "attachments/remove.html", context, status=UNPROCESSABLE)
    messages.success(request, gettext("附件内容已删除。"))
    return redirect("attachments:attachment", pk)


def _visible(request: HttpRequest, pk: int) -> Attachment:
    found = queries.attachment(pk)
    if found is None or not queries.may_see(found, authority(request)):
        raise Http404(gettext("没有这个附件，或者您不能查看。"))
    return found
