"""What is granted is issued: the entry in the register of licences, the signed licence, the facts and the message, in one transaction.

A renewal lets the licence that it renews be valid for longer, under its number. A change issues a new one, and the old one ends.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from luoshi.district.credentials import operations as credentials
from luoshi.district.credentials.queries import credential
from luoshi.district.days import day_of
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS
from luoshi.district.services import telling
from luoshi.district.services.catalogue import same_day_after
from luoshi.district.services.entering import bar_to_entering, entered
from luoshi.district.services.lookups import VALID
from luoshi.district.services.models import State, SubjectKind
from luoshi.district.services.prolonging import settle
from luoshi.district.services.telling import News
from luoshi.engines.approval import KEPT, ItemKind
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from luoshi.district.offices.queries import Authority
    from luoshi.district.register.queries import Standing
    from luoshi.district.services.arrangements import Desk
    from luoshi.district.services.knowing import Known


def bar_to_a_machine(known: Known, desk: Desk) -> Words | None:
    """Why a machine may not issue what it would grant; ``None`` where nothing stands against it."""
    item, held = known.offer.item, _held(known)
    if known.represented_by_another:
        return _ANOTHER_REPRESENTS
    if item.result.valid_for and known.offer.months(on=known.on) is None:
        return _NO_TERM
    if item.kind.builds_on_a_licence and held is None:
        return _NOTHING_HELD
    if item.kind is ItemKind.RENEWAL and held is not None and not held.values.get("expires_on"):
        return _WITHOUT_END
    if item.kind is ItemKind.CHANGE and held is not None and credential(held.values["number"]) is not None:
        return _SIGNED
    return bar_to_entering(known, desk)


_NO_TERM = Words("这一天没有有效期的规定，不能自动签发。", "No rule of this day says how long it is valid: no machine issues it.")
_ANOTHER_REPRESENTS = Words(
    "登记的法定代表人（负责人）另有其人，需人工核实身份。",
    "The register names somebody else as legal representative: a person checks who applies.",
)
_NOTHING_HELD = Words("登记库里没有可以延续或者变更的有效证照。", "No register has a valid licence that could be renewed or changed.")
_WITHOUT_END = Words("原证照长期有效，不需要延续。", "The licence has no end, so that nothing is to be renewed.")
_SIGNED = Words("换发要注销原电子证照，由工作人员办理。", "The change ends a signed licence, which only a person does.")


def issue(knowns: Sequence[Known], *, desk: Desk, decided_by: Authority, approved_by: Authority | None = None, at: datetime) -> list[News]:
    """Let applications be granted and issue what they asked for, all or none. The caller stores them, and spreads the news of each.

    Args:
        knowns: the applications that are granted, as they are known.
        desk: in whose name the register is written.
        decided_by: who issues: the post of the machine, or a person in a case.
        approved_by: the person who granted them in a case.
        at: when.
    """
    knowns = entered(knowns, desk=desk, at=at)
    renewed = [_renew(each, desk=desk, by=decided_by, at=at) if _renews(each) else None for each in knowns]
    new = iter(_issue_new([each for each in knowns if not _renews(each)], desk=desk, by=decided_by, at=at))
    numbers = [number or next(new) for number in renewed]
    for each, number in zip(knowns, numbers, strict=True):
        if each.offer.item.kind is ItemKind.CHANGE and (held := _held(each)) is not None:
            _end_old(each, held, number, desk=desk, by=approved_by, at=at)
    return [_granted(each, number, at) for each, number in zip(knowns, numbers, strict=True)]


def _granted(known: Known, number: str, at: datetime) -> News:
    application = known.application
    application.state, application.licence, application.decided_at = State.GRANTED, number, at
    kind = "licence.renewed" if _renews(known) else "licence.granted"
    fact = telling.fact(application, kind, at=at, public=True, licence=number)
    words = Words(number, number)
    return News((fact,), telling.message(application, known.offer.item, "application.granted", telling.GRANTED, at=at, licence=words))


def _renews(known: Known) -> bool:
    """Whether what it asks for is that a licence which is there be valid for longer."""
    return known.offer.item.kind is ItemKind.RENEWAL and _held(known) is not None


def _held(known: Known) -> Standing | None:
    """The licence that is renewed or changed. One whose renewal was applied for in time may have expired until it is decided: the item says
    whether it is renewed under its number all the same, or a new one is issued."""
    result, submitted = known.offer.item.result, known.application.submitted_at
    if not result.renews:
        return None
    found = known.around.licence(result.renews)
    if found is None and submitted is not None and result.after_expiry == KEPT:
        found = known.around.licence(result.renews, as_of=day_of(submitted))
    return found


def _issue_new(knowns: Sequence[Known], *, desk: Desk, by: Authority, at: datetime) -> list[str]:
    """New licences, entered where their holders stand in a register of enterprises, and signed; returns their numbers."""
    if not knowns:
        return []
    issued = day_of(at)
    numbers = desk.licence_numbers([each.offer.item.result.mark for each in knowns], at)
    papers = [_paper(each, number, issued, _expires_on(each, issued)) for each, number in zip(knowns, numbers, strict=True)]
    pairs = list(zip(knowns, papers, strict=True))
    entries = [_entry(each, paper) for each, paper in pairs if each.around.subject.kind is SubjectKind.ENTERPRISES]
    if entries:
        register.enter_all(KINDS["licences"], knowns[0].application.district, entries, by=desk.by, at=at)
    credentials.issue(papers, by=by, at=at)
    return numbers


def _paper(known: Known, number: str, issued: date, expires: date | None) -> credentials.NewLicence:
    application, holder = known.application, known.around.own
    assert holder is not None, "nobody grants what nobody asked for"
    return credentials.NewLicence(
        number=number,
        holder_name=holder.values.get("name", ""),
        holder_code=holder.entry.identifier,
        name=known.offer.item.result.name,
        scope=scope_of(known),
        place=place_in_words(known),
        issued_on=issued,
        expires_on=expires,
        unit=known.offer.version.unit,
        district=application.district,
        application=application.code,
    )


def _entry(known: Known, paper: credentials.NewLicence) -> register.NewEntry:
    """The licence as its register has it."""
    words = {
        "number": paper.number,
        "issuer": paper.unit.name,
        "name": paper.name.chinese,
        "holder": known.around.subject.key,
        "place": place_of(known),
        "scope": paper.scope,
        "issued_on": paper.issued_on.isoformat(),
        "expires_on": paper.expires_on.isoformat() if paper.expires_on else "",
        "state": VALID,
    }
    return register.NewEntry(words, paper.issued_on, _source(known))


def _renew(known: Known, *, desk: Desk, by: Authority, at: datetime) -> str:
    """Valid for another term from the day on which it would have ended; one that was never signed is signed now."""
    held = _held(known)
    assert held is not None, "a renewal is of a licence that is there"
    number, today = held.values["number"], day_of(at)
    ends, months = held.values.get("expires_on"), known.offer.months(on=today)
    expires = same_day_after(date.fromisoformat(ends), months) if ends and months else None
    source = _source(known)
    words = {"expires_on": expires.isoformat() if expires else ""}
    register.change(held.entry, words, valid_from=today, source=source, reason=source, by=desk.by, at=at)
    if ends and expires:
        settle(known.application.district, held.entry.key, date.fromisoformat(ends), until=expires, by=by, at=at)
    if credential(number) is not None:
        credentials.renew(number, expires_on=expires, by=by, at=at, after_expiry=True)
    else:
        credentials.issue([_paper(known, number, date.fromisoformat(held.values["issued_on"]), expires)], by=by, at=at)
    return number


def _end_old(known: Known, held: Standing, number: str, *, desk: Desk, by: Authority | None, at: datetime) -> None:
    """The licence that was changed gives way to the new one."""
    today, source = day_of(at), f"{_source(known)}，换发 {number}"
    register.change(held.entry, {"state": "注销"}, valid_from=today, source=source, reason=source, by=desk.by, at=at)
    old = held.values["number"]
    if credential(old) is not None and by is not None:
        credentials.revoke(old, reason=f"换发 {number}", basis=known.offer.item.basis[0], by=by, at=at)


def _source(known: Known) -> str:
    return f"申请 {known.application.code}"


def _expires_on(known: Known, issued: date) -> date | None:
    """The end of the term, or of what was asked for where that is sooner."""
    given = known.fields.get(known.offer.item.result.ends)
    asked = given.value if given is not None and isinstance(given.value, date) else None
    return min(filter(None, (known.offer.expires_on(issued), asked)), default=None)


def scope_of(known: Known) -> str:
    """What is licensed: the choices by their names, everything else as it was said."""
    code = known.offer.item.result.scope
    given = known.fields.get(code)
    if given is None:
        return ""
    names = {each.code: each.name.chinese for each in known.offer.item.field(code).choices}
    values = given.value if isinstance(given.value, tuple) else (str(given.value),)
    return "、".join(names.get(each, each) for each in values)


def place_of(known: Known) -> str:
    """The code of the place for which it is licensed."""
    given = known.fields.get(known.offer.item.result.place)
    return str(given.value) if given is not None and given.value else ""


def place_in_words(known: Known) -> str:
    """The place for which it is licensed, as it is called and where it is."""
    found = known.around.place(place_of(known))
    return "，".join(filter(None, (found.values.get("name"), found.values.get("address")))) if found is not None else ""
