"""The interface for programs, version 1: each capability keeps its own part, this file puts them together and says what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from luoshi.district.offices.errors import Refusal
from luoshi.district.problems import WrongPart, described, problem

if TYPE_CHECKING:
    from ninja.openapi.schema import OpenAPISchema


class _Described(NinjaAPI):
    """Its description says of problems that they are problem details."""

    def get_openapi_schema(self, **asked: Any) -> OpenAPISchema:
        """The description, OpenAPI 3.1."""
        found = super().get_openapi_schema(**asked)
        described(found)
        return found


api: Final = _Described(
    title="落实 Luoshi",
    version="1",
    urls_namespace="api",
    description=(
        "政务服务接口：查事项、办事、查进度、验证照。每个答复的语言由 Accept-Language 决定（zh-hans、en）；出错时按 RFC 9457 说明。\n\n"
        "Services for programs: items, applications, their progress, licences. Accept-Language chooses the language of each answer; "
        "what is refused is told as problem details (RFC 9457)."
    ),
    docs_url=None,
)
api.add_router("", "luoshi.district.services.api.router")
api.add_router("", "luoshi.district.credentials.api.router")
api.add_router("", "luoshi.district.indicators.api.router")
api.add_router("", "luoshi.district.scores.api.router")
api.add_router("", "luoshi.district.campaigns.api.router")


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    told = refusal.said()
    return problem(refusal.status, detail=told["what"], remedy=told["remedy"], name=type(refusal).__name__)


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, unfit: ValidationError) -> HttpResponse:
    parts = [WrongPart(where=".".join(str(each) for each in one["loc"]), what=one["msg"]) for one in unfit.errors]
    return problem(422, errors=parts)


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code)


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404)


@api.exception_handler(OperationalError)
def _database_away(request: HttpRequest, error: OperationalError) -> HttpResponse:
    return problem(503)


@api.exception_handler(InterfaceError)
def _connection_away(request: HttpRequest, error: InterfaceError) -> HttpResponse:
    return problem(503)
