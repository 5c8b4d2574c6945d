from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.engines.documents import archive, workbook_reading
from luoshi.engines.documents.refusals import BYTES_MAX, Reason, UnreadableDocument
from luoshi.engines.documents.sheet import lay_out
from luoshi.engines.documents.tests.samples import paragraph, pdf_document, web_page, word_document, zipped
from luoshi.engines.documents.tests.workbooks import book, part
from luoshi.engines.documents.workbook import workbook
from luoshi.engines.documents.workbook_reading import ReadSheet, read_workbook

HEADER = ("编号", "原文", "目标值")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def read_one(content: bytes) -> ReadSheet:
    (sheet,) = read_workbook(content, "表.xlsx")
    return sheet


def refusal(content: bytes, name: str = "表.xlsx") -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read_workbook(content, name)
    return caught.value


@pytest.mark.parametrize(
    ("content", "name", "named"),
    [
        (COMPOUND + "Workbook".encode("utf-16-le"), "表.xls", ".xls"),
        (COMPOUND + "WordDocument".encode("utf-16-le"), "表.doc", "old Office file"),
        ("编号,原文\n1,字".encode("gb18030"), "表.csv", "CSV file"),
        ("编号\t原文".encode("utf-16"), "表.xls", "text file"),
        (web_page(["字"]).encode(), "表.xls", "web page"),
        (b"<table><tr><td>1</table>", "a.html", "web page"),
        (pdf_document([[(90, "字")]]), "表.pdf", "PDF"),
        (word_document(paragraph("字")), "表.xlsx", "Word document"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}), "表.ods", ".ods"),
        (zipped({"[Content_Types].xml": "<a/>", "xl/workbook.bin": b"1"}), "表.xlsb", ".xlsb"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "表.xlsx", "slide show"),
        (zipped({"表.xlsx": workbook([lay_out("表", ["甲"], [])])}), "表.zip", "archive"),
        (b"\x89PNG" + bytes(40), "表.png", "picture"),
        (bytes(range(256)), "表.xlsx", "unknown kind"),
    ],
)
def test_what_is_no_workbook_is_named_with_the_way_to_one(content: bytes, name: str, named: str) -> None:
    error = refusal(content, name)
    assert error.reason is Reason.BINARY
    assert named in error.what.english
    assert ".xlsx" in error.remedy.chinese
    assert ".xlsx" in error.remedy.english


def test_an_encrypted_workbook_is_refused_as_such() -> None:
    error = refusal(COMPOUND + "EncryptedPackage".encode("utf-16-le"))
    assert error.reason is Reason.ENCRYPTED
    assert "Excel" in error.what.chinese


@pytest.mark.parametrize("content", [b"", b" \r\n"])
def test_nothing_is_refused_as_empty(content: bytes) -> None:
    assert refusal(content).reason is Reason.EMPTY


def cell_at(address: str) -> str:
    return f'<row r="{"".join(filter(str.isdigit, address))}"><c r="{address}"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"PK\x03\x04" + bytes(BYTES_MAX), "20 MB"),
        (book(cell_at("A20001")), "row 20,001"),
        (book(cell_at("A1048576")), "row 1,048,576"),
        (book(cell_at("GS1")), "column GS"),
        (book(cell_at("A1"), sheets=21), "21 sheets"),
        (book(cell_at("A20000") + cell_at("GR1")), "too many cells"),
        (book(cell_at("A20000") + cell_at("J1"), sheets=3), "too many cells"),
    ],
)
def test_more_than_any_table_of_tasks_is_refused(content: bytes, named: str) -> None:
    error = refusal(content)
    assert error.reason is Reason.TOO_LARGE
    assert named in error.what.english
    assert "工作表" in error.remedy.chinese


def test_the_largest_tables_are_read() -> None:
    assert len(read_one(book(cell_at("A20000"))).rows) == 20_000
    assert len(read_one(book(cell_at("GR1"))).rows[0]) == 200
    assert len(read_workbook(book(cell_at("A1"), sheets=20), "表.xlsx")) == 20


def test_a_million_declared_rows_are_refused_and_many_empty_ones_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(book("<row><c><v>1</v></c></row>" * 1_000_000)).what.english.startswith("The workbook has row 20,001")
    empty_rows = book('<row><c s="1"/></row>' * 60_000, sheets=2)
    assert [sheet.rows for sheet in read_workbook(empty_rows, "表.xlsx")] == [(), ()]
    monkeypatch.setattr(workbook_reading, "GRID_MAX", 200_000)
    assert "too many cells" in refusal(empty_rows).what.english


