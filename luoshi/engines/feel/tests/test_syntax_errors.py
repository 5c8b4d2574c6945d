"""What is no FEEL is refused with its place, in words for the person who wrote it."""

from __future__ import annotations

import pytest

from luoshi.engines.feel import FeelSyntaxError, Limits, parse, parse_unary_tests

WRONG = [
    ("1 +", 1, 4, "结束"),
    ("(1, 2)", 1, 1, "只能有一个"),
    ("“好”", 1, 1, "直引号"),
    ('"开', 1, 1, "没有结束"),
    ("1 /* 开", 1, 3, "注释"),
    ("if a then b", 1, 12, "else"),
    ("for 1 in a return a", 1, 5, "变量名称"),
    ("[1, 2", 1, 6, "]"),
    ("{1: 2}", 1, 2, "成员名称"),
    ("a.1", 1, 2, "到此结束"),
    ("1 instance of", 1, 14, "类型"),
    ("1 +\n  * 2", 2, 3, "一个值"),
    ('"\\ud800"', 1, 1, "转义"),
    ("@5", 1, 2, "字符串"),
    ("f(a: 1, 2)", 1, 9, "都写名称"),
    ("a # b", 1, 3, "不能有字符"),
    ("", 1, 1, "结束"),
]


@pytest.mark.parametrize(("text", "line", "column", "word"), WRONG)
def test_refusal(text: str, line: int, column: int, word: str) -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        parse(text)
    assert (refused.value.line, refused.value.column) == (line, column)
    assert word in refused.value.message.chinese
    assert refused.value.message.english


@pytest.mark.parametrize("text", ["", "-, 1", "1,", "not(1", "< ", "1 2"])
def test_refused_cells(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        parse_unary_tests(text)


DEEP = [
    "(" * 5000 + "1" + ")" * 5000,
    "[" * 5000,
    "{a:" * 5000,
    "-" * 5000 + "1",
    "if true then " * 1000,
    "function(a) " * 1000,
    "a" + ".b" * 1000,
    "a" + "[1]" * 1000,
    "1" + " = 1" * 1000,
    "[1..a" + "[1..a" * 1000,
    "1 in (" * 1000,
    "1 instance of " + "list<" * 1000,
    "1" * 200_000,
]


@pytest.mark.parametrize("text", DEEP, ids=range(len(DEEP)))
def test_what_is_nested_too_deeply_is_refused_quickly(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        parse(text)


def test_the_limits_can_be_narrowed() -> None:
    with pytest.raises(FeelSyntaxError):
        parse("((1))", limits=Limits(nesting=2))
