"""What all pages of registers share: who asks, which register, district and day are meant, and that no cache keeps what is not public."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext

from luoshi.district import clock
from luoshi.district.access_log.operations import record_look
from luoshi.district.answers import authority, day_in, number_of, words_of
from luoshi.district.register import queries
from luoshi.district.register.cells import YEARS
from luoshi.district.register.kinds import KINDS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from luoshi.district.access_log.queries import What
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.register.fields import Kind
    from luoshi.district.register.models import Entry
    from luoshi.district.register.queries import Sight

__all__ = [
    "UNPROCESSABLE",
    "authority",
    "day_of",
    "district_of",
    "entry_of",
    "kind_of",
    "note",
    "number_of",
    "page",
    "sight_of",
    "words_of",
]

UNPROCESSABLE = 422


def kind_of(code: str) -> Kind:
    """The register of an address.

    Raises:
        Http404: there is none.
    """
    if code not in KINDS:
        raise Http404(gettext("没有这个名录。"))
    return KINDS[code]


def district_of(request: HttpRequest, by: Authority) -> District:
    """The own district of an official; the public sees the one that it asked for, or the first one that has anything registered.

    Raises:
        Http404: nothing is registered anywhere.
    """
    if by.district is not None:
        return by.district
    found = queries.districts()
    asked = request.GET.get("district", "")
    chosen = next((one for one in found if str(one.pk) == asked), found[0] if found else None)
    if chosen is None:
        raise Http404(gettext("还没有名录。"))
    return chosen


def sight_of(kind: Kind, district: District, by: Authority) -> Sight:
    """How much of a register somebody sees.

    Raises:
        PermissionDenied: nothing.
    """
    found = queries.sight(kind, district, by=by)
    if found is None:
        raise PermissionDenied(gettext("这个名录不公开，只供有授权的岗位为手头的事情查看。"))
    return found


def entry_of(kind: Kind, pk: int, by: Authority) -> Entry:
    """An entry, for somebody who sees anything of it.

    Raises:
        Http404: there is none.
    """
    found = queries.entry(kind, pk, by=by)
    if found is None:
        raise Http404(gettext("没有这个条目，或者它不公开。"))
    return found


def note(kind: Kind, what: What, request: HttpRequest, by: Authority, *, key: str = "", detail: str = "", reason: str = "") -> None:
    """Write down that an official looks."""
    record_look(kind.matter, key, what, by=by, at=clock.now(), detail=detail, reason=reason, address=request.path)


def day_of(words: str) -> date:
    """The day that was asked for; today where none was, or none that can be."""
    return day_in(words, YEARS) or clock.today()


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page. What an official sees is kept by no cache."""
    answer = render(request, template, context, status=status)
    if request.user.is_authenticated:
        answer["Cache-Control"] = "private, no-store"
    return answer
