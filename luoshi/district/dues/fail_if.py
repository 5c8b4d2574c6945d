"""Everything that is refused about reporting. The names of the functions are the conditions; each raises what the person is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.dues.errors import (
    ChangedMeanwhile,
    NeedsEvidence,
    NotAllowed,
    NotAtThisStage,
    NothingSaid,
    RecordSaysOtherwise,
    TooLong,
)
from luoshi.district.dues.models import Work
from luoshi.district.offices.errors import SecondPersonNeeded
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from luoshi.district.dues.models import Stage, Update
    from luoshi.district.dues.recorded import Recorded
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.queries import Commitment


def not_of_its_unit(commitment: Commitment, by: Authority) -> None:
    """The person does not report for the unit that leads the promise."""
    if not by.reports_for(commitment.lead):
        raise NotAllowed.to_write(commitment)


def signs(commitment: Commitment, by: Authority) -> bool:
    """Whether the person may sign off: the head of the lead unit, or the office."""
    return by.approves_for(commitment.lead) or by.is_office_of(commitment.report.district)


def not_who_signs(commitment: Commitment, by: Authority) -> None:
    """The person neither heads the lead unit nor keeps the plan."""
    if not signs(commitment, by):
        raise NotAllowed.to_sign(commitment)


def not_of_the_office(district: District | None, by: Authority) -> None:
    """The person does not keep the district's plan."""
    if not by.is_office_of(district):
        raise NotAllowed.to_remind()


def nothing_said(progress: str) -> None:
    """No word about the progress."""
    if not progress.strip():
        raise NothingSaid


def too_long(texts: Iterable[str], longest: int) -> None:
    """A text has more characters than the rule in force lets it have."""
    length = max(map(len, texts))
    if length > longest:
        raise TooLong(length, longest)


def done_without_evidence(work: str, evidence: Collection[str]) -> None:
    """“完成”没有佐证."""
    if work == Work.DONE and not evidence:
        raise NeedsEvidence


def record_says_otherwise(recorded: Recorded | None, seen: str, commitment: Commitment) -> Recorded:
    """What was looked at is not what the record says now; else that."""
    if recorded is None or recorded.text != seen:
        raise RecordSaysOtherwise(commitment)
    return recorded


def at_another_stage(update: Update, *stages: Stage) -> None:
    """It has come further, or not so far."""
    if update.stage not in stages:
        raise NotAtThisStage(update)


def changed_meanwhile(update: Update, seen_steps: int) -> None:
    """What was looked at is not what stands there now."""
    if update.step_count != seen_steps:
        raise ChangedMeanwhile


def written_by_the_same_person(update: Update, by: Authority) -> None:
    """双人规则: whoever wrote it would sign it off."""
    if by.person is None or by.person.pk == update.writer_id:
        raise SecondPersonNeeded(
            Words("写进展的人不能自己签发。", "Nobody signs off the own words."),
            Words("请由另一个人签发。", "Let another person sign off."),
        )
