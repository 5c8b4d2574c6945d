"""Bulletins for programs: the public ones, and each printed figure with where it comes from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from luoshi.district.bulletins import queries
from luoshi.district.bulletins.figures import ORIGIN_NAMES
from luoshi.district.indicators.queries import districts
from luoshi.district.languages import said
from luoshi.district.offices.queries import PUBLIC
from luoshi.district.problems import Words200, documented

if TYPE_CHECKING:
    from luoshi.district.bulletins.models import Bulletin, PrintedFigure

router: Final = Router(tags=["bulletins"])


class BulletinBrief(Schema):
    """A public bulletin."""

    id: int
    label: str = Field(description="document number, or number of the brief")
    title: str
    form: str = Field(description="circular or brief")
    month: str = Field(description="2023-09")
    stands_on: date = Field(description="the day whose figures it says")
    issued_on: date


class BulletinFileShown(Schema):
    """A file of a bulletin, which never changes."""

    ending: str
    sha256: str
    address: str


class PrintedFigureShown(Schema):
    """A printed figure with where it comes from."""

    code: str
    name: str
    text: str = Field(description="as printed")
    unit: str
    origin: str
    how: str = Field(description="query or formula, in Chinese as printed")
    indicator: str
    period: str
    commitments: list[str]


class BulletinShown(BulletinBrief):
    """A public bulletin with its files and figures."""

    files: list[BulletinFileShown]
    figures: list[PrintedFigureShown]


@router.get("/bulletins", response={200: list[BulletinBrief]}, operation_id="bulletins", summary="督查通报 / Bulletins")
def bulletins(request: HttpRequest) -> Any:
    """The bulletins that are public."""
    district = districts().first()
    return [_brief(each) for each in queries.bulletins_seen(district, PUBLIC)] if district else []


@router.get(
    "/bulletins/{number}",
    response={200: BulletinShown, **documented(404, 422)},
    operation_id="bulletin",
    summary="一份通报 / A bulletin",
)
def bulletin(request: HttpRequest, number: int) -> Any:
    """A public bulletin with the hashes of its files and all its figures."""
    found = queries.bulletin(number, PUBLIC)
    return {
        **_brief(found),
        "files": [
            {"ending": each.ending, "sha256": each.sha256, "address": f"/bulletins/{found.pk}/bulletin.{each.ending}"}
            for each in found.files.defer("content").order_by("ending")
        ],
        "figures": [_figure(each) for each in found.figures.order_by("number")],
    }


@router.get(
    "/printed-figures/{code}",
    response={200: PrintedFigureShown, **documented(404, 422)},
    operation_id="printedFigure",
    summary="通报里的一个数 / A printed figure",
)
def printed_figure(request: HttpRequest, code: Words200) -> Any:
    """What was printed under a code in a public bulletin."""
    return _figure(queries.printed_figure(code, PUBLIC))


def _brief(found: Bulletin) -> dict[str, Any]:
    return {
        "id": found.pk, "label": found.label, "title": found.title, "form": found.form, "month": found.draft.month,
        "stands_on": found.draft.on, "issued_on": found.issued_on,
    }  # fmt: skip


def _figure(printed: PrintedFigure) -> dict[str, Any]:
    figure = printed.figure
    return {**figure.to_json(), "code": printed.code, "origin": said(ORIGIN_NAMES[figure.origin])}
