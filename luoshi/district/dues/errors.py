"""What is refused about reporting. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from luoshi.district.offices import errors
from luoshi.district.offices.errors import Refusal
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.dues.models import Update
    from luoshi.district.offices.queries import Unit
    from luoshi.district.plan.queries import Commitment
    from luoshi.engines.progress import Period


class DuesError(Refusal):
    """Base of all refusals about reporting."""


class NotAllowed(errors.NotAllowed):
    """The words, for reporting."""

    @classmethod
    def to_write(cls, commitment: Commitment) -> NotAllowed:
        """The lead unit tells of its own promise."""
        unit = commitment.lead.name if commitment.lead else "（没有牵头单位）"
        return cls(
            Words(f"{commitment.label} 的进展由{unit}报送。", f"The progress of {commitment.label} is reported by {unit}."),
            Words(
                "请联系该单位的报送联络员；没有牵头单位的，请先在计划里补充。",
                "Ask its reporter; without a lead unit, add one to the plan first.",
            ),
        )

    @classmethod
    def to_sign(cls, commitment: Commitment) -> NotAllowed:
        """The head of the lead unit signs off, or the office."""
        unit = commitment.lead.name if commitment.lead else "（没有牵头单位）"
        return cls(
            Words(
                f"{commitment.label} 的进展由{unit}负责人签发，也可以由政府办（督查室）签发。",
                f"The progress of {commitment.label} is signed off by the head of {unit}, or by the government office.",
            ),
            Words("请联系他们。", "Ask one of them."),
        )

    @classmethod
    def to_remind(cls) -> NotAllowed:
        """The office reminds."""
        return cls.but_the_office(Words("催报由政府办（督查室）办理。", "Units are reminded by the government office."))


class NothingAsked(DuesError):
    """No update is asked of this promise for this period."""

    status: ClassVar[int] = 404

    def __init__(self, code: str, period: str) -> None:
        super().__init__(
            Words(f"“{code}”在 {period} 没有要报的进展。", f"No progress of “{code}” is asked for {period}."),
            Words(
                "请核对编号和期别：有指标衡量的报数，已经办完的不再报，没有类别的不报。",
                "Check code and period: what an indicator measures is reported as a figure; what is done, or has no class, is not.",
            ),
        )


class NotYetOpen(DuesError):
    """The period has hardly begun."""

    def __init__(self, period: Period, opens: date) -> None:
        super().__init__(
            Words(f"{period.label.chinese}的进展从 {opens} 起报送。", f"Progress of {period.label.english} is reported from {opens} on."),
            Words("请到时再报。", "Come back then."),
        )


class NewerIsDue(DuesError):
    """A later period is due already: nobody writes history."""

    def __init__(self, period: Period, newer: Period) -> None:
        super().__init__(
            Words(
                f"{newer.label.chinese}已经到期，{period.label.chinese}不再补报。",
                f"{newer.label.english} is due; {period.label.english} is not made up for.",
            ),
            Words(
                f"请报{newer.label.chinese}，把这段时间的进展写在里面。",
                f"Report {newer.label.english} and tell in it what happened since.",
            ),
        )


class NothingSaid(DuesError):
    """No word about the progress."""

    def __init__(self) -> None:
        super().__init__(
            Words("没有写进展。", "Nothing is said of the progress."),
            Words("请用一两句话写本期做了什么。", "Say in a sentence or two what was done."),
        )


class TooLong(DuesError):
    """More characters than the rule in force lets a unit write."""

    def __init__(self, length: int, longest: int) -> None:
        super().__init__(
            Words(f"写了 {length} 字，超过 {longest} 字。", f"{length} characters are more than {longest}."),
            Words("请写短一些：只写本期的事。", "Make it shorter: tell of this period alone."),
        )


class NeedsEvidence(DuesError):
    """“完成”没有佐证."""

    def __init__(self) -> None:
        super().__init__(
            Words("写了“已完成”，没有佐证材料。", "It says “done” and shows nothing for it."),
            Words("请上传能证明完成的文件，或改为“推进中”。", "Add the files that prove it, or say that it goes on."),
        )


class NotAtThisStage(DuesError):
    """It has come further, or not so far."""

    status: ClassVar[int] = 409

    def __init__(self, update: Update) -> None:
        super().__init__(
            Words(
                f"这一期的进展现在是“{update.get_stage_display()}”，不能这样做。",
                f"What is said of this period is at the stage “{update.stage}”; that cannot be done.",
            ),
            Words(
                "请刷新页面。已经签发的不再改，有变化的写在下一期。",
                "Load the page again. What was signed off stays; tell what changed with the next period.",
            ),
        )


class ChangedMeanwhile(DuesError):
    """What was looked at is not what stands there now."""

    status: ClassVar[int] = 409

    def __init__(self) -> None:
        super().__init__(
            Words("您看过以后，内容变了。", "It has changed since you looked at it."),
            Words("请看清现在的内容，再决定。", "Look at it again, then decide."),
        )


class RecordSaysOtherwise(DuesError):
    """Since somebody looked, the record says more of a promise, or something was corrected."""

    status: ClassVar[int] = 409

    def __init__(self, commitment: Commitment) -> None:
        super().__init__(
            Words(
                f"{commitment.label}：记录说的和您看到的不一样了，什么都没有报送。",
                f"{commitment.label}: the record says otherwise than what you looked at; nothing was handed in.",
            ),
            Words("请看清现在的记录，再确认。", "Look at what it says now, then confirm."),
        )


class NothingOwed(DuesError):
    """There is nothing of which a unit could be reminded."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(
            Words(f"{unit.name}现在没有欠报的，或者没有人在岗。", f"{unit.name} owes nothing now, or nobody holds a post in it."),
            Words("不用催报。", "There is nothing to remind of."),
        )


class RemindedRecently(DuesError):
    """催报不能太勤."""

    def __init__(self, unit: Unit, last: date, apart: int) -> None:
        super().__init__(
            Words(f"{unit.name}在 {last} 已经催过。", f"{unit.name} was reminded on {last}."),
            Words(f"两次催报至少隔 {apart} 日；急事请直接联系。", f"{apart} days lie between two reminders; if it is urgent, call."),
        )
