"""Whose an application is: each change of an applicant begins by finding it, locked, for somebody who acts for the applicant that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.days import day_of
from luoshi.district.services import fail_if
from luoshi.district.services.errors import NoSuchApplication, NotYours
from luoshi.district.services.models import Application
from luoshi.district.services.seeing import acting_for

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority
    from luoshi.district.services.models import Representation


def locked(code: str) -> Application:
    """The application, for one change at a time."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("district", "item__unit", "item__district", "person")
    found = rows.defer("item__files").filter(code=code).first()
    if found is None:
        raise NoSuchApplication(code)
    return found


def mine(code: str, *, by: Authority, at: datetime) -> tuple[Application, Representation]:
    """An application of somebody for whom the person acts on that day, locked; and by what right."""
    application, on = locked(code), day_of(at)
    acting = acting_for(application, by, on=on)
    if acting is None:
        raise NotYours(on) if by.person is not None and by.person.pk == application.person_id else NoSuchApplication(code)
    return application, acting


def opened(code: str, *, by: Authority, at: datetime) -> tuple[Application, Representation]:
    """The same, in which the applicant still writes."""
    application, acting = mine(code, by=by, at=at)
    fail_if.not_open(application)
    return application, acting
