"""What all pages of cases share: which case is meant, and that no cache keeps what is not public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse

from luoshi.district import answers, clock
from luoshi.district.access_log.operations import record_look
from luoshi.district.access_log.queries import What
from luoshi.district.answers import authority, official
from luoshi.district.casework import queries
from luoshi.district.casework.errors import NoSuchCase
from luoshi.district.casework.lives import life_of
from luoshi.district.casework.models import Case
from luoshi.district.casework.telling import link_of

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.casework.lives import Life

__all__ = ["authority", "case_of", "official", "page"]


def case_of(request: HttpRequest, code: str, *, at: datetime) -> tuple[Case, Life]:
    """The case of an address as it stands now, for an official who may see it. That he or she looks is written down before it is shown.

    Raises:
        Http404: there is none, or none that this person may see.
        PermissionDenied: the account holds no post today.
    """
    by = official(request)
    found = Case.objects.select_related("district", "type", "unit", "holder").filter(code=code).first()
    if found is None or not queries.may_see(found, by=by):
        raise Http404(NoSuchCase(code).in_one_line())
    if request.method != "POST":  # whoever takes a step is named by the step
        record_look(look_kind(found), found.code, What.PAGE, by=by, at=at, address=link_of(found))
    return found, life_of(found, at=at)


def look_kind(case: Case) -> str:
    """As the access log names cases of a type."""
    return f"case.{case.matter}"


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page; nothing keeps what was made for a signed-in official."""
    return answers.page(request, template, {"now": clock.now(), **context}, status=status)
