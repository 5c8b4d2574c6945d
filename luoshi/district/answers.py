"""What all pages share that differ by their reader: who asks, which words and numbers stand in an address, what is kept of an answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from luoshi.district import clock
from luoshi.district.offices.queries import authority_of, in_office

if TYPE_CHECKING:
    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority

Response = TypeVar("Response", bound=HttpResponseBase)

DIGITS_MAX: Final = 18
"""Of a number of 64 bits."""


def authority(request: HttpRequest) -> Authority:
    """What whoever asks may do today; found out once for each request."""
    if not hasattr(request, "_authority"):
        request._authority = authority_of(request.user, on=clock.today())  # type: ignore[attr-defined]  # noqa: SLF001
    found: Authority = request._authority  # type: ignore[attr-defined]  # noqa: SLF001
    return found


def official(request: HttpRequest) -> Authority:
    """What a signed-in official may do.

    Raises:
        PermissionDenied: the account holds no post today.
    """
    return in_office(authority(request))


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200, private: bool = False) -> HttpResponse:
    """A page that knows its reader, kept as :func:`unkept` says."""
    return unkept(render(request, template, {"authority": authority(request), **context}, status=status), request, private=private)


def unkept(response: Response, request: HttpRequest, *, private: bool = False) -> Response:
    """No browser and no proxy keeps what was made for somebody who is signed in, nor what is ``private`` for another reason."""
    if private or request.user.is_authenticated:
        response.headers["Cache-Control"] = "no-store"
    return response


def number_of(words: str) -> int | None:
    """A number in an address, as far as the database can hold one; nothing where it is none."""
    return int(words) if words.isascii() and words.isdigit() and len(words) <= DIGITS_MAX else None


def day_in(words: str, years: range) -> date | None:
    """A day in an address or form, within the years that can be meant; nothing where it is none."""
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return None
    return day if day.year in years else None


def words_of(words: str, *, most: int = 200) -> str:
    """What was typed, without what no database holds, and no longer than anything that is looked for."""
    return words.replace("\x00", "").strip()[:most]
