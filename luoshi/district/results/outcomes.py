"""The four outcomes of a promise, and how one is proposed: from verdicts on its figures, or from what its unit said. Pure rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from luoshi.engines.progress import VERDICT_NAMES, Verdict
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from luoshi.engines.progress import Judgement


class Outcome(StrEnum):
    """The closed list: each promise of a year has exactly one."""

    MET = "met"  # 完成
    MET_PARTLY = "met_partly"  # 部分完成
    NOT_MET = "not_met"  # 未完成
    CANNOT_BE_JUDGED = "cannot_be_judged"  # 无法判定


OUTCOME_NAMES: Final = {
    Outcome.MET: Words("完成", "met"),
    Outcome.MET_PARTLY: Words("部分完成", "met partly"),
    Outcome.NOT_MET: Words("未完成", "not met"),
    Outcome.CANNOT_BE_JUDGED: Words("无法判定", "cannot be judged"),
}

_KEPT: Final = {Verdict.MET, Verdict.EXCEEDED}
_MISSED: Final = {Verdict.NOT_MET, Verdict.STRETCH_NOT_MET}


@dataclass(frozen=True, slots=True)
class Proposal:
    """An outcome, and why; in both languages."""

    outcome: Outcome
    why: Words


WITHDRAWN: Final = Proposal(
    Outcome.CANNOT_BE_JUDGED, Words("修订稿里没有这一项了。", "A revised text does not make this promise any more.")
)
NOTHING_KNOWN: Final = Proposal(
    Outcome.CANNOT_BE_JUDGED,
    Words("没有指标衡量，牵头单位也没有签发过进展。", "Nothing measures it, and its unit signed off no word about it."),
)


def of_figures(judgements: Sequence[Judgement]) -> Proposal:
    """By the verdicts on its targets. A promise with several is kept when all are; what is not known is never taken for kept or missed.

    Raises:
        ValueError: there is no verdict.
    """
    if not judgements:
        raise ValueError("nothing was judged")
    kept = sum(each.verdict in _KEPT for each in judgements)
    missed = sum(each.verdict in _MISSED for each in judgements)
    why = Words(
        "；".join(f"{VERDICT_NAMES[each.verdict].chinese}（{each.why.chinese.rstrip('。')}）" for each in judgements) + "。",
        "; ".join(f"{VERDICT_NAMES[each.verdict].english} ({each.why.english.rstrip('.')})" for each in judgements) + ".",
    )
    if kept == len(judgements):
        return Proposal(Outcome.MET, why)
    if kept and missed:
        return Proposal(Outcome.MET_PARTLY, why)
    if missed == len(judgements):
        return Proposal(Outcome.NOT_MET, why)
    return Proposal(Outcome.CANNOT_BE_JUDGED, why)


def of_words(work: str, when: Words) -> Proposal:
    """By what its unit said last and its head signed off: done, and shown by evidence; going on; or not begun."""
    match work:
        case "done":
            return Proposal(Outcome.MET, Words(f"{when.chinese}报已完成，附佐证。", f"Reported as done, with evidence ({when.english})."))
        case "going_on":
            return Proposal(Outcome.MET_PARTLY, Words(f"{when.chinese}报还在推进。", f"Reported as still going on ({when.english})."))
        case _:
            return Proposal(Outcome.NOT_MET, Words(f"{when.chinese}报没有开始。", f"Reported as not begun ({when.english})."))
