"""What every page of the workbench says of renewals, looked up only where a page says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from luoshi.district.answers import authority
from luoshi.district.services import queries

if TYPE_CHECKING:
    from django.http import HttpRequest


def renewals(request: HttpRequest) -> dict[str, Any]:
    """``renewal_alarm`` for templates: see :class:`~luoshi.district.services.queries.RenewalAlarm`."""
    signed_in = hasattr(request, "user") and request.user.is_authenticated
    find = lambda: queries.renewal_alarm(authority(request), on=timezone.localdate()) if signed_in else None  # noqa: E731 - looked up late
    return {"renewal_alarm": SimpleLazyObject(find)}
