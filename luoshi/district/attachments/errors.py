"""What is refused about attachments. Each refusal says in both languages what is wrong and what the person who reads it can do."""

from __future__ import annotations

from typing import ClassVar

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words

_WHICH = Words(
    "可以上传 pdf、docx、xlsx、pptx、ofd、jpg、png、txt、csv 文件。",
    "Files that are accepted: pdf, docx, xlsx, pptx, ofd, jpg, png, txt, csv.",
)
_SAVE_AS = Words(
    "请在 Word、WPS 等软件中打开，另存为 docx、xlsx、pptx 或 PDF 后再上传。",
    "Open it in Word or WPS, save it as docx, xlsx, pptx or PDF, and upload that.",
)


class AttachmentError(Refusal):
    """Base of all refusals about attachments."""


class AttachmentRefused(AttachmentError):
    """A file is not taken; nothing of it was stored."""

    @classmethod
    def empty(cls) -> AttachmentRefused:
        """There is nothing in it."""
        return cls(
            Words("文件是空的。", "The file is empty."),
            Words("请检查是否选错文件，或重新导出后再上传。", "Check that it is the right file, or export it again."),
        )

    @classmethod
    def too_large(cls, megabytes: int) -> AttachmentRefused:
        """More than the district keeps of one file."""
        return cls(
            Words(f"文件超过上限 {megabytes} MB。", f"The file is larger than the limit of {megabytes} MB."),
            Words("请压缩其中的图片，或拆成几个文件上传。", "Make its pictures smaller, or split it into several files."),
        )

    @classmethod
    def too_many(cls, most: int) -> AttachmentRefused:
        """More files than a form takes."""
        return cls(
            Words(f"一次最多上传 {most} 个文件。", f"At most {most} files can be handed in at once."),
            Words("请合并成较少的文件。", "Put them together into fewer files."),
        )

    @classmethod
    def program(cls) -> AttachmentRefused:
        """It would run."""
        return cls(Words("这是可以运行的程序或脚本，不能上传。", "This is a program or a script, which is not accepted."), _WHICH)

    @classmethod
    def web_page(cls) -> AttachmentRefused:
        """A browser would run what is in it."""
        return cls(
            Words("文件内容是网页、SVG 或 XML，打开时可能运行其中的代码，不能上传。",
                  "The content is a web page, SVG or XML, which may run code when it is opened; it is not accepted."),
            Words("请打印为 PDF 后上传。", "Print it to a PDF and upload that."),
        )  # fmt: skip

    @classmethod
    def macros(cls) -> AttachmentRefused:
        """An Office file that acts when it is opened."""
        return cls(
            Words("文件里有宏或控件，打开时可能自动运行，不能上传。", "The file holds macros or controls that may run when it is opened."),
            Words(
                "请另存为不含宏的 docx、xlsx、pptx，或导出 PDF 后上传。", "Save it without macros as docx, xlsx or pptx, or export a PDF."
            ),
        )

    @classmethod
    def loads_from_elsewhere(cls) -> AttachmentRefused:
        """An Office file that fetches a part of itself from another machine."""
        return cls(
            Words(
                "文件打开时会从别的机器载入模板或对象，不能上传。", "When opened, the file loads a template or object from another machine."
            ),
            Words("请在 Word、WPS 中断开外部链接，或导出 PDF 后上传。", "Break its external links in Word or WPS, or export a PDF."),
        )

    @classmethod
    def acting_pdf(cls) -> AttachmentRefused:
        """A PDF with scripts, programs or files inside."""
        return cls(
            Words("这份 PDF 里有脚本、启动命令或夹带的文件，不能上传。", "This PDF holds scripts, launch commands or other files."),
            Words("请用“打印为 PDF”重新生成后上传。", "Make it anew with “print to PDF” and upload that."),
        )

    @classmethod
    def encrypted(cls) -> AttachmentRefused:
        """Nobody could read it."""
        return cls(
            Words("文件设了打开密码，别人无法查看。", "The file is protected by a password: nobody else could open it."),
            Words("请取消密码后上传；涉密文件不得上传。", "Remove the password and upload it; never upload classified files."),
        )

    @classmethod
    def old_or_encrypted(cls, *, is_encrypted: bool) -> AttachmentRefused:
        """The container that old Office files and encrypted new ones share."""
        if is_encrypted:
            return cls.encrypted()
        return cls(
            Words("这是旧版 Office 或 WPS 文件（如 .doc、.xls、.wps），无法确认其中没有宏。",
                  "This is an old Office or WPS file (.doc, .xls, .wps); whether it holds macros cannot be told."),
            _SAVE_AS,
        )  # fmt: skip

    @classmethod
    def archive(cls) -> AttachmentRefused:
        """A zip archive that is no Office file."""
        return cls(
            Words("这是压缩包，不能上传。", "This is an archive, which is not accepted."),
            Words("请解压后逐个上传其中的文件。", "Unpack it and upload the files inside."),
        )

    @classmethod
    def too_much_inside(cls, megabytes: int) -> AttachmentRefused:
        """It unpacks to far more than it weighs."""
        return cls(
            Words(
                f"文件解开后超过 {megabytes} MB，不像正常的办公文件。",
                f"The file unpacks to more than {megabytes} MB, unlike any office file.",
            ),
            _SAVE_AS,
        )

    @classmethod
    def too_many_pixels(cls, megapixels: int) -> AttachmentRefused:
        """Opening it would take all memory of a machine."""
        return cls(
            Words(f"图片超过 {megapixels} 百万像素。", f"The picture has more than {megapixels} million pixels."),
            Words("请缩小图片后上传。", "Make the picture smaller and upload that."),
        )

    @classmethod
    def damaged(cls) -> AttachmentRefused:
        """It begins as its kind does, and then breaks the rules."""
        return cls(
            Words("文件已损坏或不完整。", "The file is damaged or incomplete."),
            Words("请重新导出或重新拍摄后上传。", "Export it or take the picture again, and upload that."),
        )

    @classmethod
    def unknown(cls) -> AttachmentRefused:
        """It is of no kind that is known."""
        return cls(Words("无法识别文件内容是什么格式。", "What the file contains is not recognised."), _WHICH)


class NotAllowed(AttachmentError):
    """The person serves another district or none, or may not remove what others handed in."""

    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__(
            Words("您的岗位不能这样处理附件。", "Your post may not do this with attachments."),
            Words("请联系本区政府办（督查室）。", "Ask the government office of your district."),
        )


class NeedsReason(AttachmentError):
    """Nobody says why something is removed."""

    def __init__(self) -> None:
        super().__init__(
            Words("没有写明删除的理由。", "No reason for the removal is given."),
            Words("请写一句：为什么删除、依据哪条规定。", "Say in one sentence why, and by which rule."),
        )


class AlreadyRemoved(AttachmentError):
    """The bytes are gone already."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Words(f"“{name}”的内容已经删除。", f"What “{name}” contained has been removed."),
            Words("需要时请重新上传。", "Upload it again where it is needed."),
        )
