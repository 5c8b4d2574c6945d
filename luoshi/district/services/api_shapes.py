"""What programs send and are sent about services: the shapes, and how what is stored becomes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from luoshi.district.credentials.queries import code_of, grouped
from luoshi.district.languages import reads_chinese, said
from luoshi.district.problems import Words200, Words2000
from luoshi.district.services.models import Capacity, State, SubjectKind
from luoshi.engines.approval import Outcome, PaperState, Path, form_schema
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from luoshi.district.services.models import Application, Assessed, Representation
    from luoshi.district.services.queries import ItemFigures, NoticeText, Offer, Preview

Code = Annotated[str, StringConstraints(max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
Key = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]+$")]
Written = Annotated[str, StringConstraints(max_length=10_000, pattern=r"^[^\x00]*$")]
Value = Annotated[bool | Written | list[Words200], Field(description="text, yes or no, or several choices; numbers and days are texts")]
Values = Annotated[
    dict[Code, Value],
    Field(
        description="by the codes of the item's fields, as its form says", max_length=200, json_schema_extra={"additionalProperties": False}
    ),
]

# --- items


class Limit(Schema):
    """A limit of a law or of the office, with where it stands."""

    value: str
    unit: str
    document: str
    article: str
    status: str = Field(description="verified, elsewhere (not of this place) or unverified")


class ItemBrief(Schema):
    """An item that can be applied for."""

    code: str
    name: str
    summary: str
    area: str
    kind: str
    applicant: Literal["enterprise", "person"]
    unit: str
    paths: list[Path]


class MaterialShown(Schema):
    """A paper that an item may need."""

    code: str
    name: str
    rank: str
    basis: str
    needed_if: str = Field(description="FEEL over the names of fields; empty: always")
    known_from: str = Field(description="the register by which it is known, so that nobody hands it in; empty: none")
    commitment: bool = Field(description="whether a promise may stand for it")
    deferrable: bool = Field(description="whether it may follow")


class ItemShown(ItemBrief):
    """An item with its form, papers, limits and notice."""

    version: str
    basis: list[str]
    limits: dict[str, Limit]
    form: dict[str, Any] = Field(description="JSON Schema 2020-12 of what is filled in")
    materials: list[MaterialShown]
    notice: dict[str, Any] | None = Field(description="what is shown before anybody promises; null: no commitment")
    notice_sha256: str | None


def item_brief(offer: Offer) -> dict[str, Any]:
    """An item in a list."""
    item = offer.item
    return {
        "code": item.code, "name": said(item.name), "summary": said(item.summary), "area": item.area.value, "kind": item.kind.value,
        "applicant": item.applicant.value, "unit": offer.version.unit.name, "paths": list(item.paths),
    }  # fmt: skip


def item_shown(offer: Offer, notice: NoticeText | None, *, on: date) -> dict[str, Any]:
    """An item with everything that an applicant needs to know."""
    item = offer.item
    return {
        **item_brief(offer),
        "version": item.version,
        "basis": list(item.basis),
        "limits": dict(_limits(offer, on)),
        "form": form_schema(item, "zh" if reads_chinese() else "en"),
        "materials": [
            {
                "code": each.code, "name": said(each.name), "rank": each.rank.value, "basis": each.basis, "needed_if": each.needed_if,
                "known_from": str(each.known) if each.known is not None else "", "commitment": each.commitment,
                "deferrable": each.deferrable,
            }
            for each in item.materials
        ],
        "notice": notice.text if notice is not None else None,
        "notice_sha256": notice.sha256 if notice is not None else None,
    }  # fmt: skip


def _limits(offer: Offer, on: date) -> Any:
    limits = offer.item.limits
    for name, parameter in (("decide", limits.decide), ("promised", limits.promised), ("check", limits.check)):
        found = offer.limit(parameter, on=on)
        if found is not None:
            version = found.version
            yield name, {
                "value": str(found.value), "unit": found.parameter.unit, "document": version.document, "article": version.article,
                "status": str(version.status),
            }  # fmt: skip


# --- applications


class SubjectSent(Schema):
    """In whose name is applied."""

    kind: SubjectKind
    key: Key = Field(description="the key in its register: the credit code of an enterprise, the number of a person's entry")


class ApplicationSent(Schema):
    """A new application."""

    item: Code
    subject: SubjectSent
    values: Values = Field(default={})
    submit: bool = Field(default=False, description="whether to hand it in at once: all of it happens, or nothing")
    path: Path | None = Field(default=None, description="with submit: the way that is chosen; null: the best that is open")


class ValuesSent(Schema):
    """What is filled in."""

    values: Values


class SubmissionSent(Schema):
    """An application is handed in."""

    path: Path | None = Field(default=None, description="the way that is chosen; null: the best that is open")
    expected: datetime | None = Field(default=None, description="changed_at as it was seen: refused if somebody wrote since")


class PromiseSent(Schema):
    """Everything in the notice is promised."""

    conditions: list[Code] = Field(max_length=100)
    text_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(description="notice_sha256 of the item")
    signed_name: Words200 = Field(description="the name of the person who acts")


class ReasonSent(Schema):
    """Why."""

    reason: Words2000


class DisputeSent(Schema):
    """A register is wrong."""

    claimed: Words2000 = Field(description="what is right")
    reason: Words2000 = Field(description="how that is known")


class ValueShown(Schema):
    """A value: what a register says, with entry and day, or what the applicant wrote."""

    words: Value
    source: Literal["register", "applicant"]
    entry: str = ""
    since: str = ""


class LackShown(Schema):
    """Something that is missing."""

    kind: Literal["field", "paper", "promise"]
    code: str
    words: str


class ReasonShown(Schema):
    """A reason, with the clause of the rule."""

    words: str
    clause: str = ""


class AssessmentShown(Schema):
    """What the rules said when it was handed in. Nothing here refuses anybody: ``person`` means that a person decides."""

    number: int
    outcome: Outcome
    path: Path
    on: date
    missing: list[LackShown]
    reasons: list[ReasonShown]
    deferred: list[str]
    at: datetime


class LicenceShown(Schema):
    """What was issued: its number, and the code by which it is verified."""

    number: str
    code: str
    document: str = Field(description="the address of the signed document")


class PaperShown(Schema):
    """A file that was handed in."""

    material: str
    attachment: int
    name: str
    handed_at: datetime


class PromiseShown(Schema):
    """What was promised."""

    number: str
    sha256: str
    signed_name: str
    at: datetime
    withdrawn_at: datetime | None


class DisputeShown(Schema):
    """What was disputed."""

    field: str
    shown: str
    claimed: str
    case: str
    settled_at: datetime | None


class ApplicationBrief(Schema):
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


class WayShown(Schema):
    """How a path would stand if it were chosen."""

    path: Path
    is_open: bool
    why_not: list[str]


class ProblemShown(Schema):
    """What was written and cannot be read."""

    field: str
    words: str


class PreviewShown(Schema):
    """What would come of an application if it were handed in now."""

    outcome: Outcome
    path: Path
    values: dict[str, ValueShown]
    problems: list[ProblemShown]
    missing: list[LackShown]
    reasons: list[ReasonShown]
    deferred: list[str]
    papers: dict[str, PaperState]
    ways: list[WayShown]
    notice_sha256: str | None


def preview_shown(found: Preview) -> dict[str, Any]:
    """A preview as a program sees it."""
    known, assessment = found.known, found.assessment
    return {
        "outcome": assessment.outcome, "path": assessment.path, "values": known.values, "papers": known.papers,
        "problems": [{"field": each.field, "words": said(each.words)} for each in known.problems],
        "missing": [{"kind": each.kind.value, "code": each.code, "words": said(each.words)} for each in assessment.missing],
        "reasons": [{"words": said(each.words), "clause": each.clause} for each in assessment.reasons],
        "deferred": list(assessment.deferred),
        "ways": [{"path": each.path, "is_open": each.is_open, "why_not": [said(why) for why in each.why_not]} for each in assessment.ways],
        "notice_sha256": found.notice.sha256 if found.notice is not None else None,
    }  # fmt: skip


# --- who, and how it stands


class RepresentationShown(Schema):
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


class StatusAsked(Schema):
    """Number and phone."""

    code: Words200
    phone: Words200


class StatusShown(Schema):
    """Where an application stands, and nothing about who applied."""

    code: str
    item: str
    state: State
    submitted_at: datetime | None
    decided_at: datetime | None
    case: str


class FiguresShown(Schema):
    """What came of the applications for an item."""

    code: str
    name: str
    submitted: int
    at_once: int
    asked: int
    states: dict[str, int]
    paths: dict[str, int]
    checks: dict[str, int]
    seconds: float | None
    hours: float | None


def figures_shown(found: ItemFigures) -> dict[str, Any]:
    """Figures as a program sees them."""
    names = ("code", "submitted", "at_once", "asked", "states", "paths", "checks", "seconds", "hours")
    return {**{name: getattr(found, name) for name in names}, "name": said(found.name)}


def words_of_values(values: Mapping[str, bool | str | list[str]]) -> dict[str, str | list[str]]:
    """Values as a form writes them."""
    return {code: ("true" if value else "false") if isinstance(value, bool) else value for code, value in values.items()}
