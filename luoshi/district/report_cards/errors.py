"""What report cards refuse. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words

if TYPE_CHECKING:
    from luoshi.engines.documents.refusals import UnreadableDocument


class CardRefused(Refusal):
    """Two documents that cannot be compared; nothing was stored."""

    @classmethod
    def unreadable(cls, which: Words, reason: UnreadableDocument) -> CardRefused:
        """One of the documents cannot be read, and the engine says why."""
        return cls(Words(f"{which.chinese}：{reason.what.chinese}", f"{which.english}: {reason.what.english}"), reason.remedy)

    @classmethod
    def without_figures(cls, words: Words) -> CardRefused:
        """The bulletin tells no figure."""
        return cls(Words(f"公报：{words.chinese}", f"Bulletin: {words.english}"), Words("没有保存任何内容。", "Nothing was stored."))

    @classmethod
    def missing(cls, which: Words) -> CardRefused:
        """Neither a file was chosen nor a text pasted."""
        return cls(
            Words(f"{which.chinese}：还没有选择文件，也没有粘贴文字。", f"{which.english}: no file was chosen and no text pasted."),
            Words("请选择一份文件，或把正文粘贴到文本框里。", "Choose a file, or paste its text into the box."),
        )

    @classmethod
    def without_promises(cls) -> CardRefused:
        """The report promises nothing that could be measured."""
        return cls(
            Words("报告里没有读到可以衡量的目标。", "The report promises nothing that could be measured."),
            Words("请确认交来的是政府工作报告，而不是公报。", "Check that it is a work report, and not the bulletin."),
        )

    @classmethod
    def too_much(cls) -> CardRefused:
        """The two documents are larger together than a form may be."""
        return cls(
            Words("交来的内容过大。", "What was handed in is too large."),
            Words("请只提交正文，图片和附件不要放在一起。", "Hand in the texts only, without pictures and enclosures."),
        )

    @classmethod
    def no_such_plan(cls) -> CardRefused:
        """The chosen plan is not there, or not in force."""
        return cls(
            Words("没有这份计划，或者它还没有通过。", "There is no such plan, or it is not in force."),
            Words("请重新选择。", "Choose again."),
        )

    @classmethod
    def nothing_chosen(cls) -> CardRefused:
        """No figure was chosen, or one that does not stand in the bulletin."""
        return cls(
            Words("没有选择数字，或者选择的数字不在公报里。", "No figure was chosen, or one that is not in the bulletin."),
            Words("请重新对照，再勾选要采用的数字。", "Compare again, and tick the figures to take over."),
        )
