"""The page for whoever writes programs, and the reader's own tokens on it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.district.answers import authority, unkept, words_of
from luoshi.district.api import api
from luoshi.district.programs.pages import described
from luoshi.district.tokens import operations, queries
from luoshi.district.tokens.errors import TokenError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

UNPROCESSABLE = 422


@require_safe
def interface(request: HttpRequest) -> HttpResponse:
    """What programs can do, and how."""
    return _page(request)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Make an own token. It stands on this answer alone: nothing keeps it."""
    if request.method != "POST":  # whoever signed in on the way, or changed the language, has nothing to send
        return redirect("programs:interface")
    name, scope = words_of(request.POST.get("name", ""), most=operations.NAME_MAX), request.POST.get("scope", "")
    chosen, secret = queries.Scope.APPLY if scope == queries.Scope.APPLY else queries.Scope.READ, secrets.token_urlsafe(32)
    try:
        operations.make(name=name, scope=chosen, secret=secret, by=authority(request), at=timezone.now())
    except TokenError as refusal:
        return _page(request, status=UNPROCESSABLE, refusal=refusal.said(), name=name, scope=chosen)
    return _page(request, secret=secret)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End an own token."""
    if request.method != "POST":
        return redirect("programs:interface")
    try:
        operations.end(number, by=authority(request), at=timezone.now())
    except TokenError as refusal:
        return _page(request, status=UNPROCESSABLE, refusal=refusal.said())
    notes.success(request, gettext("令牌已经停用。"))
    return redirect("programs:interface")


def _page(request: HttpRequest, *, status: int = 200, **further: Any) -> HttpResponse:
    by, at = authority(request), timezone.now()
    context = {
        **described(api.get_openapi_schema()), "address": request.build_absolute_uri("/api/v1/"), "scopes": queries.Scope.choices,
        "person": by.person, "tokens": [(each, each.ended_at is None and each.expires_at > at) for each in queries.own(by)], **further,
    }  # fmt: skip
    return unkept(render(request, "programs/interface.html", context, status=status), request)
