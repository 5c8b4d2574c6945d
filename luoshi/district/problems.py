"""What programs are told when something is refused: problem details (RFC 9457), in the language that is asked for."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, Final

from django.http import HttpResponse
from ninja import Schema
from ninja.responses import NinjaJSONEncoder
from pydantic import Field, StringConstraints

from luoshi.district.languages import said
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CONTENT_TYPE: Final = "application/problem+json"

Words200 = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
"""A line of text that the database can hold."""
Words2000 = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]


class WrongPart(Schema):
    """A part of what was sent that cannot be taken."""

    where: str = Field(description="where it stands: body.values.name")
    what: str = Field(description="what is wrong with it")


class Problem(Schema):
    """Problem details (RFC 9457)."""

    type: str = Field(description="the kind of problem: about:blank where the status says all, else urn:luoshi:problem:NAME")
    title: str = Field(description="what the status means")
    status: int
    detail: str = Field(description="what is wrong, for the person who reads it")
    remedy: str = Field(default="", description="what that person can do")
    errors: list[WrongPart] = Field(default=[], description="each part that cannot be taken")


TOLD: Final[Mapping[int, Words]] = {
    400: Words("请求的内容不是 JSON，或者写坏了。", "The content of the request is no JSON, or is broken."),
    401: Words("没有登录，或者令牌不对、已经停用。", "You are not signed in, or the token is wrong or has ended."),
    403: Words("您不能这样做。", "You may not do this."),
    404: Words("没有这个地址或者这件东西。", "There is no such address or thing."),
    409: Words("它现在的状态不允许这样做。", "Its present state does not allow this."),
    413: Words("内容太大。", "The content is too large."),
    422: Words("内容不符合要求。", "The content is not as it has to be."),
    429: Words("问得太多，请过一会儿再试。", "Asked too often: try again in a while."),
    503: Words(
        "数据库现在没有应答，请过一会儿用同一个 Idempotency-Key 再试。",
        "The database does not answer: try again in a while with the same Idempotency-Key.",
    ),
}
REMEDIES: Final[Mapping[int, Words]] = {
    401: Words(
        "请在请求头写 Authorization: Bearer 和本人的令牌；令牌在 /api/ 签发。",
        "Send Authorization: Bearer with a token of your own; tokens are made at /api/.",
    ),
}


def documented(*statuses: int) -> dict[int, Any]:
    """The problems of an operation, for its description."""
    return dict.fromkeys(statuses, Problem)


def problem(
    status: int, *, detail: Words | str | None = None, remedy: str = "", name: str = "", errors: Sequence[WrongPart] = ()
) -> HttpResponse:
    """An answer that says what is wrong."""
    told = detail if detail is not None else TOLD.get(status, Words(HTTPStatus(status).phrase, HTTPStatus(status).phrase))
    body = Problem(
        type=f"urn:luoshi:problem:{name}" if name else "about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=told if isinstance(told, str) else said(told),
        remedy=remedy or (said(REMEDIES[status]) if status in REMEDIES else ""),
        errors=list(errors),
    )
    answer = HttpResponse(json.dumps(body.model_dump(), ensure_ascii=False, cls=NinjaJSONEncoder), status=status, content_type=CONTENT_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        answer.headers["Retry-After"] = "60" if status == HTTPStatus.TOO_MANY_REQUESTS else "2"
    return answer


def described(schema: dict[str, Any]) -> dict[str, Any]:
    """A description in which problems have their own content type."""
    for path in schema["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                if int(status) >= HTTPStatus.BAD_REQUEST and "application/json" in answer.get("content", {}):
                    answer["content"] = {CONTENT_TYPE: answer["content"].pop("application/json")}
                    answer["description"] = HTTPStatus(int(status)).phrase
    return schema
