"""What a file is: by its content first, since names lie; by its name only where the content does not say."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath

from luoshi.engines.documents.refusals import UnreadableDocument, damaged, encrypted, foreign_format
from luoshi.words import Words


class Format(StrEnum):
    """The formats that are read."""

    TXT = "txt"
    DOCX = "docx"
    HTML = "html"
    PDF = "pdf"


_SAVE_AS_DOCX = Words("请在 Word 或 WPS 中打开，另存为 .docx 后再试。", "Open it in Word or WPS and save it as .docx.")
_SUBMIT_TEXT = Words("请提交 .txt、.docx、.html 或有文字的 .pdf。", "Submit .txt, .docx, .html or a .pdf with text.")
_UNPACK = Words("请先解压，提交其中的报告文件。", "Unpack it and submit the report inside.")
_READ_TEXT_FIRST = Words("请先做文字识别（OCR），或提交 Word 原稿。", "Run OCR (text recognition) first, or submit the Word original.")
_EXPORT_OFD = Words(
    "请在版式阅读软件中转换为有文字的 PDF，或提交 Word 原稿。",
    "Convert it to a PDF with text in an OFD reader, or submit the Word original.",
)
_TEXT_FROM_SHEET = Words("请提交报告正文的 Word 或文本文件。", "Submit the report's prose as a Word or text file.")

_PICTURE = Words("一张图片", "a picture")
_ARCHIVE = Words("一个压缩包", "an archive")
_WORKBOOK = Words("一份电子表格", "a spreadsheet")
_SLIDES = Words("一份演示文稿", "a slide show")
_OLD_WORD = Words("一份旧版 Word 或 WPS 文档（.doc、.wps）", "an old Word or WPS document (.doc, .wps)")

_SIGNATURES: tuple[tuple[bytes, Words, Words], ...] = (
    (b"\x89PNG", _PICTURE, _READ_TEXT_FIRST),
    (b"\xff\xd8\xff", _PICTURE, _READ_TEXT_FIRST),
    (b"GIF8", _PICTURE, _READ_TEXT_FIRST),
    (b"BM", _PICTURE, _READ_TEXT_FIRST),
    (b"II*\x00", _PICTURE, _READ_TEXT_FIRST),
    (b"MM\x00*", _PICTURE, _READ_TEXT_FIRST),
    (b"RIFF", _PICTURE, _READ_TEXT_FIRST),
    (b"Rar!\x1a", _ARCHIVE, _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE, _UNPACK),
    (b"\x1f\x8b\x08", _ARCHIVE, _UNPACK),
    (b"{\\rtf", Words("一份 RTF 文档", "an RTF document"), _SAVE_AS_DOCX),
)
_ZIP_MEMBERS: tuple[tuple[str, Words, Words], ...] = (
    ("xl/workbook.xml", _WORKBOOK, _TEXT_FROM_SHEET),
    ("ppt/presentation.xml", _SLIDES, _TEXT_FROM_SHEET),
    ("OFD.xml", Words("一份 OFD 版式文件", "an OFD document"), _EXPORT_OFD),
    ("content.xml", Words("一份 ODF 文档", "an ODF document"), _SAVE_AS_DOCX),
)
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_COMPOUND_STREAMS: tuple[tuple[str, Words, Words], ...] = (
    ("WordDocument", _OLD_WORD, _SAVE_AS_DOCX),
    ("Workbook", _WORKBOOK, _TEXT_FROM_SHEET),
    ("Book", _WORKBOOK, _TEXT_FROM_SHEET),
    ("PowerPoint Document", _SLIDES, _TEXT_FROM_SHEET),
)
_WEB_PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_WEB_NAMES = {".html", ".htm", ".xhtml", ".shtml"}
_FORMATS_BY_NAME = {".txt": Format.TXT, ".docx": Format.DOCX, ".pdf": Format.PDF, **dict.fromkeys(_WEB_NAMES, Format.HTML)}
_KINDS = {
    Format.TXT: Words("纯文本", "plain text"),
    Format.DOCX: Words(" Word 文档", "a Word document"),
    Format.HTML: Words("网页", "a web page"),
    Format.PDF: Words(" PDF", "a PDF"),
}


def recognise(content: bytes, name: str) -> Format:
    """The format of ``content``; ``name`` decides only between plain text and a web page without ``<html>``.

    Raises:
        UnreadableDocument: a format that is not read, an encrypted Office file, or a zip archive that cannot be opened.
    """
    if content.startswith(b"PK\x03\x04"):
        return _recognise_zip(content)
    if content.startswith(_COMPOUND_FILE):
        raise _compound_file(content, name)
    if content[:1024].lstrip().startswith(b"%PDF"):
        return Format.PDF
    if refusal := _by_signature(content):
        raise refusal
    if _WEB_PAGE.match(content[:8192]) or PurePath(name).suffix.lower() in _WEB_NAMES:
        return Format.HTML
    return Format.TXT


def disagreement(form: Format, name: str) -> Words | None:
    """What to say when a file's name promises another format than its content has; ``None`` if it promises none or the right one."""
    ending = PurePath(name).suffix.lower()
    if _FORMATS_BY_NAME.get(ending, form) is form:
        return None
    kind = _KINDS[form]
    return Words(
        f"文件名与内容不符：名为 {ending}，内容是{kind.chinese}。", f"Name and content disagree: named {ending}, it is {kind.english}."
    )


def _recognise_zip(content: bytes) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise damaged(".docx / zip") from error
    if "word/document.xml" in members:
        return Format.DOCX
    for member, kind, remedy in _ZIP_MEMBERS:
        if member in members:
            raise foreign_format(kind, remedy)
    raise foreign_format(_ARCHIVE, _UNPACK)


def _compound_file(content: bytes, name: str) -> UnreadableDocument:
    """Old Office files and password-protected new ones share one container; its directory holds the stream names in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return encrypted(PurePath(name).suffix.lower().lstrip(".") or "docx")
    for stream, kind, remedy in _COMPOUND_STREAMS:
        if stream.encode("utf-16-le") in content:
            return foreign_format(kind, remedy)
    return foreign_format(_OLD_WORD, _SAVE_AS_DOCX)


def _by_signature(content: bytes) -> UnreadableDocument | None:
    for signature, kind, remedy in _SIGNATURES:
        if content.startswith(signature) and (b"\x00" in content[:4096] or signature.startswith(b"{")):
            return foreign_format(kind, remedy)
    return None
