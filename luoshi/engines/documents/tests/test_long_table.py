"""Registers as offices hand them over: whatever program and encoding, the same rows of text."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from luoshi.engines.documents.archive import refuse_larger
from luoshi.engines.documents.long_table import read_long_table
from luoshi.engines.documents.refusals import EXCEL, Reason, UnreadableDocument

ROWS = ((1, ("名称", "成立日期", "人数")), (3, ("桃源示例公司", "2023-02-28", "12")))


def _workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    book.create_sheet("说明", 0)  # an empty page before the one that counts
    hidden = book.create_sheet("隐藏")
    hidden.append(["不读"])
    hidden.sheet_state = "hidden"
    page = book.create_sheet("名录")
    for row in rows:
        page.append(row)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_workbook_gives_its_first_visible_page_with_the_numbers_of_its_rows() -> None:
    table = read_long_table(_workbook(("名称", "成立日期", "人数"), (), (" 桃源示例公司\u3000", date(2023, 2, 28), 12)), "名录.xlsx")
    assert (table.sheet, table.rows) == ("名录", ROWS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_file_gives_the_same_rows_in_any_encoding(encoding: str, delimiter: str) -> None:
    text = f"名称{delimiter}成立日期{delimiter}人数\r\n{delimiter}{delimiter}\r\n桃源示例公司{delimiter}2023-02-28{delimiter}12\r\n"
    assert read_long_table(text.encode(encoding), "名录.csv").rows == ROWS


def test_a_line_of_a_csv_file_ends_where_its_line_ends_and_nowhere_else() -> None:
    text = '名称,地址\n桃源\u2028示例,一层\x0b二层\n另一家,"三层\r\n四层"\n'
    assert [len(cells) for _, cells in read_long_table(text.encode(), "名录.csv").rows] == [2, 2, 2]


def test_numbers_stand_as_they_were_typed_and_lost_digits_are_seen() -> None:
    (_, cells), *_ = read_long_table(_workbook((0.1, 1200.0, 6.5, True, 230109199001011234)), "名录.xlsx").rows
    assert cells == ("0.1", "1200", "6.5", "是", "2.30109199001011E+17")


def test_what_is_no_table_is_refused() -> None:
    for content, reason in ((b" ", Reason.EMPTY), (b"PK\x03\x04 broken", Reason.DAMAGED), (_workbook(), Reason.EMPTY)):
        with pytest.raises(UnreadableDocument) as refusal:
            read_long_table(content, "名录.xlsx")
        assert refusal.value.reason is reason


def test_an_archive_that_unpacks_to_too_much_is_refused_before_anybody_unpacks_it() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 3_000_000)
    refuse_larger(packed.getvalue(), 3_000_000, EXCEL)
    with pytest.raises(UnreadableDocument) as refusal:
        refuse_larger(packed.getvalue(), 2_999_999, EXCEL)
    assert refusal.value.reason is Reason.TOO_LARGE


def test_what_is_merged_over_rows_stands_in_each_of_them_and_over_columns_only_in_the_first() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (("某区名录", None), ("单位", "岗位"), ("甲局", "局长"), (None, "联络员"), (None, "会计")):
        page.append(row)
    page.merge_cells("A1:B1")
    page.merge_cells("A3:A5")
    book.save(written := BytesIO())
    rows = [cells for _, cells in read_long_table(written.getvalue(), "名录.xlsx").rows]
    assert rows == [("某区名录", ""), ("单位", "岗位"), ("甲局", "局长"), ("甲局", "联络员"), ("甲局", "会计")]


def test_the_commas_of_a_title_do_not_part_the_columns_below_it() -> None:
    assert read_long_table("某区名录，截至，1月，\n名称\t人数\n甲，乙\t3\n".encode(), "x.csv").rows[1:] == (
        (2, ("名称", "人数")),
        (3, ("甲，乙", "3")),
    )


def test_what_is_no_text_is_refused_with_the_formats_of_tables() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read_long_table(bytes(range(256)) * 20, "x.csv")
    assert ".xlsx 或 .csv" in refusal.value.remedy.chinese
