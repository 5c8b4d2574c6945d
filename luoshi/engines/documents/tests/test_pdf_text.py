from __future__ import annotations

import re
import textwrap
import time
import zlib
from collections.abc import Sequence
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from luoshi.engines.documents import pdf_text
from luoshi.engines.documents.incoming import decode
from luoshi.engines.documents.pdf_lines import Piece, printed_lines
from luoshi.engines.documents.refusals import Reason, UnreadableDocument
from luoshi.engines.documents.tests.samples import REPORT, pdf_document

MARGIN, INDENT, LINE = 80.0, 32.0, 26


def printed(paragraphs: Sequence[str], lines_a_page: int = 12) -> bytes:
    """The report as an office prints it: two characters of indent, full lines, a header and a page number on every page."""
    lines: list[tuple[float, str]] = []
    for paragraph in paragraphs:
        first, *rest = textwrap.wrap("＊＊" + paragraph, LINE)
        lines += [(MARGIN + INDENT, first.removeprefix("＊＊")), *((MARGIN, line) for line in rest)]
    pages = [lines[start : start + lines_a_page] for start in range(0, len(lines), lines_a_page)]
    return pdf_document([[(MARGIN, "桃源镇人民政府"), *page, (280, f"— {number} —")] for number, page in enumerate(pages, start=1)])


def refusal(content: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        decode(content, "report.pdf")
    return caught.value


def test_paragraphs_come_back_from_printed_pages() -> None:
    assert decode(printed(REPORT * 4), "report.pdf").text.split("\n") == list(REPORT * 4)


def test_radicals_become_ideographs() -> None:
    assert decode(pdf_document([[(80, "⺠⽣⼯作⻓期稳定，" * 4)]]), "a.pdf").text == "民生工作长期稳定，" * 4


def test_characters_that_are_no_text_are_dropped() -> None:
    assert decode(pdf_document([[(80, "民生\x01工作\x00长\uffff期稳定，" * 4)]]), "a.pdf").text == "民生工作长期稳定，" * 4


def test_quotation_marks_drawn_before_their_line_go_into_its_gaps() -> None:
    pieces = [
        Piece("“ ”“ ”", 112, 16),
        Piece("推进 容缺受理 告知承诺制 改革。", 80, 16),
        Piece("\n", 0, 16),
        Piece("“原位”不动 。", 80, 16),
    ]
    assert [line.text for line in printed_lines(pieces)] == ["推进“容缺受理”“告知承诺制”改革。", "“原位”不动 。"]


def test_a_scan_is_refused_with_the_advice_to_recognise_text() -> None:
    error = refusal(pdf_document([[(80, "1")], [], []]))
    assert error.reason is Reason.SCANNED
    assert "OCR" in error.remedy.chinese
    assert "3" in error.what.english


def encrypted(user_password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(printed(REPORT * 4))))
    writer.encrypt(user_password, owner_password="owner", algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_password_is_asked_to_be_removed() -> None:
    assert refusal(encrypted("secret")).reason is Reason.ENCRYPTED


def test_a_file_locked_only_against_printing_is_read() -> None:
    assert decode(encrypted(""), "report.pdf").text.split("\n") == list(REPORT * 4)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n" + b"nothing " * 50, printed(REPORT)[:300]])
def test_a_broken_file_is_damaged(content: bytes) -> None:
    assert refusal(content).reason in {Reason.DAMAGED, Reason.SCANNED}


def test_a_pdf_whose_page_tree_has_a_ring_ends() -> None:
    content = printed(REPORT).replace(b"/Type /Page /Parent 2 0 R", b"/Type /Pages /Kids [2 0 R]")
    assert refusal(content).reason is Reason.DAMAGED


def test_endless_drawing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "OPERATIONS_MAX", 100)
    assert refusal(printed(REPORT * 10)).reason is Reason.TOO_LARGE


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "PAGES_MAX", 2)
    assert refusal(printed(REPORT * 10)).reason is Reason.TOO_LARGE


def test_a_stream_that_unpacks_without_end_is_refused() -> None:
    packed = zlib.compress(b"BT ET " * 3_000_000, 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)
    drawing = re.compile(rb"<< /Length \d+ >>\nstream\n.*?\nendstream", re.DOTALL)
    started = time.monotonic()
    error = refusal(drawing.sub(lambda _: stream, pdf_document([[(80, "字")]])))
    assert error.reason is Reason.TOO_LARGE
    assert time.monotonic() - started < 40
