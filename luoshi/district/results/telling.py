"""Who is told of results: units of theirs and until when they may object, those who answer of an objection, the unit of the answer."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from luoshi.district.days import day_of
from luoshi.district.messages.operations import send
from luoshi.district.offices.queries import heads_of, keepers, present_units
from luoshi.district.results.outcomes import OUTCOME_NAMES, Outcome
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from luoshi.district.plan.queries import Report
    from luoshi.district.results.models import Hearing, Objection, ObjectionAnswer, Result


def tell_units(hearing: Hearing, results: Iterable[Result], *, at: datetime) -> None:
    """The head of each unit is told what became of the promises that it leads, and until when it may object."""
    report = hearing.report
    assert report.district is not None, "a plan in force is a district's"
    heads, present = heads_of(report.district, on=day_of(at)), present_units(report.district)
    counts: dict[int, Counter[str]] = {}
    for each in results:
        if each.commitment.lead_id is not None:
            counts.setdefault(present[each.commitment.lead_id].pk, Counter())[each.outcome] += 1
    for unit, found in counts.items():
        if unit in heads and (person := heads[unit].person) is not None:
            chinese = "、".join(f"{OUTCOME_NAMES[Outcome(outcome)].chinese}{number}项" for outcome, number in found.items())
            english = ", ".join(f"{OUTCOME_NAMES[Outcome(outcome)].english}: {number}" for outcome, number in found.items())
            send(
                to=person, topic="results.hearing", key=f"results/{hearing.pk}/{unit}", link=_address(report), at=at,
                subject=Words(
                    f"年终结果征求意见，{named_day(hearing.until)}前可以提异议",
                    f"Results of the year: object until {hearing.until}",
                ),
                body=Words(
                    f"你单位牵头的承诺：{chinese}。没有异议的不用回复。",
                    f"Promises led by your unit: {english}. Without objection no reply is needed.",
                ),
            )  # fmt: skip


def tell_office(objection: Objection, *, at: datetime) -> None:
    """Those who keep the plan are told of an objection that waits for an answer."""
    commitment = objection.result.commitment
    district = commitment.report.district
    assert district is not None, "a plan in force is a district's"
    send(
        to=[each.person for each in keepers(district, on=day_of(at)) if each.person is not None],
        topic="results.objection", key=f"results/objection/{objection.pk}", link=_address(commitment.report), at=at,
        subject=Words(f"对年终结果的异议：{commitment.label}", f"Objection to a result: {commitment.label}"),
        body=Words(f"{objection.reason}（{objection.signature}）", f"{objection.reason} ({objection.signature})"),
    )  # fmt: skip


def tell_answer(answer: ObjectionAnswer, *, at: datetime) -> None:
    """Whoever objected is told what became of it."""
    objection, commitment = answer.objection, answer.objection.result.commitment
    chinese, english = ("采纳", "followed") if answer.result is not None else ("没有采纳", "not followed")
    send(
        to=objection.person, topic="results.answer", key=f"results/objection/{objection.pk}/answer", at=at,
        link=_address(commitment.report),
        subject=Words(f"对年终结果的异议{chinese}：{commitment.label}", f"Objection to a result {english}: {commitment.label}"),
        body=Words(f"{answer.reason}（{answer.signature}）", f"{answer.reason} ({answer.signature})"),
    )  # fmt: skip


def _address(report: Report) -> str:
    return f"/workbench/{report.slug}/results/"
