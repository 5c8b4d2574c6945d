"""The cases of an application as its applicant follows them: where each stands, what is asked of the applicant, what was done and told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext

from luoshi.district.casework.operations import Outsider
from luoshi.district.casework.queries import Case, CaseStep, outline
from luoshi.district.facts.queries import names
from luoshi.district.services.cases import LICENSING, as_case_subject
from luoshi.engines.casework import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from luoshi.district.casework.queries import Outline
    from luoshi.district.offices.queries import Authority
    from luoshi.district.services.models import Application
    from luoshi.engines.casework import Transition

WITHDRAW: Final = "withdraw"
"""An application is withdrawn on a page of its own."""
_AGAINST: Final = ("refuse", "decline", "revoke")
"""The steps by which a person decides against an applicant: 不予许可, 不予受理, 撤销许可."""
_AGAIN: Final = "decide_again"


@dataclass(frozen=True, slots=True)
class StepRow:
    """What was done in the case, as its applicant may see it."""

    at: datetime
    name: str
    told: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case; ``can_do``: the steps that the applicant can take now; ``decision``: what a person decided against the applicant, if so."""

    code: str
    outline: Outline
    can_do: list[Transition]
    steps: list[StepRow]
    decision: dict[str, str]


def own_cases(application: Application, *, by: Authority, at: datetime) -> Iterator[OwnCase]:
    """The cases of an application of which somebody may know, the newest first."""
    subject = as_case_subject(application)
    rows = Case.objects.filter(subject_kind=subject.kind, subject_key=subject.key, district_id=application.district_id)
    for code, matter in rows.order_by("-pk").values_list("code", "matter"):
        found = outline(code, by=by, at=at)
        if found is not None:
            steps = list(CaseStep.objects.filter(case__code=code).select_related("fact").order_by("number"))
            can_do = [each for each in found.steps if matter != LICENSING or each.code != WITHDRAW]
            shown = steps if not isinstance(by, Outsider) else [each for each in steps if _concerns(each, found)]
            yield OwnCase(code, found, can_do, list(_rows(shown)), _decision(steps))


def _concerns(step: CaseStep, found: Outline) -> bool:
    """Whether an applicant may know of a step: an own one, one that told something, or a decision; no draft of one."""
    return step.outsider == Standing.APPLICANT.value or step.transition in found.concerning


def _told_names() -> dict[str, str]:
    return {
        "correction": gettext("需要补正"),
        "notice": gettext("书面告知"),
        "order": gettext("责令整改的内容"),
        "finding": gettext("核查情况"),
        "statement": gettext("说明"),
        "reason": gettext("理由"),
        "clause": gettext("依据"),
        "appeal": gettext("救济途径"),
        "where": gettext("应当向哪里申请"),
    }


def _rows(steps: Sequence[CaseStep]) -> Iterator[StepRow]:
    """The steps that left something on record, the last first."""
    told = _told_names()
    called = names([each.fact for each in steps if each.fact is not None])
    for step in reversed(steps):
        if step.fact is not None:
            values = [(told[code], str(value)) for code, value in step.values.items() if code in told and value]
            yield StepRow(step.at, called.get(step.fact_id or 0, "").rpartition(" · ")[2], values)


def _decision(steps: Sequence[CaseStep]) -> dict[str, str]:
    """Reason, clause, way to appeal, and who decided, by the last step that decided against the applicant, unless it is decided again."""
    for step in reversed(steps):
        if step.transition == _AGAIN:
            return {}
        if step.transition in _AGAINST:
            what = {"refuse": gettext("不予许可"), "decline": gettext("不予受理"), "revoke": gettext("撤销许可")}[step.transition]
            return {
                "what": what,
                "who": step.signature,
                **{code: str(step.values.get(code, "")) for code in ("reason", "clause", "appeal")},
            }
    return {}
