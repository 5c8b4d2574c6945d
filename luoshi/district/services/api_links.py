"""Where an answer of the interface leads: the links of its description (OpenAPI 3.1), by which a program finds what it can do next."""

from __future__ import annotations

from typing import Any, Final

Extra = dict[str, Any]


def _leads(status: int, links: dict[str, Extra]) -> Extra:
    """What a description says besides: the operations to which an answer of this status leads, with what they take from it."""
    return {"responses": {status: {"links": {name: {"operationId": name, **taken} for name, taken in links.items()}}}}


def _taken(**parameters: str) -> Extra:
    return {"parameters": parameters}


def _sent(**body: Any) -> Extra:
    return {"requestBody": body}


_OF_APPLICATIONS: Final = ("application", "save", "preview", "submit", "withdraw", "hand_in", "promise", "dispute")
_LICENCE: Final = "$response.body#/licence"


def _from_application(status: int) -> Extra:
    own = {name: _taken(code="$response.body#/code") for name in _OF_APPLICATIONS}
    asked = {"status": _sent(code="$response.body#/code"), "verify": _sent(number=f"{_LICENCE}/number", code=f"{_LICENCE}/code")}
    return _leads(status, own | asked | {"licence": _taken(code=f"{_LICENCE}/code")})


FROM_ITEMS: Final = _leads(200, {"item": _taken(code="$response.body#/0/code")})
FROM_ITEM: Final = _leads(200, {"apply": _sent(item="$response.body#/code")})
FROM_REPRESENTATIONS: Final = _leads(
    200, {"apply": _sent(subject={"kind": "$response.body#/0/subject_kind", "key": "$response.body#/0/subject_key"})}
)
FROM_APPLICATIONS: Final = _leads(200, {name: _taken(code="$response.body#/0/code") for name in _OF_APPLICATIONS})
FROM_NEW_APPLICATION: Final = _from_application(201)
FROM_APPLICATION: Final = _from_application(200)
FROM_PREVIEW: Final = _leads(
    200,
    {
        "submit": _taken(code="$request.path.code"),
        "promise": _taken(code="$request.path.code") | _sent(text_sha256="$response.body#/notice_sha256"),
    },
)
FROM_PAPER: Final = _leads(
    201,
    {
        "take_back": _taken(
            code="$request.path.code", material="$request.path.material", attachment="$response.body#/attachment"
        ),
        "preview": _taken(code="$request.path.code"),
    },
)  # fmt: skip
FROM_PROMISE: Final = _leads(201, {name: _taken(code="$request.path.code") for name in ("withdraw_promise", "submit")})
