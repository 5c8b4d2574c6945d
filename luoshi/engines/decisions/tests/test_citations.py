"""Citations are read from texts as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.engines.decisions.citations import Citation, citations_in
from luoshi.engines.decisions.tests.packages import document

KEYS = ("示例〔2021〕1号", "示例〔2021〕1号 附件", "年度须知 2023")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("示例〔2021〕1号 第三条", [Citation("示例〔2021〕1号", "第三条")]),
        ("示例〔2021〕1号\u3000第三条 第二款", [Citation("示例〔2021〕1号", "第三条 第二款")]),
        ("示例〔2021〕1号 附件 表一", [Citation("示例〔2021〕1号 附件", "表一")]),
        ("年度须知 2023 申请条件；示例〔2021〕1号", [Citation("年度须知 2023", "申请条件"), Citation("示例〔2021〕1号")]),
        ("示例〔2021〕1号 一;\n示例〔2021〕1号 二", [Citation("示例〔2021〕1号", "一"), Citation("示例〔2021〕1号", "二")]),
        ("示例〔2021〕1号第三条", [Citation("示例〔2021〕1号第三条")]),
        ("别的办法 第一条", [Citation("别的办法", "第一条")]),
        (" ； ", []),
    ],
)
def test_the_longest_known_key_is_the_document_and_the_rest_its_article(text: str, read: list[Citation]) -> None:
    assert list(citations_in(text, KEYS)) == read


def test_a_citation_is_written_as_it_is_read() -> None:
    for text in ("示例〔2021〕1号 第三条", "示例〔2021〕1号"):
        assert [str(each) for each in citations_in(text, KEYS)] == [text]


def test_days_of_a_document_are_inclusive_and_what_is_unknown_is_no_limit() -> None:
    ended = document("示例", date(2021, 1, 1), date(2022, 12, 31))
    assert [ended.may_be_in_force(date(year, month, day)) for year, month, day in ((2020, 12, 31), (2021, 1, 1), (2022, 12, 31))] == [
        False,
        True,
        True,
    ]
    assert not ended.may_be_in_force(date(2023, 1, 1))
    assert document("示例", None).may_be_in_force(date(1900, 1, 1))
    assert ended.period.english == "2021-01-01 to 2022-12-31"
