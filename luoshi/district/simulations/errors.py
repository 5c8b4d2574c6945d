"""What is refused about policy simulations. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.offices.errors import Refusal
from luoshi.engines.decisions.citations import period
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from luoshi.district.simulations.models import PolicyProposal, SyntheticPopulation


class SimulationError(Refusal):
    """Base of all refusals about policy simulations."""


class NotAllowed(SimulationError):
    """The person holds no post that may do this."""

    status = 403

    @classmethod
    def to_look(cls) -> NotAllowed:
        """Simulations show what single enterprises would get: only whoever is granted that sees them."""
        return cls(
            Words("政策模拟由被授权的岗位查看。", "Policy simulations are seen by posts that have this power."),
            Words("请联系本区政府办（督查室）。", "Ask the government office of your district."),
        )

    @classmethod
    def to_simulate(cls) -> NotAllowed:
        """Simulations are begun and proposals saved by whoever is granted that."""
        return cls(
            Words("政策模拟和提案由被授权的岗位办理。", "Simulations and proposals are made by posts that have this power."),
            Words("请联系本区政府办（督查室）。", "Ask the government office of your district."),
        )


class NeedsWords(SimulationError):
    """Something that has to be said is not, or at too great length."""

    def __init__(self, what: Words, longest: int) -> None:
        super().__init__(
            Words(f"没有写明{what.chinese}，或者太长。", f"{what.english} is not given, or too long."),
            Words(f"请用不超过 {longest} 字写明。", f"Say it in at most {longest} characters."),
        )


class NothingChanged(SimulationError):
    """A proposal that leaves everything as it is proposes nothing."""

    def __init__(self) -> None:
        super().__init__(
            Words("没有改动任何参数或单元格。", "No parameter and no cell is changed."),
            Words("请先改动至少一项。", "Change something first."),
        )


class BySeveralLaws(SimulationError):
    """A run of which rows go by different laws has no one value that could be tried otherwise."""

    def __init__(self, dated_by: str, laws: Sequence[tuple[date, date]]) -> None:
        spans = [period(*each) for each in laws]
        super().__init__(
            Words(
                f"这次运行按各行“{dated_by}”适用不同时期的规定：{'、'.join(each.chinese for each in spans)}，不能作为模拟的现行规则。",
                f"Rows of this run go by the law of their own “{dated_by}”: {', '.join(each.english for each in spans)}. "
                "No one law is in force in it, beside which others could be tried.",
            ),
            Words("请用数据只在其中一个时期的运行来模拟。", "Begin beside a run of which all rows lie in one of these times."),
        )


class NoSuchAnswer(SimulationError):
    """What is to be compared is no amount and no yes or no."""

    def __init__(self, answer: str, known: Sequence[str]) -> None:
        super().__init__(
            Words(f"“{answer}”不是这次运行算出的金额或是否。", f"“{answer}” is no amount and no yes or no of this run."),
            Words(f"可以比较的：{'、'.join(known) or '无'}。", f"What can be compared: {', '.join(known) or 'nothing'}."),
        )


class WrongChange(SimulationError):
    """A value or a cell that the rules cannot take."""

    def __init__(self, name: str, what: Words, remedy: Words) -> None:
        super().__init__(Words(f"“{name}”：{what.chinese}", f"“{name}”: {what.english}"), remedy)
        self.name = name


class NoLongerThere(WrongChange):
    """The rules have no such parameter or cell."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            Words("现在的规则里没有这一项。", "The rules have no such thing now."),
            Words("请从现行的参数和表格里重新选择。", "Choose again among the present parameters and tables."),
        )


class CannotBeSimulated(SimulationError):
    """Changed so, the rules cannot be asked of everybody at once; each operation that stands in the way is named."""

    def __init__(self, why: Iterable[Words]) -> None:
        reasons = list(why)
        super().__init__(
            Words(
                f"这样改动以后，规则不能一次问所有人：{'；'.join(each.chinese for each in reasons)}",
                f"Changed so, the rules cannot be asked of everybody at once: {'; '.join(each.english for each in reasons)}",
            ),
            Words("请换一种写法，或者只改参数。", "Write it in another way, or change parameters only."),
        )


