"""What is refused about progress. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.offices import errors
from luoshi.district.offices.errors import Refusal
from luoshi.words import Words

if TYPE_CHECKING:
    from luoshi.district.plan.queries import Commitment, PlannedTarget
    from luoshi.engines.progress import Goal, Indicator, Period


class ProgressError(Refusal):
    """Base of all refusals about progress."""


class NotAllowed(errors.NotAllowed):
    """The words, for progress."""

    @classmethod
    def to_keep(cls) -> NotAllowed:
        """What measures a commitment is said by the office that keeps the plan."""
        return cls.but_the_office(
            Words(
                "哪个指标衡量哪项承诺，由政府办（督查室）确定。",
                "Which indicator measures which commitment is said by the government office.",
            )
        )

    @classmethod
    def to_plan(cls, commitment: Commitment) -> NotAllowed:
        """A trajectory is planned by the head of the lead unit, or by the office."""
        return cls(
            Words(
                f"{commitment.label} 的计划轨迹由牵头单位负责人或政府办（督查室）制定。",
                f"The trajectory of {commitment.label} is planned by the head of its lead unit or by the government office.",
            ),
            Words("请联系牵头单位负责人。", "Ask the head of the lead unit."),
        )

    @classmethod
    def to_answer(cls, commitment: Commitment) -> NotAllowed:
        """Questions are answered by the lead unit, or by the office."""
        return cls(
            Words(
                f"关于 {commitment.label} 的问题由牵头单位或政府办（督查室）答复。",
                f"Questions about {commitment.label} are answered by its lead unit or by the government office.",
            ),
            Words("请联系牵头单位。", "Ask the lead unit."),
        )


class LinkRefused(ProgressError):
    """An indicator cannot measure a target as somebody asks, or cannot stop to."""

    @classmethod
    def no_commitment(cls, code: str) -> LinkRefused:
        """There is no commitment of this code in a plan in force."""
        return cls(
            Words(f"“{code}”不是已经通过的计划里跟踪的承诺。", f"“{code}” is no commitment that is followed in an adopted plan."),
            Words("请核对编号；计划通过以后再关联指标。", "Check the code; link indicators once the plan is adopted."),
        )

    @classmethod
    def no_target(cls, commitment: Commitment, number: int) -> LinkRefused:
        """The commitment has no such target, or it was dropped; or it has targets, of which none was named."""
        numbers = [str(each.number) for each in commitment.targets.all() if not each.dropped]
        listed = "、".join(numbers) or "没有"
        return cls(
            Words(
                f"{commitment.label} 没有第 {number} 项目标；现有：{listed}。",
                f"{commitment.label} has no target {number}; it has {', '.join(numbers) or 'none'}.",
            ),
            Words("请写明衡量哪一项。", "Say which of them is measured."),
        )

    @classmethod
    def other_sort(cls, target: PlannedTarget, indicator: Indicator) -> LinkRefused:
        """Growth is measured by growth, and an amount by an amount."""
        return cls(
            Words(
                f"“{target.indicator}”与“{indicator.name.chinese}”一个是增速，一个是数量，不能互相衡量。",
                f"Of “{target.indicator}” and “{indicator.name.english}” one is growth and the other an amount.",
            ),
            Words("请选择同一类的指标。", "Choose an indicator of the same sort."),
        )

    @classmethod
    def other_unit(cls, target: PlannedTarget, indicator: Indicator) -> LinkRefused:
        """The numbers could not be compared."""
        return cls(
            Words(
                f"目标的计量单位是“{target.unit}”，指标“{indicator.name.chinese}”的是“{indicator.unit}”。",
                f"The target is in “{target.unit}”, the indicator “{indicator.name.english}” in “{indicator.unit}”.",
            ),
            Words("请统一计量单位后再关联。", "Bring both to one unit, then link them."),
        )

    @classmethod
    def linked_already(cls, commitment: Commitment, indicator: Indicator) -> LinkRefused:
        """It measures the same target now."""
        return cls(
            Words(
                f"“{indicator.name.chinese}”已经在衡量 {commitment.label} 的这项目标。",
                f"“{indicator.name.english}” measures this target of {commitment.label} already.",
            ),
            Words("要改理由，请先停止再重新关联。", "To change the reason, end the link and make it anew."),
        )

    @classmethod
    def not_linked(cls, code: str, number: int) -> LinkRefused:
        """There is no such link, or somebody else ended it."""
        return cls(
            Words(f"{code} 的第 {number} 项指标关联不存在，或者已经停止。", f"Link {number} of {code} is not there, or is ended."),
            Words("请刷新页面查看。", "Load the page again."),
        )


class TrajectoryRefused(ProgressError):
    """A trajectory that cannot be; the one that counted still does."""

    @classmethod
    def wrong_period(cls, period: Period) -> TrajectoryRefused:
        """It is of another rhythm than the indicator has, outside the goal's time, or of a month that has no figure."""
        return cls(
            Words(f"“{period}”不是这项指标在目标期内的一期。", f"“{period}” is no period of this indicator within the time of the goal."),
            Words("请按指标的周期、在目标期内填写。", "Name periods of the indicator's rhythm within the time of the goal."),
        )

    @classmethod
    def falls(cls, period: Period) -> TrajectoryRefused:
        """What is counted from the year's first day cannot become less."""
        return cls(
            Words(f"到 {period} 的累计计划数比前一期小。", f"What is planned up to {period} is less than up to the period before."),
            Words("累计数只增不减，请核对。", "What is counted from the year's first day never falls; check it."),
        )

    @classmethod
    def misses_the_goal(cls, goal: Goal) -> TrajectoryRefused:
        """It ends short of what was promised: a promise is changed by resolution, not by planning less."""
        return cls(
            Words(
                f"计划轨迹的最后一步没有达到目标（{goal.due} 前）。", f"The last step falls short of the goal, which is due on {goal.due}."
            ),
            Words("请让最后一步达到目标；目标要变更的，由会议决定。", "Let it reach the goal; the goal itself is changed by resolution."),
        )

    @classmethod
    def without_goal(cls) -> TrajectoryRefused:
        """Nothing was promised to which it could lead."""
        return cls(
            Words("这项承诺没有写明数量，不能制定计划轨迹。", "No quantity was promised, so there is no trajectory to it."),
            Words("请先在计划里补充目标。", "Add the target to the plan first."),
        )

    @classmethod
    def without_steps(cls) -> TrajectoryRefused:
        """Nothing is planned."""
        return cls(
            Words("计划轨迹至少要有一步。", "A trajectory has one step at least."),
            Words("请写出一期累计应达到的数。", "Write what is to be reached by the end of one period."),
        )

    @classmethod
    def twice(cls, period: Period) -> TrajectoryRefused:
        """One period, two numbers."""
        return cls(
            Words(f"“{period}”写了两次。", f"“{period}” is there twice."),
            Words("每期只写一步。", "Write one step for each period."),
        )

    @classmethod
    def unreadable(cls, line: str) -> TrajectoryRefused:
        """Not a period and a number."""
        return cls(
            Words(f"“{line[:60]}”读不出期别和数值。", f"“{line[:60]}” is not a period and a number."),
            Words("每行一步，写成 2023-06: 4200。", "One step to a line, like 2023-06: 4200."),
        )


