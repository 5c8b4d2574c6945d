"""Blocked renewals are cases about a licence of the register: who sees them, who is told, and what a person's step makes of the licence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.casework.operations import SYSTEM, Outsider, as_applicant, open_case
from luoshi.district.casework.queries import Recipients, SubjectShown, last_working_day
from luoshi.district.days import day_of
from luoshi.district.facts.queries import Subject
from luoshi.district.offices.queries import Power, authority_of_person
from luoshi.district.services import fail_if, prolonging
from luoshi.district.services.arrangements import desk_of
from luoshi.district.services.catalogue import offer_of
from luoshi.district.services.models import Renewal, RenewalState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from luoshi.district.casework.queries import Case, CaseStep
    from luoshi.district.offices.queries import Authority
    from luoshi.engines.approval import Reason
    from luoshi.words import Words

MATTER: Final = "renewal_blocked"
VALUE_MAX: Final = 4000
DAYS_MOST: Final = 90
"""The longest time that the case type gives to a decision; what is opened sooner is due sooner."""


def open_blocked(renewal: Renewal, reasons: Sequence[Reason], *, at: datetime) -> Case:
    """Let a person decide before the licence expires."""
    today = day_of(at)
    days = (last_working_day(renewal.district, renewal.expires_on) - today).days
    title = f"{offer_of(renewal.item).item.result.name.chinese} {renewal.number}"
    values = {
        "to_unit": renewal.item.unit.code,
        "blocks": "\n".join(_line(each) for each in reasons)[:VALUE_MAX],
        "days_left": str(min(max(days, 1), DAYS_MOST)),
        "counts_as_application": "true" if renewal.counts_as_application else "false",
    }
    return open_case(
        MATTER, district=renewal.district, subject=Subject(prolonging.SUBJECT, renewal.licence, renewal.number), title=title, values=values,
        idempotency_key=f"renewal/{renewal.pk}", applicant=prolonging.holder_of(renewal).applicant, by=SYSTEM, at=at,
    )  # fmt: skip


def _line(reason: Reason) -> str:
    return f"{reason.words.chinese}（{reason.clause}）" if reason.clause else reason.words.chinese


# --- what the page of a case shows, and who is told


def show_licence(key: str, by: Authority) -> SubjectShown | None:
    """A licence that is to be renewed as the page of its case shows it, for the officials whose business it is and for its holder."""
    rows = Renewal.objects.select_related("district", "item__unit__district", "item__district").filter(licence=key).defer("item__files")
    found = next((each for each in rows.order_by("-expires_on") if _may_see(each, by)), None)
    if found is None:
        return None
    name = offer_of(found.item).item.result.name.chinese
    address = f"/workbench/renewals/#renewal-{found.pk}"
    return SubjectShown(
        kind=prolonging.SUBJECT, key=key, title=f"{name} {found.number}", label=found.number, address=address,
        district=found.district, unit=found.item.unit, applicant=prolonging.holder_of(found).applicant,
    )  # fmt: skip


def _may_see(found: Renewal, by: Authority) -> bool:
    if isinstance(by, Outsider):
        return by.key == prolonging.holder_of(found).applicant
    return by.may(Power.SEE, MATTER, unit=found.item.unit)


def for_holder(case: Case) -> Recipients:
    """Who is told what the holder of a licence has to know."""
    found = _of(case)
    return Recipients(prolonging.acting_for(found), prolonging.link_of(found))


def _of(case: Case) -> Renewal:
    """The renewal that a case was opened for; the key says which, since a licence has one for each period."""
    rows = Renewal.objects.select_for_update(of=("self",)).select_related("district", "item__unit", "item__district").defer("item__files")
    return rows.get(pk=int((case.idempotency_key or "").partition("/")[2]))


# --- what follows


def follow(case: Case, step: CaseStep) -> None:
    """What a step in the case makes of the renewal, in its transaction."""
    if case.matter != MATTER or step.number == 1:
        return
    state = _SAYS.get(step.transition)
    if state is not None:
        renewal = _of(case)
        if renewal.steps.filter(state__in=_LONGER).exists():  # the holder's own application was faster: the case only ends
            return
        by = _doer(case, step)
        if state in _LONGER:
            _renew(renewal, case, step, state, by)
        else:
            prolonging.say(renewal, state, by=by, at=step.at, case_code=case.code)


def _renew(renewal: Renewal, case: Case, step: CaseStep, state: RenewalState, by: Authority) -> None:
    on = day_of(step.at)
    if state is RenewalState.DEEMED:
        fail_if.not_expired(renewal, on)
    ground = "，".join(filter(None, (str(step.values.get("reason", "")), str(step.values.get("clause", "")))))
    prolonging.prolong(
        renewal, offer_of(renewal.item), state, told=_LONGER[state], ground=ground, desk=desk_of(case.district, on=on), by=by, at=step.at,
        case_code=case.code,
    )  # fmt: skip


def _doer(case: Case, step: CaseStep) -> Authority:
    """Who took the step; of the holder's people the person, under a signature without a name."""
    on = day_of(step.at)
    if step.person is None:
        return desk_of(case.district, on=on).by
    return as_applicant(case.applicant, person=step.person) if step.outsider else authority_of_person(step.person, on=on)


_SAYS: Final[Mapping[str, RenewalState]] = {
    "ask": RenewalState.ASKED,
    "renew": RenewalState.RENEWED,
    "record_silence": RenewalState.DEEMED,
    "refuse": RenewalState.REFUSED,
    "decide_again": RenewalState.REOPENED,
    "decline": RenewalState.DECLINED,
    "lapse": RenewalState.LAPSED,
    "end": RenewalState.ENDED,
}
_LONGER: Final[Mapping[RenewalState, Words]] = {
    RenewalState.RENEWED: prolonging.BY_A_PERSON,
    RenewalState.DEEMED: prolonging.DEEMED,
}
