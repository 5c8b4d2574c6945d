"""An applicant promises in writing (告知承诺), or takes the promise back before anything was decided by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.days import day_of
from luoshi.district.facts.operations import record
from luoshi.district.services import catalogue, fail_if, telling
from luoshi.district.services.arrangements import desk_of
from luoshi.district.services.errors import NothingPromised
from luoshi.district.services.models import Promise, PromiseWithdrawal
from luoshi.district.services.owning import opened
from luoshi.district.services.promises import notice_of, present_promise

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from luoshi.district.offices.queries import Authority


@transaction.atomic
def promise(code: str, *, conditions: Collection[str], text_sha256: str, signed_name: str, by: Authority, at: datetime) -> Promise:
    """Sign the promise that everything in the notice is so (告知承诺, 国办发〔2020〕42号).

    Args:
        code: the application.
        conditions: the codes of what is promised; all of the notice's, or it is no promise.
        text_sha256: of the notice that the person read.
        signed_name: the person's name, as a signature.
        by: who signs.
        at: when.

    Raises:
        NoSuchApplication, NotYours, NotOpen: as :func:`save`.
        NoPromiseAsked: the item is not approved on a commitment.
        AgentMayNotSign, SignedByAnother: it is not for this person to sign.
        TextAltered: what was read is not the notice as it is now.
        PromiseNotWhole: a condition is left out.
        PromisedAlready: it is signed.
    """
    application, acting = opened(code, by=by, at=at)
    on = day_of(at)
    offer = catalogue.offer(application.district, application.matter, on=on)
    notice = notice_of(offer, on=on)
    fail_if.no_promise_asked(offer.item, notice)
    assert notice is not None, "it was refused otherwise"
    fail_if.promised_already(present_promise(application))
    fail_if.agent_signs(offer.item, acting)
    fail_if.text_is_altered(notice, text_sha256)
    fail_if.promise_is_not_whole(offer.item, conditions)
    fail_if.signed_by_another(by, signed_name)
    signed = Promise.objects.create(
        application=application,
        number=desk_of(application.district, on=on).promise_number(at),
        text=notice.text,
        sha256=notice.sha256,
        signed_name=by.name,
        person=acting.person,
        capacity=acting.capacity,
        at=at,
    )
    application.changed_at = at
    application.save(update_fields=["changed_at"])
    told = telling.fact(application, "commitment.promised", at=at, promise=signed.number, sha256=signed.sha256)
    record(told, district=application.district, by=by, at=at)
    return signed


@transaction.atomic
def withdraw_promise(code: str, *, by: Authority, at: datetime) -> PromiseWithdrawal:
    """Take the promise back before anything was decided by it; the ordinary procedure is open as if it had never been given.

    Raises:
        NoSuchApplication, NotYours, NotOpen: as :func:`save`.
        NothingPromised: there is no promise.
    """
    application, acting = opened(code, by=by, at=at)
    signed = present_promise(application)
    if signed is None:
        raise NothingPromised
    withdrawal = PromiseWithdrawal.objects.create(promise=signed, person=acting.person, at=at)
    application.changed_at = at
    application.save(update_fields=["changed_at"])
    told = telling.fact(application, "commitment.withdrawn", at=at, promise=signed.number)
    record(told, district=application.district, by=by, at=at)
    return withdrawal
