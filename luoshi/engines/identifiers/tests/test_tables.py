"""The two tables: whole, in levels, found by code and by words."""

from __future__ import annotations

from collections import Counter

import pytest

from luoshi.engines.identifiers import (
    CodeTree,
    RefusalCode,
    RefusedIdentifier,
    divisions,
    full_name,
    industries,
    read_division,
    read_industry,
)


@pytest.mark.parametrize(
    ("tree", "counts"),
    [(industries(), {1: 20, 2: 97, 3: 473, 4: 1380}), (divisions(), {1: 34, 2: 342, 3: 2851})],
    ids=["industries", "divisions"],
)
def test_every_entry_stands_under_one_of_the_level_above(tree: CodeTree, counts: dict[int, int]) -> None:
    assert Counter(entry.level for entry in tree) == counts
    assert len(tree.levels) == len(counts)
    for entry in tree:
        above = tree.get(entry.parent)
        assert entry.level == (above.level + 1 if above else 1)
        assert entry in tree.children(entry.parent)
        assert entry.name == entry.name.strip() != ""


def test_an_industry_is_read_with_and_without_its_section() -> None:
    for written in ("3912", " c3912", "Ｃ３９１２"):
        assert read_industry(written).name == "计算机零部件制造"
    assert [entry.code for entry in industries().path("3912")] == ["C", "39", "391", "3912"]
    assert read_industry("C").level == 1


def test_a_group_of_one_class_has_its_name() -> None:
    assert [entry.name for entry in industries().path("4620")][-2:] == ["污水处理及其再生利用"] * 2


@pytest.mark.parametrize("written", ["0999", "A3912", "ZZ", "Z"])
def test_an_unknown_industry_is_refused(written: str) -> None:
    with pytest.raises(RefusedIdentifier) as caught:
        read_industry(written)
    assert caught.value.code is RefusalCode.UNKNOWN_CODE


def test_nothing_is_no_code() -> None:
    for read in (read_industry, read_division):
        with pytest.raises(RefusedIdentifier) as caught:
            read("\u3000")
        assert caught.value.code is RefusalCode.EMPTY


def test_the_district_of_songbei_and_those_beside_it() -> None:
    assert (read_division("230109").name, full_name("230109")) == ("松北区", "黑龙江省哈尔滨市松北区")
    assert "230109" in {entry.code for entry in divisions().children("230100")}


def test_headings_of_the_table_are_left_out_of_an_address() -> None:
    assert [full_name(code) for code in ("110105", "419001", "441900", "999999")] == ["北京市朝阳区", "河南省济源市", "广东省东莞市", ""]


@pytest.mark.parametrize(
    ("words", "first"), [("稻谷", "0111"), ("软件 开发", "651"), ("零售业", "52"), ("391", "391"), ("餐饮饭馆", "62"), ("餐饮业", "62")]
)
def test_words_find_the_nearest_industry_first(words: str, first: str) -> None:
    assert industries().search(words)[0].code == first


def test_a_search_is_limited_and_may_find_nothing() -> None:
    assert len(industries().search("制造", limit=3)) == 3
    assert [industries().search(words) for words in ("", " ", "-", "龘龘")] == [(), (), (), ()]
    assert [entry.code for entry in divisions().search("松北")] == ["230109"]