class WrongNumber(SimulationError):
    """So many invented enterprises cannot be made."""

    def __init__(self, most: int) -> None:
        super().__init__(
            Words(f"模拟人群应有 1 至 {most:,} 户。", f"A synthetic population has 1 to {most:,} enterprises."),
            Words(
                "请改正户数；更多的用 luoshi population generate 生成，再用 manage.py take_synthetic 放进来。",
                "Mend the number; more are made with luoshi population generate, and taken in with manage.py take_synthetic.",
            ),
        )


class SyntheticRefused(SimulationError):
    """A file that is no whole synthetic population."""


_AGAIN = Words(
    "请用同样的户数和种子再生成一次，在它旁边重新开始模拟。",
    "Make it again with the same number and seed, and begin a simulation over that one.",
)


class SyntheticGone(SimulationError):
    """The file of a synthetic population is not there."""

    def __init__(self, of: SyntheticPopulation) -> None:
        super().__init__(
            Words(
                f"第 {of.number} 号模拟人群的文件（{of.sha256[:12]}）不在了。",
                f"The file of synthetic population {of.number} ({of.sha256[:12]}) is not there.",
            ),
            _AGAIN,
        )


class SyntheticChanged(SimulationError):
    """The file of a synthetic population does not have its hash."""

    def __init__(self, of: SyntheticPopulation) -> None:
        super().__init__(
            Words(
                f"第 {of.number} 号模拟人群的文件（{of.sha256[:12]}）损坏或者被改动过，不能使用。",
                f"The file of synthetic population {of.number} ({of.sha256[:12]}) is damaged or was changed, and cannot be used.",
            ),
            _AGAIN,
        )


class SyntheticUnknown(SimulationError):
    """The district has no such synthetic population."""

    def __init__(self) -> None:
        super().__init__(
            Words("本区没有这个模拟人群。", "The district has no such synthetic population."),
            Words("请从列出的人群里选择，或者先生成一个。", "Choose among those that are listed, or make one first."),
        )


class SyntheticLacks(SimulationError):
    """Invented enterprises have no column for some inputs of the rules."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            Words(
                f"模拟人群没有这些规则要的资料：{'、'.join(names)}。",
                f"Synthetic populations know nothing of what these rules ask: {', '.join(names)}.",
            ),
            Words("请选用名录快照。", "Choose a snapshot of the register."),
        )


class AnsweredAlready(SimulationError):
    """The proposal became drafts before."""

    def __init__(self, proposal: PolicyProposal) -> None:
        super().__init__(
            Words(f"第 {proposal.number} 号提案已经转成规则草稿。", f"PolicyProposal {proposal.number} became drafts of rules already."),
            Words("请在规则页面核对、施行。", "Look at the drafts and put them in force on the pages of the rules."),
        )


class RulesHaveChanged(SimulationError):
    """What the proposal replaces is not what counts on its day."""

    def __init__(self, name: str, old: str, now: str, on: date) -> None:
        super().__init__(
            Words(
                f"提案要替换“{name}”的“{old}”，但{named_day(on)}的现行值是“{now}”。",
                f"The proposal replaces “{old}” of “{name}”, but on {on} it is “{now}”.",
            ),
            Words("请按那一天的规则重新模拟，另存为新的提案。", "Simulate anew by the rules of that day, and save another proposal."),
        )


class NoValueToReplace(SimulationError):
    """The parameter has no value on the day from which another one shall count."""

    def __init__(self, name: str, on: date) -> None:
        super().__init__(
            Words(f"“{name}”在{named_day(on)}没有数值可以替换。", f"“{name}” has no value on {on} that could be replaced."),
            Words("请把起始日改到有数值的日子。", "Let it begin on a day that has one."),
        )
