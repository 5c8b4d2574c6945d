"""Changes of renewals: licences near their end are renewed or become cases, holders ask or decline, what silence renewed is put on record.

Each licence is one transaction, and has one renewal for each of its periods: asked twice, killed in the middle or done by two at once, it
is renewed once.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from luoshi.district.casework import operations as casework
from luoshi.district.casework.errors import StepRefused
from luoshi.district.casework.operations import as_applicant
from luoshi.district.casework.queries import Case
from luoshi.district.days import day_of
from luoshi.district.messages.operations import send
from luoshi.district.offices.queries import District, Power, people_throughout, people_within
from luoshi.district.register.queries import KINDS, Entry, entry_called, entry_on
from luoshi.district.rounds import one_by_one
from luoshi.district.services import catalogue, fail_if, prolonging
from luoshi.district.services.arrangements import desk_of
from luoshi.district.services.cases_of_renewals import MATTER, open_blocked
from luoshi.district.services.errors import NoSuchRenewal, NothingToDecline
from luoshi.district.services.licences_known import LicenceKnown
from luoshi.district.services.models import LONGER, UNDECIDED, Arrangement, Renewal, RenewalState, RenewalStep
from luoshi.district.services.prolonging import prolong, say, tell_fact
from luoshi.district.services.queries_of_renewals import ahead_of, expired_untold, licence_name, licences_ending, newest_step
from luoshi.district.services.renewals import expiring, filled
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from luoshi.district.offices.queries import Authority
    from luoshi.district.register.queries import Standing
    from luoshi.district.services.catalogue import Offer
    from luoshi.district.services.renewals import Expiring
    from luoshi.engines.approval import Reason

AT_ONCE_MAX: Final = 500
"""So many licences of an item in one round, those first that nobody has looked at; the next one goes on."""
GROUND: Final = "登记的情况符合续证规则，自动延续"
UNSEEN: Final = (RenewalState.LEFT,)
LOOKED_AT_AGAIN: Final = (RenewalState.LEFT, RenewalState.BLOCKED)
SILENCE: Final = "行政许可法 第五十条"
OVERDUE: Final = Words(
    "《{name}》（{number}，{holder}）已于 {last} 期满，没有作出决定，依法视为准予延续。请立即记录。",
    "“{name}” ({number}, {holder}) expired on {last} without a decision and counts as renewed by law. Put it on record now.",
)


# --- the round


def open_renewals(at: datetime, districts: Sequence[District] | None = None) -> int:
    """Renew what the rules renew of the licences whose end comes near, open a case for each other one; how many that were.

    What is blocked and nobody has asked for is looked at again: as soon as the registers say what was missing, it is renewed after all.
    """
    on = day_of(at)
    found = [each for district in districts or _arranged() for each in _near_their_end(district, on)]
    return one_by_one(lambda number: _look_at(*found[number], at=at), range(len(found)))


def _arranged() -> list[District]:
    return list(District.objects.filter(pk__in=Arrangement.objects.values("district")).order_by("pk"))


def _near_their_end(district: District, on: date) -> Iterator[tuple[Offer, int]]:
    """The licences of all items that are renewed by themselves, by the number of their entry; first those not looked at yet."""
    for offer in catalogue.offers(district, on=on):
        ahead = ahead_of(offer, on)
        if ahead is not None:
            through = on + timedelta(days=ahead)
            new, again = (licences_ending(offer, on=on, through=through, open_to=states) for states in (UNSEEN, LOOKED_AT_AGAIN))
            yield from ((offer, number) for number in list(dict.fromkeys(each.pk for each in (*new, *again)))[:AT_ONCE_MAX])


@transaction.atomic
def _look_at(offer: Offer, number: int, *, at: datetime) -> int:
    """One licence: renewed, blocked, or left alone."""
    district, on = offer.version.district, day_of(at)
    licence = entry_on(KINDS["licences"], Entry.objects.get(pk=number).identifier, district=district, on=on)
    due = expiring(licence.values, licence_name(offer), on=on, ahead=ahead_of(offer, on) or 0) if licence is not None else None
    if licence is None or due is None:
        return 0
    known = LicenceKnown(offer, licence, district=district, on=on)
    renewal, is_new = _opened(known, due, at)
    left = known.left_alone
    if not is_new and (blocked := newest_step(renewal)) is not None and blocked.state == RenewalState.BLOCKED:
        return _look_again(known, renewal, due, blocked.case_code, at=at) if left is None else 0
    if not is_new and (newest := newest_step(renewal)) is not None and (newest.state != RenewalState.LEFT or left is not None):
        return 0
    by = desk_of(district, on=on).by
    if left is not None:
        say(renewal, RenewalState.LEFT, by=by, at=at, reasons=_told([left]))
        return 1
    _decide(known, renewal, due, at=at)
    return 1


def _look_again(known: LicenceKnown, renewal: Renewal, due: Expiring, case_code: str, *, at: datetime) -> int:
    """Renew what was blocked, where nothing blocks it any more, and close its case; unless a person is at it, who then decides."""
    if known.blocks(due.expires_on):
        return 0
    try:
        casework.act(case_code, "clear", expected_step=Case.objects.get(code=case_code).step_count, values={}, by=casework.SYSTEM, at=at)
    except StepRefused:  # its type lets nobody clear a case once an opinion is drafted, or is a version that knows no such step
        return 0
    desk, records = desk_of(known.district, on=known.on), known.records()
    prolong(
        renewal, known.offer, RenewalState.RENEWED, told=prolonging.RENEWED, ground=GROUND, desk=desk, by=desk.by, at=at, records=records,
        case_code=case_code,
    )  # fmt: skip
    return 1


def _opened(known: LicenceKnown, due: Expiring, at: datetime) -> tuple[Renewal, bool]:
    """The renewal of a licence at the end of this period, locked. Whoever comes at the same moment waits until it is stored."""
    assert known.offer.item.renewal is not None, "only what is renewed by itself is looked at"
    own = known.around.own
    renewal, is_new = Renewal.objects.get_or_create(
        district=known.district, licence=known.licence.entry.key, expires_on=due.expires_on,
        defaults={
            "item": known.offer.version,
            "number": known.number,
            "holder": known.subject.key,
            "holder_name": own.values.get("name", "") if own is not None else "",
            "counts_as_application": known.offer.item.renewal.counts_as_application,
            "opened_at": at,
        },
    )  # fmt: skip
    return Renewal.objects.select_for_update(of=("self",)).select_related("district", "item__unit").get(pk=renewal.pk), is_new


def _decide(known: LicenceKnown, renewal: Renewal, due: Expiring, *, at: datetime) -> None:
    """What the rules grant is renewed; everything else is a person's, who is told all that blocks it."""
    desk = desk_of(known.district, on=known.on)
    reasons = known.blocks(due.expires_on)
    if not reasons:
        prolong(
            renewal, known.offer, RenewalState.RENEWED, told=prolonging.RENEWED, ground=GROUND, desk=desk, by=desk.by, at=at,
            records=known.records(),
        )  # fmt: skip
        return
    case = open_blocked(renewal, reasons, at=at)
    say(renewal, RenewalState.BLOCKED, by=desk.by, at=at, reasons=_told(reasons), records=known.records(), case_code=case.code)


