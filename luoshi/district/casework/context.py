"""Whether a signed-in person holds a post, and has anything to do with cases: on every page, looked up where the page says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from luoshi.district.answers import authority
from luoshi.district.casework import queries

if TYPE_CHECKING:
    from django.http import HttpRequest


def casework(request: HttpRequest) -> dict[str, Any]:
    """``is_official`` and ``handles_cases`` for templates."""
    signed_in = hasattr(request, "user") and request.user.is_authenticated
    return {
        "is_official": SimpleLazyObject(lambda: signed_in and bool(authority(request).posts)),
        "handles_cases": SimpleLazyObject(lambda: signed_in and queries.handles_cases(authority(request))),
    }
