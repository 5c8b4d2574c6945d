"""What is refused about populations. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words, named_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.district.population.intake import Fault
    from luoshi.engines.documents.refusals import UnreadableDocument

_AGAIN = Words("请重新取快照并重新运行；原来的数字不再采用。", "Take a snapshot and run again; the old figures count no longer.")


class PopulationError(Refusal):
    """Base of all refusals about populations."""


class NotAllowed(PopulationError):
    """No post of the person was granted the power."""

    status: ClassVar[int] = 403

    def __init__(self, what: Words) -> None:
        super().__init__(
            Words(f"您的岗位没有{what.chinese}的授权。", f"Your post was not granted to {what.english}."),
            Words("确需办理的，请联系政府办（督查室）调整授权。", "If you need to, ask the government office for the grant."),
        )


class FileGone(PopulationError):
    """A file of the store is not there."""

    def __init__(self, digest: str) -> None:
        super().__init__(Words(f"数据文件 {digest[:12]} 不在了。", f"The data file {digest[:12]} is not there."), _AGAIN)


class FileChanged(PopulationError):
    """A file of the store does not have its hash."""

    def __init__(self, digest: str) -> None:
        super().__init__(
            Words(f"数据文件 {digest[:12]} 被改动过，不能使用。", f"The data file {digest[:12]} was changed and cannot be used."), _AGAIN
        )


class NothingRegistered(PopulationError):
    """No register of the district has an entry on that day."""

    def __init__(self, on: date) -> None:
        super().__init__(
            Words(f"{named_day(on)}本区名录里没有登记内容。", f"The registers of the district have no entry on {on}."),
            Words("请核对日期，或者先导入名录。", "Check the day, or import a register first."),
        )


class SnapshotRemoved(PopulationError):
    """The files of the snapshot went by the rule of keeping."""

    def __init__(self, on: date) -> None:
        super().__init__(
            Words(f"{named_day(on)}的快照已按保留规则删除。", f"The snapshot of {on} went by the rule of keeping."),
            Words("请用更新的快照；办事依据的快照不会删除。", "Use a newer one; what a run rests on is never removed."),
        )


class NoSuchRegister(PopulationError):
    """The snapshot holds nothing of the register."""

    def __init__(self, register: str, on: date) -> None:
        super().__init__(
            Words(f"{named_day(on)}的快照里没有名录“{register}”。", f"The snapshot of {on} holds no register “{register}”."),
            Words("请核对名录的代码，或者先登记内容再取快照。", "Check the register's code, or enter something and take a snapshot."),
        )


class NoSuchTable(PopulationError):
    """No table of this name is declared, or there is none for the period."""

    def __init__(self, name: str, period: str = "") -> None:
        when = (f"{period} 的", f" for {period}") if period else ("", "")
        super().__init__(
            Words(f"没有{when[0]}部门数据“{name}”。", f"There is no department's table “{name}”{when[1]}."),
            Words(
                "请在“部门数据”一页导入，或请提供单位导入。",
                "Import it on the page of departments' tables, or ask the unit that brings it.",
            ),
        )


class WrongPeriod(PopulationError):
    """A period is neither a year nor a month."""

    def __init__(self, period: str) -> None:
        super().__init__(
            Words(f"“{period}”不是年度或者月份。", f"“{period}” is neither a year nor a month."),
            Words("请写成 2022 或 2022-06 的样子。", "Write it as 2022 or 2022-06."),
        )


class NeedsWords(PopulationError):
    """Something must be said and is not."""

    @classmethod
    def source(cls) -> NeedsWords:
        """Where the data are known from."""
        return cls(
            Words("没有写明数据来源。", "Nobody says where the data are known from."),
            Words("请写明业务系统或者文件。", "Name the system or the document."),
        )

    @classmethod
    def reason(cls, name: str, period: str) -> NeedsWords:
        """Why a period that has a table gets another one."""
        return cls(
            Words(
                f"{period} 的“{name}”已经导入过，没有写明为什么再导入。",
                f"There is a “{name}” for {period} already, and no reason for another.",
            ),
            Words("请写一句理由；原来的一版会保留。", "Write a sentence; the version that is there stays."),
        )


class NothingNew(PopulationError):
    """The file says what the last version says."""

    def __init__(self, name: str, period: str) -> None:
        super().__init__(
            Words(
                f"和已经导入的 {period} 的“{name}”完全相同，没有保存。",
                f"It is the same as the “{name}” for {period} that is there; nothing was stored.",
            ),
            Words("请核对文件。", "Check the file."),
        )


class TableRefused(PopulationError):
    """A file that cannot be taken over; ``faults`` are those of its rows."""

    def __init__(self, what: Words, remedy: Words, faults: Sequence[Fault] = ()) -> None:
        super().__init__(what, remedy)
        self.faults = tuple(faults)

    @classmethod
    def unreadable(cls, reason: UnreadableDocument) -> TableRefused:
        """It is no table, and the engine says why."""
        return cls(reason.what, reason.remedy)

    @classmethod
    def with_faults(cls, faults: Sequence[Fault], wrong: int, rows: int) -> TableRefused:
        """Rows have faults."""
        return cls(
            Words(f"{rows} 行里有 {wrong} 行填写不对，没有导入。", f"{wrong} of {rows} rows are wrong; nothing was imported."),
            Words(
                "请按每一处的提示改正后重新导入；也可以只导入没有错误的行，其余的人按资料不足处理。",
                "Mend them as it is said at each and import again; or import the rows without faults only: the others lack data.",
            ),
            faults,
        )


class WrongSources(PopulationError):
    """Where the inputs of a model come from is not said as it has to be; all that is wrong at once."""

    def __init__(self, wrong: Sequence[Words]) -> None:
        self.wrong = tuple(wrong)
        super().__init__(
            Words("；".join(each.chinese for each in wrong) + "。", "; ".join(each.english for each in wrong) + "."),
            Words("请改正数据来源的说明（sources）。", "Mend the sources."),
        )


class NotARule(PopulationError):
    """The rules cannot be run over everybody at once; each place says why."""

    def __init__(self, places: Sequence[Words]) -> None:
        self.places = tuple(places)
        super().__init__(
            Words(
                "这套规则不能对全体运行：" + "；".join(each.chinese for each in places) + "。",
                "These rules cannot be run over everybody: " + "; ".join(each.english for each in places) + ".",
            ),
            Words(
                "可以逐个询问；要对全体运行，请改写所说的地方。",
                "They can be asked one by one; to run them over everybody, write those places anew.",
            ),
        )


class NoSuchRow(PopulationError):
    """The run has no row with this key."""

    status: ClassVar[int] = 404

    def __init__(self, key: str) -> None:
        super().__init__(Words(f"这次运行里没有“{key}”。", f"The run has no row “{key}”."), Words("请核对编号。", "Check the number."))
