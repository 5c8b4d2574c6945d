from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.documents.sheet import Alignment, Cell, Column, Sheet, column_widths, display_width, lay_out, line_count, plain, printed


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


def on_paper(header: list[str], rows: list[list[Cell]]) -> list[float]:
    """How wide the columns are on 225 mm, in half-widths of 10.5 points without the margins of cells."""
    half = 10.5 / 2 * 25.4 / 72
    widths = column_widths(lay_out("表", header, rows), 225, 2 * half, 2)
    assert sum(widths) == pytest.approx(225)
    return [(width - 2) / half for width in widths]


def test_on_paper_neither_a_code_nor_a_day_nor_a_number_is_torn() -> None:
    row: list[Cell] = [
        "示例-2031-0007/2",
        "推动首台（套）产品推广应用机制落地见效" * 4,
        date(2031, 12, 31),
        Decimal("12345678.5"),
        "区发改局",
    ]
    code, quote, day, number, unit = on_paper(["编号", "原文", "时限", "目标值", "牵头单位"], [row] * 9)
    assert code > len("示例-2031-0007/2") + 2, "an ideograph is as wide as two digits"
    assert day > len("2031-12-31")
    assert number > len("12,345,678.5")
    assert unit >= 6
    assert quote > 40, "everything else goes to the words"


def test_on_paper_a_column_that_is_mostly_empty_leaves_room_to_the_others() -> None:
    rows: list[list[Cell]] = [
        ["产教融合实践中心建设" * 9, "产教融合实践中心建设" * 3 if number == 0 else None, None] for number in range(20)
    ]
    full, sparse, empty = on_paper(["原文", "指标", "备注"], rows)
    assert full > 3 * sparse > 6 * empty


def test_on_paper_columns_that_need_more_than_there_is_shrink_alike() -> None:
    widths = on_paper([f"栏{number}" for number in range(40)], [["示例-2031-0007/2"] * 40])
    assert max(widths) == pytest.approx(min(widths))


@given(st.lists(st.lists(st.text(max_size=60) | st.none(), min_size=4, max_size=4), max_size=5))
def test_on_paper_all_columns_together_are_as_wide_as_the_paper(rows: list[list[Cell]]) -> None:
    assert all(width > 0 for width in on_paper(["甲", "乙", "丙", "丁"], rows))


def test_thousands_stand_apart_on_paper_but_for_what_counts_or_names_a_year() -> None:
    assert [printed(each) for each in (Decimal("8000"), Decimal("-1234.50"), 2031, None, date(2031, 1, 2))] == [
        "8,000", "-1,234.50", "2031", "", "2031-01-02",
    ]  # fmt: skip
