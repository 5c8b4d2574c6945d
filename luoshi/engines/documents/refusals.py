"""Why a file cannot be read, in words for the person who brought it. The names of these functions are the contract of the engine."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from luoshi.words import Words

BYTES_MAX = 20 * 1024 * 1024
"""A report with pictures has 1 or 2 MB; beyond this limit nothing is opened."""

CHARACTERS_MAX = 2_000_000
"""A work report has 6,000 to 60,000 characters."""


class Reason(StrEnum):
    """The closed list of reasons for which a file is refused."""

    EMPTY = "empty"
    BINARY = "binary"  # a picture, an archive, a format that is not read
    ENCRYPTED = "encrypted"
    SCANNED = "scanned"  # pages without text
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    UNKNOWN_ENCODING = "unknown_encoding"
    NOT_A_REPORT = "not_a_report"
    NO_HEADING = "no_heading"  # a table without the columns that are wanted, or with one of them twice


EXCEL = "Excel"
"""What refusals call a workbook."""

LEANER_TABLE = Words(
    "请在 Excel 或 WPS 表格中只保留需要的工作表，删除图片和多余的行、列，另存为 .xlsx 后再试。",
    "In Excel or WPS, keep the sheets that are needed, delete pictures and spare rows and columns, and save it as .xlsx.",
)


class UnreadableDocument(Exception):
    """A file that cannot be read as a work report or table: why, what was found, and what the person who brought it can do."""

    def __init__(self, reason: Reason, what: Words, remedy: Words) -> None:
        super().__init__(f"{what.chinese}{remedy.chinese} {what.english} {remedy.english}")
        self.reason, self.what, self.remedy = reason, what, remedy


def empty() -> UnreadableDocument:
    """There is nothing in the file."""
    return UnreadableDocument(
        Reason.EMPTY,
        Words("文件是空的，没有任何文字。", "The file is empty: it holds no text."),
        Words("请检查是否选错文件，或重新导出后再试。", "Check that it is the right file, or export it again."),
    )


def too_many_bytes(size: int, limit: int = BYTES_MAX, kind: str = "Word") -> UnreadableDocument:
    """The file, or what it unpacks to, is larger than any report or table of its kind."""
    return UnreadableDocument(
        Reason.TOO_LARGE,
        Words(
            f"文件内容共 {size / 1048576:.1f} MB，超过上限 {limit / 1048576:.0f} MB。",
            f"The file holds {size / 1048576:.1f} MB, more than the limit of {limit / 1048576:.0f} MB.",
        ),
        LEANER_TABLE
        if kind == EXCEL
        else Words("请只提交报告正文，去掉图片和附件。", "Submit the report's text only, without pictures and annexes."),
    )


def too_many_characters(count: int) -> UnreadableDocument:
    """The text is longer than any report."""
    return UnreadableDocument(
        Reason.TOO_LARGE,
        Words(
            f"文字共 {count:,} 个字符，超过上限 {CHARACTERS_MAX:,}；工作报告通常为 6,000–60,000 字。",
            f"The text has {count:,} characters, more than the limit of {CHARACTERS_MAX:,}; a work report has 6,000 to 60,000.",
        ),
        Words("请只提交报告正文。", "Submit the report's text only."),
    )


def too_many_cells(what: Words) -> UnreadableDocument:
    """A workbook with more sheets, rows or columns than any table of tasks."""
    return UnreadableDocument(Reason.TOO_LARGE, what, LEANER_TABLE)


def too_intricate(what: Words, kind: str = "Word") -> UnreadableDocument:
    """The file is small and yet takes more work than any report: nested, repeated or expanding content."""
    return UnreadableDocument(
        Reason.TOO_LARGE,
        what,
        LEANER_TABLE
        if kind == EXCEL
        else Words(
            "请在办公软件中打开，全选复制到新文档，另存为 .docx 后再试。",
            "Open it, copy all text into a new document and save that as .docx.",
        ),
    )


def foreign_format(kind: Words, remedy: Words) -> UnreadableDocument:
    """The content is of a format that holds no text we read."""
    return UnreadableDocument(
        Reason.BINARY, Words(f"这是{kind.chinese}，不能直接读取。", f"This is {kind.english}, which is not read."), remedy
    )


def heading_missing(columns: Sequence[str], rows: int) -> UnreadableDocument:
    """No row of the first ones names all the columns that are needed."""
    listed = "、".join(columns)
    return UnreadableDocument(
        Reason.NO_HEADING,
        Words(f"前 {rows} 行里找不到表头：缺少“{listed}”栏。", f"No heading in the first {rows} rows: the columns {listed} are missing."),
        Words("请核对表头的写法，或下载模板。", "Check the headings, or download the template."),
    )


def column_twice(column: str) -> UnreadableDocument:
    """Two columns bear one name."""
    return UnreadableDocument(
        Reason.NO_HEADING,
        Words(f"有两栏都是“{column}”。", f"Two columns are “{column}”."),
        Words("请删去其中一栏，再提交。", "Delete one of them, then submit again."),
    )


def encrypted(kind: str) -> UnreadableDocument:
    """A password protects the file."""
    return UnreadableDocument(
        Reason.ENCRYPTED,
        Words(f"这份 {kind} 文件已加密，没有密码无法读取。", f"This {kind} file is encrypted and cannot be read without its password."),
        Words(
            "请用密码打开后取消加密（或另存为不加密的副本）再提交；涉密文件不得提交。",
            "Open it with the password, remove the protection and submit that copy; never submit classified files.",
        ),
    )


def scanned(pages: int) -> UnreadableDocument:
    """A PDF of pictures of pages."""
    return UnreadableDocument(
        Reason.SCANNED,
        Words(f"这份 PDF 共 {pages} 页，都是图片，没有文字层（扫描件）。", f"This PDF of {pages} pages is a scan: pictures without text."),
        Words("请先做文字识别（OCR），或提交 Word 原稿。", "Run OCR (text recognition) first, or submit the Word original."),
    )


def damaged(kind: str) -> UnreadableDocument:
    """The file begins as its format does and then breaks its rules. What the library said of it helps no office: raise from that."""
    return UnreadableDocument(
        Reason.DAMAGED,
        Words(f"这份 {kind} 文件已损坏或不完整。", f"This {kind} file is damaged or incomplete."),
        Words("请重新下载或重新导出后再试。", "Download or export it again."),
    )


def null_characters(count: int) -> UnreadableDocument:
    """A text with characters that stand for nothing, as a broken disk or transfer leaves them."""
    return UnreadableDocument(
        Reason.DAMAGED,
        Words(
            f"这份文本文件已损坏：文字中夹有 {count:,} 个空字符（NUL）。",
            f"This text file is damaged: {count:,} null characters (NUL) stand in its text.",
        ),
        Words(
            "请用记事本打开，检查文字是否完整，“另存为”时编码选 UTF-8，再试。",
            "Open it in a text editor, check that the text is whole, and save it again as UTF-8 text.",
        ),
    )


def unknown_encoding() -> UnreadableDocument:
    """Bytes that are no text in any encoding Chinese offices use."""
    return UnreadableDocument(
        Reason.UNKNOWN_ENCODING,
        Words(
            "无法识别文字编码：不是 UTF-8、GB18030（含 GBK、GB2312）、UTF-16 或 Big5。",
            "The encoding is not recognised: neither UTF-8, GB18030 (with GBK and GB2312), UTF-16 nor Big5.",
        ),
        Words("请用记事本打开，“另存为”时编码选 UTF-8。", "Open it in a text editor and save it with the encoding UTF-8."),
    )


def not_a_report(what: Words) -> UnreadableDocument:
    """Readable text, yet no work report."""
    return UnreadableDocument(
        Reason.NOT_A_REPORT,
        what,
        Words("请提交政府工作报告的完整正文。", "Submit the full text of a government work report."),
    )
