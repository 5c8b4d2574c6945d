"""What is refused about scores. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.offices import errors
from luoshi.district.offices.errors import Refusal
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.offices.queries import Unit
    from luoshi.engines.progress import Period


class ScoresError(Refusal):
    """Base of all refusals about scores."""


class NotAllowed(errors.NotAllowed):
    """The words, for scores."""

    @classmethod
    def to_choose(cls) -> NotAllowed:
        """Formulas are published and chosen by the office that keeps the plan."""
        return cls.but_the_office(
            Words("计分办法由政府办（督查室）公布、选定。", "Formulas are published and chosen by the government office.")
        )

    @classmethod
    def to_freeze(cls) -> NotAllowed:
        """Scores are frozen, and corrected, by whoever has that power for the whole district."""
        return cls.but_the_office(Words("定分、更正由被授权的岗位办理。", "Scores are frozen and corrected by a post that has this power."))

    @classmethod
    def to_object(cls, unit: Unit) -> NotAllowed:
        """A unit objects by its own head."""
        return cls(
            Words(f"{unit.name}的异议由它自己的负责人提出。", f"An objection of {unit.name} is raised by its own head."),
            Words("请联系本单位负责人。", "Ask the head of the unit."),
        )

    @classmethod
    def to_decide(cls) -> NotAllowed:
        """Objections are decided by whoever has that power for the whole district."""
        return cls(
            Words("异议由被授权的区领导决定。", "Objections are decided by a leader who has this power."),
            Words("请区领导在这一页上决定。", "Ask a leader to decide on this page."),
        )


class NoFormula(ScoresError):
    """The district has not chosen how it scores."""

    def __init__(self) -> None:
        super().__init__(
            Words("本区还没有选定计分办法。", "The district has not chosen a formula of scores."),
            Words("请政府办（督查室）先公布并选定。", "Let the government office publish and choose one."),
        )


class WrongPeriod(ScoresError):
    """Units are not scored for such a period, or it is not over."""

    @classmethod
    def of_another_rhythm(cls, period: Period) -> WrongPeriod:
        """The formula scores other stretches of time, or another year."""
        return cls(
            Words(f"不按 {period} 计分。", f"Units are not scored for {period}."),
            Words("请按计分办法的周期、在计划的年度内选择。", "Choose a period of the formula's rhythm within the year of the plan."),
        )

    @classmethod
    def not_over(cls, period: Period, last: date) -> WrongPeriod:
        """What still runs cannot be frozen."""
        return cls(
            Words(
                f"{period.label.chinese}要到 {last} 才结束，还不能定分。",
                f"{period.label.english} ends on {last}; it cannot be frozen yet.",
            ),
            Words("请在结束以后定分。", "Freeze it when it is over."),
        )


class FrozenAlready(ScoresError):
    """Somebody has frozen the scores of this period."""

    def __init__(self, signature: str) -> None:
        super().__init__(
            Words(f"{signature} 已经定分。", f"{signature} has frozen them already."),
            Words("定分以后不改动；有错的，按异议或更正办理，成为新的一版。", "They stay; what is wrong is corrected as a new version."),
        )


class NotFrozen(ScoresError):
    """Only what was frozen needs a correction."""

    def __init__(self) -> None:
        super().__init__(
            Words("还没有定分，得分随数据变动，不用更正。", "It is not frozen: the score follows the figures and needs no correction."),
            Words("请直接改正数据。", "Correct the figures themselves."),
        )


class NothingToScore(ScoresError):
    """No unit leads anything or answers for any figure."""

    def __init__(self) -> None:
        super().__init__(
            Words("没有单位有可以计分的承诺。", "No unit has any commitment by which it could be scored."),
            Words("请先在计划里确定牵头单位。", "Name the lead units in the plan first."),
        )


class NotItsOwn(ScoresError):
    """The unit is not scored by such a commitment."""

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(f"这个单位的得分与“{code}”无关。", f"The score of this unit does not rest on “{code}”."),
            Words("请选择计分表里的一项承诺。", "Choose a commitment of its table."),
        )


class NoSuchObjection(ScoresError):
    """There is no objection of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(
            Words(f"没有第 {number} 项异议。", f"There is no objection {number}."),
            Words("请刷新页面查看。", "Load the page again."),
        )


class DecidedAlready(ScoresError):
    """Somebody has decided it."""

    def __init__(self, signature: str) -> None:
        super().__init__(
            Words(f"{signature} 已经决定。", f"{signature} has decided it already."),
            Words("请刷新页面查看。", "Load the page again."),
        )
