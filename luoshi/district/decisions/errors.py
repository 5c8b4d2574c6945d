"""What is refused about decision models. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.district.decisions.models import DecisionModel, Enforcement, ModelVersion
    from luoshi.engines.decisions import NoValueInForce, Problem


class DecisionError(Refusal):
    """Base of all refusals about decision models."""


class NoValueOnDay(DecisionError):
    """Rules need a value that nobody has entered for the day: neither the district's own nor that of anybody above it."""

    def __init__(self, package: str, missing: NoValueInForce) -> None:
        where, district = f"{package}/parameters.yaml", missing.jurisdictions[0]
        super().__init__(
            missing.words(for_keeper=False),
            Words(
                f"请向有权规定的机关（本区，或者省、市主管部门）核实这一天的数值和文号，写进 {where}，本区的 jurisdiction 写“{district}”，"
                "省、市的写其名称；由政府办在“决策规则”里存为新版本、第二个人施行以后再办。没有查到文件的，status 写 unverified。",
                "Ask whoever decides it (the district, or the city or province above it) for that day's value and its document, and write "
                f"both into {where}, with the jurisdiction {district} or the name of the city or province. The office saves a new version "
                "under “Decision rules”, and a second person puts it in force. Without a document its status is unverified.",
            ),
        )


class ModelRefused(DecisionError):
    """What was handed in is no decision model at all; nothing was stored."""

    @classmethod
    def unreadable(cls, problem: Problem) -> ModelRefused:
        """The engine could not read it and says why."""
        words = problem.place.words()
        return cls(
            Words(f"{words.chinese}：{problem.what.chinese}", f"{words.english}: {problem.what.english}"),
            Words(problem.remedy.chinese, problem.remedy.english),
        )

    @classmethod
    def empty(cls) -> ModelRefused:
        """Neither a file nor a text."""
        return cls(
            Words("所选的文件或模型文字是空的。", "The file that was chosen, or the text of the model, is empty."),
            Words("请选择一个 .dmn 文件，或在编辑器里画出模型。", "Choose a .dmn file, or draw the model in the editor."),
        )

    @classmethod
    def too_large(cls, megabytes: int) -> ModelRefused:
        """More than a page can edit."""
        return cls(
            Words(f"模型超过上限 {megabytes} MB。", f"The model is larger than the limit of {megabytes} MB."),
            Words("请把它拆成几个模型，或去掉内嵌的图片和扩展。", "Split it into several models, or leave out pictures and extensions."),
        )

    @classmethod
    def not_utf8(cls, what: str) -> ModelRefused:
        """A file in another encoding: only UTF-8 can be edited as text without loss."""
        return cls(
            Words(f"模型文件的编码是{what}，不是 UTF-8。", f"The file is encoded in {what}, not in UTF-8."),
            Words("请在建模工具里另存为 UTF-8。", "Save it as UTF-8 in the modelling tool."),
        )


class ChangedMeanwhile(DecisionError):
    """Somebody else saved a version since the editor opened the model."""

    def __init__(self, model: DecisionModel, since: Sequence[ModelVersion]) -> None:
        last = since[-1]
        super().__init__(
            Words(
                f"您打开《{model.title}》之后，{last.signature}保存了第 {last.number} 版：{last.reason}",
                f"Since you opened “{model.title_en or model.title}”, {last.signature} saved version {last.number}: {last.reason}",
            ),
            Words(
                "您的内容还在下面，没有丢失。请先看看改了什么，再决定保存还是放弃。",
                "What you made is still below, nothing is lost. Look at what was changed, then save or give up.",
            ),
        )
        self.since = list(since)


class NotAllowed(DecisionError):
    """The person holds no post that may do this."""

    def __init__(self) -> None:
        super().__init__(
            Words("您的岗位不能编辑或施行决策模型。", "Your post may neither edit decision models nor put them in force."),
            Words("请联系本区政府办（督查室）。", "Ask the government office of your district."),
        )


class NeedsReason(DecisionError):
    """Nobody says why."""

    def __init__(self) -> None:
        super().__init__(
            Words("没有写明理由。", "No reason is given."),
            Words("请写一句：改了什么、依据哪份文件。", "Say in one sentence what changed and by which document."),
        )


class SecondPersonNeeded(DecisionError):
    """双人规则: whoever changed a version, or one before it that nobody has checked, may not put it in force."""

    def __init__(self, version: ModelVersion) -> None:
        super().__init__(
            Words(
                f"第 {version.number} 版里有您自己保存、还没有别人核对过的改动，不能由您施行。",
                f"Version {version.number} holds changes of your own that nobody else has checked, so you may not put it in force.",
            ),
            Words("请由政府办（督查室）的另一个人核对后施行。", "Let another person of the government office check and enforce it."),
        )


