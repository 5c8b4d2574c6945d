"""An objection or a claw-back as the beneficiary follows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.district.campaigns.cases import CLAW_BACK, OBJECTION
from luoshi.district.casework.operations import as_applicant
from luoshi.district.casework.queries import Case, CaseStep, outline
from luoshi.district.days import day_of
from luoshi.district.services.queries import representations

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.casework.operations import Outsider
    from luoshi.district.casework.queries import Outline
    from luoshi.district.offices.queries import Authority


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case, as whom the person acts in it, where it stands, and the steps of which the beneficiary may know, the last first."""

    case: Case
    me: Outsider
    outline: Outline
    steps: list[CaseStep]


def own_case(code: str, *, by: Authority, at: datetime) -> OwnCase | None:
    """A case of one for whom a person acts that day; ``None`` where it is another one's."""
    found = Case.objects.select_related("district").filter(code=code, matter__in=(OBJECTION, CLAW_BACK)).first()
    person = by.person
    if found is None or person is None:
        return None
    rights = representations(by, district=found.district, on=day_of(at))
    if found.applicant not in {f"{each.subject_kind}/{each.subject_key}" for each in rights}:
        return None
    me = as_applicant(found.applicant, person=person)
    seen = outline(code, by=me, at=at)
    return OwnCase(found, me, seen, _concerning(found, seen)) if seen is not None else None


def _concerning(found: Case, seen: Outline) -> list[CaseStep]:
    """The own steps and those that tell the beneficiary something; no draft of a decision."""
    steps = CaseStep.objects.filter(case=found).select_related("fact").order_by("-number")
    return [each for each in steps if each.outsider or each.number == 1 or each.transition in seen.concerning]
