"""Pages and Word files have the figures of GB/T 9704-2012, and the same parts always give the same bytes."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from luoshi.engines.documents.archive import read_part
from luoshi.engines.documents.official import layout
from luoshi.engines.documents.official.compose import compose
from luoshi.engines.documents.official.layout import Face, millimetres
from luoshi.engines.documents.official.pages import Page
from luoshi.engines.documents.official.svg import svg_page
from luoshi.engines.documents.official.tables import table_pages
from luoshi.engines.documents.official.tests.papers import BRIEF, NOTICE, SHEET
from luoshi.engines.documents.official.word import word_document
from luoshi.engines.documents.sheet import lay_out


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    return compose(NOTICE)


def test_mark_number_and_red_line_stand_where_the_standard_has_them(pages: tuple[Page, ...]) -> None:
    first = pages[0]
    mark = next(each for each in first.texts if each.text.endswith("文件"))
    assert mark.y - layout.INK_TOP * millimetres(mark.size) == pytest.approx(37 + 35)
    red = next(each for each in first.rules if each.colour == layout.RED)
    assert (red.x1, red.x2 - red.x1, red.width) == (28, 156, 0.35)
    number = next(each for each in first.texts if each.text == "7")
    assert red.y1 - number.y - layout.INK_BOTTOM * millimetres(16) == pytest.approx(4)


def test_a_full_page_has_22_lines_of_28_characters(pages: tuple[Page, ...]) -> None:
    full = pages[1]
    baselines = sorted({round(each.y, 2) for each in full.texts if each.size == 16})
    assert len(baselines) == 22
    assert (baselines[-1] - baselines[0]) / 21 == pytest.approx(225 / 22, abs=0.01)
    assert max(each.x + each.width for each in full.texts if each.size == 16) == pytest.approx(184, abs=0.5)


def test_tables_are_turned_and_the_record_ends_the_last_page(pages: tuple[Page, ...]) -> None:
    turned = [page.landscape for page in pages]
    assert turned == [*sorted(turned[:-1]), False]
    assert turned.count(True) > 1
    for page in pages:
        [number] = [each for each in page.texts if each.face is Face.NUMBER]
        across, down = (number.y, layout.LONG - number.x) if page.landscape else (number.x, number.y)
        assert down - layout.DASH * millimetres(14) == pytest.approx(262 + 7)
        outside = across - 28 if page.number % 2 == 0 else 184 - across - number.width
        assert outside == pytest.approx(millimetres(14))
    assert [sum(each.text == "说明" for each in page.texts) for page in pages] == [int(each) for each in turned]
    assert [rule.width for rule in pages[-1].rules] == [0.35, 0.25, 0.35]
    assert pages[-1].rules[-1].y1 == pytest.approx(262)


def test_the_date_has_four_characters_clear_and_the_issuer_stands_over_it(pages: tuple[Page, ...]) -> None:
    last = [page for page in pages if not page.landscape][-2]
    runs = [each for each in last.texts if each.size == 16][-6:]
    assert "".join(each.text for each in runs) == "2023年10月8日"
    assert runs[-1].x + runs[-1].width == pytest.approx(184 - millimetres(4 * layout.CHARACTER_PITCH), abs=0.1)


def test_a_brief_says_number_office_and_day_over_the_red_line() -> None:
    [page] = compose(BRIEF)
    words = "".join(each.text for each in page.texts)
    assert "第20期" in words
    assert "抄送：区委办公室" in words
    assert svg_page(page, "第1页").count("<line") == len(page.rules) == 4


def test_a_word_file_read_back_has_these_figures() -> None:
    content = word_document(NOTICE)
    assert content == word_document(NOTICE)
    document = Document(BytesIO(content))
    upright, turned, last = (_margins(each) for each in document.sections)
    assert upright == last == (11906, 16838, 2098, 1587, 1980, 1475)
    assert turned == (16838, 11906, 1587, 1980, 1475, 2098)
    text = next(each for each in document.paragraphs if each.text.startswith("按照"))
    properties: Any = text._p.pPr
    spacing, run = properties.find(qn("w:spacing")), text.runs[0]._r.find(qn("w:rPr"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("580", "exact")
    assert properties.find(qn("w:ind")).get(qn("w:firstLine")) == "632"
    assert run.find(qn("w:sz")).get(qn("w:val")) == "32"
    assert {each.get(qn("w:eastAsia")) for each in document.element.body.iter(qn("w:rFonts"))} >= {
        "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312",
    }  # fmt: skip
    assert 'altName w:val="仿宋,FangSong' in (read_part(content, "word/fontTable.xml") or b"").decode()
    assert document.settings.odd_and_even_pages_header_footer
    normal: Any = document.styles["Normal"].element.pPr
    assert [each.get(qn("w:val")) for each in normal if "autoSpace" in each.tag] == ["0", "0"], "no gap between ideographs and digits"


def _margins(section: Any) -> tuple[int, ...]:
    lengths = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.left_margin,
        section.bottom_margin,
        section.right_margin,
    )
    return tuple(each.twips for each in lengths)


def test_tables_of_their_own_have_title_head_rows_notes_and_say_on_each_page_what_is_invented() -> None:
    sheet = lay_out("很长的题目" * 60, ["编号", "内容"], [[f"示例-2031-{n:04}", "按计划推进" * 40] for n in range(40)], ["注：示例。"])
    pages = table_pages([sheet, SHEET], "演示样本")
    assert all(page.landscape for page in pages)
    assert len(pages) > 4
    for page in pages:
        words = "".join(each.text for each in page.texts)
        assert words.count("演示样本") == 1
        left, top, width, height = page.area
        for text in page.texts:
            if text.face is not Face.NUMBER and text.text != "演示样本":
                assert left - 0.1 <= text.x <= text.x + text.width <= left + width + 0.2, text
                assert top <= text.y <= top + height + 0.1
        for rule in page.rules:
            assert top - 0.1 <= rule.y1 <= rule.y2 <= top + height + 0.1, "no row is cut"
    titles = [each.text for page in pages for each in page.texts if each.face is Face.TITLE]
    assert "".join(titles) == sheet.title + SHEET.title
    heads = [page for page in pages if {"编号", "内容"} <= {each.text for each in page.texts if each.face is Face.HEADING}]
    assert len(heads) == len(pages) - sum(any(each.text == "说明" for each in page.texts) for page in pages)


def test_what_is_invented_says_so_over_each_page_and_a_draft_that_it_is_one_on_the_first(pages: tuple[Page, ...]) -> None:
    for page in pages:
        assert [each.text for each in page.texts].count("演示样本") == 1
    assert [sum(each.text == "草稿" for each in page.texts) for page in pages] == [1, *[0] * (len(pages) - 1)]
    document = Document(BytesIO(word_document(NOTICE)))
    assert [section.header.paragraphs[0].text for section in document.sections] == ["演示样本"] * 3
