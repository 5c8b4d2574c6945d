"""Whether a file is a workbook that can be read; if not, what it is and how the person who brought it gets a workbook."""

from __future__ import annotations

from pathlib import PurePath

from luoshi.engines.documents.archive import member_names
from luoshi.engines.documents.recognise import Format, recognise
from luoshi.engines.documents.refusals import BYTES_MAX, EXCEL, UnreadableDocument, empty, encrypted, foreign_format, too_many_bytes
from luoshi.words import Words

_SAVE_AS_XLSX = Words("请在 Excel 或 WPS 表格中打开，另存为 .xlsx 后再试。", "Open it in Excel or WPS and save it as .xlsx.")
_BRING_XLSX = Words(
    "请提交从系统导出、在 Excel 或 WPS 表格中修改后另存为 .xlsx 的文件。",
    "Submit the exported table, edited in Excel or WPS and saved as .xlsx.",
)
_UNPACK = Words("请先解压，提交其中的 .xlsx 文件。", "Unpack it and submit the .xlsx file inside.")

_ARCHIVE = Words("一个压缩包", "an archive")
_OLD_WORKBOOK = Words("一份旧版 Excel 或 WPS 表格（.xls、.et）", "an old Excel or WPS workbook (.xls, .et)")
_OLD_OFFICE = Words("一份旧版 Office 文件（如 .doc、.wps）", "an old Office file (such as .doc or .wps)")
_MEMBERS: tuple[tuple[str, Words, Words], ...] = (
    ("word/document.xml", Words("一份 Word 文档", "a Word document"), _BRING_XLSX),
    ("ppt/presentation.xml", Words("一份演示文稿", "a slide show"), _BRING_XLSX),
    ("xl/workbook.bin", Words("一份二进制 Excel 工作簿（.xlsb）", "a binary Excel workbook (.xlsb)"), _SAVE_AS_XLSX),
    ("ofd.xml", Words("一份 OFD 版式文件", "an OFD document"), _BRING_XLSX),
    ("content.xml", Words("一份 ODF 文档（如 .ods）", "an ODF document (such as .ods)"), _SAVE_AS_XLSX),
)
_TEXTS: tuple[tuple[Format, Words, Words], ...] = (
    (Format.HTML, Words("一个网页（有些系统把网页存成 .xls 或 .xlsx）", "a web page (some systems call one .xls or .xlsx)"), _SAVE_AS_XLSX),
    (Format.PDF, Words("一份 PDF", "a PDF"), _BRING_XLSX),
)
_CSV = Words("一份 CSV 文件", "a CSV file")
_TEXT = Words("一份文本文件（如 .csv、.txt）", "a text file (such as .csv or .txt)")
_UNKNOWN = Words("一份无法识别的文件", "a file of an unknown kind")
_ZIP = b"PK"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NOT_IN_TEXT = bytes(each for each in range(32) if each not in b"\t\n\f\r\x1b")


def refuse_unless_workbook(content: bytes, name: str, *, bytes_max: int = BYTES_MAX) -> None:
    """Let pass what may be an .xlsx file of at most ``bytes_max``; ``name`` only helps to say what else it is.

    Raises:
        UnreadableDocument: it is empty, too large, encrypted, damaged, or of another format.
    """
    if not content.strip():
        raise empty()
    if len(content) > bytes_max:
        raise too_many_bytes(len(content), bytes_max, EXCEL)
    if content.startswith(_ZIP):
        _refuse_other_archive(member_names(content, EXCEL))
    elif content.startswith(_COMPOUND_FILE):
        raise _compound_file(content)
    else:
        raise _other_file(content, name)


def _refuse_other_archive(members: frozenset[str]) -> None:
    if any(member.startswith("xl/workbook") and member.endswith(".xml") for member in members):
        return
    for member, kind, remedy in _MEMBERS:
        if member in members:
            raise foreign_format(kind, remedy)
    if "[content_types].xml" not in members:
        raise foreign_format(_ARCHIVE, _UNPACK)


def _compound_file(content: bytes) -> UnreadableDocument:
    """Old Office files and password-protected new ones share one container; its directory holds the stream names in UTF-16."""
    holds = {name for name in ("EncryptedPackage", "WordDocument", "Workbook", "Book") if name.encode("utf-16-le") in content}
    if "EncryptedPackage" in holds:
        return encrypted(EXCEL)
    if holds & {"Workbook", "Book"} and "WordDocument" not in holds:
        return foreign_format(_OLD_WORKBOOK, _SAVE_AS_XLSX)
    return foreign_format(_OLD_OFFICE, _BRING_XLSX)


def _other_file(content: bytes, name: str) -> UnreadableDocument:
    try:
        form = recognise(content, name)
    except UnreadableDocument as refusal:  # a picture and the like: the words fit, the advice is for reports
        return UnreadableDocument(refusal.reason, refusal.what, _BRING_XLSX)
    for known, kind, remedy in _TEXTS:
        if form is known:
            return foreign_format(kind, remedy)
    if not content.startswith(_UTF_16) and set(content[:4096]) & set(_NOT_IN_TEXT):
        return foreign_format(_UNKNOWN, _BRING_XLSX)
    return foreign_format(_CSV if PurePath(name).suffix.lower() == ".csv" else _TEXT, _SAVE_AS_XLSX)
