"""Who is told of scores: a unit of its frozen score and of what became of its objection, leaders of an objection that waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.days import day_of
from luoshi.district.messages.operations import send
from luoshi.district.offices import queries as offices
from luoshi.district.scores.fail_if import MATTER
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Unit
    from luoshi.district.scores.models import FrozenScore, Objection, ObjectionAnswer


def tell_frozen(frozen: FrozenScore, *, at: datetime) -> None:
    """The head of a unit is told its score, and that it can be computed again and objected to."""
    label = frozen.of.label
    points = "—" if frozen.points is None else str(frozen.points)
    _tell_unit(
        frozen.unit, f"score/{frozen.pk}", _address(frozen), at=at,
        subject=Words(f"{label.chinese}得分已定：{points}", f"Score of {label.english} is frozen: {points}"),
        body=Words(
            f"{frozen.unit.name}{label.chinese}得分 {points}（第 {frozen.number} 版）。每一步都可以重新计算；有异议的，请在页面上提出。",
            f"Version {frozen.number}. Every step can be computed again; object on the page if anything is wrong.",
        ),
    )  # fmt: skip


def tell_answer(answer: ObjectionAnswer, *, at: datetime) -> None:
    """The head of a unit is told what became of its objection."""
    objection, chinese, english = answer.objection, *(("采纳", "followed") if answer.accepted else ("没有采纳", "not followed"))
    _tell_unit(
        objection.unit, f"objection/{objection.pk}/answer", _address(objection), at=at,
        subject=Words(f"异议{chinese}：{objection.commitment.label}", f"Objection {english}: {objection.commitment.label}"),
        body=Words(f"{answer.reason}（{answer.signature}）", f"{answer.reason} ({answer.signature})"),
    )  # fmt: skip


def tell_deciders(objection: Objection, *, at: datetime) -> None:
    """Those who decide on objections are told of one that waits."""
    send(
        to=offices.people_throughout(offices.Power.APPROVE, MATTER, objection.unit.district, on=day_of(at)),
        topic="scores.objection",
        subject=Words(f"计分异议：{objection.unit.name}", f"Objection to a score: {objection.unit.name}"),
        body=Words(f"{objection.commitment.label}：{objection.reason}", f"{objection.commitment.label}: {objection.reason}"),
        link=_address(objection),
        key=f"objection/{objection.pk}",
        at=at,
    )


def _tell_unit(unit: Unit, key: str, link: str, *, subject: Words, body: Words, at: datetime) -> None:
    to = offices.people_within(offices.Power.HANDLE, MATTER, unit, on=day_of(at))
    send(to=to, topic="scores.unit", subject=subject, body=body, link=link, key=key, at=at)


def _address(about: FrozenScore | Objection) -> str:
    return f"/workbench/units/{about.unit.code}/?period={about.period}"
