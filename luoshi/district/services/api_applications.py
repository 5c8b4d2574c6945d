"""What programs are told of applications, and for whom somebody may apply."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, Field

from luoshi.district.credentials.queries import code_of, grouped
from luoshi.district.languages import said
from luoshi.district.services.api_sent import Value
from luoshi.district.services.models import Capacity, State, SubjectKind
from luoshi.engines.approval import Outcome, Path
from luoshi.words import Words

if TYPE_CHECKING:
    from luoshi.district.services.models import Application, Assessed, Representation


class RepresentationShown(BaseModel):
    """For whom the person may apply."""

    subject_kind: SubjectKind
    subject_key: str
    capacity: Capacity
    valid_from: date
    valid_to: date | None


def representation_shown(each: Representation) -> dict[str, Any]:
    """A right to act as a program sees it."""
    names = ("subject_kind", "subject_key", "capacity", "valid_from", "valid_to")
    return {name: getattr(each, name) for name in names}


class StatusShown(BaseModel):
    """Where an application stands, and nothing about who applied."""

    code: str
    item: str
    state: State
    submitted_at: datetime | None
    decided_at: datetime | None
    case: str


class ValueShown(BaseModel):
    """A value: what a register says, with entry and day, or what the applicant wrote."""

    words: Value
    source: Literal["register", "applicant"]
    entry: str = ""
    since: str = ""


class LackShown(BaseModel):
    """Something that is missing."""

    kind: Literal["field", "paper", "promise"]
    code: str
    words: str


class ReasonShown(BaseModel):
    """A reason, with the clause of the rule."""

    words: str
    clause: str = ""


class AssessmentShown(BaseModel):
    """What the rules said when it was handed in. Nothing here refuses anybody: ``person`` means that a person decides."""

    number: int
    outcome: Outcome
    path: Path
    on: date
    missing: list[LackShown]
    reasons: list[ReasonShown]
    deferred: list[str]
    at: datetime


class LicenceShown(BaseModel):
    """What was issued: its number, and the code by which it is verified."""

    number: str
    code: str
    document: str = Field(description="the address of the signed document")


class PaperShown(BaseModel):
    """A file that was handed in."""

    material: str
    attachment: int
    name: str
    handed_at: datetime


class PromiseShown(BaseModel):
    """What was promised."""

    number: str
    sha256: str
    signed_name: str
    at: datetime
    withdrawn_at: datetime | None


class DisputeShown(BaseModel):
    """What was disputed."""

    field: str
    shown: str
    claimed: str
    case: str
    settled_at: datetime | None


class ApplicationBrief(BaseModel):
    """An application in a list."""

    code: str
    item: str
    name: str
    subject_kind: SubjectKind
    subject_key: str
    state: State
    path: Path | None
    begun_at: datetime
    changed_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None
    case: str
    licence: LicenceShown | None


class ApplicationShown(ApplicationBrief):
    """An application."""

    values: dict[str, ValueShown]
    assessment: AssessmentShown | None = Field(description="the newest")
    papers: list[PaperShown]
    promises: list[PromiseShown]
    disputes: list[DisputeShown]


def application_brief(found: Application) -> dict[str, Any]:
    """An application as a list shows it."""
    return {
        "code": found.code, "item": found.matter, "name": said(Words(found.item.name, found.item.name_en)),
        "subject_kind": found.subject_kind, "subject_key": found.subject_key, "state": found.state, "path": found.path or None,
        "begun_at": found.begun_at, "changed_at": found.changed_at, "submitted_at": found.submitted_at, "decided_at": found.decided_at,
        "case": found.case_code, "licence": _licence(found.licence) if found.licence else None,
    }  # fmt: skip


def application_shown(found: Application, newest: Assessed | None, *, is_bare: bool = False) -> dict[str, Any]:
    """An application as a program sees it; to a ``bare`` one belongs nothing: it was made by one call."""
    return {
        **application_brief(found),
        "values": dict(sorted(found.values.items())),
        "assessment": _assessment(newest) if newest is not None else None,
        "papers": [] if is_bare else [_paper(each) for each in found.papers.all() if each.taken_back_at is None],
        "promises": [] if is_bare else [_promise(each) for each in found.promises.all()],
        "disputes": [] if is_bare else [_dispute(each) for each in found.disputes.all()],
    }


def _assessment(row: Assessed) -> dict[str, Any]:
    return {
        "number": row.number, "outcome": row.outcome, "path": row.path, "on": row.on, "deferred": row.deferred, "at": row.at,
        "missing": [{**each, "words": said(Words(*each["words"]))} for each in row.missing],
        "reasons": [{**each, "words": said(Words(*each["words"]))} for each in row.reasons],
    }  # fmt: skip


def _licence(number: str) -> dict[str, str]:
    code = code_of(number)
    return {"number": number, "code": grouped(code), "document": f"/api/v1/licences/{code}"}


def _paper(each: Any) -> dict[str, Any]:
    return {"material": each.material, "attachment": each.attachment_id, "name": each.attachment.name, "handed_at": each.handed_at}


def _promise(each: Any) -> dict[str, Any]:
    withdrawal = getattr(each, "withdrawal", None)
    return {
        "number": each.number, "sha256": each.sha256, "signed_name": each.signed_name, "at": each.at,
        "withdrawn_at": withdrawal.at if withdrawal is not None else None,
    }  # fmt: skip


def _dispute(each: Any) -> dict[str, Any]:
    return {"field": each.field, "shown": each.shown, "claimed": each.claimed, "case": each.case_code, "settled_at": each.settled_at}
