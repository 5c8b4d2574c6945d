"""What the language means, as tables of our own examples. The standard's chapter is 10.3.2 (DMN 1.5)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.engines.feel import FindingKind, Value, evaluate, parse
from luoshi.engines.feel.tests import test_builtins
from luoshi.engines.feel.tests.tables import check, examples

SCOPE: dict[str, Value] = {
    "年营业收入": Decimal(860000),
    "从业 人数": Decimal(12),
    "金额（元）": Decimal("1234.5"),
    "a-b": Decimal(7),
    "a": Decimal(3),
    "b": Decimal(2),
    "空": None,
    "企业": ({"名称": "甲", "人数": Decimal(3)}, {"名称": "乙", "人数": Decimal(30)}, {"名称": "丙", "人数": None}),
    "applicant": {"first name": "Li", "born": None},
}

VALUES = """
    null → null
    true → true
    0.1 + 0.2 → 0.3
    .5 → 0.5
    1.2e3 → 1200
    "他说\\"好\\"" → "他说\\"好\\""
    "\\u4e2d\\U01F40E\\uD83D\\uDE00" = "中🐎😀" → true
    string length("a\\tb") → 3
    "\\d+" → "\\\\d+"
    @"2023-02-06" → 2023-02-06
    @"09:30:00+08:00" → 09:30:00+08:00
    @"2023-02-06T09:30:00@Asia/Shanghai" → 2023-02-06T09:30:00@Asia/Shanghai
    @"P1Y14M" → P2Y2M
    @"-PT90M" → -PT1H30M
    [1, "a", [true]] → [1, "a", [true]]
    {a: 1, "b c": a + 1} → {a: 1, b c: 2}
    {} → {}
    [1..5) → [1..5)
    ]1..5[ → (1..5)
    (<= 5) → (<= 5)
    """
ARITHMETIC = """
    1 + 2 * 3 → 7
    2 ** 3 ** 2 → 64
    -2 ** 2 → 4
    10 - 3 - 2 → 5
    2 ** -1 → 0.5
    7 / 2 → 3.5
    1 / 3 → 0.3333333333333333333333333333333333
    "落" + "实" → "落实"
    @"2023-01-31" + @"P1M" → 2023-02-28
    @"2024-02-29" - @"P1Y" → 2023-02-28
    @"2023-12-31" + @"P1D" → 2024-01-01
    @"2023-02-06" - @"2023-01-01" → P36D
    @"2023-02-06T00:00:00Z" - @"2023-02-05" → P1D
    @"23:30:00" + @"PT1H" → 00:30:00
    @"P1D" * 1.5 → P1DT12H
    3 * @"P5M" → P1Y3M
    @"P1Y" / @"P3M" → 4
    @"P1D" / 24 → PT1H
    @"P1Y" - @"P1M" → P11M
    @"2023-03-26T01:30:00@Europe/Paris" + @"PT1H" → 2023-03-26T03:30:00@Europe/Paris
    1 / 0 → null: division by zero
    @"P1D" / 0 → null: division by zero
    1 + null → null: null operand
    1 + "1" → null: type mismatch
    -"1" → null: type mismatch
    -null → null: null operand
    1E6144 * 10 → null: out of range
    @"999999999-12-31" + @"P1D" → null: out of range
    @"2023-02-06T09:00:00" - @"2023-02-06T09:00:00Z" → null: mixed zones
    """
COMPARISON = """
    1 = 1.0 → true
    1 != 2 → true
    null = null → true
    1 = null → false
    "a" < "b" → true
    [1, 2] = [1, 2] → true
    [1, "a"] = [1, 2] → false
    {a: 1, b: 2} = {b: 2, a: 1} → true
    [1..3] = [1..3] → true
    [true] = [1] → false
    @"P1Y" = @"P12M" → true
    @"PT24H" = @"P1D" → true
    @"10:00:00+01:00" = @"09:00:00Z" → true
    @"10:00:00" = @"10:00:00Z" → false
    @"2023-02-06T09:00:00@Asia/Shanghai" = @"2023-02-06T01:00:00Z" → true
    @"2023-02-06" >= @"2023-02-06" → true
    5 between 1 and 5 → true
    5 in [1..5) → false
    5 in (< 3, 5) → true
    5 in (1, 2, [3..9]) → true
    "乙" in ["甲", "乙"] → true
    [1] in [[1], [2]] → true
    7 in [[1..3], [5..9]] → true
    1 = "1" → null: type mismatch
    true < false → null: type mismatch
    null < 1 → null: null operand
    null in [1..2] → null: null operand
    @"09:00:00" < @"10:00:00Z" → null: mixed zones
    """
CONTROL = """
    if 1 < 2 then "是" else "否" → "是"
    if null then 1 else 2 → 2
    if "x" then 1 else 2 → null: condition not boolean
    for i in [1, 2], j in [i, 10] return i * j → [1, 10, 4, 20]
    for i in 3..1 return i → [3, 2, 1]
    for i in (1..3] return i → [2, 3]
    for d in @"2023-02-27"..@"2023-03-01" return d.day → [27, 28, 1]
    for i in 1..5 return if i <= 2 then 1 else partial[-1] + partial[-2] → [1, 1, 2, 3, 5]
    for i in 7 return i → [7]
    for i in [] return i → []
    for i in "a".."c" return i → null: type mismatch
    for i in [3..1] return i → null: invalid range
    for i in (< 3) return i → null: invalid range
    for i in null return i → null: null operand
    for i in 1..null return i → null: null operand
    some i in [1, 2] satisfies i > 1 → true
    every i in [1, 2] satisfies i > 1 → false
    some i in [] satisfies i → false
    every i in [] satisfies i → true
    some i in [1] satisfies i → null: condition not boolean
    some i in null satisfies true → null: null operand
    every i in [1, 2], j in [3] satisfies i < j → true
    null and false → false
    null and true → null: null operand
    "x" or true → true
    "x" or false → null: condition not boolean
    (function(x, y) x - y)(5, 3) → 2
    (function(x, y) x - y)(y: 5, x: 3) → -2
    (function(x: number) x)([4]) → 4
    (function(x: number) x)("4") → null: type mismatch
    (function(x) x)(1, 2) → null: wrong arguments
    (function(x) x)(y: 1) → null: wrong arguments
    (function(x) x)(x: 1, x: 2) → null: wrong arguments
    (function(x) external {java: {class: "A"}})(1) → null: external function
    {f: function(x) x + 1, y: f(1)}.y → 2
    {twice: function(f, x) f(f(x)), y: twice(function(n) n * 3, 2)}.y → 18
    5(1) → null: not a function
    没有(1) → null: no such function
    """
PARTS = """
    [1, 2, 3][-1] → 3
    [1, 2, 3][item > 1] → [2, 3]
    [1, 2, 3][4] → null: out of range
    [1, 2, 3][1.5] → null: out of range
    [][1] → null: out of range
    [][item > 1] → []
    5[1] → 5
    [1, 2]["x"] → null: condition not boolean
    null[1] → null: null operand
    [{x: 1}, {x: 2}].x → [1, 2]
    [{x: 1, item: 9}][item = 9].x → [1]
    [{x: 1}][x = 1 and item.x = 1].x → [1]
    {a: {b: 1}}.a.b → 1
    {a: 1}.b → null: no such member
    null.b → null: null operand
    (1).b → null: no such member
    @"2023-02-06".weekday → 1
    @"2023-02-06T09:30:15.5Z".second → 15.5
    @"2023-07-01T00:00:00@Europe/Paris".time offset → PT2H
    @"2023-07-01T00:00:00@Europe/Paris".timezone → "Europe/Paris"
    @"-P1Y2M".months → -2
    @"P1DT2H3M4.5S".seconds → 4.5
    [1..5).end included → false
    (> 3).end → null
    {a: 1, a: 2} → null: duplicate entry
    [null..5] → null: null operand
    [1.."a"] → null: type mismatch
    (!= 5) → null: invalid range
    """
TYPES = """
    1 instance of number → true
    null instance of Any → false
    null instance of Null → true
    [1, 2] instance of list<number> → true
    [1, "a"] instance of list<number> → false
    {a: 1, b: 2} instance of context<a: number> → true
    {a: 1} instance of context<a: number, b: string> → false
    [1..2] instance of range<number> → true
    @"P1Y" instance of years and months duration → true
    @"2023-02-06T00:00:00" instance of date and time → true
    (function(a) a) instance of function<number> -> number → true
    sqrt instance of function<string> -> number → false
    1 + 2 instance of number → null: type mismatch
    1 instance of 没有的类型 → null: unknown type
    """
NAMES = """
    年营业收入 / 从业 人数 > 70000 → true
    金额（元） * 2 → 2469
    a-b → 7
    a - b → 7
    a -b → 7
    企业[人数 > 10].名称 → ["乙"]
    count(企业[人数 > 1]) → 2
    for 户 in 企业 return 户.名称 → ["甲", "乙", "丙"]
    some 户 in 企业 satisfies 户.人数 > 20 → true
    sort(企业[人数 > 0], function(甲, 乙) 甲.人数 > 乙.人数)[1].名称 → "乙"
    {月 均: 10, 年: 月 均 * 12}.年 → 120
    {x+y: 1, z: x+y + 1}.z → 2
    applicant.first name → "Li"
    applicant.last name → null: no such member
    {date: 3}.date + 1 → 4
    空 → null
    没有 这个 名字 → null: unknown name
    """


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [example for table in (VALUES, ARITHMETIC, COMPARISON, CONTROL, PARTS, TYPES) for example in examples(table)],
)
def test_meaning(expression: str, wanted: str) -> None:
    check(expression, wanted)


@pytest.mark.parametrize(("expression", "wanted"), examples(NAMES))
def test_names_in_scope(expression: str, wanted: str) -> None:
    check(expression, wanted, SCOPE)


def test_comments_and_blanks_mean_nothing() -> None:
    check("1 /* 一 */ +\u3000// 二\n 2", "3")


def test_a_variable_that_is_no_function_does_not_hide_the_builtin() -> None:
    check('date("2023-02-06") > date', "true", {"date": None} | {"date": evaluate(parse('@"2022-01-01"'), {}).value})


def test_the_place_of_a_finding_is_the_operation() -> None:
    text = "1 + (2 / 0) * 3"
    first, *others = evaluate(parse(text), {}).findings
    assert text[first.start : first.end] == "(2 / 0)"
    assert first.values == (Decimal(2), Decimal(0))
    assert [other.kind.value for other in others] == ["null operand", "null operand"]


def test_each_kind_of_finding_has_an_example() -> None:
    elsewhere = {FindingKind.LIMIT_REACHED, FindingKind.NO_MOMENT}  # test_limits.py, test_evaluation.py
    tables = VALUES + ARITHMETIC + COMPARISON + CONTROL + PARTS + TYPES + NAMES + test_builtins.TABLE
    assert [kind for kind in FindingKind if kind not in elsewhere and f"null: {kind}\n" not in tables] == []


def test_each_message_is_in_both_languages() -> None:
    (finding,) = evaluate(parse("1 / 0"), {}).findings
    assert finding.message.chinese == "除数为零。"
    assert finding.message.english == "Division by zero."
