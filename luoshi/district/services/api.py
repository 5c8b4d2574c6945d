"""Services for programs: the same operations and reads as on the pages, with the same refusals."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import File, Header, Query, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from luoshi.district import clock
from luoshi.district.attachments.operations import store
from luoshi.district.callers import APPLIES, READS, caller
from luoshi.district.days import day_of
from luoshi.district.languages import said
from luoshi.district.offices.queries import PUBLIC, Authority
from luoshi.district.problems import Words200, documented
from luoshi.district.services import operations, queries
from luoshi.district.services.answers import district_of
from luoshi.district.services.api_applications import (
    ApplicationBrief,
    ApplicationShown,
    DisputeShown,
    PaperShown,
    PromiseShown,
    RepresentationShown,
    StatusShown,
    application_brief,
    application_shown,
    representation_shown,
)
from luoshi.district.services.api_items import FiguresShown, ItemBrief, ItemShown, figures_shown, item_brief, item_shown
from luoshi.district.services.api_links import (
    FROM_APPLICATION,
    FROM_APPLICATIONS,
    FROM_ITEM,
    FROM_ITEMS,
    FROM_NEW_APPLICATION,
    FROM_PAPER,
    FROM_PREVIEW,
    FROM_PROMISE,
    FROM_REPRESENTATIONS,
)
from luoshi.district.services.api_previews import PreviewShown, preview_shown
from luoshi.district.services.api_sent import (
    ApplicationSent,
    Code,
    DisputeSent,
    PromiseSent,
    ReasonSent,
    StatusAsked,
    SubmissionSent,
    ValuesSent,
    words_of_values,
)
from luoshi.district.services.disclosure import disclosed
from luoshi.district.services.models import SubjectKind
from luoshi.district.throttle.queries import asker_of
from luoshi.engines.approval import Path

router: Final = Router(tags=["services"])
IdempotencyKey = Annotated[UUID, Header(alias="Idempotency-Key", description="drawn for this application: sent again, it is made once")]
Attachment = Annotated[int, Field(ge=1, lt=2**63)]
OPEN = documented(422)
OWN = documented(401, 403, 404, 422, 503)
CHANGES = documented(400, 401, 403, 404, 409, 422, 503)
DAYS: Final = 365


# --- what can be applied for


@router.get(
    "/items", response={200: list[ItemBrief], **OPEN}, openapi_extra=FROM_ITEMS, operation_id="items", summary="可以办理的事项 / Items"
)
def items(request: HttpRequest, words: Words200 = "", area: Words200 = "") -> Any:
    """The items that are offered today, of one area or all; where words are given, those that they mean, everyday ones included."""
    return [item_brief(each) for each in queries.catalogue(district_of(PUBLIC), on=clock.today(), words=words, area=area)]


@router.get(
    "/items/{code}",
    response={200: ItemShown, **documented(404, 422)},
    openapi_extra=FROM_ITEM,
    operation_id="item",
    summary="一个事项 / An item",
)
def item(request: HttpRequest, code: Code) -> Any:
    """An item with its form (JSON Schema), papers, limits and notice, as it is offered today."""
    on = clock.today()
    offer = queries.item(district_of(PUBLIC), code, on=on)
    return item_shown(offer, queries.notice_of(offer, on=on), on=on)


@router.get("/statistics", response={200: list[FiguresShown], **OPEN}, operation_id="statistics", summary="办件统计 / Statistics")
def statistics(request: HttpRequest, days: Annotated[int, Field(ge=1, le=3660)] = DAYS) -> Any:
    """What came of the applications that were handed in within so many days: counts to multiples of five, no medians of few."""
    since = clock.now() - timedelta(days=days)
    return [figures_shown(disclosed(each)) for each in queries.statistics(district_of(PUBLIC), since=since)]


@router.post(
    "/status", response={200: StatusShown, **documented(400, 404, 422, 429)}, operation_id="status", summary="查进度 / Status",
)  # fmt: skip
def status(request: HttpRequest, asked: StatusAsked) -> Any:
    """Where an application stands, for whoever knows its number and the applicant's phone; which of them is wrong is not told."""
    found = operations.status_by_number(asked.code, asked.phone, asker=asker_of(request))
    if found is None:
        raise Http404
    return {
        "code": found.code, "item": said(found.item), "state": found.state, "submitted_at": found.submitted_at,
        "decided_at": found.decided_at, "case": found.case_code,
    }  # fmt: skip


