"""The site's own pages: the elder switch, and every component once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from luoshi.district.site.samples import samples
from luoshi.district.site.templatetags.site import ELDER_COOKIE

A_YEAR_SECONDS = 365 * 24 * 3600
COLOURS = (
    "paper", "paper-raised", "ink", "ink-soft", "seal", "link",
    "target", "target-wash", "commitment", "mechanism", "platform", "programme", "result",
)  # fmt: skip


@require_POST
def elder(request: HttpRequest) -> HttpResponse:
    """Switch the elder mode on or off in this browser and go back to the page that was read."""
    came_from = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        came_from = "/"
    response = HttpResponseRedirect(came_from)
    if request.POST.get("elder") == "1":
        response.set_cookie(ELDER_COOKIE, "1", max_age=A_YEAR_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure())
    else:
        response.delete_cookie(ELDER_COOKIE, samesite="Lax")
    return response


def components(request: HttpRequest) -> HttpResponse:
    """Every component once, with made-up content."""
    return render(request, "site/components.html", {**samples(), "colours": COLOURS})
