"""The heading of a table is found wherever people put it, and what it lacks or says twice is named."""

from __future__ import annotations

import pytest

from luoshi.engines.documents.headings import HEADER_ROWS_MAX, find_heading
from luoshi.engines.documents.refusals import Reason, UnreadableDocument

NAMES = {"名称": "name", "单位名称": "name", "代码": "code", "备注": "note"}
NEEDED = ("name", "code")


@pytest.mark.parametrize("above", [0, 2, HEADER_ROWS_MAX - 1])
def test_a_heading_below_titles_is_found(above: int) -> None:
    rows = [["某区名录"]] * above + [["序号", "代 码*", "单位名称（必填）："], ["1", "A", "甲"]]
    found = find_heading(rows, NAMES, NEEDED)
    assert found.places == {"code": 1, "name": 2}
    assert found.left_out == ("序号",)
    assert rows[found.rows :] == [["1", "A", "甲"]]


def test_a_heading_too_far_below_is_none_and_the_best_row_says_what_is_missing() -> None:
    rows = [["名称", "备注"], *[["甲", ""]] * HEADER_ROWS_MAX, ["名称", "代码"]]
    with pytest.raises(UnreadableDocument, match="缺少“代码”栏") as refused:
        find_heading(rows, NAMES, NEEDED)
    assert refused.value.reason is Reason.NO_HEADING


def test_no_row_at_all_lacks_everything() -> None:
    with pytest.raises(UnreadableDocument, match="缺少“名称、代码”栏"):
        find_heading([], NAMES, NEEDED)


def test_two_columns_that_are_the_same_are_named_even_under_two_names() -> None:
    with pytest.raises(UnreadableDocument, match="有两栏都是“名称”"):
        find_heading([["名称", "代码", "单位名称"]], NAMES, NEEDED)
