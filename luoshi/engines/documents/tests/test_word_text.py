from __future__ import annotations

import time
import zipfile
from io import BytesIO

import docx
import pytest

from luoshi.engines.documents import archive, xml_parts
from luoshi.engines.documents.incoming import decode
from luoshi.engines.documents.numbering import chinese_number
from luoshi.engines.documents.refusals import Reason, UnreadableDocument
from luoshi.engines.documents.tests.samples import REPORT, paragraph, word_document, word_part, zipped

CHAPTERS = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:styleId="Chapter"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="11"><w:name w:val="toc 1"/></w:style>'
)


def text(content: bytes) -> str:
    return decode(content, "report.docx").text


def refusal(content: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        decode(content, "report.docx")
    return caught.value


def item(words: str, list_id: int, depth: int = 0) -> str:
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_a_document_of_python_docx_comes_back_line_by_line() -> None:
    document = docx.Document()
    document.add_heading(REPORT[0], 0)
    for line in REPORT[1:]:
        document.add_paragraph(line)
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "指标", "目标"
    table.cell(1, 0).text, table.cell(1, 1).text = "地区生产总值", "6%"
    document.add_paragraph("表后一段。")
    written = BytesIO()
    document.save(written)
    assert text(written.getvalue()).split("\n") == [*REPORT, "指标\t目标", "地区生产总值\t6%", "表后一段。"]


def test_automatic_numbers_are_counted_on_every_level() -> None:
    body = (
        item("回顾", 1)
        + item("工业", 1, 1)
        + item("农业", 1, 1)
        + item("要点", 1, 3)
        + item("安排", 2)
        + item("工业", 1, 1)
        + item("水渠", 1, 2)
    )
    lines = text(word_document(body, {"numbering": CHAPTERS})).split("\n")
    assert lines == ["一、回顾", "（一）工业", "（二）农业", "要点", "二、安排", "（一）工业", "二.1 水渠"]


def test_a_list_can_start_anew() -> None:
    assert text(word_document(item("甲", 1) + item("乙", 3), {"numbering": CHAPTERS})) == "一、甲\n五、乙"


def test_a_style_can_number_and_a_table_of_contents_is_left_out() -> None:
    body = paragraph("一、回顾……3", '<w:pStyle w:val="11"/>') + paragraph("回顾", '<w:pStyle w:val="Chapter"/>')
    assert text(word_document(body, {"numbering": CHAPTERS, "styles": STYLES})) == "一、回顾"


def test_what_is_not_said_stays_out() -> None:
    body = (
        "<w:p><w:r><w:t>增长</w:t></w:r><w:del><w:r><w:delText>5%</w:delText><w:t>5%</w:t></w:r></w:del><w:ins><w:r><w:t>6%</w:t></w:r></w:ins>"
        '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:br/><w:t>左右。</w:t></w:r></w:p>'
    )
    assert text(word_document(body)) == "增长6%\n左右。"


def test_a_frame_around_prose_is_no_table() -> None:
    body = f"<w:tbl><w:tr><w:tc>{paragraph('第一段。')}{paragraph('第二段。')}</w:tc></w:tr></w:tbl>"
    assert text(word_document(body)) == "第一段。\n第二段。"


def test_content_controls_are_read_through() -> None:
    assert text(word_document(f"<w:sdt><w:sdtContent>{paragraph('一段。')}</w:sdtContent></w:sdt>")) == "一段。"


@pytest.mark.parametrize("count", range(1, 100))
def test_chinese_numbers(count: int) -> None:
    digits = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
    tens, _, ones = chinese_number(count).rpartition("十") if "十" in chinese_number(count) else ("", "", chinese_number(count))
    tens_value = 10 * digits.get(tens, 1) if "十" in chinese_number(count) else 0
    assert tens_value + digits.get(ones, 0) == count


def test_broken_xml_is_damaged() -> None:
    assert refusal(zipped({"word/document.xml": "<w:document><w:body>"})).reason is Reason.DAMAGED
    assert refusal(zipped({"word/document.xml": b"\x00\x01 no xml"})).reason is Reason.DAMAGED


def test_an_entity_bomb_is_refused_before_it_grows() -> None:
    entities = "".join(f'<!ENTITY a{depth} "{f"&a{depth - 1};" * 10}">' for depth in range(1, 30))
    bomb = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "字">{entities}]><d>&a29;</d>'
    started = time.monotonic()
    error = refusal(zipped({"word/document.xml": bomb}))
    assert error.reason is Reason.TOO_LARGE
    assert "实体" in error.what.chinese
    assert time.monotonic() - started < 2


def test_a_zip_bomb_is_refused_by_its_directory() -> None:
    error = refusal(zipped({"word/document.xml": b" " * (archive.PART_BYTES_MAX + 1)}))
    assert error.reason is Reason.TOO_LARGE


def test_a_directory_that_lies_about_the_size_gains_nothing() -> None:
    content = bytearray(zipped({"word/document.xml": word_part("document", " " * 5_000_000)}))
    directory = content.rfind(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = (1000).to_bytes(4, "little")
    with zipfile.ZipFile(BytesIO(bytes(content))) as lying:
        assert lying.getinfo("word/document.xml").file_size == 1000
    assert refusal(bytes(content)).reason is Reason.DAMAGED


def test_endless_and_bottomless_trees_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "<w:ins>" * 300 + "</w:ins>" * 300
    assert refusal(word_document(f"<w:p>{deep}</w:p>")).reason is Reason.TOO_LARGE
    monkeypatch.setattr(xml_parts, "ELEMENTS_MAX", 1000)
    assert refusal(word_document("<w:p/>" * 1001)).reason is Reason.TOO_LARGE


def test_a_member_with_a_password_is_encrypted() -> None:
    content = bytearray(word_document(paragraph("字")))
    local, directory = content.find(b"word/document.xml") - 30, content.rfind(b"word/document.xml") - 46
    content[local + 6] |= 1
    content[directory + 8] |= 1
    assert refusal(bytes(content)).reason is Reason.ENCRYPTED
