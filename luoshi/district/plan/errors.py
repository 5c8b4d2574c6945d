"""What the plan refuses. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.plan.models import Change, Commitment
    from luoshi.engines.documents.refusals import UnreadableDocument


class PlanError(Refusal):
    """Base of all refusals of the plan."""


class ReportRefused(PlanError):
    """The document cannot become a report; nothing was stored."""

    @classmethod
    def unreadable(cls, reason: UnreadableDocument) -> ReportRefused:
        """The engine could not read the document and says why."""
        return cls(reason.what, reason.remedy)

    @classmethod
    def too_long(cls, count: int, limit: int) -> ReportRefused:
        """The text is longer than a page can show."""
        return cls(
            Words(f"全文 {count:,} 字，超过上限 {limit:,} 字。", f"The text has {count:,} characters, more than the limit of {limit:,}."),
            Words(
                "工作报告通常为 6,000–60,000 字，请只提交报告正文。",
                "A work report has 6,000 to 60,000 characters; submit the report itself only.",
            ),
        )

    @classmethod
    def number_too_long(cls, quote: str) -> ReportRefused:
        """A number with more digits than any quantity of this world."""
        return cls(
            Words(
                f"“{quote[:30]}…”里的数字位数过多，不像真实的数量。", f"The number in “{quote[:30]}…” has too many digits to be a quantity."
            ),
            Words("请核对这一句后再提交。", "Check that sentence and submit again."),
        )

    @classmethod
    def too_many(cls, limit: int) -> ReportRefused:
        """One visitor keeps more reports than anyone reads."""
        return cls(
            Words(f"您已经提交了 {limit} 份报告。", f"You have handed in {limit} reports already."),
            Words("请先删除不再需要的报告。", "Remove those you do not need any more first."),
        )

    @classmethod
    def no_such_clause(cls, position: int) -> ReportRefused:
        """The sentence is not in the plan half of the present text."""
        return cls(
            Words(f"计划部分没有第 {position} 句。", f"The plan half has no sentence {position}."),
            Words("文本可能刚换过，请回到报告重新选择。", "The text may have been replaced; go back to the report."),
        )

    @classmethod
    def elsewhere(cls, title: str) -> ReportRefused:
        """The text offered as one report is already another one, public or of the same visitor."""
        return cls(
            Words(
                f"这份文件的文字就是已有的报告《{title}》。",
                f"The text of this file is that of “{title}”, which is here already.",
            ),
            Words("请检查是否选错文件。", "Check that it is the right file."),
        )


class ReportStays(PlanError):
    """The report may not be taken away, or not by this visitor."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这份报告不能删除：它是演示报告、本区采用的报告或他人提交的报告，或者已被删除。",
                "This report cannot be removed: it is the demonstration, the district's own or someone else's, or is gone already.",
            ),
            Words("如果是您提交的，请用当时的浏览器删除。", "If you brought it, remove it with the browser you used then."),
        )


class NotHeld(PlanError):
    """Only those who brought a report may replace its text."""

    def __init__(self) -> None:
        super().__init__(
            Words("只有提交这份报告的人才能提交修订稿。", "Only those who brought this report may submit a revision."),
            Words(
                "请用当时的浏览器提交，或把修订稿作为新报告提交。", "Use the browser you used then, or submit the revision as a new report."
            ),
        )


def _called(commitment: Commitment) -> str:
    return f"{commitment.label}“{commitment.quote[:20]}{'…' if len(commitment.quote) > 20 else ''}”"


class NotAllowed(PlanError):
    """The person holds no post that may do this."""

    @classmethod
    def to_change(cls, commitment: Commitment, column: str) -> NotAllowed:
        """A field that others keep."""
        return cls(
            Words(f"您的岗位不能修改 {_called(commitment)} 的“{column}”。", f"Your post may not change “{column}” of {commitment.label}."),
            Words(
                "牵头单位可以补充基数、口径、佐证来源和季度目标；其余请联系政府办（督查室）。",
                "Lead units fill in bases, definitions, sources and quarters; ask the government office for the rest.",
            ),
        )

    @classmethod
    def to_keep_plan(cls) -> NotAllowed:
        """What only the government office does."""
        return cls(
            Words("这一步只能由本区政府办（督查室）办理。", "Only the district's government office may do this."),
            Words("请用政府办岗位的账号登录。", "Sign in with an account that holds a post there."),
        )

    @classmethod
    def to_confirm(cls, commitment: Commitment) -> NotAllowed:
        """What only the head of the lead unit confirms."""
        return cls(
            Words(f"{_called(commitment)} 由牵头单位负责人确认。", f"{commitment.label} is confirmed by the head of its lead unit."),
            Words("请牵头单位负责人登录后确认。", "Ask the head of that unit."),
        )


