"""Who may see an application: whoever acts for its applicant, and the officials whose business it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.casework.queries import Case
from luoshi.district.casework.queries import may_see as may_see_case
from luoshi.district.offices.queries import Power
from luoshi.district.services import applicants
from luoshi.district.services.knowing import subject_of
from luoshi.district.services.models import Application, Representation

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.offices.queries import Authority

MATTER: Final = "services"
"""The matter in which officials are granted to see applications."""


def acting_for(found: Application, by: Authority, *, on: date) -> Representation | None:
    """By what right somebody acts for the applicant on a day; ``None`` if by none."""
    return applicants.representation(by, subject_of(found), district=found.district, on=on)


def is_official_for(found: Application, by: Authority) -> bool:
    """Whether an application is an official's business: granted for the item's unit or the district, or by its case."""
    if not by.posts:
        return False
    if by.may(Power.SEE, MATTER, unit=found.item.unit):
        return True
    case = Case.objects.filter(code=found.case_code).first() if found.case_code else None
    return case is not None and may_see_case(case, by=by)


def may_unmask(found: Application, by: Authority) -> bool:
    """Whether an official may see personal values of an application whole, for a reason."""
    return by.may(Power.UNMASK, MATTER, unit=found.item.unit)


def may_see(found: Application, by: Authority, *, on: date) -> bool:
    """Whether somebody may see an application: who acts for its applicant that day, and the officials whose business it is."""
    return acting_for(found, by, on=on) is not None or is_official_for(found, by)


def may_see_papers(code: str, by: Authority) -> bool:
    """Whether somebody may see what was handed in with an application: the same, of the applicants those whose right has no end."""
    found = Application.objects.select_related("district", "item__unit").defer("item__files").filter(code=code).first()
    return found is not None and (is_official_for(found, by) or _represents(found, by))


def _represents(found: Application, by: Authority) -> bool:
    rows = Representation.objects.filter(
        person=by.person, subject_kind=found.subject_kind, subject_key=found.subject_key, district=found.district, valid_to=None
    )
    return by.person is not None and rows.exists()
