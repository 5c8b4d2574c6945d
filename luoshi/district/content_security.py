"""Browsers may load nothing but what this site serves: no inline script or style, no other host."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_ONLY_OURS = (
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
POLICY = "; ".join(_ONLY_OURS)
WITH_INLINE_STYLES = "; ".join((*_ONLY_OURS, "style-src 'self' 'unsafe-inline'", "font-src 'self' data:"))


def with_inline_styles(response: HttpResponse) -> HttpResponse:
    """The answer with a policy that lets scripts of this site style what they draw: for the page with the model editor, and no other.

    Scripts stay as bound as everywhere: none inline, none evaluated, none of another host.
    """
    response.headers["Content-Security-Policy"] = WITH_INLINE_STYLES
    return response


class ContentSecurityPolicyMiddleware:
    """Adds the header unless a view has set its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
