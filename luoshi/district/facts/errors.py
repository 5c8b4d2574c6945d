"""What is refused about facts. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.facts.models import Fact


class FactError(Refusal):
    """Base of all refusals about facts."""


class OutsideTransaction(FactError):
    """A mistake of the program: a fact is recorded together with the change that it tells of, or both are not."""

    def __init__(self) -> None:
        super().__init__(
            Words("事实必须与它所说的变更在同一个事务里记录。", "A fact is recorded in the transaction of the change that it tells of."),
            Words("请在 transaction.atomic 里调用。", "Call it within transaction.atomic."),
        )


class MalformedFact(FactError):
    """A field of the fact cannot be as it is."""

    def __init__(self, field: str, value: object, remedy: Words) -> None:
        super().__init__(
            Words(f"事实的 {field} 不能是“{value}”。", f"The {field} of a fact cannot be “{value}”."),
            remedy,
        )
        self.field = field


class NotYetHappened(FactError):
    """A plan is no fact."""

    def __init__(self, happened_at: datetime, at: datetime) -> None:
        super().__init__(
            Words(f"{happened_at} 还没有到，现在是 {at}。", f"{happened_at} has not come yet; it is {at}."),
            Words("请核对发生的时间。", "Check when it happened."),
        )


class PersonalData(FactError):
    """A fact can never be deleted, so nobody's number goes in."""

    def __init__(self, field: str) -> None:
        super().__init__(
            Words(f"事实的 {field} 里有公民身份号码。", f"The {field} of the fact holds a citizen's identity number."),
            Words(
                "事实永远不能删除。请改用名录里的编号。",
                "A fact can never be deleted: use the key of the register instead.",
            ),
        )


class NothingToCorrect(FactError):
    """The fact that a correction names is not there, or speaks of something else."""

    def __init__(self, number: int) -> None:
        super().__init__(
            Words(
                f"没有同一地区、同一类、同一对象的第 {number} 号事实可以更正。",
                f"There is no fact {number} of the same district, kind and subject to correct.",
            ),
            Words("请核对事实编号。", "Check the number of the fact."),
        )


class CorrectedAlready(FactError):
    """Of two corrections of one fact nobody could say which counts."""

    def __init__(self, fact: Fact) -> None:
        super().__init__(
            Words(
                f"第 {fact.corrects} 号事实已由第 {fact.number} 号更正。",
                f"Fact {fact.corrects} has been corrected by fact {fact.number} already.",
            ),
            Words(f"要再更正，请更正第 {fact.number} 号。", f"To correct it again, correct fact {fact.number}."),
        )
