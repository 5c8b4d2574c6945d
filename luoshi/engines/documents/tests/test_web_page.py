from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.documents.html_events import Tag, events
from luoshi.engines.documents.incoming import decode
from luoshi.engines.documents.refusals import UnreadableDocument
from luoshi.engines.documents.tests.samples import REPORT, TEXT, web_page


def lines(page: str, encoding: str = "utf-8") -> list[str]:
    return decode(page.encode(encoding), "report.html").text.split("\n")


def test_the_article_comes_back_without_menu_script_and_small_print() -> None:
    assert lines(web_page(REPORT[1:])) == ["政府工作报告", *REPORT[1:]]


def test_a_title_that_the_article_shows_is_not_repeated() -> None:
    assert lines(web_page(["政府工作报告", *REPORT[1:]])) == ["政府工作报告", *REPORT[1:]]


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030", "utf-8"])
def test_the_declared_charset_is_respected(charset: str) -> None:
    page = web_page([*REPORT[1:], "朱镕基"], charset)  # 镕 is in GBK but not in GB 2312, as pages often disregard
    incoming = decode(page.encode("gb18030" if charset.lower().startswith("gb") else charset), "report.html")
    assert incoming.text.endswith("朱镕基")
    assert incoming.notes == ()


def test_a_wrong_charset_is_seen_and_remarked_on() -> None:
    incoming = decode(web_page(REPORT[1:], "utf-8").encode("gb18030"), "report.html")
    assert incoming.text.endswith(REPORT[-1])
    assert "gb18030" in incoming.notes[0]


@pytest.mark.parametrize("charset", ["undefined", "punycode", "idna", "hex", "nonsense"])
def test_a_charset_that_is_none_does_not_stop_the_reading(charset: str) -> None:
    incoming = decode(web_page(REPORT[1:], charset).encode(), "report.html")
    assert incoming.text.endswith(REPORT[-1])
    assert charset in incoming.notes[0]


def test_characters_that_are_no_text_are_dropped() -> None:
    assert lines("<html><p>地区\x00生产\x01总\x0b值&#xFFFE;增长\uffff6%。</p></html>") == ["地区生产总值增长6%。"]


def test_source_line_breaks_are_no_paragraphs() -> None:
    assert lines("<html><p>地区生产总值\n   增长<b>6%</b>\n 左右。</p><p>社会 GDP growth</p></html>") == [
        "地区生产总值增长6%左右。",
        "社会 GDP growth",
    ]


def test_line_breaks_in_preformatted_text_are_kept() -> None:
    assert lines("<html><pre>第一段。\n第二段。</pre></html>") == ["第一段。", "第二段。"]


def test_entities_and_table_cells() -> None:
    page = "<html><table><tr><td>指标&nbsp;</td><td>&ge;6%</td></tr><tr><td>&#25968;&#x91cf;</td><td>5</td></tr></table></html>"
    assert lines(page) == ["指标\t≥6%", "数量\t5"]


def test_a_menu_that_never_ends_does_not_swallow_the_report() -> None:
    assert lines(f"<html><nav>菜单<p>{REPORT[1]}</p></html>") == ["菜单", REPORT[1]]


def test_an_attribute_may_hold_a_closing_bracket() -> None:
    assert list(events('<p title="a>b" role=main>字')) == [Tag("p", attributes=' title="a>b" role=main'), "字"]
    assert Tag("p", attributes=' title="a>b" role=main').attribute("role") == "main"


def test_comments_declarations_and_stray_brackets() -> None:
    assert list(events("<!DOCTYPE html>甲<!-- <p> -->乙 < 丙<?php ?>")) == ["甲", "乙 ", "<", " 丙"]


@given(st.text(st.sampled_from("<>!-/ \"'=apscriptdvn&;字。\n"), max_size=300))
def test_no_page_is_too_broken(page: str) -> None:
    pieces = [event for event in events(page) if isinstance(event, str)]
    assert sum(map(len, pieces)) <= len(page)
    with suppress(UnreadableDocument):
        decode(f"<html>{page}{TEXT}".encode(), "a.html")


@pytest.mark.parametrize(
    "stretch", ["<div>", "<a ", "<!--", "<![", "<p 'x", "<a \"'<a'\"", "<script>", "<svg>", "<nav>", "</p>", "<", "&#", "<title>", "<td>字"]
)
def test_hostile_pages_end_in_bounded_time(stretch: str) -> None:
    started = time.monotonic()
    with suppress(UnreadableDocument):
        decode(("<html>" + stretch * (1_500_000 // len(stretch)) + "<p>字").encode()[:1_500_000], "a.html")
    assert time.monotonic() - started < 15