def test_a_zip_bomb_is_refused_by_part_and_by_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "PART_BYTES_MAX", 1_000_000)
    monkeypatch.setattr(archive, "ALL_PARTS_BYTES_MAX", 2_000_000)
    assert refusal(book("", after=" " * 1_000_001)).reason is Reason.TOO_LARGE
    assert refusal(book("", after=" " * 900_000, sheets=3)).reason is Reason.TOO_LARGE
    assert read_workbook(book("", after=" " * 900_000, sheets=2, more={"xl/media/image1.xml": " " * 3_000_000}), "表.xlsx")


def test_an_archive_of_endless_members_is_refused() -> None:
    error = refusal(book("", more={f"{number}": "" for number in range(archive.MEMBERS_MAX)}))
    assert error.reason is Reason.TOO_LARGE
    assert "工作表" in error.remedy.chinese


@pytest.mark.parametrize(
    "name",
    ["_rels/.rels", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"],
)
def test_a_document_type_is_refused_in_every_part(name: str) -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {each} "{f"&{before};" * 10}">' for before, each in zip("abcde", "bcdef", strict=True)
    )
    bomb = f"<!DOCTYPE sst [{entities}]><sst><si><t>&f;</t></si></sst>"
    error = refusal(book("", texts=["<t>字</t>"], more={name: bomb}))
    assert error.reason is Reason.TOO_LARGE
    assert "document type" in error.what.english


def test_links_out_of_the_file_are_not_followed() -> None:
    outside = (
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="{}"{}/>'
        '<Relationship Id="l" Type="x/externalLink" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    )
    for target, mode in (("../../../etc/passwd", ""), ("/etc/passwd", ""), ("worksheets/sheet1.xml", ' TargetMode="External"')):
        assert refusal(book("", more={"xl/_rels/workbook.xml.rels": outside.format(target, mode)})).reason is Reason.DAMAGED


@pytest.mark.parametrize(
    "content",
    [
        book('<row r="x"/>'),
        book('<row r="0"><c><v>1</v></c></row>'),
        book('<row><c r="1A"><v>1</v></c></row>'),
        book('<row><c t="s"><v>1</v></c></row>', texts=["<t>字</t>"]),
        book('<row><c t="s"><v>-1</v></c></row>', texts=["<t>字</t>"]),
        book("<row>"),
        book("<row><c><v>1</v></c></row>", after='<mergeCells><mergeCell ref="x"/></mergeCells>'),
        book("<row><c><v>1</v></c></row>", after="<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 1000 + "</mergeCells>"),
        book("", sheets=0),
        book("", more={"xl/workbook.xml": '<?xml version="1.0" encoding="nonsense"?><workbook/>'}),
        book("", more={"xl/workbook.xml": part("workbook", '<sheets><sheet name="表"/></sheets>')}),
        zipped({"xl/workbook.xml": "<workbook/>"}),
        zipped({"[Content_Types].xml": "<Types/>"}),
        book("")[:-30],
        book("")[:200],
    ],
)
def test_a_damaged_workbook_is_refused_as_such(content: bytes) -> None:
    error = refusal(content)
    assert error.reason is Reason.DAMAGED
    assert "Excel" in error.what.chinese


def test_a_small_file_cannot_repeat_a_long_text_into_memory() -> None:
    sheet = read_one(book('<row><c t="s"><v>0</v></c></row>' * 2000, texts=[f"<t> {'字' * 1_000_000} </t>"]))
    assert len({id(row[0].value) for row in sheet.rows}) == 1


@settings(max_examples=300)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=8), st.booleans())
def test_any_damage_is_refused_and_never_an_accident(place: int, noise: bytes, cut: bool) -> None:  # noqa: FBT001 - Hypothesis calls it
    whole = workbook([lay_out("表", HEADER, [["1", "=字", 6]] * 3)])
    place %= len(whole)
    with suppress(UnreadableDocument):
        read_workbook(whole[:place] if cut else whole[:place] + noise + whole[place + len(noise) :], "表.xlsx")


@settings(max_examples=200)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", COMPOUND[:8]]), st.sampled_from(["", "a.xls", "a.csv"]))
def test_random_bytes_are_refused(noise: bytes, start: bytes, name: str) -> None:
    with pytest.raises(UnreadableDocument):
        read_workbook(start + noise, name)


@settings(max_examples=200)
@given(st.text('<>/cvrt="s1 A&;f', max_size=60), st.sampled_from(["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]))
def test_random_markup_is_read_or_refused(noise: str, name: str) -> None:
    with suppress(UnreadableDocument):
        read_workbook(book("", more={name: part("worksheet", f"<sheetData>{noise}</sheetData>")}), "表.xlsx")