def _told(reasons: Sequence[Reason]) -> list[dict[str, object]]:
    return [{"words": [each.words.chinese, each.words.english], "clause": each.clause} for each in reasons]


# --- what was not decided in time


def tell_of_overdue(at: datetime) -> int:
    """Let nobody miss a licence that expired undecided: each is told once, to whoever handles and decides it and to the leaders."""
    on = day_of(at)
    return one_by_one(lambda pk: _tell_of_overdue(pk, at), expired_untold(on=on)[:AT_ONCE_MAX])


@transaction.atomic
def _tell_of_overdue(pk: int, at: datetime) -> int:
    renewal = _locked(pk)
    newest = newest_step(renewal)
    if newest is None or newest.state == RenewalState.OVERDUE or newest.state not in UNDECIDED:
        return 0
    on = day_of(at)
    by, unit = desk_of(renewal.district, on=on).by, renewal.item.unit
    say(renewal, RenewalState.OVERDUE, by=by, at=at, case_code=newest.case_code)
    tell_fact(renewal, "licence.renewal_overdue", by=by, at=at, case=newest.case_code)
    words = filled(
        OVERDUE, name=catalogue.offer_of(renewal.item).item.result.name, number=renewal.number, holder=renewal.holder_name,
        last=renewal.expires_on.isoformat(),
    )  # fmt: skip
    near = [person for power in (Power.HANDLE, Power.APPROVE) for person in people_within(power, MATTER, unit, on=on)]
    people = [*near, *people_throughout(Power.SEE, MATTER, renewal.district, on=on)]
    key = f"renewal/{renewal.pk}/overdue"
    send(to=people, topic="licence.renewal_overdue", subject=words, body=words, link=_OFFICIALS, key=key, at=at, urgent=True)
    return 1


