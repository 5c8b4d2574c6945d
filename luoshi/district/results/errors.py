"""What is refused at the end of a year. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from luoshi.district.days import day_of
from luoshi.district.offices.errors import Refusal
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.district.results.models import Hearing, YearClosing


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
                f"这一年的结果已经关账（{closing.signature}，{named_day(day_of(closing.at))}），不再改。",
                f"The results of this year are closed ({closing.signature}, {day_of(closing.at)}) and stay.",
            ),
            Words("有新情况的，请在下一年的报告里说明。", "Tell what is new in the next year's report."),
        )


class NoWindow(ResultsError):
    """Nothing says how long units may object."""

    def __init__(self) -> None:
        super().__init__(
            Words("没有施行中的规定写明单位几日内可以提出异议。", "No rule in force says how long units may object."),
            Words(
                "请载入报送日历（reporting_calendar），其中有“年终结果异议期（日）”。",
                "Load the pack reporting_calendar, which has the parameter 年终结果异议期（日）.",
            ),
        )


class NotLaidBefore(ResultsError):
    """Units have not seen the results as they are now."""

    def __init__(self) -> None:
        super().__init__(
            Words("现在的结果还没有送各单位征求意见。", "The results as they are now have not been laid before the units."),
            Words(
                "请先送各单位；异议期满才能关账。",
                "Lay them before the units first; the year is closed when they had their time to object.",
            ),
        )


class LaidBeforeAlready(ResultsError):
    """Units look at just these results."""

    def __init__(self, hearing: Hearing) -> None:
        super().__init__(
            Words(
                f"这些结果已经送各单位，异议期到{named_day(hearing.until)}。",
                f"Units have these results; they may object until {hearing.until}.",
            ),
            Words("不用再送；期满没有未答复的异议就可以关账。", "Nothing is left to do but to answer, and to close the year afterwards."),
        )


class WindowOpen(ResultsError):
    """Units may still object."""

    def __init__(self, hearing: Hearing) -> None:
        super().__init__(
            Words(f"异议期到{named_day(hearing.until)}才满。", f"Units may object until {hearing.until}."),
            Words("请期满以后再关账。", "Close the year afterwards."),
        )


class WindowOver(ResultsError):
    """It is too late to object."""

    def __init__(self, hearing: Hearing) -> None:
        super().__init__(
            Words(f"异议期已于{named_day(hearing.until)}届满。", f"The time to object ended on {hearing.until}."),
            Words("有新情况的，请直接向政府办（督查室）说明。", "Tell the government office what is new."),
        )


class ObjectedAlready(ResultsError):
    """There is an objection to this result."""

    status: ClassVar[int] = 409

    def __init__(self, label: str) -> None:
        super().__init__(
            Words(f"对 {label} 的结果已经提出过异议。", f"Somebody has objected to the result of {label} already."),
            Words("请等待答复。", "Wait for the answer."),
        )


class NoObjection(ResultsError):
    """Nobody objected, or it was answered."""

    status: ClassVar[int] = 409

    def __init__(self, label: str) -> None:
        super().__init__(
            Words(f"{label} 没有等待答复的异议。", f"No objection about {label} waits for an answer."),
            Words("请回到列表重新看。", "Look at the list again."),
        )


class Unanswered(ResultsError):
    """没有一条异议可以不答复."""

    def __init__(self, labels: Sequence[str]) -> None:
        named, count = "、".join(labels[:5]), len(labels)
        super().__init__(
            Words(f"还有 {count} 条异议没有答复：{named}。", f"{count} objections have no answer: {named}."),
            Words("请先逐条答复。", "Answer each of them first."),
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
