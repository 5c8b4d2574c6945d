"""What the plan refuses. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.engines.documents.refusals import Words

if TYPE_CHECKING:
    from luoshi.engines.documents.refusals import UnreadableDocument


class PlanError(Exception):
    """Base of all refusals of the plan: ``what`` is wrong, and the ``remedy``."""

    def __init__(self, what: Words, remedy: Words) -> None:
        super().__init__(f"{what.chinese}{remedy.chinese} {what.english} {remedy.english}")
        self.what, self.remedy = what, remedy


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
    def elsewhere(cls, title: str) -> ReportRefused:
        """The text offered as one report is already another one, public or of the same visitor."""
        return cls(
            Words(
                f"这份文件就是已读过的《{title}》，不是本报告的修订稿。",
                f"This file is “{title}”, which was read before, and no revision of this report.",
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
