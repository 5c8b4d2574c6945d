from __future__ import annotations

import re
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.engines.documents.incoming import decode
from luoshi.engines.documents.recognise import Format, recognise
from luoshi.engines.documents.refusals import BYTES_MAX, CHARACTERS_MAX, Reason, UnreadableDocument
from luoshi.engines.documents.tests.samples import REPORT, TEXT, paragraph, pdf_document, web_page, word_document, zipped

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(content: bytes, name: str = "report") -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        decode(content, name)
    return caught.value


def picture() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def test_content_decides_and_not_the_name() -> None:
    assert recognise(word_document(paragraph("字")), "report.pdf") is Format.DOCX
    assert recognise(pdf_document([[(90, "字")]]), "report.txt") is Format.PDF
    assert recognise(web_page(REPORT).encode(), "report.doc") is Format.HTML
    assert recognise(TEXT.encode(), "report.docx") is Format.TXT


def test_a_fragment_of_a_page_is_known_by_its_name() -> None:
    assert recognise("<p>字</p>".encode(), "report.HTM") is Format.HTML


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (picture(), "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(40), "picture"),
        (zipped({"报告.txt": "报告"}), "archive"),
        (b"Rar!\x1a\x07\x00" + bytes(40), "archive"),
        (zipped({"xl/workbook.xml": "<workbook/>"}), "spreadsheet"),
        (zipped({"ppt/presentation.xml": "<presentation/>"}), "slide show"),
        (zipped({"OFD.xml": "<OFD/>"}), "OFD"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "ODF"),
        (COMPOUND + "WordDocument".encode("utf-16-le"), "old Word or WPS"),
        (COMPOUND + "Workbook".encode("utf-16-le"), "spreadsheet"),
        (COMPOUND, "old Word or WPS"),
        (b"{\\rtf1\\ansi report}", "RTF"),
    ],
)
def test_other_formats_are_named_and_refused(content: bytes, named: str) -> None:
    error = refusal(content)
    assert error.reason is Reason.BINARY
    assert named in error.what.english
    assert error.remedy.chinese.startswith("请")


def test_an_encrypted_office_file_is_told_from_an_old_one() -> None:
    error = refusal(COMPOUND + "EncryptedPackage".encode("utf-16-le"), "报告.docx")
    assert error.reason is Reason.ENCRYPTED
    assert "docx" in error.what.chinese


@pytest.mark.parametrize("content", [b"", b"  \r\n\t", b"\xef\xbb\xbf\n", "\ufeff \n".encode("utf-16-le"), b"<html><body></body></html>"])
def test_nothing_is_refused_as_empty(content: bytes) -> None:
    assert refusal(content).reason is Reason.EMPTY


def test_limits_of_size() -> None:
    assert refusal(b"x" * (BYTES_MAX + 1)).reason is Reason.TOO_LARGE
    error = refusal("报".encode() * (CHARACTERS_MAX + 1))
    assert error.reason is Reason.TOO_LARGE
    assert "2,000,001" in error.what.english
    assert len(decode("报".encode() * CHARACTERS_MAX, "a.txt").text) == CHARACTERS_MAX


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (word_document(paragraph("字" * 2000))[:-40], ".docx"),
        (b"%PDF-1.4\n1 0 obj\n<< /Length 99 >>\nstream\n", "PDF"),
        (zipped({"word/document.xml": "<w:document"}), "Word"),
        (zipped({"word/document.xml": "no xml"}), "Word"),
    ],
)
def test_a_damaged_file_is_refused_in_words_of_an_office(content: bytes, named: str) -> None:
    error = refusal(content)
    assert error.reason is Reason.DAMAGED
    assert re.fullmatch(r"这份 [\w./ ]+ 文件已损坏或不完整。", error.what.chinese)
    assert re.fullmatch(r"This [\w./ ]+ file is damaged or incomplete\.", error.what.english)
    assert named in error.what.chinese
    assert "重新下载" in str(error.remedy)
    assert error.__cause__ is not None


def test_a_name_that_misleads_is_said_when_the_content_is_read() -> None:
    incoming = decode(pdf_document([[(90, line[:30]) for line in REPORT]]), "报告.DOCX")
    assert incoming.format is Format.PDF
    assert incoming.notes == ("文件名与内容不符：名为 .docx，内容是 PDF。",)
    assert decode(TEXT.encode(), "报告.pdf").notes == ("文件名与内容不符：名为 .pdf，内容是纯文本。",)


def test_a_name_that_misleads_is_said_when_the_content_is_refused() -> None:
    error = refusal(b"%PDF-1.4\n1 0 obj", "报告.docx")
    assert error.reason is Reason.DAMAGED
    assert error.what.chinese == "文件名与内容不符：名为 .docx，内容是 PDF。这份 PDF 文件已损坏或不完整。"
    assert error.what.english == "Name and content disagree: named .docx, it is a PDF. This PDF file is damaged or incomplete."


@pytest.mark.parametrize("name", ["报告", "报告.txt", "报告.2031", "-"])
def test_a_name_that_promises_nothing_else_is_not_remarked_on(name: str) -> None:
    assert decode(TEXT.encode(), name).notes == ()


DOCUMENTS = [
    word_document("".join(map(paragraph, REPORT))),
    pdf_document([[(80, line[:30]) for line in REPORT]]),
    web_page(REPORT).encode("gb18030"),
    TEXT.encode("gb18030"),
]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.binary(max_size=8)), min_size=1, max_size=8))
def test_a_mutilated_file_is_read_or_refused_and_nothing_else(content: bytes, wounds: list[tuple[float, int, bytes]]) -> None:
    for place, cut, inserted in wounds:
        at = int(place * len(content))
        content = content[:at] + inserted + content[at + cut :]
    with suppress(UnreadableDocument):
        decode(content, "report")


def test_a_refusal_speaks_both_languages() -> None:
    error = refusal(b"")
    assert str(error.what) == error.what.chinese
    assert error.what.english in str(error)
    assert error.what.chinese in str(error)
