"""Before an application is begun: for whom, and what has begun already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime

from luoshi.district.languages import said
from luoshi.district.register.queries import KINDS, surroundings
from luoshi.district.services.models import OPEN, Application
from luoshi.district.services.pending import pending_same

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from luoshi.district.offices.queries import Authority
    from luoshi.district.services.catalogue import Offer
    from luoshi.district.services.models import Representation


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody for whom the person may apply; ``pending`` is what was handed in for the same already and is not decided yet."""

    value: str
    name: str
    capacity: str
    pending: Application | None


def begin_page(offer: Offer, able: Sequence[Representation], *, by: Authority, at: datetime) -> dict[str, Any]:
    """For whom the person may apply for an item, and the drafts that lie there."""
    district, matter = offer.version.district, offer.version.code
    keys = [each.subject_key for each in able]
    drafts = Application.objects.filter(district=district, matter=matter, state__in=OPEN, subject_key__in=keys)
    return {
        "offer": offer,
        "item_name": said(offer.item.name),
        "choices": [_choice(each, matter, at) for each in able],
        "drafts": drafts.defer("values").order_by("-pk")[:5],
        "for_enterprises": offer.item.applicant.value == "enterprise",
        "who": by.name,
    }


def _choice(right: Representation, matter: str, at: datetime) -> Choice:
    pending = pending_same(right.district, matter, right.subject_kind, right.subject_key)
    return Choice(f"{right.subject_kind}/{right.subject_key}", name_of(right, at), right.get_capacity_display(), pending)


def name_of(right: Representation | Application, at: datetime) -> str:
    """What somebody is called who applies, or for whom is applied."""
    on = localtime(at).date()
    key = right.subject_key
    own = surroundings(KINDS[right.subject_kind], [key], district=right.district, naming=(), on=on)[key].own
    return own.values.get("name", "") if own is not None else key
