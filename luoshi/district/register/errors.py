"""What is refused about registers. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import override

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.district.register.cells import Problem
    from luoshi.district.register.fields import Kind
    from luoshi.district.register.models import Distinction, Entry, EntryVersion
    from luoshi.engines.documents.refusals import UnreadableDocument


class RegisterError(Refusal):
    """Base of all refusals about registers."""


class NotAllowed(RegisterError):
    """No post of the person was granted the power."""

    def __init__(self, kind: Kind, what: Words) -> None:
        name = _called(kind)
        super().__init__(
            Words(
                f"您的岗位没有{what.chinese}“{name.chinese}”名录的授权。",
                f"Your post was not granted to {what.english} the register “{name.english}”.",
            ),
            Words("确需办理的，请联系政府办（督查室）调整授权。", "If you need to, ask the government office for the grant."),
        )


class NeedsReason(RegisterError):
    """Nobody says why, or where it is known from."""

    def __init__(self, what: Words) -> None:
        super().__init__(
            Words(f"没有写明{what.chinese}。", f"There is no {what.english}."),
            Words("请写一句话，记录会保留。", "Write a sentence; it stays on record."),
        )


class WrongValues(RegisterError):
    """Some values cannot be taken over; each has its problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        english = "value is" if count == 1 else "values are"
        super().__init__(
            Words(f"有 {count} 处填写不对，没有保存。", f"{count} {english} wrong; nothing was saved."),
            Words("请按每一处的提示改正。", "Mend them as it is said at each of them."),
        )


class AlreadyEntered(RegisterError):
    """There is an entry with this identifier on that day."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        super().__init__(
            Words("这个编号已经登记过了。", "There is an entry with this number already."),
            Words("请打开原有的条目，在那里变更。", "Open that entry and change it."),
        )


class IdentifierStays(RegisterError):
    """What tells an entry from all others cannot be changed."""

    def __init__(self, column: str) -> None:
        super().__init__(
            Words(f"“{column}”是这个条目的编号，不能改。", f"“{column}” tells this entry from others; it cannot be changed."),
            Words("登错了的，请登记正确的一条，再把错的并入它。", "If it is wrong, enter the right one and merge this one into it."),
        )


class NothingChanges(RegisterError):
    """All values are as they were."""

    def __init__(self) -> None:
        super().__init__(
            Words("和已经登记的没有不同，没有保存。", "Nothing differs from what is registered; nothing was saved."),
            Words("请核对起始日期和要改的内容。", "Check the first day and what is to be changed."),
        )


class NotThere(RegisterError):
    """Nothing is valid on that day."""

    def __init__(self, on: date) -> None:
        super().__init__(
            Words(f"{named_day(on)}这一天没有这个条目的登记内容。", f"Nothing is registered of this entry on {on}."),
            Words("请核对日期。", "Check the day."),
        )


class WrongDays(RegisterError):
    """It would end before it began, or far beyond any sensible day."""

    def __init__(self, first: date, last: date | None) -> None:
        super().__init__(
            Words(f"日期不对：自 {first} 至 {last or '无限期'}。", f"The days are wrong: from {first} to {last or 'no end'}."),
            Words("最后一天不能早于第一天，也不能晚于 2100 年。", "The last day cannot come before the first one, nor after 2100."),
        )


class ChangedMeanwhile(RegisterError):
    """Somebody else changed the entry since it was opened."""

    def __init__(self, last: EntryVersion) -> None:
        super().__init__(
            Words(f"您打开以后，{last.signature}改过这个条目。", f"Since you opened it, {last.signature} changed this entry."),
            Words(
                "您填的内容还在下面。请先看看现在登记的是什么，再保存。",
                "What you filled in is still below. Look at the entry, then save again.",
            ),
        )


class Merged(RegisterError):
    """The entry was merged into another one."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        super().__init__(
            Words("这个条目已经并入另一个条目。", "This entry was merged into another one."),
            Words("请在保留的条目上办理，或先撤销合并。", "Act on the one that was kept, or undo the merge first."),
        )


class NoPair(RegisterError):
    """The two are of different registers, or one and the same entry."""

    def __init__(self) -> None:
        super().__init__(
            Words("这不是同一名录里两个不同的条目。", "These are not two different entries of one register."),
            Words("请选择同一名录里的另一个条目。", "Choose another entry of the same register."),
        )


class NothingShared(RegisterError):
    """Two entries that nobody would take for one."""

    def __init__(self) -> None:
        super().__init__(
            Words("这两个条目没有相同之处，不会被当作疑似重复。", "These two entries share nothing; they are not suggested as duplicates."),
            Words("不需要办理。", "Nothing needs to be done."),
        )


class DistinguishedAlready(RegisterError):
    """It was said already that two entries are not the same."""

    def __init__(self, standing: Distinction) -> None:
        super().__init__(
            Words(
                f"{standing.signature}已经认定这两个条目不是同一个。",
                f"{standing.signature} found already that these two are not the same.",
            ),
            Words("不需要再办；不同意的，可以撤销这次认定。", "Nothing needs to be done; if it is wrong, undo it."),
        )