class NotSound(DecisionError):
    """A version with faults may be kept as a draft, never put in force."""

    def __init__(self, version: ModelVersion, chinese: str, english: str) -> None:
        super().__init__(
            Words(
                f"第 {version.number} 版还有问题，不能施行：{chinese}",
                f"Version {version.number} cannot be in force: {english}",
            ),
            Words("请改正后保存为新的一版，再施行。", "Mend it, save it as a new version, and put that in force."),
        )


class ExamplesGone(DecisionError):
    """Examples prove what a rule says; a version that lost all of them proves nothing."""

    def __init__(self, version: ModelVersion, before: ModelVersion) -> None:
        had = before.checked["examples"]
        super().__init__(
            Words(
                f"第 {before.number} 版有 {had} 个样例，第 {version.number} 版一个也没有，不能施行。",
                f"Version {before.number} has {had} examples and version {version.number} has none; it cannot be in force.",
            ),
            Words("请把样例补回来，按新的规则改正，再保存。", "Bring the examples back, change them by the new rule, and save."),
        )


class DaysAreOver(DecisionError):
    """A rule cannot be withdrawn from days on which it counted."""

    def __init__(self, from_day: date, today: date) -> None:
        super().__init__(
            Words(f"{from_day} 已经过去，不能从那天起停用。", f"{from_day} is over; the rule cannot be withdrawn from it."),
            Words(
                f"请从 {today} 或以后停用；过去的日子要改规则的，请保存新的一版，由另一个人施行。",
                f"Withdraw it from {today} or later; what counted before is changed by a new version that another person puts in force.",
            ),
        )


class WrongDays(DecisionError):
    """It would end before it began."""

    def __init__(self, begins: date, ends: date) -> None:
        super().__init__(
            Words(f"施行自 {begins} 起，不能到 {ends} 为止。", f"It begins on {begins} and cannot end on {ends}."),
            Words("请核对日期；不知道何时结束的，留空。", "Check the days; leave the end open if it is not known."),
        )


class AlreadyInForce(DecisionError):
    """The very same is said already."""

    def __init__(self, row: Enforcement) -> None:
        number = row.version.number if row.version else 0
        super().__init__(
            Words(f"第 {number} 版在这些日子已经施行。", f"Version {number} is in force on these days already."),
            Words("请核对日期和版本。", "Check the days and the version."),
        )


class FilesCountMeanwhile(DecisionError):
    """Another model of the pack was put in force since, with other parameters."""

    def __init__(self, row: Enforcement) -> None:
        model = row.model
        super().__init__(
            Words(
                f"存这一版以后，同一个决策包的“{model.title}”有新的一版施行，参数已经不同；施行这一版会把它们改回去。",
                f"Since this version was saved, a version of “{model.title_en or model.title}” of the same pack was put in force with "
                "other parameters: this version would undo them.",
            ),
            Words("请按现在施行的规则重新起草。", "Draft again from the rules that count now."),
        )


class NothingInForce(DecisionError):
    """There is nothing to withdraw."""

    def __init__(self, on: date) -> None:
        super().__init__(
            Words(f"{on} 没有施行中的版本，无从停用。", f"No version is in force on {on}, so none can be withdrawn."),
            Words("请核对日期。", "Check the day."),
        )


class SlugTaken(DecisionError):
    """The permanent name is another model's."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            Words(f"固定名称“{slug}”已经用于另一个决策模型。", f"The permanent name “{slug}” is another decision model's."),
            Words("请换一个名称。", "Choose another name."),
        )


class NoSuchVersion(DecisionError):
    """The version that was named is not there."""

    def __init__(self, slug: str, number: int) -> None:
        super().__init__(
            Words(f"“{slug}”没有第 {number} 版。", f"“{slug}” has no version {number}."),
            Words("请回到决策模型重新选择。", "Go back to the decision model and choose again."),
        )


class RuleNotInForce(DecisionError):
    """No rule counts for a matter on a day; whoever would have decided by it must not decide."""

    def __init__(self, pack: str, on: date) -> None:
        super().__init__(
            Words(f"{on} 没有施行中的规则“{pack}”。", f"No rule “{pack}” is in force on {on}."),
            Words(
                "请由政府办（督查室）载入并施行；在此以前由人办理。",
                "Let the government office load it and put it in force; until then a person decides.",
            ),
        )
