"""Indicators for programs: what is measured, and its public figures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from luoshi.district import clock
from luoshi.district.indicators import queries
from luoshi.district.indicators.answers import district_of
from luoshi.district.languages import said
from luoshi.district.offices.queries import PUBLIC
from luoshi.district.problems import Words200, documented

if TYPE_CHECKING:
    from luoshi.district.indicators.models import Indicator
    from luoshi.engines.progress import Value

router: Final = Router(tags=["indicators"])


class IndicatorBrief(Schema):
    """What is measured, and where its figures come from."""

    code: str
    name: str
    unit: str
    rhythm: str = Field(description="month, quarter, half or year")
    accumulation: str = Field(description="cumulative, periodic or state")
    measure: str
    origin: str = Field(description="computed, official or reported")


class DefinitionShown(Schema):
    """What counts from a day on."""

    valid_from: date
    words: str


class IndicatorFigureShown(Schema):
    """A figure of a period, with its revision."""

    period: str = Field(description="2023-09, 2023-Q3, 2023-H1 or 2023")
    number: str = Field(description="exact, as text")
    known_on: date
    revision: int
    provisional: bool


class IndicatorShown(IndicatorBrief):
    """An indicator with its definitions and all figures that the public may know."""

    definitions: list[DefinitionShown]
    values: list[IndicatorFigureShown]


@router.get(
    "/indicators", response={200: list[IndicatorBrief], **documented(404)}, operation_id="indicators", summary="各项指标 / Indicators"
)
def indicators(request: HttpRequest) -> Any:
    """What the district measures."""
    return [_brief(one) for one in queries.indicators(district_of(PUBLIC))]


@router.get(
    "/indicators/{code}",
    response={200: IndicatorShown, **documented(404, 422)},
    operation_id="indicator",
    summary="一个指标 / An indicator",
)
def indicator(request: HttpRequest, code: Words200) -> Any:
    """An indicator with its figures: counted, issued, or reported and approved."""
    found = queries.indicator(code, district_of(PUBLIC))
    return {
        **_brief(found),
        "definitions": [{"valid_from": one.valid_from, "words": one.words} for one in found.defined],
        "values": [_value(one) for one in queries.series(found, on=clock.today())],
    }


def _brief(one: Indicator) -> dict[str, Any]:
    fields = ("code", "unit", "rhythm", "accumulation", "measure", "origin")
    return {field: getattr(one, field) for field in fields} | {"name": said(one.words)}


def _value(one: Value) -> dict[str, Any]:
    return {
        "period": str(one.period), "number": f"{one.number.normalize():f}", "known_on": one.known_on, "revision": one.revision,
        "provisional": one.provisional,
    }  # fmt: skip