class NotDistinguished(RegisterError):
    """There is nothing to undo."""

    def __init__(self) -> None:
        super().__init__(
            Words("没有认定过这两个条目不是同一个，或者已经撤销。", "Nobody found that these two are not the same, or it was undone."),
            Words("请刷新页面。", "Reload the page."),
        )


class NotMerged(RegisterError):
    """There is nothing to undo."""

    def __init__(self) -> None:
        super().__init__(
            Words("这个条目没有并入别的条目。", "This entry was not merged into another one."), Words("请刷新页面。", "Reload the page.")
        )


class NoSuchRegister(RegisterError):
    """A table of a pack is called as no register."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            Words(f"没有“{name}”这个名录。", f"There is no register “{name}”."),
            Words(f"文件名取自：{'、'.join(known)}。", f"Call the file as one of these: {', '.join(known)}."),
        )


class UnknownColumn(RegisterError):
    """A table has a column that its register has not."""

    def __init__(self, column: str, known: Sequence[str]) -> None:
        super().__init__(
            Words(f"名录里没有“{column}”这一栏。", f"The register has no column “{column}”."),
            Words(f"可以用的栏目：{'、'.join(known)}。", f"It has: {', '.join(known)}."),
        )


class RowRefused(RegisterError):
    """A row of a pack's table cannot be taken over."""

    def __init__(self, register: str, row: int, refusal: RegisterError) -> None:
        problems = getattr(refusal, "problems", ())
        told = "；".join(f"{each.field} {each.value}：{each.what.chinese}" for each in problems)
        in_english = "; ".join(f"{each.field} {each.value}: {each.what.english}" for each in problems)
        super().__init__(
            Words(
                f"registers/{register}.csv 第 {row} 行：{refusal.what.chinese}{told}",
                f"registers/{register}.csv, row {row}: {refusal.what.english} {in_english}",
            ),
            refusal.remedy,
        )


class ImportRefused(RegisterError):
    """A file cannot be taken into a register."""

    @classmethod
    def nothing_given(cls) -> ImportRefused:
        """The button was pressed too early."""
        return cls(
            Words("还没有选择文件。", "No file was chosen."), Words("请选择一个 .xlsx 或 .csv 文件。", "Choose an .xlsx or a .csv file.")
        )

    @classmethod
    def empty(cls) -> ImportRefused:
        """A file of no bytes, as a download that broke off leaves it."""
        return cls(
            Words("文件是空的（0 字节）。", "The file is empty (0 bytes)."),
            Words("请重新导出或下载，打开确认有内容再上传。", "Export or download it again, and open it before you upload it."),
        )

    @classmethod
    def unreadable(cls, reason: UnreadableDocument) -> ImportRefused:
        """The engine could not read it and says why."""
        return cls(reason.what, reason.remedy)

    @classmethod
    def too_large(cls, bytes_max: int) -> ImportRefused:
        """More than a register of any size."""
        megabytes = bytes_max // 1024 // 1024
        return cls(
            Words(f"文件超过上限 {megabytes} MB。", f"The file is larger than the limit of {megabytes} MB."),
            Words("请分成几个文件导入。", "Split it into several files."),
        )

    @classmethod
    def broke_off(cls, times: int) -> ImportRefused:
        """The worker died over it again and again."""
        return cls(
            Words(
                f"核对或导入中断了 {times} 次，已停止；名录没有任何变化。",
                f"The work broke off {times} times and was stopped; the register is as it was.",
            ),
            Words(
                "请把文件分小一些重新导入；仍不行的，请联系系统管理员查看日志。",
                "Import smaller files; if that fails too, ask the administrator for the log.",
            ),
        )

    @classmethod
    def not_waiting(cls) -> ImportRefused:
        """Somebody acted on it already."""
        return cls(
            Words("这次导入已经办过了。", "This import was acted on already."),
            Words("请刷新页面，看它现在的状态。", "Reload the page to see where it stands."),
        )

    @classmethod
    def faulty(cls, count: int) -> ImportRefused:
        """All or nothing was asked, and there are faults."""
        return cls(
            Words(f"有 {count} 行有错误，不能全部导入。", f"{count} rows are faulty, so not all can be imported."),
            Words(
                "请改好文件重新提交，或选择只导入没有错误的行。", "Mend the file and submit it again, or import the faultless rows only."
            ),
        )

    @classmethod
    def nothing_to_do(cls) -> ImportRefused:
        """Nothing new, nothing changed."""
        return cls(
            Words("没有新增，也没有变更。", "Nothing is new, nothing changed."), Words("不需要导入。", "There is no need to import it.")
        )


def _called(kind: Kind) -> Words:
    with override("zh-hans"):
        chinese = str(kind.name)
    with override("en"):
        return Words(chinese, str(kind.name))
