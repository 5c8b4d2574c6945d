"""A licence is valid for longer: the register says so, what is signed is signed anew, and its holder is told. Number and scope stay."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.credentials import operations as credentials
from luoshi.district.days import day_of
from luoshi.district.facts.operations import NewFact, record
from luoshi.district.facts.queries import Subject
from luoshi.district.messages.operations import send
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS, entry_called, entry_on
from luoshi.district.services import applicants
from luoshi.district.services.errors import NotKnownHowLong, NotRenewable
from luoshi.district.services.licences_known import LicenceKnown
from luoshi.district.services.models import UNDECIDED, Renewal, RenewalState, RenewalStep, Representation, SubjectKind
from luoshi.district.services.renewals import VALID, filled
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District, Person
    from luoshi.district.services.arrangements import Desk
    from luoshi.district.services.catalogue import Offer

SUBJECT: Final = "licence"
"""As facts and case types name a licence of the register, by its permanent key there."""
SOURCE: Final = "续证"
RENEWED: Final = Words(
    "《{name}》（{number}）已经自动续到 {until}，不用办任何手续。", "“{name}” ({number}) was renewed until {until}; there is nothing to do."
)
DEEMED: Final = Words(
    "《{name}》（{number}）期满以前没有作出决定，依法视为准予延续，有效期到 {until}。",
    "“{name}” ({number}) was not decided before it expired and counts as renewed by law, until {until}.",
)
BY_A_PERSON: Final = Words("《{name}》（{number}）准予延续，有效期到 {until}。", "“{name}” ({number}) was renewed until {until}.")


def prolong(
    renewal: Renewal,
    offer: Offer,
    state: RenewalState,
    *,
    told: Words,
    ground: str,
    desk: Desk,
    by: Authority,
    at: datetime,
    records: list[dict[str, Any]] | None = None,
    case_code: str = "",
) -> RenewalStep:
    """Let a licence be valid for another period, which follows the last one without a gap.

    Args:
        renewal: the licence at the end of its period.
        offer: the item by which it is renewed.
        state: by the rules, by a person, or by the law's own silence.
        told: what its holder is told.
        ground: why, as the register keeps it.
        desk: in whose name the register is written.
        by: who decided.
        at: when.
        records: what the rules said, where they decided.
        case_code: the case in which a person did.

    Raises:
        NotRenewable: the register no longer calls it valid: suspended, revoked, or gone.
        NotKnownHowLong: no law in force says for how long.
    """
    on = day_of(at)
    known, until = foretold(renewal, offer, on=on)
    source = f"{SOURCE} {case_code}".strip()
    changes, since = {"expires_on": until.isoformat()}, min(on, renewal.expires_on)
    register.change(known.licence.entry, changes, valid_from=since, source=source, reason=ground, by=desk.by, at=at)
    _sign(known, until, by=by, at=at)
    tell_fact(renewal, "licence.renewed", by=by, at=at, case=case_code, until=until.isoformat(), ground=state.value)
    words = filled(told, name=offer.item.result.name, number=renewal.number, until=named_day(until))
    tell_holder(renewal, "licence.renewed", words, at=at)
    return say(renewal, state, by=by, at=at, until=until, records=records or [], case_code=case_code)


def foretold(renewal: Renewal, offer: Offer, *, on: date) -> tuple[LicenceKnown, date]:
    """A licence that would be renewed on a day, and the last day of its next period.

    Raises:
        NotRenewable, NotKnownHowLong: as :func:`prolong`.
    """
    entry = entry_called(KINDS["licences"], renewal.district, renewal.licence)
    found = entry_on(KINDS["licences"], entry.identifier, district=renewal.district, on=on) if entry is not None else None
    if found is None or found.values.get("state", VALID) != VALID:
        raise NotRenewable(renewal.number, found.values["state"] if found is not None else "")
    known = LicenceKnown(offer, found, district=renewal.district, on=on)
    until = known.until(renewal.expires_on)
    if until is None:
        raise NotKnownHowLong(offer.item.name)
    return known, until


def settle(district: District, licence: str, expired_on: date, *, until: date, by: Authority, at: datetime) -> None:
    """The holder's own application has renewed a licence: an open renewal of the same period is settled by that, and raises no alarm."""
    rows = Renewal.objects.select_for_update().filter(district=district, licence=licence, expires_on=expired_on)
    for renewal in rows:
        if (newest := renewal.steps.order_by("-number").first()) is not None and newest.state in UNDECIDED:
            say(renewal, RenewalState.RENEWED, by=by, at=at, until=until, case_code=newest.case_code)


def _sign(known: LicenceKnown, until: date, *, by: Authority, at: datetime) -> None:
    """Sign the licence anew. One that came from elsewhere is signed for the first time, since its paper says the old day."""
    signed, own = known.credential, known.around.own
    if signed is not None:
        credentials.renew(known.number, expires_on=until, by=by, at=at, after_expiry=True)
        return
    values, place = known.licence.values, known.around.place(known.licence.values.get("place", ""))
    new = credentials.NewLicence(
        number=known.number,
        holder_name=own.values.get("name", "") if own is not None else "",
        holder_code=values["holder"],
        name=known.offer.item.result.name,
        scope=values.get("scope", ""),
        place="，".join(filter(None, (place.values.get("name"), place.values.get("address")))) if place is not None else "",
        issued_on=date.fromisoformat(values["issued_on"]),
        expires_on=until,
        unit=known.offer.version.unit,
        district=known.district,
        application="",
    )
    credentials.issue([new], by=by, at=at)


# --- what is said of a renewal, and to whom


def say(renewal: Renewal, state: RenewalState, *, by: Authority, at: datetime, **more: Any) -> RenewalStep:
    """One more step; whoever writes it has locked the renewal."""
    assert by.person is not None, "the post of the machine has its program, and everything else is done by a person"
    number = renewal.steps.count() + 1
    return RenewalStep.objects.create(renewal=renewal, number=number, state=state, person=by.person, signature=by.signature, at=at, **more)


def tell_fact(renewal: Renewal, kind: str, *, by: Authority, at: datetime, case: str = "", **details: Any) -> None:
    """Put on record what happened to a licence."""
    fact = NewFact(
        kind=kind,
        subject=Subject(SUBJECT, renewal.licence, renewal.number),
        happened_at=at,
        source=SOURCE,
        case=case,
        public=True,
        details={"item": renewal.item.code, "expires_on": renewal.expires_on.isoformat(), **details},
    )
    record(fact, district=renewal.district, by=by, at=at)


def tell_holder(renewal: Renewal, topic: str, words: Words, *, at: datetime) -> None:
    """Tell whoever acts for the holder, once for each renewal and topic."""
    people = acting_for(renewal)
    send(to=people, topic=topic, subject=words, body=words, link=link_of(renewal), key=f"renewal/{renewal.pk}/{topic}", at=at)


def acting_for(renewal: Renewal) -> list[Person]:
    """Who acts for the holder now."""
    rows = Representation.objects.filter(
        district=renewal.district, subject_kind=SubjectKind.ENTERPRISES, subject_key=renewal.holder, valid_to=None
    )
    return [row.person for row in rows.select_related("person").order_by("pk")]


def holder_of(renewal: Renewal) -> applicants.Subject:
    """The holder, as whoever acts for it is asked."""
    return applicants.Subject(SubjectKind.ENTERPRISES, renewal.holder)


def link_of(renewal: Renewal) -> str:
    """The page of a renewal for its holder."""
    return f"/services/renewals/{renewal.pk}/"
