"""Everything in one call, for programs: applications are begun, filled in and handed in, each wholly or not at all.

Those that come together are decided together, each step once for all of them. What is refused harms no other: it is found before anything
is written. Where something unforeseen stops them, each is decided alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, ParamSpec, TypeAlias, TypeVar

from django.db import transaction

from luoshi.district.days import day_of
from luoshi.district.offices.errors import Refusal
from luoshi.district.services import applicants, catalogue, fail_if
from luoshi.district.services.arrangements import desk_of
from luoshi.district.services.errors import NoSuchApplicant, NoSuchItem
from luoshi.district.services.handing_in import Handed, decide, one_at_a_time, submit
from luoshi.district.services.knowing import known_of, with_written
from luoshi.district.services.lookups import Registers, Surrounded
from luoshi.district.services.models import Application, Assessed, State
from luoshi.district.services.pending import pending_like, thing_of
from luoshi.district.services.places_meant import places_in
from luoshi.district.services.writing import save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from luoshi.district.offices.queries import Authority, District, Person
    from luoshi.district.services.applicants import Subject
    from luoshi.district.services.catalogue import Offer
    from luoshi.district.services.models import Representation
    from luoshi.engines.approval import Path

Decided: TypeAlias = tuple[Application, Assessed]
"""An application with what the rules said of it last."""


@dataclass(frozen=True, slots=True, eq=False)
class Filing:
    """An application in one piece.

    Attributes:
        item: what is applied for.
        subject: in whose name.
        values: what is filled in, by the codes of fields; what a register knows stays as it is.
        path: the way that the applicant chose; ``None``: the best that is open.
        by: who applies, who has to act for the applicant.
        once: drawn by the caller, so that it is decided once however often it is sent.
    """

    item: str
    subject: Subject
    values: Mapping[str, str | Sequence[str]]
    path: Path | None
    by: Authority
    once: UUID


def apply_all(filings: Sequence[Filing], *, district: District, at: datetime) -> list[Decided | Exception]:
    """Begin each application, fill it in and hand it in, all in one transaction. Called again with the same ``once``, tell what came of it.

    Returns:
        In their order, what the rules said of each, or the refusal that it met: those of :func:`begin`, ``NoSuchField`` of :func:`save`,
        ``PathClosed`` and ``CaseworkError`` of :func:`submit`. A refusal concerns nobody else.
    """
    try:
        with transaction.atomic():
            one_at_a_time(district, [(each.item, each.subject) for each in filings])
            answers = {filing: answer for some in _rounds(filings) for filing, answer in _answered(some, district, at)}
            return [answers[each] for each in filings]
    except Exception as unforeseen:  # noqa: BLE001 - it is raised to whoever filed what caused it
        if len(filings) == 1:
            return [unforeseen]
        return [answer for each in filings for answer in apply_all([each], district=district, at=at)]


def _rounds(filings: Sequence[Filing]) -> Iterator[list[Filing]]:
    """Those of one applicant, and those that are the same, one after the other, so that each sees what became of the one before it."""
    waiting = list(filings)
    while waiting:
        now: list[Filing] = []
        later: list[Filing] = []
        seen: set[object] = set()
        for each in waiting:
            names = {each.subject, each.once}
            (later if names & seen else now).append(each)
            seen |= names
        yield now
        waiting = later


def _answered(filings: Sequence[Filing], district: District, at: datetime) -> Iterator[tuple[Filing, Decided | Exception]]:
    """What comes of filings of which no two are of one applicant."""
    begun = {each.once: each for each in Application.objects.raw(_BEGUN, [[each.once for each in filings]])}
    for each in filings:
        if each.once in begun:
            yield each, _or_refusal(_again, begun[each.once], each, at)
    yield from _answered_first([each for each in filings if each.once not in begun], district, at)


_BEGUN: Final = "SELECT * FROM services_application WHERE once = ANY(%s::uuid[])"


@transaction.atomic
def _again(begun: Application, filing: Filing, at: datetime) -> Decided:
    """What came of it; a draft goes on from where it is."""
    fail_if.begun_by_another(begun, filing.item, filing.subject, filing.by)
    if begun.state == State.DRAFT:
        save(begun.code, values=filing.values, by=filing.by, at=at)
        submit(begun.code, path=filing.path, expected=None, by=filing.by, at=at)
        begun.refresh_from_db()
    return begun, Assessed.objects.filter(application=begun).latest("number")


# --- for the first time


@dataclass(frozen=True, slots=True)
class _Coming:
    """A filing that nothing forbids, with what it is decided by."""

    filing: Filing
    offer: Offer
    acting: Representation
    around: Surrounded


def _answered_first(filings: Sequence[Filing], district: District, at: datetime) -> Iterator[tuple[Filing, Decided | Exception]]:
    if not filings:
        return
    on = day_of(at)
    offers = catalogue.offers_called(district, {each.item for each in filings}, on=on)
    rights = applicants.rights([(each.by, each.subject) for each in filings], district=district, on=on)
    subjects, citizens = {subject for _, subject in rights}, {each.citizen for each in rights.values()}
    places = {code for each in filings if each.item in offers for code in places_in(offers[each.item].item, each.values).values()}
    registers = Registers(subjects, citizens, district=district, on=on, places=places)
    found = {each: _or_refusal(_coming, each, offers, rights, registers) for each in filings}
    coming = [each for each in found.values() if isinstance(each, _Coming)]
    yield from ((filing, refusal) for filing, refusal in found.items() if isinstance(refusal, Refusal))
    yield from zip((each.filing for each in coming), _decided(coming, district, at), strict=True)


def _coming(
    filing: Filing, offers: Mapping[str, Offer], rights: Mapping[tuple[Person | None, Subject], Representation], registers: Registers
) -> _Coming:
    """A filing that may be decided; everything that speaks against it is said here, before anything is written."""
    offer, on = offers.get(filing.item), registers.on
    if offer is None:
        raise NoSuchItem(filing.item, on)
    acting = fail_if.without_right(rights.get((filing.by.person, filing.subject)), on)
    fail_if.not_for_this_applicant(offer.item, filing.subject)
    fail_if.not_asked(offer.item, filing.values)
    fail_if.no_way_of_the_item(offer.item, filing.path)
    around = Surrounded(filing.subject, citizen=acting.citizen, district=registers.district, on=on, registers=registers)
    if around.own is None or around.own.entry.merged_into_id is not None:
        raise NoSuchApplicant(filing.subject.key)
    return _Coming(filing, offer, acting, around)


def _decided(coming: Sequence[_Coming], district: District, at: datetime) -> list[Decided]:
    if not coming:
        return []
    on = day_of(at)
    desk = desk_of(district, on=on)
    applications = [_application(each, code, at) for each, code in zip(coming, desk.application_codes(len(coming), at), strict=True)]
    pending = pending_like(map(thing_of, applications), district=district.pk)
    handed = [
        Handed(known_of(made, each.offer, each.acting, on=on, around=each.around, pending=pending), each.filing.path, each.filing.by)
        for made, each in zip(applications, coming, strict=True)
    ]
    return list(zip(applications, decide(handed, desk=desk, at=at), strict=True))


def _application(coming: _Coming, code: str, at: datetime) -> Application:
    filing, version = coming.filing, coming.offer.version
    assert filing.by.person is not None, "whoever acts for somebody is a person"
    return Application(
        district=version.district, code=code, item=version, matter=version.code, person=filing.by.person,
        subject_kind=filing.subject.kind, subject_key=filing.subject.key, once=filing.once,
        values=with_written(coming.offer, coming.around, filing.values), begun_at=at, changed_at=at,
    )  # fmt: skip


# --- refusals


Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def _or_refusal(ask: Callable[Asked, Answer], *given: Asked.args, **named: Asked.kwargs) -> Answer | Refusal:
    """What is answered, or why it is not."""
    try:
        return ask(*given, **named)
    except Refusal as refusal:
        return refusal
