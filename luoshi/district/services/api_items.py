"""What programs are told of the items that can be applied for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ninja import Schema
from pydantic import Field

from luoshi.district.languages import reads_chinese, said
from luoshi.district.services.wording import called
from luoshi.engines.approval import Path, form_schema

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.services.queries import ItemFigures, NoticeText, Offer


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
    called: list[str] = Field(description="everyday words by which people look for it")


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
        "called": list(called(item)),
    }  # fmt: skip


def item_shown(offer: Offer, notice: NoticeText | None, *, on: date) -> dict[str, Any]:
    """An item with everything that an applicant needs to know."""
    item = offer.item
    return {
        **item_brief(offer),
        "version": item.version,
        "basis": list(item.basis),
        "limits": dict(_limits(offer, on)),
        "form": form_schema(item, "zh" if reads_chinese() else "en", allowed=offer.allowed(on=on)),
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
