"""Before an application is begun: for whom, and what has begun already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime

from luoshi.district.languages import said
from luoshi.district.register.queries import KINDS, surroundings
from luoshi.district.services.models import OPEN, Application

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from luoshi.district.offices.queries import Authority
    from luoshi.district.services.catalogue import Offer
    from luoshi.district.services.models import Representation


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody for whom the person may apply."""

    value: str
    name: str
    capacity: str


def begin_page(offer: Offer, able: Sequence[Representation], *, by: Authority, at: datetime) -> dict[str, Any]:
    """For whom the person may apply for an item, and the drafts that lie there."""
    drafts = Application.objects.filter(
        district=offer.version.district, matter=offer.version.code, state__in=OPEN, subject_key__in=[each.subject_key for each in able]
    )
    return {
        "offer": offer,
        "item_name": said(offer.item.name),
        "choices": [Choice(f"{each.subject_kind}/{each.subject_key}", name_of(each, at), each.get_capacity_display()) for each in able],
        "drafts": drafts.defer("values").order_by("-pk")[:5],
        "for_enterprises": offer.item.applicant.value == "enterprise",
        "who": by.name,
    }


def name_of(right: Representation | Application, at: datetime) -> str:
    """What somebody is called who applies, or for whom is applied."""
    on = localtime(at).date()
    key = right.subject_key
    own = surroundings(KINDS[right.subject_kind], [key], district=right.district, naming=(), on=on)[key].own
    return own.values.get("name", "") if own is not None else key
