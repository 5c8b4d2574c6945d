"""Sheets of units: the workbook has figures to calculate with, paper says them in words."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from luoshi.district.bulletins.tests.conftest import ON
from luoshi.district.bulletins.units import unit_sheets

if TYPE_CHECKING:
    from luoshi.district.plan.queries import Report


def test_figures_are_numbers_without_the_zeros_of_a_database(plan: Report) -> None:
    book = openpyxl.load_workbook(BytesIO(unit_sheets(plan, "xlsx", on=ON)))
    page = next(each for each in book.worksheets if any(row[7].value for row in each.iter_rows(min_row=3)))
    goals = [row[7] for row in page.iter_rows(min_row=3) if row[7].value is not None]
    assert page["H2"].value == "年度目标"
    assert all(isinstance(each.value, int | float) for each in goals)
    assert all(len(each.number_format.partition(".")[2]) <= 2 for each in goals), "6.5 and not 6.5000000000"
    assert page.print_title_rows == "$2:$2"


def test_on_paper_what_is_measured_is_said_in_words_where_of_others_the_progress_stands(plan: Report) -> None:
    document = docx.Document(BytesIO(unit_sheets(plan, "docx", on=ON)))
    assert {tuple(cell.text for cell in table.rows[0].cells) for table in document.tables} == {
        ("编号", "原文", "时限", "进展", "研判", "灯", "亮灯理由")
    }
    said = [row.cells[3].text for table in document.tables for row in table.rows[1:]]
    assert any("2023年1—" in each and "年度目标" in each for each in said)
    assert "000000" not in "".join(said)


def test_there_are_no_other_kinds_of_files(plan: Report) -> None:
    assert unit_sheets(plan, "pdf", on=ON).startswith(b"%PDF")
    with pytest.raises(KeyError):
        unit_sheets(plan, "odt", on=ON)