class AnswerRefused(ProgressError):
    """The question is not asked, or the answer says nothing."""

    @classmethod
    def not_asked(cls) -> AnswerRefused:
        """The figures changed since the page was opened, or the key is made up."""
        return cls(
            Words("这个问题已经不在了，数据可能刚刚变动。", "This question is not asked any more; the figures may have changed."),
            Words("请刷新页面查看。", "Load the page again."),
        )

    @classmethod
    def empty(cls, longest: int) -> AnswerRefused:
        """Nothing, or too much."""
        return cls(
            Words("答复是空的，或者太长。", "The answer is empty, or too long."),
            Words(f"请写明情况，不超过 {longest} 字。", f"Say what it is, in at most {longest} characters."),
        )


class ToleranceRefused(ProgressError):
    """How far below still counts cannot be set so."""

    def __init__(self, value: str) -> None:
        super().__init__(
            Words(f"允许偏差不能是“{value[:40]}”。", f"A tolerance cannot be “{value[:40]}”."),
            Words("请填写不小于零的数，并写明依据。", "Write a number of zero or more, and its basis."),
        )


class PackDoesNotFit(ProgressError):
    """``indicators.yaml`` speaks of a sentence that is not promised in the pack's plan."""

    def __init__(self, indicator: str, quote: str) -> None:
        super().__init__(
            Words(
                f"指标“{indicator}”对应的“{quote}”在计划里找不到。",
                f"Indicator “{indicator}” measures “{quote}”, which the plan does not promise.",
            ),
            Words("请与报告原文核对 indicators.yaml。", "Check indicators.yaml against the text of the report."),
        )
