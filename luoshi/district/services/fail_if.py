"""Every reason for which a change of services is refused, each a function whose name is the condition."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import category

from luoshi.district.services import applicants
from luoshi.district.services.errors import (
    AgentMayNotSign,
    BegunByAnother,
    ChangedMeanwhile,
    DisputedAlready,
    MayNotUnmask,
    NeedsReason,
    NoCreditCodes,
    NoPromiseAsked,
    NoSuchField,
    NoSuchPaper,
    NotAllowed,
    NotDisputable,
    NotExpired,
    NotForThisApplicant,
    NotOpen,
    NotYours,
    PathClosed,
    PromisedAlready,
    PromiseNotWhole,
    SignedByAnother,
    TextAltered,
    UnfitText,
)
from luoshi.district.services.models import OPEN, Capacity, Dispute
from luoshi.district.services.seeing import may_unmask
from luoshi.engines.approval import Source
from luoshi.engines.identifiers import fits_credit_codes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime

    from luoshi.district.attachments.queries import Attachment
    from luoshi.district.offices.queries import Authority, District, Person
    from luoshi.district.services.applicants import Subject
    from luoshi.district.services.models import Application, Promise, Renewal, Representation
    from luoshi.district.services.promises import NoticeText
    from luoshi.engines.approval import Field, Item, Path


def not_of_the_office(district: District, by: Authority) -> Person:
    """The person does not keep the district's items; returns who does."""
    if by.person is None or not by.is_office_of(district):
        raise NotAllowed
    return by.person


def no_range_of_credit_codes(code_range: str) -> None:
    """It is written, and credit codes cannot begin with it."""
    if code_range and not fits_credit_codes(code_range):
        raise NoCreditCodes


def not_representing(by: Authority, subject: Subject, *, district: District, on: date) -> Representation:
    """The person may not act for the applicant on that day; returns by what right who may does."""
    return without_right(applicants.representation(by, subject, district=district, on=on), on)


def without_right(right: Representation | None, on: date) -> Representation:
    """Of the rights of that day none lets the person act for the applicant; returns the one that does."""
    if right is None:
        raise NotYours(on)
    return right


def not_for_this_applicant(item: Item, subject: Subject) -> None:
    """The item is for another kind of applicant."""
    if not applicants.fits(item, subject):
        raise NotForThisApplicant(item)


def begun_by_another(begun: Application, code: str, subject: Subject, by: Authority) -> None:
    """What was begun with this form is another application, or somebody else's."""
    same = (begun.matter, begun.subject_kind, begun.subject_key) == (code, subject.kind.value, subject.key)
    if not same or by.person is None or begun.person_id != by.person.pk:
        raise BegunByAnother(begun.code)


def not_open(application: Application) -> None:
    """The applicant no longer writes in it."""
    if application.state not in OPEN:
        raise NotOpen(application)


def changed_meanwhile(application: Application, expected: datetime | None) -> None:
    """Somebody wrote something since the moment ``expected`` of the last change that the person saw; ``None`` where nobody looked."""
    if expected is not None and application.changed_at != expected:
        raise ChangedMeanwhile(application)


def not_asked(item: Item, codes: Iterable[str]) -> None:
    """The form has no such field."""
    known = {field.code for field in item.fields}
    unknown = next((code for code in codes if code not in known), None)
    if unknown is not None:
        raise NoSuchField(item, unknown)


def not_a_material(item: Item, code: str) -> None:
    """The item asks no such paper."""
    if code not in {material.code for material in item.materials}:
        raise NoSuchField(item, code)


def paper_is_not_there(found: Sequence[Attachment]) -> None:
    """The file was not handed in by this person, or belongs to something already."""
    if not found:
        raise NoSuchPaper


def no_way_of_the_item(item: Item, path: Path | None) -> None:
    """The path that was chosen is none of the item's."""
    if path is not None and path not in item.paths:
        raise PathClosed(item, path)


def without_reason(reason: str) -> None:
    """Nobody says why."""
    if not reason.strip():
        raise NeedsReason


def unfit_text(words: str, *, most: int) -> None:
    """It is too long, or holds control characters other than new lines and tabs."""
    if len(words) > most or any(category(each) in {"Cc", "Cs"} and each not in "\n\r\t" for each in words):
        raise UnfitText(len(words), most)


# --- personal data


def not_personal(item: Item, field: Field) -> None:
    """The value is shown to officials as it is, so that there is nothing to uncover."""
    if not field.personal:
        raise NoSuchField(item, field.code)


def may_not_unmask(application: Application, by: Authority) -> None:
    """Nobody granted the person's posts to see personal data of this unit's applications whole."""
    if not may_unmask(application, by):
        raise MayNotUnmask


# --- promises


def no_promise_asked(item: Item, notice: NoticeText | None) -> None:
    """The item is not approved on a commitment."""
    if notice is None:
        raise NoPromiseAsked(item)


def promised_already(promise: Promise | None) -> None:
    """It is signed, and was not withdrawn."""
    if promise is not None:
        raise PromisedAlready(promise)


def promise_is_not_whole(item: Item, conditions: Collection[str]) -> None:
    """A condition of the notice is not promised."""
    left = [each for each in item.conditions if each.code not in conditions]
    if left:
        raise PromiseNotWhole([each.says.chinese for each in left], [each.says.english for each in left])


def text_is_altered(notice: NoticeText, sha256: str) -> None:
    """What was signed is another text."""
    if notice.sha256 != sha256:
        raise TextAltered


def signed_by_another(by: Authority, signed_name: str) -> None:
    """The name is not that of the person who acts."""
    if "".join(signed_name.split()) != "".join(by.name.split()):
        raise SignedByAnother(by.name)


def agent_signs(item: Item, acting: Representation) -> None:
    """An agent would promise where the notice lets none."""
    if acting.capacity == Capacity.AGENT and item.commitment is not None and not item.commitment.agent_may_sign:
        raise AgentMayNotSign


# --- disputes


def not_said_by_a_register(application: Application, field: Field) -> str:
    """The applicant writes it, so there is nothing to dispute; returns what the register says."""
    kept = application.values.get(field.code, {})
    if kept.get("source") != Source.REGISTER.value:
        raise NotDisputable(field.name.chinese)
    return str(kept["words"])


def disputed_already(application: Application, field: Field) -> None:
    """The keeper is looking at it."""
    found = Dispute.objects.filter(application=application, field=field.code, settled_at=None).first()
    if found is not None:
        raise DisputedAlready(field.name.chinese, found.case_code)


def not_expired(renewal: Renewal, on: date) -> None:
    """The last day of the licence has not passed."""
    if on <= renewal.expires_on:
        raise NotExpired(renewal.number, renewal.expires_on)
