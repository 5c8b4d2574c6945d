"""What somebody has begun, has going, and holds: the own applications and licences, and what was sent about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luoshi.district.casework.operations import as_applicant
from luoshi.district.casework.queries import Row, outline
from luoshi.district.credentials.queries import of_application, standing
from luoshi.district.days import day_of
from luoshi.district.languages import said
from luoshi.district.messages.queries import inbox
from luoshi.district.services import queries
from luoshi.district.services.begin_page import names_of
from luoshi.district.services.catalogue import offer_of
from luoshi.district.services.knowing import subject_of
from luoshi.district.services.models import OPEN, Application, State
from luoshi.district.services.renewals_page import line_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from luoshi.district.offices.queries import Authority, District

MESSAGES = 10


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An own application in a line."""

    application: Application
    item: str
    holder: str
    state: str
    is_open: bool
    case: Row | None


@dataclass(frozen=True, slots=True)
class LicenceRow:
    """An own licence in a line, with the days that are left of it."""

    code: str
    name: str
    number: str
    holder: str
    state: str
    is_valid: bool
    expires_on: date | None
    days_left: int | None


def mine_page(by: Authority, *, district: District, at: datetime) -> dict[str, Any]:
    """Everything of the person's own, the newest first."""
    on = day_of(at)
    rights = queries.representations(by, district=district, on=on)
    names = names_of(rights, district=district, on=on)
    own = queries.own(by, district=district, on=on)
    return {
        "rows": [_row(each, names, by, at) for each in own],
        "licences": [row for each in own if each.state == State.GRANTED for row in _licences(each, on)],
        "renewals": [line_of(each, on=on) for each in queries.renewals_of(by, district=district, on=on)],
        "told": inbox(by.person).rows[:MESSAGES] if by.person is not None else [],
        "rights": [(names[each.subject_kind, each.subject_key], each.get_capacity_display(), each.valid_to) for each in rights],
        "district": district,
    }


def _row(each: Application, names: dict[tuple[str, str], str], by: Authority, at: datetime) -> ApplicationRow:
    case = None
    if each.state == State.WITH_PERSON and by.person is not None:
        found = outline(each.case_code, by=as_applicant(subject_of(each).applicant, person=by.person), at=at)
        case = found.row if found is not None else None
    item = said(offer_of(each.item).item.name)
    return ApplicationRow(each, item, names[each.subject_kind, each.subject_key], each.get_state_display(), each.state in OPEN, case)


def _licences(each: Application, on: date) -> list[LicenceRow]:
    rows = []
    for licence in of_application(each.code):
        now = standing(licence, on=on)
        left = (now.expires_on - on).days if now.expires_on is not None else None
        name = said(offer_of(each.item).item.result.name)
        rows.append(LicenceRow(
            licence.code, name, licence.number, licence.holder_name, said(now.state.words), now.state.value == "valid", now.expires_on, left
        ))  # fmt: skip
    return rows
