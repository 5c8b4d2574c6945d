"""What came of an application, put together: the answer first, then why, what can be done, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from luoshi.district.access_log.queries import looks_at
from luoshi.district.casework.operations import as_applicant
from luoshi.district.credentials.queries import State as Validity
from luoshi.district.credentials.queries import of_application
from luoshi.district.credentials.queries import standing as standing_of
from luoshi.district.days import day_of
from luoshi.district.decisions.errors import RuleNotInForce
from luoshi.district.decisions.queries import package_in_force
from luoshi.district.languages import said
from luoshi.district.services.catalogue_page import unmet_rules
from luoshi.district.services.dossier import dossier
from luoshi.district.services.knowing import subject_of
from luoshi.district.services.models import Application, Assessed, State
from luoshi.district.services.own_cases import WITHDRAW, own_cases
from luoshi.district.services.revealing import LOOKED_AT
from luoshi.district.services.seeing import may_unmask
from luoshi.district.services.wording import time_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from luoshi.district.offices.queries import Authority
    from luoshi.district.services.models import Representation
    from luoshi.district.services.own_cases import OwnCase
    from luoshi.words import Words


@dataclass(frozen=True, slots=True)
class Checked:
    """A circumstance that the rules looked for and did not find, with its clause."""

    text: Words
    clause: str

    @property
    def words(self) -> str:
        """In the reader's language."""
        return said(self.text)


def result_page(application: Application, *, by: Authority, acting: Representation | None, at: datetime) -> dict[str, Any]:
    """The page of an application that is handed in. Without ``acting`` an official reads it, who sees no personal value."""
    state, shown = State(application.state), dossier(application, masked=acting is None)
    own = as_applicant(subject_of(application).applicant, person=by.person) if acting is not None and by.person is not None else by
    cases = list(own_cases(application, by=own, at=at))
    case = next((each for each in cases if each.code == application.case_code), None)
    if state is State.WITH_PERSON and case is not None and case.decision:
        state = State.REFUSED  # it is decided, though not served yet
    credential = of_application(application.code).first()
    standing = standing_of(credential, on=day_of(at)) if credential is not None else None
    return {
        **shown,
        "state": "revoked" if standing is not None and standing.state is Validity.REVOKED else state.value,
        "taken": _taken(application),
        "checked": list(_checked(application, shown["last"])) if state is State.GRANTED else [],
        "licence": credential,
        "standing": standing,
        "case": case,
        "cases": cases,
        "disputes": [
            (said(shown["offer"].item.field(each.field).name), each.case_code)
            for each in application.disputes.all()
            if each.settled_at is None
        ],
        "refusal_said": _said_against(cases),
        "may_withdraw": acting is not None and case is not None and any(each.code == WITHDRAW for each in case.outline.steps),
    }


def official_page(application: Application, *, by: Authority, at: datetime) -> dict[str, Any]:
    """The page of an application for an official; where personal values may be seen whole, with the way to that."""
    able = may_unmask(application, by)
    return {
        **result_page(application, by=by, acting=None, at=at),
        "may_unmask": able,
        "reveal_at": reverse("services:reveal", args=[application.code]) if able else "",
        "looks": looks_at(LOOKED_AT, application.code) if by.is_office_of(application.district) else [],
    }


def _taken(application: Application) -> dict[str, str]:
    """From the first word to the decision, and from the hand-in to the decision."""
    if application.decided_at is None:
        return {}
    found = {"writing": time_in_words((application.decided_at - application.begun_at).total_seconds())}
    if application.submitted_at is not None:
        found["deciding"] = time_in_words((application.decided_at - application.submitted_at).total_seconds())
    return found


def _checked(application: Application, last: Assessed | None) -> Iterator[Checked]:
    """Every circumstance for which the rules of that day would not have granted."""
    if last is None or application.case_code:
        return
    try:
        package = package_in_force(application.district, application.matter, on=last.on)
    except RuleNotInForce:
        return
    yield from (Checked(text, clause) for text, clause in unmet_rules(package))


def _said_against(cases: list[OwnCase]) -> dict[str, str]:
    """Reason, clause, way to appeal, and who decided, where a person decided against the applicant."""
    return next((each.decision for each in cases if each.decision), {})
