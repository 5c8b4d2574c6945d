"""What is refused about lights. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.offices import errors
from luoshi.district.offices.errors import Refusal
from luoshi.engines.progress.escalation import RUNG_NAMES, Rung
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.plan.queries import Commitment
    from luoshi.engines.progress.escalation import Next


class LightsError(Refusal):
    """Base of all refusals about lights."""


class NotAllowed(errors.NotAllowed):
    """The words, for lights."""

    @classmethod
    def to_choose(cls) -> NotAllowed:
        """The rule is chosen by the office that keeps the plan."""
        return cls.but_the_office(Words("亮灯规则由政府办（督查室）选定。", "The rule of lights is chosen by the government office."))

    @classmethod
    def to_ask(cls, commitment: Commitment) -> NotAllowed:
        """An exemption is asked for by the head of the lead unit, or by the office."""
        return cls(
            Words(
                f"{commitment.label} 的豁免由牵头单位负责人或政府办（督查室）申请。",
                f"An exemption of {commitment.label} is asked for by the head of its lead unit or by the government office.",
            ),
            Words("请联系牵头单位负责人。", "Ask the head of the lead unit."),
        )

    @classmethod
    def to_grant(cls) -> NotAllowed:
        """Exemptions are decided by a leader."""
        return cls(
            Words("豁免由区领导决定。", "Exemptions are decided by a leader of the district."),
            Words("请区领导在这一页上决定。", "Ask a leader to decide on this page."),
        )

    @classmethod
    def to_escalate(cls, rung: Rung) -> NotAllowed:
        """A notice is drafted by the office, what is more is decided by a leader; and somebody must lead the commitment."""
        name = RUNG_NAMES[rung]
        return cls(
            Words(
                f"您不能对这项承诺{name.chinese}，或者它没有牵头单位。",
                f"You may take no such step ({name.english}) here, or nobody leads the commitment.",
            ),
            Words(
                "督办单由督查室拟办，通报和约谈由区领导决定；没有牵头单位的，请先在计划里补充。",
                "The supervision office drafts notices, a leader decides on circulars and talks; add the lead unit to the plan first.",
            ),
        )


class NoRule(LightsError):
    """No such rule is in force in the district."""

    def __init__(self, pack: str) -> None:
        super().__init__(
            Words(f"本区没有现行的亮灯规则“{pack}”。", f"No rule of lights “{pack}” is in force in the district."),
            Words("请先载入规则包，由第二个人启用。", "Load the pack of the rule, and let a second person put it in force."),
        )


class NotLit(LightsError):
    """There is no light about which something could be done."""

    def __init__(self, commitment: Commitment, number: int) -> None:
        super().__init__(
            Words(f"{commitment.label} 的第 {number} 项指标关联没有亮灯。", f"Nothing is lit for link {number} of {commitment.label}."),
            Words("请刷新页面查看。", "Load the page again."),
        )

    @classmethod
    def no_commitment(cls, code: str) -> LightsError:
        """There is no commitment of this code in a plan in force."""
        return LightsError(
            Words(f"“{code}”不是已经通过的计划里跟踪的承诺。", f"“{code}” is no commitment that is followed in an adopted plan."),
            Words("请核对编号。", "Check the code."),
        )


class NotDue(LightsError):
    """No step may be taken now."""

    @classmethod
    def nothing_follows(cls) -> NotDue:
        """The light is neither amber nor red, or the ladder has no further step, or no calendar is entered."""
        return cls(
            Words("这个灯没有下一步督办。", "Nothing follows on this light."),
            Words("请刷新页面查看；没有工作日历的，请先录入。", "Load the page again; without a working calendar, enter one first."),
        )

    @classmethod
    def not_yet(cls, following: Next) -> NotDue:
        """Its clock is not over, or the step before was not served."""
        name = RUNG_NAMES[following.rung]
        until = named_day(following.due) if following.due else ""
        return cls(
            Words(
                f"还不能{name.chinese}：{following.why.chinese}{f'，最早{until}' if until else ''}。",
                f"No {name.english} yet: {following.why.english}{f', on {following.due} at the earliest' if until else ''}.",
            ),
            Words("请等到那一天；没有送达的，请先送达。", "Wait for that day; what was not served has to be served first."),
        )

    @classmethod
    def reminded_by_the_system(cls) -> NotDue:
        """The reminder is the system's own."""
        return cls(
            Words("提醒由系统自动发送。", "The reminder is sent by the system."),
            Words("请稍等几分钟。", "Wait some minutes."),
        )


class WrongDays(LightsError):
    """An exemption that ends before it begins, or is over."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(
            Words(f"豁免期不能是 {first} 至 {last}。", f"An exemption cannot run from {first} to {last}."),
            Words("请让最后一天不早于第一天，也不早于今天。", "Let the last day be no earlier than the first, and not in the past."),
        )


class NoSuchExemption(LightsError):
    """There is no exemption of this number."""

    def __init__(self, commitment: Commitment, number: int) -> None:
        super().__init__(
            Words(f"{commitment.label} 没有第 {number} 项豁免申请。", f"{commitment.label} has no exemption {number}."),
            Words("请刷新页面查看。", "Load the page again."),
        )


class DecidedAlready(LightsError):
    """Somebody has decided it."""

    def __init__(self, signature: str) -> None:
        super().__init__(
            Words(f"{signature} 已经决定。", f"{signature} has decided it already."),
            Words("请刷新页面查看。", "Load the page again."),
        )