# --- whose it is


@router.get(
    "/representations", auth=READS, response={200: list[RepresentationShown], **documented(401, 503)},
    openapi_extra=FROM_REPRESENTATIONS, operation_id="representations", summary="可以为谁办 / For whom",
)  # fmt: skip
def representations(request: HttpRequest) -> Any:
    """For whom the person may apply today."""
    by = caller(request)
    return [representation_shown(each) for each in queries.representations(by, district=district_of(by), on=clock.today())]


@router.get(
    "/applications", auth=READS, response={200: list[ApplicationBrief], **documented(401, 404, 422, 503)},
    openapi_extra=FROM_APPLICATIONS, operation_id="applications", summary="我的申请 / Own applications",
)  # fmt: skip
def applications(
    request: HttpRequest,
    before: Annotated[str, Query(description="the code of the last one seen: those before it")] = "",
    most: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Any:
    """The applications of all for whom the person may act, the newest first."""
    by = caller(request)
    found = queries.own(by, district=district_of(by), on=clock.today(), before=before, most=most)
    return [application_brief(each) for each in found]


@router.post(
    "/applications", auth=APPLIES, response={201: ApplicationShown, **CHANGES},
    openapi_extra=FROM_NEW_APPLICATION, operation_id="apply", summary="申请 / Apply",
)  # fmt: skip
def apply(request: HttpRequest, sent: ApplicationSent, once: IdempotencyKey) -> Any:
    """Begin an application and fill it in; with ``submit`` also hand it in, all of it or nothing. The same key again, the same answer."""
    by, at = caller(request), clock.now()
    district, subject = district_of(by), operations.Subject(SubjectKind(sent.subject.kind), sent.subject.key)
    values = words_of_values(sent.values)
    if sent.submit:
        filing = operations.Filing(sent.item, subject, values, sent.path, by, once)
        made, row = operations.apply_together(filing, district=district, at=at)
        return Status(201, application_shown(made, row, is_bare=True))
    made = operations.begin(sent.item, district=district, subject=subject, values=values, by=by, at=at, once=once)
    return Status(201, application_shown(made, None, is_bare=True))


@router.get(
    "/applications/{code}", auth=READS, response={200: ApplicationShown, **documented(401, 404, 422, 503)},
    openapi_extra=FROM_APPLICATION, operation_id="application", summary="一件申请 / An application",
)  # fmt: skip
def application(request: HttpRequest, code: Code) -> Any:
    """An application with everything that belongs to it, for whom it concerns."""
    return _whole(code, caller(request))


@router.patch(
    "/applications/{code}", auth=APPLIES, response={200: ApplicationShown, **CHANGES},
    openapi_extra=FROM_APPLICATION, operation_id="save", summary="填写 / Fill in",
)  # fmt: skip
def save(request: HttpRequest, code: Code, sent: ValuesSent) -> Any:
    """Keep what is filled in, word for word, be it wrong; the preview tells what cannot be read. What a register says stays as it is."""
    operations.save(code, values=words_of_values(sent.values), by=caller(request), at=clock.now())
    return _whole(code, caller(request))


@router.get(
    "/applications/{code}/preview", auth=READS, response={200: PreviewShown, **documented(401, 404, 422, 503)},
    openapi_extra=FROM_PREVIEW, operation_id="preview", summary="预审 / Preview",
)  # fmt: skip
def preview(request: HttpRequest, code: Code, path: Path | None = None) -> Any:
    """What would come of an application if it were handed in now, and how each path would stand; nothing is stored."""
    by, at = caller(request), clock.now()
    found = queries.application(code, by=by, on=day_of(at))
    seen = queries.preview(found, by=by, at=at, path=path) if found is not None else None
    if seen is None:
        raise Http404
    return preview_shown(seen)


@router.post(
    "/applications/{code}/submit", auth=APPLIES, response={200: ApplicationShown, **CHANGES},
    openapi_extra=FROM_APPLICATION, operation_id="submit", summary="提交 / Hand in",
)  # fmt: skip
def submit(request: HttpRequest, code: Code, sent: SubmissionSent) -> Any:
    """Hand in: it is granted and issued, asked for everything that is missing, or given to a person."""
    operations.submit(code, path=sent.path, expected=sent.expected, by=caller(request), at=clock.now())
    return _whole(code, caller(request))


@router.post(
    "/applications/{code}/withdraw", auth=APPLIES, response={200: ApplicationShown, **CHANGES},
    openapi_extra=FROM_APPLICATION, operation_id="withdraw", summary="撤回 / Withdraw",
)  # fmt: skip
def withdraw(request: HttpRequest, code: Code, sent: ReasonSent) -> Any:
    """Withdraw an application that is not decided."""
    operations.withdraw(code, reason=sent.reason, by=caller(request), at=clock.now())
    return _whole(code, caller(request))


# --- papers, promises, disputes


@router.post(
    "/applications/{code}/papers/{material}", auth=APPLIES, response={201: PaperShown, **CHANGES},
    openapi_extra=FROM_PAPER, operation_id="hand_in", summary="交材料 / Hand in a paper",
)  # fmt: skip
def hand_in(request: HttpRequest, code: Code, material: Code, file: File[UploadedFile]) -> Any:
    """Hand in a file for a material of the item."""
    by, at = caller(request), clock.now()
    _whole(code, by)
    kept = store(name=file.name or "", content=file.read(), district=district_of(by), by=by, at=at)
    paper = operations.hand_in(code, material, attachment=kept.pk, by=by, at=at)
    return Status(201, {"material": material, "attachment": kept.pk, "name": kept.name, "handed_at": paper.handed_at})


@router.delete(
    "/applications/{code}/papers/{material}/{attachment}", auth=APPLIES, response={204: None, **CHANGES},
    operation_id="take_back", summary="收回材料 / Take a paper back",
)  # fmt: skip
def take_back(request: HttpRequest, code: Code, material: Code, attachment: Attachment) -> Any:
    """Take back a file before anybody looked at it."""
    operations.take_back(code, material, attachment=attachment, by=caller(request), at=clock.now())
    return Status(204, None)


@router.post(
    "/applications/{code}/promise", auth=APPLIES, response={201: PromiseShown, **CHANGES},
    openapi_extra=FROM_PROMISE, operation_id="promise", summary="承诺 / Promise",
)  # fmt: skip
def promise(request: HttpRequest, code: Code, sent: PromiseSent) -> Any:
    """Promise everything in the notice; its hash says that it is the text that was shown."""
    made = operations.promise(
        code, conditions=sent.conditions, text_sha256=sent.text_sha256, signed_name=sent.signed_name, by=caller(request), at=clock.now()
    )
    return Status(201, {"number": made.number, "sha256": made.sha256, "signed_name": made.signed_name, "at": made.at, "withdrawn_at": None})


@router.delete(
    "/applications/{code}/promise", auth=APPLIES, response={204: None, **CHANGES},
    operation_id="withdraw_promise", summary="撤回承诺 / Withdraw the promise",
)  # fmt: skip
def withdraw_promise(request: HttpRequest, code: Code) -> Any:
    """Withdraw the promise before anything was decided by it."""
    operations.withdraw_promise(code, by=caller(request), at=clock.now())
    return Status(204, None)


@router.post(
    "/applications/{code}/fields/{field}/dispute", auth=APPLIES, response={201: DisputeShown, **CHANGES},
    operation_id="dispute", summary="登记信息异议 / Dispute a register",
)  # fmt: skip
def dispute(request: HttpRequest, code: Code, field: Code, sent: DisputeSent) -> Any:
    """Say that a register is wrong: its keeper looks into it, and until then no machine decides."""
    made = operations.dispute(code, field, claimed=sent.claimed, reason=sent.reason, by=caller(request), at=clock.now())
    return Status(201, {"field": field, "shown": made.shown, "claimed": made.claimed, "case": made.case_code, "settled_at": None})


def _whole(code: str, by: Authority) -> dict[str, Any]:
    found = queries.application(code, by=by, on=clock.today())
    if found is None:
        raise Http404
    return application_shown(found, next(reversed(found.assessments.all()), None))