class ChangedMeanwhile(PlanError):
    """Somebody else changed the commitment after its editor had opened it; ``changes`` are what they changed."""

    def __init__(self, commitment: Commitment, changes: list[Change]) -> None:
        who = changes[-1].signature if changes else ""
        super().__init__(
            Words(
                f"您打开之后，{who or '他人'}已经修改了 {_called(commitment)}，您的修改没有保存。",
                f"After you opened it, {who or 'somebody else'} changed {commitment.label}; your changes were not stored.",
            ),
            Words("请对照下面的变化，核对后再保存。", "Compare with the changes below and save again."),
        )
        self.commitment, self.changes = commitment, changes


class NeedsReason(PlanError):
    """A correction of what was read without a reason."""

    def __init__(self, commitment: Commitment, column: str) -> None:
        super().__init__(
            Words(f"改正 {_called(commitment)} 的“{column}”要说明理由。", f"Correcting “{column}” of {commitment.label} needs a reason."),
            Words("请在“理由”里写一句话，例如依据哪份文件。", "Write one sentence under “reason”, for example which document says so."),
        )


class NeedsResolution(PlanError):
    """A change of what was adopted without the meeting that decided it."""

    def __init__(self, commitment: Commitment, column: str, old: str) -> None:
        super().__init__(
            Words(
                f"{_called(commitment)} 的“{column}”（现为“{old or '空'}”）已经定下，变更要有会议决定。",
                f"“{column}” of {commitment.label} (now “{old or 'empty'}”) stands; changing it needs a resolution.",
            ),
            Words("请选择或登记作出决定的会议。", "Choose or record the meeting that decided it."),
        )


class WrongValue(PlanError):
    """A value that cannot be; ``column`` and ``value`` say which."""

    def __init__(self, commitment: Commitment, column: str, value: str, chinese: str, english: str) -> None:
        super().__init__(
            Words(
                f"{_called(commitment)} 的“{column}”不能是“{value or '空'}”。",
                f"“{column}” of {commitment.label} cannot be “{value or 'empty'}”.",
            ),
            Words(chinese, english),
        )
        self.column, self.value = column, value


class NotConfirmable(PlanError):
    """A unit is asked to confirm what is not complete."""

    def __init__(self, commitment: Commitment, missing: list[str]) -> None:
        super().__init__(
            Words(
                f"{_called(commitment)} 还缺{'、'.join(missing)}，不能确认。",
                f"{commitment.label} cannot be confirmed yet: {', '.join(missing)} is missing.",
            ),
            Words("请先补充，再确认。", "Fill in what is missing first."),
        )


class NotAdoptable(PlanError):
    """The report cannot become a plan, or is one already."""

    @classmethod
    def already(cls, title: str) -> NotAdoptable:
        """It is in force."""
        return cls(
            Words(f"《{title}》已经通过，不能再次通过。", f"“{title}” is adopted already."),
            Words("变更请在各项承诺页上依会议决定办理。", "Change single commitments by resolution."),
        )

    @classmethod
    def empty(cls, title: str) -> NotAdoptable:
        """There is nothing in it to be held to."""
        return cls(
            Words(f"《{title}》里没有读出任何承诺。", f"No promise was read in “{title}”."),
            Words("请检查文本，或把相应的句子改为承诺后再通过。", "Check the text, or mark its promises by hand first."),
        )

    @classmethod
    def later_than(cls, held_on: date, day: date) -> NotAdoptable:
        """The meeting is still to come."""
        return cls(
            Words(f"会议日期{named_day(held_on)}晚于今天{named_day(day)}。", f"The meeting of {held_on} is later than today, {day}."),
            Words("会议开过以后再登记。", "Record it after it was held."),
        )


class PlanStays(PlanError):
    """An adopted plan is not taken away."""

    def __init__(self, title: str) -> None:
        super().__init__(
            Words(f"《{title}》已经通过，不能删除。", f"“{title}” is adopted and cannot be removed."),
            Words("只能删除尚未通过的草稿。", "Only drafts can be removed."),
        )


