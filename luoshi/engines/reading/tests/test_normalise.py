from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.reading.normalise import normalise


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ""),
        ("\u3000\u200b\ufeff\n\r\n", ""),
        ("增长１．５％－Ａ", "增长1.5%-A"),
        ("注\ufeff册\u200b企\u2009业", "注册企业"),
        ("1 聚焦创新", "1 聚焦创新"),
        ("GREEN CARD A 股", "GREEN CARD A股"),
        ("发展农业。\u2028发展工业。\r\n", "发展农业。\n发展工业。"),
        ("做好\n《外商投资法》\n，落实", "做好《外商投资法》，落实"),
        ("一、工作回顾\n粮食丰收", "一、工作回顾\n粮食丰收"),
        ("# 卷首\n发展农业，\n发展工业。", "#卷首\n发展农业，发展工业。"),
        ("发展农业，做好水利工程建设和\n2\n期工程。", "发展农业，做好水利工程建设和2期工程。"),
        ("𠮷镇增长５％", "𠮷镇增长5%"),
    ],
)
def test_text(source: str, text: str) -> None:
    assert normalise(source).text == text


@given(st.text(alphabet="发展，。5５％% \u3000\u200b\n\r\u2028一、A《》：𠮷", max_size=80))
def test_every_character_knows_where_it_stood(source: str) -> None:
    found = normalise(source)
    assert len(found.text) == len(found.origins)
    assert list(found.origins) == sorted(found.origins)
    assert all(normalise(source[at]).text in {char, ""} for char, at in zip(found.text, found.origins, strict=True) if char not in "\n ")


@given(st.text(alphabet="发展，。5５％ \n一、A", max_size=60))
def test_what_is_normalised_stays_as_it_is(source: str) -> None:
    once = normalise(source).text
    assert normalise(once).text.replace("\n", "") == once.replace("\n", "")
