"""Benefits without application for programs: the published campaigns with their lists, and what those get for whom the person acts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from luoshi.district import clock
from luoshi.district.callers import READS, caller
from luoshi.district.campaigns import pages, queries
from luoshi.district.days import day_of
from luoshi.district.languages import said
from luoshi.district.problems import documented
from luoshi.district.services.queries import SubjectKind, representations

if TYPE_CHECKING:
    from luoshi.district.campaigns.queries import Campaign, Nearly, Own

router: Final = Router(tags=["campaigns"])
Number = Annotated[int, Field(ge=1, lt=2**63)]
Start = Annotated[int, Query(ge=0, lt=2**31, description="how many lines of the list are left out")]


class CampaignFigures(Schema):
    """What came of a campaign so far; amounts are exact, as text, in yuan."""

    listed: int
    due: str | None = Field(description="null where nothing is paid")
    accepted: int
    declined: int
    paid: int
    paid_amount: str | None
    returned: int
    asked_back: str | None
    repaid: str | None


class CampaignBrief(Schema):
    """A campaign whose list was published."""

    number: int
    code: str = Field(description="the pack with its rules")
    name: str
    period: str = Field(description="2023, 2023-H1, 2023-Q2 or 2023-05")
    kind: str = Field(description="payment, relief or reminder")
    unit: str
    published_on: date
    objection_until: date | None
    figures: CampaignFigures


class CampaignBasis(Schema):
    """A document that a campaign rests on."""

    cited: str
    status: str = Field(description="how sure it is; empty where it is verified")


class CampaignShown(CampaignBrief):
    """A campaign with what it rests on."""

    summary: str
    payer: str
    on: date = Field(description="by the law of which day")
    basis: list[CampaignBasis]
    item: str = Field(description="the item that is applied for by hand; empty where there is none")
    is_listed: bool = Field(description="whether the list is shown to everybody; else only counts are")


class CampaignLine(Schema):
    """A line of a public list, masked as its pack says."""

    number: int
    name: str
    identifier: str
    amount: str | None


class CampaignLines(Schema):
    """A part of a public list."""

    total: int
    lines: list[CampaignLine]


class BenefitShown(Schema):
    """What somebody gets."""

    campaign: int
    name: str
    period: str
    line: int = Field(description="the number on the list")
    amount: str | None
    standing: str = Field(description="off, disputed, declined, waiting, ready, sent, returned, paid or told")


class BenefitMissed(Schema):
    """What somebody does not get by the data at hand, which refuse nobody."""

    campaign: int
    name: str
    period: str
    lacking: list[str] = Field(description="data that are missing")
    unmet: list[str] = Field(description="conditions that are not met")


class BenefitsShown(Schema):
    """What one for whom the person acts gets, and nearly gets."""

    gets: list[BenefitShown]
    nearly: list[BenefitMissed]


_TOLD: Final = documented(404, 422)
_OWN: Final = documented(401, 404, 422, 503)


@router.get("/campaigns", response={200: list[CampaignBrief], **_TOLD}, operation_id="campaigns", summary="免申即享批次 / Campaigns")
def campaigns(request: HttpRequest) -> Any:
    """The campaigns whose list was published, the newest first, with their figures."""
    return [_brief(each) for each in queries.published()[: pages.PAGE]]


@router.get("/campaigns/{number}", response={200: CampaignShown, **_TOLD}, operation_id="campaign", summary="一批 / A campaign")
def campaign(request: HttpRequest, number: Number) -> Any:
    """A campaign with its figures and what it rests on."""
    found = _published(number)
    known = queries.known(found.type)
    basis = [{"cited": cited, "status": said(document.status.words()) if document else ""} for cited, document in known.basis]
    return {
        **_brief(found), "summary": said(known.entry.summary), "payer": said(known.entry.payer), "on": found.on, "basis": basis,
        "item": known.entry.item, "is_listed": known.entry.published is not None,
    }  # fmt: skip


@router.get("/campaigns/{number}/list", response={200: CampaignLines, **_TOLD}, operation_id="campaign_list", summary="名单 / List")
def campaign_list(request: HttpRequest, number: Number, start: Start = 0) -> Any:
    """A part of a public list as everybody sees it; without lines where no list is shown."""
    return pages.public_lines(_published(number), start=start)


@router.get(
    "/benefits/{kind}/{key}", auth=READS, response={200: BenefitsShown, **_OWN}, operation_id="benefits", summary="我可以享受的 / Benefits"
)
def benefits(request: HttpRequest, kind: SubjectKind, key: str) -> Any:
    """What one gets and nearly gets, for whoever acts for it today."""
    by, on = caller(request), clock.today()
    assert by.person is not None, "a token is a person's"
    district = by.person.district
    if not any((each.subject_kind, each.subject_key) == (kind, key) for each in representations(by, district=district, on=on)):
        raise Http404
    own = queries.own_benefits(by, district=district, on=on)
    return {
        "gets": [_gets(each) for each in own if (each.line.subject_kind, each.line.subject_key) == (kind, key)],
        "nearly": [_nearly(each) for each in queries.nearly(district, kind, key)],
    }


def _published(number: int) -> Campaign:
    found = queries.published().filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _brief(found: Campaign) -> dict[str, Any]:
    publication, entry, figures = queries.publication_of(found), queries.known(found.type).entry, queries.figures(found)
    assert publication is not None, "asked of published ones"
    amounts = {"due": figures.due_amount, "paid_amount": figures.paid_amount, "asked_back": figures.asked_back, "repaid": figures.repaid}
    counts = ("listed", "accepted", "declined", "paid", "returned")
    return {
        "number": found.pk, "code": found.code, "name": said(entry.name), "period": found.period, "kind": entry.kind,
        "unit": found.unit.name, "published_on": day_of(publication.at), "objection_until": publication.objection_until,
        "figures": {name: getattr(figures, name) for name in counts} | {name: pages.exactly(amount) for name, amount in amounts.items()},
    }  # fmt: skip


def _gets(own: Own) -> dict[str, Any]:
    campaign_ = own.line.campaign
    return {
        "campaign": campaign_.pk, "name": said(own.said.entry.name), "period": campaign_.period, "line": own.line.number,
        "amount": pages.exactly(own.line.due), "standing": own.stand.value,
    }  # fmt: skip


def _nearly(each: Nearly) -> dict[str, Any]:
    entry = queries.known(each.campaign.type).entry
    return {
        "campaign": each.campaign.pk, "name": said(entry.name), "period": each.campaign.period, "lacking": list(each.lacking),
        "unmet": list(each.unmet),
    }  # fmt: skip