_OFFICIALS: Final = "/workbench/renewals/"


def record_silence(pk: int, *, by: Authority, at: datetime) -> RenewalStep:
    """Put on record that a licence was renewed by law, since nobody decided before it expired: the step of a person in its case.

    Raises:
        NoSuchRenewal: there is none that is undecided.
        CaseworkError: the person may not; or it has not expired.
    """
    return _step(pk, "record_silence", {"clause": SILENCE}, by=by, at=at)


# --- what its holder does


@transaction.atomic
def decline_renewal(licence: str, *, district: District, by: Authority, at: datetime) -> RenewalStep:
    """The holder wants no renewal: of a licence of the register, before a round has looked at it or while a person decides.

    Raises:
        NothingToDecline: it is not renewed by the office, or it is decided already.
        NotYours: the person does not act for the holder.
    """
    on = day_of(at)
    known, due = _declinable(licence, district, on)
    fail_if.not_representing(by, known.subject, district=district, on=on)
    renewal, is_new = _opened(known, due, at)
    newest = newest_step(renewal)
    if newest is not None and newest.state in UNDECIDED:
        return _step(renewal.pk, "decline", {}, by=as_applicant(known.subject.applicant, person=by.person), at=at)  # type: ignore[arg-type]
    if newest is not None and newest.state != RenewalState.LEFT:
        raise NothingToDecline(known.number)
    assert is_new or newest is not None, "a renewal that was stored has a step"
    return say(renewal, RenewalState.DECLINED, by=by, at=at)


def _declinable(licence: str, district: District, on: date) -> tuple[LicenceKnown, Expiring]:
    """A licence that the office will renew by itself, sooner or later."""
    entry = entry_called(KINDS["licences"], district, licence)
    found: Standing | None = entry_on(KINDS["licences"], entry.identifier, district=district, on=on) if entry is not None else None
    for offer in catalogue.offers(district, on=on) if found is not None else ():
        due = expiring(found.values, licence_name(offer), on=on, ahead=_ALWAYS) if offer.item.renewal is not None and found else None
        if found is not None and due is not None:
            return LicenceKnown(offer, found, district=district, on=on), due
    raise NothingToDecline(licence)


_ALWAYS: Final = 36_525
"""A hundred years ahead: one may decline long before."""


def ask_for_renewal(pk: int, *, statement: str, papers: Sequence[int] = (), by: Authority, at: datetime) -> RenewalStep | None:
    """The holder puts right what blocks the renewal and asks for it, or adds to that.

    Raises:
        NoSuchRenewal: there is none that is undecided.
        NotYours: the person does not act for the holder.
        CaseworkError: nothing is said.
    """
    with transaction.atomic():
        renewal = _locked(pk)
        holder = prolonging.holder_of(renewal)
        fail_if.not_representing(by, holder, district=renewal.district, on=day_of(at))
        assert by.person is not None, "whoever represents somebody is a person"
        asked = renewal.steps.filter(state=RenewalState.ASKED).exists()
        values: dict[str, object] = {"statement": statement, **({"papers": [str(each) for each in papers]} if papers else {})}
        return _step(pk, "add" if asked else "ask", values, by=as_applicant(holder.applicant, person=by.person), at=at)


@transaction.atomic
def _step(pk: int, transition: str, values: dict[str, object], *, by: Authority, at: datetime) -> RenewalStep:
    """A step in the case of a renewal, and what the renewal says after it."""
    renewal = _locked(pk)
    newest = newest_step(renewal)
    if newest is None or not newest.case_code or newest.state in LONGER:
        raise NoSuchRenewal
    case = Case.objects.get(code=newest.case_code)
    casework.act(case.code, transition, expected_step=case.step_count, values=values, by=by, at=at)
    after = newest_step(renewal)
    assert after is not None, "it had one before"
    return after


def _locked(pk: int) -> Renewal:
    rows = Renewal.objects.select_for_update(of=("self",)).select_related("district", "item__unit", "item__district").defer("item__files")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchRenewal
    return found
