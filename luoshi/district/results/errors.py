"""What is refused at the end of a year. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.district.results.models import YearClosing


class ResultsError(Refusal):
    """Base of all refusals about results."""


class NotAPromise(ResultsError):
    """The plan makes no such promise."""

    status: ClassVar[int] = 404

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(f"“{code}”不是这份计划里的承诺。", f"“{code}” is no promise of this plan."),
            Words("请核对编号。", "Check the code."),
        )


class UnknownOutcome(ResultsError):
    """There are four outcomes, and no fifth."""

    def __init__(self, outcome: str) -> None:
        super().__init__(
            Words(f"没有“{outcome[:40]}”这种结果。", f"There is no outcome “{outcome[:40]}”."),
            Words("请选完成、部分完成、未完成或无法判定。", "Choose met, met partly, not met or cannot be judged."),
        )


class YearNotOver(ResultsError):
    """A year is judged when it is over."""

    def __init__(self, last: date) -> None:
        super().__init__(
            Words(f"这一年到 {last} 才结束。", f"The year ends on {last}."),
            Words("请等年度结束以后再核定结果。", "Settle its results when it is over."),
        )


class ProposalChanged(ResultsError):
    """What was looked at is not what follows now."""

    status: ClassVar[int] = 409

    def __init__(self, labels: Sequence[str]) -> None:
        named = "、".join(labels[:5])
        super().__init__(
            Words(f"您看过以后，{named} 的数或进展变了，提出的结果也变了。", f"What follows for {named} has changed meanwhile."),
            Words("没有核定任何一项；请再看一次。", "Nothing was settled; look again."),
        )


class ClosedAlready(ResultsError):
    """The results of a closed year stay."""

    status: ClassVar[int] = 409

    def __init__(self, closing: YearClosing) -> None:
        super().__init__(
            Words(
                f"这一年的结果已经关账（{closing.signature}，{closing.at:%Y-%m-%d}），不再改。",
                f"The results of this year are closed ({closing.signature}, {closing.at:%Y-%m-%d}) and stay.",
            ),
            Words("有新情况的，请在下一年的报告里说明。", "Tell what is new in the next year's report."),
        )


class LeftOut(ResultsError):
    """没有一项可以悄悄丢掉."""

    def __init__(self, labels: Sequence[str]) -> None:
        named, count = "、".join(labels[:5]), len(labels)
        super().__init__(
            Words(f"还有 {count} 项承诺没有结果：{named}{'等' if count > 5 else ''}。", f"{count} promises have no outcome: {named}."),
            Words(
                "请逐项核定；判断不了的选“无法判定”并写明原因。",
                "Settle each; where nothing can be said, that is an outcome, too.",
            ),
        )
