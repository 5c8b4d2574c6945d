"""Before an application is begun: for whom, and what has begun already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luoshi.district.days import day_of
from luoshi.district.languages import said
from luoshi.district.register.queries import KINDS, surroundings
from luoshi.district.services.applicants import Subject
from luoshi.district.services.models import OPEN, Application, SubjectKind
from luoshi.district.services.pending import other_pending, pending_like
from luoshi.district.services.settling import settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.services.catalogue import Offer
    from luoshi.district.services.models import Representation
    from luoshi.district.services.settling import Settled


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody for whom the person may apply; ``pending`` is what was handed in for the same already and is not decided yet,
    ``settled`` what comes without application."""

    value: str
    name: str
    capacity: str
    pending: Application | None
    settled: Settled | None


def begin_page(offer: Offer, able: Sequence[Representation], *, by: Authority, at: datetime) -> dict[str, Any]:
    """For whom the person may apply for an item, and the drafts that lie there."""
    district, matter = offer.version.district, offer.version.code
    keys = [each.subject_key for each in able]
    drafts = Application.objects.filter(district=district, matter=matter, state__in=OPEN, subject_key__in=keys)
    return {
        "offer": offer,
        "item_name": said(offer.item.name),
        "choices": _choices(able, offer, at),
        "drafts": drafts.defer("values").order_by("-pk")[:5],
        "for_enterprises": offer.item.applicant.value == "enterprise",
        "who": by.name,
    }


def _choices(able: Sequence[Representation], offer: Offer, at: datetime) -> list[Choice]:
    district, matter, on = offer.version.district, offer.version.code, day_of(at)
    subjects = [Subject(SubjectKind(each.subject_kind), each.subject_key) for each in able]
    pending = pending_like(((matter, each.kind.value, each.key) for each in subjects), district=district.pk)
    names, given = names_of(able, district=district, on=on), settled(offer.item, subjects, district=district, on=on)
    return [
        Choice(
            value=each.applicant,
            name=names[each.kind.value, each.key],
            capacity=right.get_capacity_display(),
            pending=other_pending((matter, each.kind.value, each.key), pending),
            settled=given.get(each),
        )
        for right, each in zip(able, subjects, strict=True)
    ]


def names_of(rights: Iterable[Representation], *, district: District, on: date) -> dict[tuple[str, str], str]:
    """What those are called for whom somebody acts, by register and key; whoever is not there any more by the key."""
    asked = {(each.subject_kind, each.subject_key) for each in rights}
    kinds = {kind: [key for of, key in asked if of == kind] for kind, _ in asked}
    said = {kind: surroundings(KINDS[kind], keys, district=district, naming=(), on=on) for kind, keys in kinds.items()}
    return {(kind, key): own.values.get("name", "") if (own := said[kind][key].own) is not None else key for kind, key in asked}
