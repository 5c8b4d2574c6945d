"""Numbers, titles and lines follow the standard, whatever the text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.engines.documents.official.layout import CHARACTER_PITCH, LINE_PITCH, SIZE, WIDTH, mark_size, points
from luoshi.engines.documents.official.lines import CLOSING, OPENING, Measure, break_lines, paragraph
from luoshi.engines.documents.official.numbering import chinese, document_number, label
from luoshi.engines.documents.official.parts import Point
from luoshi.engines.documents.official.tests.papers import NOTICE
from luoshi.engines.documents.official.titles import is_well_shaped, title_lines
from luoshi.engines.documents.official.widths import width

LINE = Measure(SIZE, CHARACTER_PITCH, points(WIDTH))
WORDS = st.sampled_from(["桃源", "新区，", "2023年", "（一）", "53.3%以上", "《报告》", "“两新”、", "TB-2023-09-017号", "；"])
TEXTS = st.lists(WORDS, max_size=60).map(lambda words: re.sub("(；；)+", "；", "".join(words)))


def test_the_grid_is_that_of_the_standard() -> None:
    assert (round(CHARACTER_PITCH, 3), round(LINE_PITCH, 2)) == (15.793, 28.99)
    assert mark_size("政府文件") == 62
    assert mark_size("虚构新区人民政府办公室文件") == 34


def test_numbers_are_written_as_documents_write_them() -> None:
    assert [chinese(each) for each in (1, 10, 12, 20, 23, 99)] == ["一", "十", "十二", "二十", "二十三", "九十九"]
    assert [label(level, 2) for level in (1, 2, 3, 4)] == ["二、", "（二）", "2.", "（2）"]
    assert document_number("虚政办督", 2023, 7) == "虚政办督〔2023〕7号"
    with pytest.raises(ValueError, match="counts to 100"):
        chinese(100)
    with pytest.raises(ValueError, match="level"):
        Point("", 5)


def test_headings_count_anew_under_each_heading_above_them() -> None:
    assert [number for number, _ in NOTICE.numbered][:7] == ["", "一、", "（一）", "1.", "（1）", "（二）", "二、"]


def test_a_title_is_as_short_and_well_shaped_as_its_words_allow() -> None:
    assert title_lines(("关于", "重点工作", "的", "通报"), 20) == ("关于重点工作的通报",)
    lines = title_lines(("关于", "2023年9月", "全区", "重点工作", "进展情况", "的", "督查通报"), 20)
    assert lines == ("关于2023年9月全区", "重点工作进展情况的督查通报")
    assert is_well_shaped([5, 9, 7])
    assert not is_well_shaped([9, 5, 7])
    assert not is_well_shaped([7, 7])
    with pytest.raises(ValueError, match="holds a word"):
        title_lines(("一个太长的词",), 5)


@settings(max_examples=60)
@given(st.lists(st.text(alphabet="甲乙丙", min_size=1, max_size=8), min_size=1, max_size=9))
def test_no_word_of_a_title_is_broken(words: list[str]) -> None:
    lines = title_lines(words, 20)
    assert max(map(len, lines)) <= 20
    ends = {sum(map(len, words[: place + 1])) for place in range(len(words))}
    assert "".join(lines) == "".join(words)
    assert {sum(map(len, lines[: place + 1])) for place in range(len(lines))} <= ends


@settings(max_examples=40)
@given(TEXTS, st.sampled_from([0.0, 2 * CHARACTER_PITCH]))
def test_lines_hold_the_whole_text_and_keep_marks_and_numbers_together(text: str, indent: float) -> None:
    lines = break_lines(text, LINE, indent)
    assert "".join(lines) == text
    assert all(LINE.width(line) <= LINE.length for line in lines)
    for before, after in pairwise(lines):
        assert after[0] not in CLOSING
        assert before[-1] not in OPENING
        assert not (before[-1].isascii() and after[0].isascii())


def test_a_full_line_ends_at_the_edge_and_holds_28_ideographs() -> None:
    first, *_, last = paragraph("桃" * 70, LINE)
    assert [len(run.text) for run in first] == [28]
    assert first[-1].x + first[-1].width == pytest.approx(LINE.length - (CHARACTER_PITCH - SIZE))
    assert [len(run.text) for run in last] == [14]


@pytest.mark.parametrize("before", range(22, 28))
def test_the_numbers_of_references_stay_together(before: int) -> None:
    lines = break_lines("桃" * before + "[3、8—10]。" + "桃" * 5, LINE)
    assert any("[3、8—10]。" in line for line in lines)


def test_digits_are_half_as_wide_as_ideographs() -> None:
    assert width("2023", 16, 16) == 32
    assert width("桃源", 16, 16) == 32
