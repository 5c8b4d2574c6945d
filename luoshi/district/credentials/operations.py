"""Changes of licences: issued and renewed by whoever decides by the rules, suspended, restored and revoked by a person alone.

Each is whole or does not happen. What else belongs to it (the entry in the register, the fact of the grant) is written by the caller,
in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from luoshi.district.copied import copied
from luoshi.district.credentials import fail_if
from luoshi.district.credentials.codes import code_of
from luoshi.district.credentials.errors import NoSuchLicence
from luoshi.district.credentials.models import Credential, Event, EventKind
from luoshi.district.credentials.papers import is_of_person, papers_of
from luoshi.district.credentials.states import State, standing
from luoshi.district.days import day_of
from luoshi.district.facts.operations import NewFact, record
from luoshi.district.facts.queries import Subject

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from luoshi.district.credentials.states import Standing
    from luoshi.district.offices.queries import Authority, District, Unit
    from luoshi.words import Words


@dataclass(frozen=True, slots=True)
class NewLicence:
    """What is said of a licence that is to be issued.

    Attributes:
        number: as it stands on the licence; never used before.
        holder_name: for whom; whoever has no credit code is taken for a natural person, and masked wherever the public looks.
        holder_code: the credit code, or the number of a natural person.
        name: what kind of licence.
        scope: what is licensed; may be empty.
        place: where, in words; may be empty.
        issued_on: the first day of its validity.
        expires_on: the last one; ``None`` without end.
        unit: that issues it.
        district: of the unit.
        application: the code of the application that it answers; may be empty.
    """

    number: str
    holder_name: str
    holder_code: str
    name: Words
    scope: str
    place: str
    issued_on: date
    expires_on: date | None
    unit: Unit
    district: District
    application: str


def issue(licences: Sequence[NewLicence], *, by: Authority, at: datetime) -> list[Credential]:
    """Issue licences, all or none: signed at once, each with a code by which its holder shows it.

    Args:
        licences: what they say.
        by: who decided, or the post that answers for the machine.
        at: when.

    Raises:
        NotAllowed: ``by`` holds no post of the district.
        WrongDays: one would end before it began.
        NumberTaken: there is a licence of this number; the caller's transaction cannot go on.
        KeyRetired: the key in the data folder is an old one.
    """
    for each in licences:
        fail_if.not_of_the_district(by, each.district, each.unit)
        fail_if.ends_before_it_begins(each.expires_on, each.issued_on)
    with transaction.atomic(savepoint=False), fail_if.number_is_taken([each.number for each in licences]):
        credentials = copied(map(_credential, licences))
        ends = [each.expires_on for each in licences]
        _sign(list(zip(credentials, ends, strict=True)), EventKind.ISSUED, by=by, at=at)
    return credentials


def _credential(new: NewLicence) -> Credential:
    return Credential(
        district=new.district, unit=new.unit, number=new.number, code=code_of(new.number), name=new.name.chinese, name_en=new.name.english,
        holder_name=new.holder_name, holder_code=new.holder_code, of_person=is_of_person(new.holder_code), scope=new.scope, place=new.place,
        application=new.application, issued_on=new.issued_on,
    )  # fmt: skip


@transaction.atomic
def renew(number: str, *, expires_on: date | None, by: Authority, at: datetime, after_expiry: bool = False) -> Credential:
    """Let a licence be valid for longer, under the same number: it is signed anew.

    ``after_expiry`` is for what the law itself renewed by silence (行政许可法 第五十条) or was decided late: it may have expired meanwhile.

    Raises:
        NoSuchLicence: there is none of this number.
        NotAllowed: ``by`` holds no post of the district.
        NotInThisState: it is revoked, suspended or has expired.
        WrongDays: it would not be valid for longer.
    """
    credential = _locked(number)
    fail_if.not_of_the_district(by, credential.district, credential.unit)
    now = _standing(credential, at)
    fail_if.not_in({State.VALID, State.EXPIRED} if after_expiry else {State.VALID}, now, number)
    fail_if.not_longer(expires_on, now.expires_on)
    _sign([(credential, expires_on)], EventKind.RENEWED, by=by, at=at)
    return credential


@transaction.atomic
def revoke(number: str, *, reason: str, basis: str, by: Authority, at: datetime) -> Credential:
    """Revoke a licence for good; the fact ``licence.revoked`` is recorded.

    Raises:
        NoSuchLicence: there is none of this number.
        OnlyAPerson: a machine asks.
        NotAllowed: nobody granted the person the power to approve licences of the unit.
        NeedsReasonAndLaw: it is not said why, or by which law.
        NotInThisState: it is revoked already.
    """
    return _change(number, EventKind.REVOKED, {State.VALID, State.EXPIRED, State.SUSPENDED}, reason=reason, basis=basis, by=by, at=at)


@transaction.atomic
def suspend(number: str, *, reason: str, basis: str, by: Authority, at: datetime) -> Credential:
    """Let a licence not count until it is restored. Raises what :func:`revoke` raises."""
    return _change(number, EventKind.SUSPENDED, {State.VALID}, reason=reason, basis=basis, by=by, at=at)


@transaction.atomic
def restore(number: str, *, reason: str, basis: str, by: Authority, at: datetime) -> Credential:
    """Let a licence count again that was suspended. Raises what :func:`revoke` raises."""
    return _change(number, EventKind.RESTORED, {State.SUSPENDED}, reason=reason, basis=basis, by=by, at=at)


def _change(number: str, kind: EventKind, states: Collection[State], *, reason: str, basis: str, by: Authority, at: datetime) -> Credential:
    """What only a person does."""
    credential = _locked(number)
    fail_if.not_a_person(by)
    fail_if.may_not_approve(by, credential.unit)
    fail_if.without_reason_or_law(reason, basis)
    fail_if.not_in(states, _standing(credential, at), number)
    _event(credential, kind, by=by, at=at, reason=reason.strip(), basis=basis.strip()).save()
    # A reason may name somebody, and a fact can never be deleted: the reason stands with the licence.
    fact = NewFact(
        kind=f"licence.{kind.value}",
        subject=Subject("licence", number, credential.name),
        happened_at=at,
        source=credential.unit.name,
        application=credential.application,
        public=not credential.of_person,
        details={"basis": basis.strip()},
    )
    record(fact, district=credential.district, by=by, at=at)
    return credential


def _locked(number: str) -> Credential:
    """The licence, for one change at a time."""
    found = Credential.objects.select_for_update(of=("self",)).select_related("district", "unit").filter(number=number).first()
    if found is None:
        raise NoSuchLicence(number)
    return found


def _standing(credential: Credential, at: datetime) -> Standing:
    return standing(list(credential.events.order_by("pk")), on=day_of(at))


def _sign(licences: Sequence[tuple[Credential, date | None]], kind: EventKind, *, by: Authority, at: datetime) -> None:
    """Each with the last day of its validity."""
    papers = papers_of(licences, at=at)
    copied(
        _event(credential, kind, by=by, at=at, expires_on=expires_on, document=paper)
        for (credential, expires_on), paper in zip(licences, papers, strict=True)
    )


def _event(credential: Credential, kind: EventKind, *, by: Authority, at: datetime, **said: Any) -> Event:
    return Event(credential=credential, kind=kind, person=by.person, signature=by.signature or by.title, at=at, **said)