class SlugTaken(PlanError):
    """The permanent name is another report's."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            Words(
                f"固定名称“{slug}”已经用于另一份报告，或不能用作网址。",
                f"The permanent name “{slug}” is taken, or cannot stand in an address.",
            ),
            Words(
                "请用英文字母、数字和连字符另取一个，例如 songbei-2024。",
                "Choose another of letters, digits and hyphens, such as songbei-2024.",
            ),
        )


class NeedsRevision(PlanError):
    """The text of an adopted plan is to be replaced, and no meeting decided it."""

    def __init__(self, title: str) -> None:
        super().__init__(
            Words(f"《{title}》已经通过，换文本要有会议决定。", f"“{title}” is adopted; replacing its text needs a resolution."),
            Words("请写明作出决定的会议和日期。", "Name the meeting that decided it and its day."),
        )


class TallyRefused(PlanError):
    """Facts cannot be counted beside a commitment as somebody asks, or cannot be left off."""

    @classmethod
    def of_draft(cls, commitment: Commitment) -> TallyRefused:
        """The plan is not in force, or the sentence is held to promise nothing."""
        return cls(
            Words(f"{_called(commitment)} 不在已经通过的计划里，或者不作为承诺跟踪。",
                  f"{commitment.label} stands in no adopted plan, or is not followed as a promise."),
            Words("计划通过以后再关联事实。", "Link facts to it once the plan is adopted."),
        )  # fmt: skip

    @classmethod
    def malformed(cls, column: Words, value: str, remedy: Words) -> TallyRefused:
        """A value that cannot be."""
        return cls(
            Words(f"“{column.chinese}”不能是“{value[:60] or '空'}”。", f"“{column.english}” cannot be “{value[:60] or 'empty'}”."), remedy
        )

    @classmethod
    def counted_already(cls, name: str) -> TallyRefused:
        """The same facts are counted beside the same commitment."""
        return cls(
            Words(f"这些事实已经计入这项承诺，名称是“{name}”。", f"These facts are counted beside this commitment already, as “{name}”."),
            Words("要改名称或理由，先停止原来的计数。", "To change its name or reason, end that tally first."),
        )

    @classmethod
    def ended_already(cls, name: str) -> TallyRefused:
        """Somebody else ended it, or there is no such tally."""
        return cls(
            Words(f"“{name}”没有在计数，可能已被他人停止。", f"“{name}” is not counted; somebody may have ended it."),
            Words("请刷新页面查看。", "Load the page again."),
        )


class NoSuchCommitment(PlanError):
    """A code that no commitment has."""

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(f"没有编号为“{code}”的承诺。", f"There is no commitment “{code}”."),
            Words("请核对编号；编号不能自行添加。", "Check the code; codes cannot be made up."),
        )


class PackDoesNotFit(PlanError):
    """A pack speaks of a sentence or a quantity that is not in its report."""

    def __init__(self, row: int, words: str) -> None:
        super().__init__(
            Words(
                f"数据包第 {row} 行的“{words}”在报告里找不到。",
                f"Row {row} of the pack speaks of “{words}”, which its report does not say.",
            ),
            Words("请与报告原文核对这一行。", "Check the row against the text of the report."),
        )


class TableRefused(PlanError):
    """A file that is not this plan's table of tasks; nothing was changed."""

    @classmethod
    def no_header(cls, sheet: str, reason: UnreadableDocument) -> TableRefused:
        """The row with the names of the columns is gone, or names one twice."""
        return cls(
            Words(
                f"工作表“{sheet}”不是任务分解表：{reason.what.chinese}", f"Sheet “{sheet}” is not the table of tasks: {reason.what.english}"
            ),
            Words(
                "请先从工作台导出任务分解表，在其中修改，不要改动表头。",
                "Export the table from the workbench and edit that, with its header as it is.",
            ),
        )

    @classmethod
    def of_another(cls, slug: str, title: str) -> TableRefused:
        """The table was exported from another plan."""
        return cls(
            Words(f"这张表是从“{slug}”导出的，不是《{title}》的任务分解表。", f"The table was exported from “{slug}”, not from “{title}”."),
            Words("请检查是否选错文件。", "Check that it is the right file."),
        )

    @classmethod
    def nothing_given(cls) -> TableRefused:
        """The button was pressed too early."""
        return cls(
            Words("还没有选择文件。", "No file was chosen."),
            Words("请选择修改过的任务分解表（.xlsx）。", "Choose the edited table (.xlsx)."),
        )

    @classmethod
    def too_large(cls, limit: int) -> TableRefused:
        """The file is larger than any table."""
        return cls(
            Words(f"文件超过 {limit // 1024**2} MB。", f"The file is larger than {limit // 1024**2} MB."),
            Words("请只提交任务分解表，不要插入图片。", "Submit the table alone, without pictures."),
        )

    @classmethod
    def applied(cls) -> TableRefused:
        """The table was taken over already, or thrown away."""
        return cls(
            Words("这张表已经导入过，或者已被放弃。", "This table was applied or discarded already."),
            Words("要再改，请重新导出、修改、导入。", "To change more, export, edit and import again."),
        )

    @classmethod
    def outdated(cls, remedy: Words) -> TableRefused:
        """What the table names was there when it came in, and is not any more."""
        return cls(Words("这张表里的名称已经失效。", "A name in the table is not valid any more."), remedy)
