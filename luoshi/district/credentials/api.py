"""Licences for programs: verified by number and code, as signed documents, with the keys and status lists to check them without us."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final

from django.http import Http404, HttpRequest
from ninja import Path, Router, Schema
from ninja.errors import HttpError
from pydantic import Field, StringConstraints, WithJsonSchema

from luoshi.district import clock
from luoshi.district.credentials import pages, queries
from luoshi.district.credentials.views import WRONG_TRIES
from luoshi.district.problems import Words200, documented
from luoshi.district.throttle.queries import asker_of
from luoshi.engines.credentials import keys_document

router: Final = Router(tags=["licences"])
Code = Annotated[str, StringConstraints(max_length=40, pattern=r"^[A-Za-z0-9-]+$")]
Number = Annotated[int, Path(ge=1, lt=2**63)]
Standing = Annotated[queries.State, WithJsonSchema({"type": "string", "enum": [each.value for each in queries.State]})]
"""Described where it stands: the state of an application bears the same name."""


class Asked(Schema):
    """What stands on a licence."""

    number: Words200
    code: Words200


class Verified(Schema):
    """How a licence stands today."""

    number: str
    name: str
    state: Standing
    issued_on: date
    expires_on: date | None
    unit: str
    document: str = Field(description="the address of the signed document")


@router.post(
    "/licences/verify", response={200: Verified, **documented(400, 404, 422, 429)}, operation_id="verify", summary="验证照 / Verify",
)  # fmt: skip
def verify(request: HttpRequest, asked: Asked) -> Any:
    """How the licence of a number stands, for whoever knows its code; which of the two is wrong is not told."""
    asker = asker_of(request)
    if WRONG_TRIES.is_used_up(asker.address, at=asker.at):
        raise HttpError(429, "")
    found = queries.verified(asked.number, asked.code)
    if found is None:
        WRONG_TRIES.count(asker.address, at=asker.at)
        raise Http404
    standing = queries.standing(found, on=clock.today())
    return {
        "number": found.number, "name": found.name, "state": standing.state, "issued_on": found.issued_on,
        "expires_on": standing.expires_on, "unit": found.unit.name, "document": f"/api/v1/licences/{found.code}",
    }  # fmt: skip


@router.get("/licences/keys", response=dict[str, Any], operation_id="keys", summary="公钥 / Keys")
def keys(request: HttpRequest) -> Any:
    """The keys whose signatures count, with their days."""
    return keys_document(pages.address("keys.json"), queries.keys())


@router.get(
    "/licences/status/{number}/{purpose}", response={200: dict[str, Any], **documented(404, 422)},
    operation_id="status_list", summary="状态列表 / Status list",
)  # fmt: skip
def status_list(request: HttpRequest, number: Number, purpose: queries.Purpose) -> Any:
    """Which licences are revoked or suspended, as signed bits."""
    found = queries.status_list(number, purpose, at=clock.now())
    if found is None:
        raise Http404
    return found


@router.get("/licences/{code}", response={200: dict[str, Any], **documented(404, 422)}, operation_id="licence", summary="证照 / A licence")
def licence(request: HttpRequest, code: Code) -> Any:
    """The signed document of a licence, for whoever knows its code."""
    found = queries.by_code(code)
    if found is None:
        raise Http404
    return queries.document(found)
