from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.documents.hard_wraps import PrintedLine, paragraphs

WIDTH = 20
words = st.text(st.sampled_from("农业水利道路学校医院增长推进完成，、"), min_size=1, max_size=90)


def wrapped(text: str, indent: int) -> list[PrintedLine]:
    cut = [text[: WIDTH - indent], *(text[start : start + WIDTH] for start in range(WIDTH - indent, len(text), WIDTH))]
    return [PrintedLine(line, float(indent) if number == 0 else 0.0) for number, line in enumerate(cut) if line]


@given(st.lists(words.map(lambda text: f"推进{text}完成。"), min_size=3, max_size=12))
def test_indented_paragraphs_are_found_wherever_sentences_end(texts: list[str]) -> None:
    texts = ["这是足够长的一段话，用来说明这份文件的行有多宽，一行二十个字。" * 2, *texts]
    assert paragraphs([[line for text in texts for line in wrapped(text, 2)]]) == texts


def test_without_indents_a_full_line_that_ends_no_sentence_continues() -> None:
    lines = [
        "地区生产总值增长百分之六，一般公共预算收入",
        "增长百分之四。",
        "一、主要目标",
        "全镇上下要坚定信心，齐心协力，真抓实干。",
        "结束",
    ]
    assert paragraphs([[PrintedLine(line) for line in lines]]) == ["".join(lines[:2]), *lines[2:]]


@pytest.mark.parametrize("number", ["— 3 —", "-3-", "3", "第 3 页", "第3页 共20页", "3/20", "－ 3 －", "· 3 ·"])
def test_page_numbers_are_dropped(number: str) -> None:
    assert paragraphs([[PrintedLine("增长百分之六。"), PrintedLine(number)]]) == ["增长百分之六。"]


def test_a_header_is_dropped_from_all_pages_but_the_title_like_it_stays() -> None:
    header, texts = PrintedLine("政府工作报告"), ["开头的一段话说明行有多宽。", "工业。", "农业。", "结束。"]
    pages = [[header, PrintedLine(text)] for text in texts]
    assert paragraphs([[header, *pages[0]], *pages[1:]]) == ["政府工作报告", *texts]


def test_blanks_beside_ideographs_go_and_those_between_words_stay() -> None:
    assert paragraphs([[PrintedLine("1 聚焦 2031 年 GDP growth rate 目标 6 %")]]) == ["1 聚焦2031年GDP growth rate目标6 %"]


def test_no_pages_no_paragraphs() -> None:
    assert paragraphs([]) == []
