from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.engines.documents.sheet import Alignment, Column, Sheet, display_width, lay_out, line_count, plain


def test_layout_follows_from_the_cells() -> None:
    sheet = lay_out("表", ["编号", "原文", "目标值", "备注"], [["1", "一" * 60, Decimal("6.5"), None], ["2", "二" * 10, 30, None]])
    number, quote, value, remark = sheet.columns
    assert (number.alignment, quote.alignment, value.alignment) == (Alignment.CENTER, Alignment.LEFT, Alignment.RIGHT)
    assert quote.width > remark.width > value.width  # what is to be filled in needs room
    assert remark.width >= display_width("备注") + 2


def test_a_column_of_words_with_a_number_in_it_stays_one_of_words() -> None:
    sheet = lay_out("表", ["一季度目标"], [["完成选址"], ["开工"], [300]])
    assert sheet.columns[0].alignment is Alignment.CENTER


def test_only_the_column_that_tells_most_is_very_wide() -> None:
    sheet = lay_out("表", ["甲", "乙"], [["同" * 60, f"{number}异" * 20] for number in range(3)])
    assert sheet.columns[0].width < sheet.columns[1].width


def test_the_longest_number_fits_however_rare_it_is() -> None:
    sheet = lay_out("表", ["数值"], [*[["5"]] * 20, ["+12,345.67%"]])
    assert sheet.columns[0].width >= len("+12,345.67%") + 2


def test_a_row_that_does_not_fit_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="row 1 has 1 cells for 2 columns"):
        Sheet("表", (Column("甲", 6), Column("乙", 6)), (("1", "2"), ("1",)))


def test_columns_are_selected_by_name() -> None:
    sheet = lay_out("表", ["甲", "乙", "丙"], [["1", "2", "3"]], ["注"]).select(["丙", "甲"])
    assert [column.name for column in sheet.columns] == ["丙", "甲"]
    assert sheet.rows == (("3", "1"),)
    assert sheet.notes == ("注",)
    with pytest.raises(KeyError):
        sheet.select(["丁"])


def test_widths_and_lines() -> None:
    assert display_width("ab汉字\n，") == 6
    assert line_count("汉字汉字汉\nab", 4) == 4
    assert plain("a\x00b\ud800c\ufffe\n") == "abc\n"


def test_columns_are_told_what_they_offer_and_what_not_to_edit() -> None:
    sheet = lay_out("表", ["编号", "状态", "单位"], [], choices={"状态": ["有", "无"]}, several=["单位"], locked={"编号"}, hidden=True)
    assert [(column.choices, column.several, column.locked) for column in sheet.columns] == [
        ((), False, True), (("有", "无"), False, False), ((), True, False),
    ]  # fmt: skip
    assert sheet.hidden
    with pytest.raises(KeyError, match="不存在"):
        lay_out("表", ["编号"], [], locked=["不存在"])
