"""An application with a promise, signed by whoever applies: nobody signs for many at once, so each goes its own way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from luoshi.district.services import operations as services
from luoshi.district.services import queries
from luoshi.engines.approval import Path

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import District
    from luoshi.district.services.operations import Filing


def begin_and_write(filing: Filing, district: District, *, at: datetime) -> str:
    """Begin an application and fill it in; returns its code."""
    begun = services.begin(filing.item, district=district, subject=filing.subject, by=filing.by, at=at, once=filing.once)
    services.save(begun.code, values=filing.values, by=filing.by, at=at + timedelta(minutes=4))
    return begun.code


def sign(code: str, filing: Filing, district: District, *, at: datetime) -> None:
    """Sign the promise of everything that the item asks for."""
    offer = queries.offer(district, filing.item, on=at.date())
    notice = queries.notice_of(offer, on=at.date())
    assert notice is not None, "who promises has read a notice"
    conditions = [each.code for each in offer.item.conditions]
    services.promise(code, conditions=conditions, text_sha256=notice.sha256, signed_name=filing.by.name, by=filing.by, at=at)


def promise_and_submit(filing: Filing, district: District, *, at: datetime) -> None:
    """Apply on a promise, from the first word to the answer."""
    code = begin_and_write(filing, district, at=at)
    sign(code, filing, district, at=at + timedelta(minutes=7))
    services.submit(code, path=Path.COMMITMENT, expected=None, by=filing.by, at=at + timedelta(minutes=9))
