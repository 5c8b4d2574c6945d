"""What all pages of services share: which district, who asks, which application, and that nothing keeps what is not public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from luoshi.district import answers, clock
from luoshi.district.answers import authority, words_of
from luoshi.district.services import queries
from luoshi.district.services.errors import NoSuchItem
from luoshi.district.services.models import ItemVersion

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.services.catalogue import Offer
    from luoshi.district.services.models import Application

__all__ = [
    "CONFLICT",
    "NOT_SIGNED_IN",
    "UNPROCESSABLE",
    "application_of",
    "authority",
    "district_of",
    "offer_called",
    "page",
    "words_of",
]

NOT_SIGNED_IN, CONFLICT, UNPROCESSABLE = 401, 409, 422


def district_of(by: Authority) -> District:
    """The district whose services are shown: the reader's own, else the first that offers any.

    Raises:
        Http404: no district offers any.
    """
    own = by.district or (by.person.district if by.person is not None else None)
    found = own or next((each.district for each in ItemVersion.objects.select_related("district").order_by("pk")[:1]), None)
    if found is None:
        raise Http404(gettext("还没有可以办理的事项。"))
    return found


def offer_called(request: HttpRequest, code: str) -> Offer:
    """The item of an address, as it is offered today.

    Raises:
        Http404: the district does not offer it.
    """
    try:
        return queries.item(district_of(authority(request)), code, on=clock.today())
    except NoSuchItem as refusal:
        raise Http404(refusal.in_one_line()) from refusal


def application_of(request: HttpRequest, code: str) -> Application:
    """The application of an address, for whom it concerns.

    Raises:
        Http404: there is none, or it is none of the reader's business.
    """
    found = queries.application(code, by=authority(request), on=clock.today())
    if found is None:
        raise Http404(gettext("没有这件申请，或者您无权查看。"))
    return found


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page; nothing keeps what was made for somebody who is signed in, or from what was typed in."""
    return answers.page(request, template, context, status=status, private=request.method == "POST")
