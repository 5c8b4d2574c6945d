"""What programs send about services."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

from luoshi.district.problems import Words200, Words2000
from luoshi.district.services.models import SubjectKind
from luoshi.engines.approval import Path

if TYPE_CHECKING:
    from collections.abc import Mapping

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


class StatusAsked(Schema):
    """Number and phone."""

    code: Words200
    phone: Words200


def words_of_values(values: Mapping[str, bool | str | list[str]]) -> dict[str, str | list[str]]:
    """Values as a form writes them."""
    return {code: ("true" if value else "false") if isinstance(value, bool) else value for code, value in values.items()}
