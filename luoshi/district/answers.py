"""What all pages share that differ by their reader: who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from luoshi.district.offices.queries import authority_of, in_office

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority


def authority(request: HttpRequest) -> Authority:
    """What whoever asks may do today; found out once for each request."""
    if not hasattr(request, "_authority"):
        request._authority = authority_of(request.user, on=timezone.localdate())  # type: ignore[attr-defined]  # noqa: SLF001
    found: Authority = request._authority  # type: ignore[attr-defined]  # noqa: SLF001
    return found


def official(request: HttpRequest) -> Authority:
    """What a signed-in official may do.

    Raises:
        PermissionDenied: the account holds no post today.
    """
    return in_office(authority(request))
