"""What every page of the workbench says of renewals, looked up only where a page says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from luoshi.district import clock
from luoshi.district.answers import authority
from luoshi.district.services import queries

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.services.queries import RenewalAlarm


def renewals(request: HttpRequest) -> dict[str, Any]:
    """``renewal_alarm`` for templates, see :class:`~luoshi.district.services.queries.RenewalAlarm`, and ``sees_renewals``."""
    signed_in = hasattr(request, "user") and request.user.is_authenticated

    def alarm() -> RenewalAlarm | None:
        return queries.renewal_alarm(authority(request), on=clock.today()) if signed_in else None

    return {
        "renewal_alarm": SimpleLazyObject(alarm),
        "sees_renewals": SimpleLazyObject(lambda: signed_in and queries.sees_renewals(authority(request))),
    }
