from __future__ import annotations

import time
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from luoshi.engines.documents.sheet import Sheet, lay_out
from luoshi.engines.documents.workbook import workbook
from luoshi.engines.documents.workbook_reading import read_workbook

UNITS = tuple(f"桃源镇第{number}号办公室" for number in range(40))


def table(**offered: tuple[str, ...]) -> Sheet:
    header = ["编号", *offered]
    return lay_out("表", header, [["1"] + [""] * len(offered)] * 3, ["注"], choices=offered, several=["单位"] if "单位" in offered else ())


def read_back(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(workbook(sheets)))


def rules(book: openpyxl.Workbook, tab: str = "表") -> list[DataValidation]:
    return list(book[tab].data_validations.dataValidation)


def test_a_short_list_stands_in_the_rule_and_is_strict() -> None:
    book = read_back(table(状态=("有", "无")))
    (rule,) = rules(book)
    assert (rule.type, rule.formula1, str(rule.sqref), rule.showErrorMessage, rule.allowBlank) == ("list", '"有,无"', "B3:B5", True, True)
    assert book.sheetnames == ["表"]


def test_a_long_list_stands_on_a_hidden_page_once() -> None:
    book = read_back(table(单位=UNITS, 主办=UNITS, 协办=UNITS[1:]))
    assert (book.sheetnames, book["选项"].sheet_state) == (["表", "选项"], "hidden")
    assert [rule.formula1 for rule in rules(book)] == ["'选项'!$A$2:$A$41", "'选项'!$A$2:$A$41", "'选项'!$B$2:$B$40"]
    assert [book["选项"].cell(row, 1).value for row in range(2, 42)] == list(UNITS)


def test_a_cell_for_several_choices_takes_other_text_too() -> None:
    several, single = rules(read_back(table(单位=UNITS, 状态=("有", "无"))))
    assert (several.showErrorMessage, single.showErrorMessage) == (False, True)
    assert several.showInputMessage


@pytest.mark.parametrize("choice", ['甲"乙', "甲,乙", "=1+1", " 甲", "甲 ", "甲\n乙", "字" * 256, "😀" * 128])
def test_a_choice_that_would_break_a_rule_stands_on_the_page(choice: str) -> None:
    book = read_back(table(状态=("无", choice)))
    assert rules(book)[0].formula1 == "'选项'!$A$2:$A$3"
    cell = book["选项"]["A3"]
    assert (cell.value, cell.data_type) == (choice, "s")


def test_the_page_of_lists_yields_to_a_sheet_of_the_same_name() -> None:
    own = lay_out("选项", ["甲"], [["乙"]])
    book = read_back(table(单位=UNITS), own)
    assert book.sheetnames == ["表", "选项", "选项1"]
    assert rules(book)[0].formula1 == "'选项1'!$A$2:$A$41"


def test_an_empty_table_offers_choices_in_its_first_row() -> None:
    (rule,) = rules(read_back(lay_out("表", ["状态"], [], choices={"状态": ["有"]})))
    assert str(rule.sqref) == "A3"


def test_a_locked_column_is_shaded_and_not_protected() -> None:
    page = read_back(lay_out("表", ["编号", "状态"], [["1", "有"]], locked=["编号"]))["表"]
    assert (page["A3"].fill.fgColor.rgb, page["B3"].fill.fill_type) == ("00F5F5F5", None)
    assert not page.protection.sheet


def test_a_hidden_sheet_is_hidden_and_stands_alone_never() -> None:
    hidden = lay_out("指纹", ["键", "值"], [["=1", 2]], ["注"], hidden=True, choices={"值": ["2"]})
    book = read_back(hidden, table())
    page = book["指纹"]
    assert page.sheet_state == "hidden"
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [["键", "值"], ["=1", 2]]
    assert page["A2"].quotePrefix
    assert not rules(book, "指纹")
    assert book.active is book["表"]
    with pytest.raises(ValueError, match="can be seen"):
        workbook([hidden])


def test_choices_leave_what_is_read_and_the_bytes_as_they_are() -> None:
    sheets = [table(单位=UNITS, 状态=("有", "无")), lay_out("指纹", ["键"], [["值"]], hidden=True)]
    first = workbook(sheets)
    time.sleep(1.1)  # the properties count whole seconds
    assert workbook(sheets) == first
    assert [(sheet.name, sheet.hidden) for sheet in read_workbook(first, "表.xlsx")] == [("表", False), ("指纹", True), ("选项", True)]
