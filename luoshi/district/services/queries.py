"""Reads of services: what can be applied for, applications for whom they concern, how one stands, and what came of all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from luoshi.district.days import day_of
from luoshi.district.services.applicants import Subject, applies, representations
from luoshi.district.services.arrangements import Desk, desk_of
from luoshi.district.services.catalogue import Offer, offer, offer_of, offers
from luoshi.district.services.deciding import Asking
from luoshi.district.services.errors import NoSuchApplication
from luoshi.district.services.inquiring import PublicStatus
from luoshi.district.services.knowing import Known, known_of, subject_of
from luoshi.district.services.models import (
    Application,
    Assessed,
    Capacity,
    Dispute,
    ItemVersion,
    Paper,
    Promise,
    Renewal,
    Representation,
    State,
    SubjectKind,
)
from luoshi.district.services.promises import NoticeText, notice_of, present_promise
from luoshi.district.services.queries_of_renewals import (
    RenewalAlarm,
    RenewalFigures,
    may_record,
    recorders_of,
    renewal_alarm,
    renewal_figures,
    renewal_of_holder,
    renewal_seen,
    renewals_of,
    renewals_seen,
    sees_renewals,
)
from luoshi.district.services.seeing import MATTER, acting_for, is_official_for, may_see
from luoshi.district.services.settling import Settled, register_settling
from luoshi.district.services.statistics import ItemFigures, statistics
from luoshi.engines.approval import Path

if TYPE_CHECKING:
    from datetime import date, datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.approval import Assessment

__all__ = [
    "MATTER",
    "Application",
    "Assessed",
    "Capacity",
    "Desk",
    "Dispute",
    "ItemFigures",
    "ItemVersion",
    "Known",
    "NoticeText",
    "Offer",
    "Paper",
    "Preview",
    "Promise",
    "PublicStatus",
    "Renewal",
    "RenewalAlarm",
    "RenewalFigures",
    "Representation",
    "Settled",
    "State",
    "Subject",
    "SubjectKind",
    "acting_for",
    "applies",
    "desk_of",
    "is_official_for",
    "may_record",
    "may_see",
    "notice_of",
    "offer",
    "offer_of",
    "offers",
    "present_promise",
    "recorders_of",
    "register_settling",
    "renewal_alarm",
    "renewal_figures",
    "renewal_of_holder",
    "renewal_seen",
    "renewals_of",
    "renewals_seen",
    "representations",
    "sees_renewals",
    "statistics",
    "subject_of",
]

# --- what can be applied for


def catalogue(district: District, *, on: date, words: str = "", area: str = "") -> list[Offer]:
    """The items that are offered on a day, of one area or all; where words are given, those that they mean.

    Name, summary or licence has the words, or an everyday word for the item does, or is among them: 饭店, “open a restaurant”.
    """
    asked = " ".join(words.split()).casefold()
    found = [each for each in offers(district, on=on) if not area or each.version.area == area]
    return [each for each in found if not asked or _is_meant(each, asked)]


def _is_meant(found: Offer, asked: str) -> bool:
    item = found.item
    told = " ".join(text for each in (item.name, item.summary, item.result.name) for text in (each.chinese, each.english))
    return asked in told.casefold() or any(asked in each.casefold() for each in (*item.called, *item.called_en)) or _is_named(found, asked)


def _is_named(found: Offer, asked: str) -> bool:
    """Whether an everyday word stands within what was asked; an English one as a whole word, be it one or many of it."""
    written = rf" {re.sub(r'[^a-z0-9]+', ' ', asked)} "
    english = (re.sub(r"[^a-z0-9]+", " ", each.casefold()) for each in found.item.called_en)
    return any(each in asked for each in found.item.called) or any(f" {each}{end} " in written for each in english for end in ("", "s"))


def item(district: District, code: str, *, on: date) -> Offer:
    """An item as it is offered on a day.

    Raises:
        NoSuchItem: it is not.
    """
    return offer(district, code, on=on)


def item_versions(district: District, code: str) -> list[ItemVersion]:
    """All versions of an item, the newest first."""
    rows = ItemVersion.objects.filter(district=district, code=code).select_related("unit")
    return list(rows.defer("files").order_by("-number"))


# --- whose it is


def application(code: str, *, by: Authority, on: date) -> Application | None:
    """An application with everything that belongs to it, for whom it concerns."""
    found = whole(code)
    return found if found is not None and may_see(found, by, on=on) else None


def whole(code: str) -> Application | None:
    """An application with everything that belongs to it, for a caller who has looked whom it concerns.

    ``promises`` with their ``withdrawal``, ``papers`` with their attachments, ``assessments`` and ``disputes`` are there.
    """
    rows = Application.objects.select_related("district", "item__unit__district", "item__district", "person").defer("item__files")
    parts = (
        Prefetch("papers", Paper.objects.select_related("attachment").order_by("pk")),
        Prefetch("assessments", Assessed.objects.order_by("number")),
        Prefetch("promises", Promise.objects.select_related("withdrawal").order_by("pk")),
        Prefetch("disputes", Dispute.objects.order_by("pk")),
    )
    return rows.prefetch_related(*parts).filter(code=code).first()


def own(by: Authority, *, district: District, on: date, before: str = "", most: int | None = None) -> list[Application]:
    """The applications of all for whom somebody acts on a day, the newest first: so many at most, from the one before another by its code.

    Raises:
        NoSuchApplication: none of them has the code ``before``.
    """
    wanted = Q(pk=None)
    for each in representations(by, district=district, on=on):
        wanted |= Q(subject_kind=each.subject_kind, subject_key=each.subject_key)
    rows = Application.objects.filter(wanted, district=district).select_related("district", "item__unit", "item__district", "person")
    if before:
        last = rows.filter(code=before).values_list("pk", flat=True).first()
        if last is None:
            raise NoSuchApplication(before)
        rows = rows.filter(pk__lt=last)
    return list(rows.defer("item__files").order_by("-pk")[:most])


# --- how one stands


@dataclass(frozen=True, slots=True)
class Preview:
    """How an application stands while it is written: what is known, what cannot be read, and what would come of it."""

    known: Known
    assessment: Assessment
    notice: NoticeText | None


def preview(found: Application, *, by: Authority, at: datetime, path: Path | None = None) -> Preview | None:
    """What would come of an application if it were handed in now; nothing is stored. ``None`` for whom it does not concern.

    The ways tell how each path would stand, those included that have to be chosen.
    """
    on = day_of(at)
    acting = acting_for(found, by, on=on)
    if acting is None:
        return None
    offered = offer(found.district, found.matter, on=on)
    known = known_of(found, offered, acting, on=on)
    chosen = Path.ORDINARY if known.disputed else path
    return Preview(known, Asking(known, chosen, as_if_chosen=True).assessment(), notice_of(offered, on=on))
