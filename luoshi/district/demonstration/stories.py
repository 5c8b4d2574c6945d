"""The planned stories of the year: each step by the operation that a person would have used, on its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.casework import operations as casework
from luoshi.district.casework.queries import Case
from luoshi.district.days import begin_of
from luoshi.district.demonstration.applying import apply, dispute
from luoshi.district.demonstration.leaving import leaving_out
from luoshi.district.demonstration.of_the_office import OF_THE_OFFICE
from luoshi.district.demonstration.of_the_public import OF_THE_PUBLIC, question_key
from luoshi.district.demonstration.telling import Telling
from luoshi.district.facts.operations import NewFact, record
from luoshi.district.facts.queries import Fact, Subject, standing
from luoshi.district.indicators import operations as indicators
from luoshi.district.lights import operations as lights
from luoshi.district.plan.queries import KIND
from luoshi.engines.packs import DefinitionEntry

if TYPE_CHECKING:
    from luoshi.district.demonstration.present import Present


def tell_all(present: Present) -> int:
    """Take the steps that stories take on the day, in the order of their times; returns how many.

    One that is refused, since somebody who looks at the demonstration has done otherwise, is left out: the story goes on without it.
    """
    steps = [(step, story) for story in present.year.stories for step in story.steps if step.on == present.day]
    for step, story in sorted(steps, key=lambda each: each[0].at):
        with leaving_out(f"{story.code} {step.on} {step.do}"):
            _DEEDS[step.do](Telling(story, step, present))
    return len(steps)


# --- figures


def _draft(told: Telling) -> None:
    number, remark = Decimal(told.said["number"]), told.said.get("remark", "")
    indicators.draft(told.indicator(), told.period, number, remark=remark, by=told.by, at=told.at)


def _correct(told: Telling) -> None:
    number, reason = Decimal(told.said["number"]), told.said["reason"]
    indicators.correct(told.indicator(), told.period, number, reason=reason, by=told.by, at=told.at)


def _value(told: Telling) -> Any:
    return told.indicator().reported_values.filter(period=str(told.period)).latest("revision")


def _hand_in(told: Telling) -> None:
    indicators.hand_in(_value(told), evidence=[told.paper()], by=told.by, at=told.at)


def _approve(told: Telling) -> None:
    value = _value(told)
    indicators.approve(value, seen_steps=value.step_count, by=told.by, at=told.at)


def _return(told: Telling) -> None:
    value = _value(told)
    indicators.return_(value, seen_steps=value.step_count, reason=told.said["reason"], by=told.by, at=told.at)


def _define(told: Telling) -> None:
    """What the indicator counts from the first day of the month on."""
    [entry] = [each for each in told.present.pack.indicators if each.code == told.said["indicator"]]
    new = DefinitionEntry(told.present.day.replace(day=1), told.said["words"], "", "")
    changed = replace(entry, definitions=(*entry.definitions, new))
    indicators.declare(told.present.district, [changed], by=told.by, at=told.at)


def _close(told: Telling) -> None:
    indicators.close_period(told.present.district, told.period, by=told.by, at=told.at)


def _reopen(told: Telling) -> None:
    decision, reason = told.said["decision"], told.said["reason"]
    indicators.reopen_period(told.present.district, told.period, decision=decision, reason=reason, by=told.by, at=told.at)


def _withdraw(told: Telling) -> None:
    """The last fact of its kind before a day turned out not to be so."""
    before = begin_of(date.fromisoformat(told.said["happened_before"]))
    facts = standing(Fact.objects.filter(kind=told.said["kind"], district_id=told.present.district.pk, happened_at__lt=before))
    fact = facts.latest("happened_at", "number")
    about = Subject(fact.subject_kind, fact.subject_key, fact.said["subject"]["title"])
    new = NewFact(
        kind=fact.kind, subject=about, happened_at=fact.happened_at, source=fact.said["source"], corrects=fact.number,
        reason=told.said["reason"], withdrawn=True, public=fact.public,
    )  # fmt: skip
    record(new, district=told.present.district, by=told.by, at=told.at)


# --- cases


def _open(told: Telling) -> None:
    commitment = told.commitment
    casework.open_case(
        told.said["matter"], district=told.present.district, subject=Subject(KIND, commitment.code, commitment.label),
        title=commitment.quote, values=told.step.values, idempotency_key=f"{told.story.code}/{told.step.on}", by=told.by, at=told.at,
    )  # fmt: skip


def _act(told: Telling) -> None:
    case, values = _case(told), dict[str, Any](told.step.values)
    if "file" in told.said:
        values["evidence"] = [str(told.paper().pk)]
    casework.act(case.code, told.said["step"], expected_step=case.step_count, values=values, by=told.by, at=told.at)


def _case(told: Telling) -> Case:
    """The newest case of the matter about the promise, or about the application or question that the story calls by a name."""
    found = Case.objects.filter(district=told.present.district, matter=told.said["matter"], subject_key=_about(told))
    return found.latest("pk")


def _about(told: Telling) -> str:
    if "application" in told.said:
        return told.present.application(told.said["application"]).code
    return question_key(told, told.said["question"]) if "question" in told.said else told.commitment.code


# --- lights


def _ask_exemption(told: Telling) -> None:
    first, last = (date.fromisoformat(told.said[each]) for each in ("first", "last"))
    lights.ask_exemption(
        told.commitment.code, first=first, last=last, reason=told.said["reason"], basis=told.said["basis"], by=told.by, at=told.at
    )


def _escalate(told: Telling) -> None:
    """Take the step that is due on the promise's light."""
    lights.escalate(told.commitment.code, int(told.said.get("number", "0")), words=told.said["words"], by=told.by, at=told.at)


def _decide_exemption(told: Telling) -> None:
    """About the newest one."""
    number = told.commitment.exemptions.latest("number").number
    granted = told.said["granted"] == "true"
    lights.decide_exemption(told.commitment.code, number, granted=granted, reason=told.said.get("reason", ""), by=told.by, at=told.at)


def _apply(told: Telling) -> None:
    apply(told.step, told.present, by=told.by, at=told.at)


def _dispute(told: Telling) -> None:
    dispute(told.step, told.present, by=told.by, at=told.at)


_DEEDS: Final[Mapping[str, Callable[[Telling], None]]] = {
    "draft": _draft,
    "hand_in": _hand_in,
    "approve": _approve,
    "return": _return,
    "correct": _correct,
    "define": _define,
    "close": _close,
    "reopen": _reopen,
    "open": _open,
    "act": _act,
    "ask_exemption": _ask_exemption,
    "decide_exemption": _decide_exemption,
    "escalate": _escalate,
    "apply": _apply,
    "dispute": _dispute,
    "withdraw": _withdraw,
    **OF_THE_OFFICE,
    **OF_THE_PUBLIC,
}
