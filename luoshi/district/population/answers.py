"""What all pages of populations share: who may see them, that a look is noted, and that no cache keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import PermissionDenied

from luoshi.district import answers, clock
from luoshi.district.access_log.operations import record_look
from luoshi.district.answers import official
from luoshi.district.offices.queries import Power
from luoshi.district.population.errors import NotAllowed
from luoshi.district.population.fail_if import MATTER, POWERS, may

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from luoshi.district.access_log.queries import What
    from luoshi.district.offices.queries import Authority, District

UNPROCESSABLE: Final = 422


def seeing(request: HttpRequest) -> tuple[Authority, District]:
    """An official who may see what is run over everybody, and the district.

    Raises:
        PermissionDenied: no post of the person was granted it.
    """
    by = official(request)
    assert by.district is not None, "an official serves a district"
    if not may(Power.SEE, by.district, by):
        raise PermissionDenied(NotAllowed(POWERS[Power.SEE]).in_one_line())
    return by, by.district


def page(request: HttpRequest, template: str, context: dict[str, Any], *, by: Authority, status: int = 200) -> HttpResponse:
    """A page with what its reader may do."""
    assert by.district is not None, "an official serves a district"
    powers = {f"may_{power.value}": may(power, by.district, by) for power in POWERS}
    return answers.page(request, template, {"district": by.district, **powers, **context}, status=status)


def note(request: HttpRequest, what: What, key: str, by: Authority, *, detail: str = "", reason: str = "") -> None:
    """Write down that somebody looks at rows of people."""
    record_look(MATTER, key, what, by=by, at=clock.now(), detail=detail, reason=reason, address=request.path)
