"""Every function that the language brings along, by example."""

from __future__ import annotations

import pytest

from luoshi.engines.feel import BUILTINS
from luoshi.engines.feel.tests.tables import check, examples

TABLE = """
    not(false) → true
    not("a") → null: type mismatch
    is(@"09:00:00Z", @"10:00:00+01:00") → false
    is(value1: 1, value2: 1) → true

    decimal(2.345, 2) → 2.34
    decimal(1250, -2) → 1200
    decimal(1, 7000) → null: out of range
    floor(-1.5) → -2
    ceiling(n: 1.21, scale: 1) → 1.3
    round up(-1.1, 0) → -2
    round down(1.9, 0) → 1
    round half up(2.5, 0) → 3
    round half down(2.5, 0) → 2
    abs(-3) → 3
    abs(-1.234567890123456789012345678901234) → 1.234567890123456789012345678901234
    abs(@"-P1D") → P1D
    abs(@"-P1M") → P1M
    modulo(-12, 5) → 3
    modulo(12, -5) → -3
    modulo(1, 0) → null: division by zero
    sqrt(2) → 1.414213562373095048801688724209698
    sqrt(-1) → null: out of range
    log(0) → null: out of range
    exp(0) → 1
    exp(1E9) → null: out of range
    odd(3) → true
    even(3) → false
    number("1 234,5", " ", ",") → 1234.5
    number("12元") → null: invalid number
    number("1", ",", ",") → null: wrong arguments

    substring("落实到位", 2, 2) → "实到"
    substring("落实", -1) → "实"
    substring("落实", 3) → null: out of range
    substring("落实", 1, 0) → null: out of range
    string length("🐎马") → 2
    upper case("aß") → "ASS"
    lower case("AÄ") → "aä"
    substring before("a:b:c", ":") → "a"
    substring before("abc", "x") → ""
    substring after("a:b:c", ":") → "b:c"
    substring after("abc", "") → "abc"
    contains("桃花源镇", "花源") → true
    starts with("桃花源镇", "桃") → true
    ends with("桃花源镇", "镇") → true
    matches("230109", "^\\d{6}$") → true
    matches("a", "(") → null: invalid pattern
    replace("2023年2月", "(\\d+)年", "$1.") → "2023.2月"
    replace("a", "a", "$") → null: invalid replacement
    replace("a", "x*", "b") → null: invalid pattern
    split("甲、乙，丙", "[、，]") → ["甲", "乙", "丙"]
    string join(["甲", null, "乙"], "、") → "甲、乙"
    string join([1]) → null: type mismatch
    string(from: [1, "a", {b: null}]) → "[1, \\"a\\", {b: null}]"
    string(1200.50) → "1200.5"
    string(null) → null: null operand
    matches("a", "a", "q") → null: invalid pattern

    list contains([1, null], null) → true
    count([1, null]) → 2
    index of([1, 2, 1], 1) → [1, 3]
    min(3, 1, 2) → 1
    max(["甲", "乙"]) = "甲" → true
    min([]) → null: empty list
    max(1, null) → null: null operand
    sum([1, 2, 3]) → 6
    sum(1E6144, 9E6144) → null: out of range
    product(2, 3, 4) → 24
    mean(1, 2) → 1.5
    median(1, 5, 3) → 3
    median([1, 2]) → 1.5
    stddev(2, 4, 7, 5) > 2.08 → true
    stddev(1) → null: out of range
    mode(6, 1, 9, 6, 1) → [1, 6]
    mode([]) → []
    all([true, false, null]) → false
    all([true, null]) → null: null operand
    all([]) → true
    any([null, true]) → true
    any() → null: wrong arguments
    sublist([1, 2, 3], 2) → [2, 3]
    sublist([1, 2, 3], -2, 1) → [2]
    sublist([1, 2, 3], 2, 3) → null: out of range
    append([1], 2, 3) → [1, 2, 3]
    concatenate([1], [2, 3], 4) → [1, 2, 3, 4]
    insert before([1, 3], 2, 2) → [1, 2, 3]
    remove([1, 2, 3], -1) → [1, 2]
    list replace([1, 2, 3], 2, 9) → [1, 9, 3]
    list replace([1, 2, 3], function(item, new) item < new, 3) → [3, 3, 3]
    list replace([1], function(item, new) item, 3) → null: condition not boolean
    reverse([1, 2]) → [2, 1]
    union([1, 2], [2, 3]) → [1, 2, 3]
    distinct values([1, 1.0, "1", true]) → [1, "1", true]
    flatten([[1, [2]], 3]) → [1, 2, 3]
    sort([3, 1, 2]) → [1, 2, 3]
    sort(precedes: function(x, y) x > y, list: [3, 1, 2]) → [3, 2, 1]

    get value({a: 1}, "a") → 1
    get value({a: 1}, "b") → null: no such member
    get entries({a: 1}) → [{key: "a", value: 1}]
    context([{key: "a", value: 1}]) → {a: 1}
    context([{key: "a"}]) → null: wrong arguments
    context([{key: "a", value: 1}, {key: "a", value: 2}]) → null: duplicate entry
    context put({a: 1}, "b", 2) → {a: 1, b: 2}
    context put({a: {b: 1}}, ["a", "c"], 2) → {a: {b: 1, c: 2}}
    context put({a: 1}, ["a", "c"], 2) → null: type mismatch
    context put({a: 1}, [], 2) → null: empty list
    context merge([{a: 1}, {a: 2, b: 3}]) → {a: 2, b: 3}
    context merge([1]) → null: type mismatch

    date("2023-02-06") → 2023-02-06
    date("2023-2-6") → null: invalid date
    date(2023, 2, 29) → null: invalid date
    date(@"2023-02-06T10:00:00") → 2023-02-06
    time("09:30:00") → 09:30:00
    time("9:30") → null: invalid time
    time(9, 30, 15.5, @"PT8H") → 09:30:15.5+08:00
    time(@"2023-02-06") → 00:00:00Z
    time(9, 30, 0, @"PT20H") → null: invalid time
    date and time("2023-02-06") → 2023-02-06T00:00:00
    date and time(@"2023-02-06", @"09:30:00") → 2023-02-06T09:30:00
    date and time("2023-02-06T25:00:00") → null: invalid date and time
    date and time("2023-02-06T24:00:00") → 2023-02-07T00:00:00
    duration("P1DT36H") → P2DT12H
    duration("P1M1D") → null: invalid duration
    years and months duration(@"2020-05-31", @"2023-02-06") → P2Y8M
    years and months duration(from: @"2023-02-06", to: @"2020-05-31") → -P2Y8M
    day of year(@"2024-12-31") → 366
    day of week(@"2023-02-06") → "Monday"
    month of year(@"2023-02-06") → "February"
    week of year(@"2021-01-03") → 53
    now() → 2023-02-06T09:30:00@Asia/Shanghai
    today() → 2023-02-06
    @"nonsense" → null: invalid date and time

    range("[18..65)") → [18..65)
    range("(..@\\"2023-02-06\\"]") = (<= @"2023-02-06") → true
    range("[date(\\"2023-01-01\\")..)").start.month → 1
    range("[\\"a\\"..\\"c\\"]") → ["a".."c"]
    range("[..5]") → null: invalid range
    range("[5..1]") → null: invalid range
    range("[1+1..3]") → null: invalid range
    before(1, [2..3]) → true
    before([1..2), 2) → true
    after([5..8], 4) → true
    after(1, 2) → false
    meets([1..5], [5..8]) → true
    met by([5..8], [1..5)) → false
    overlaps([1..5], [5..8]) → true
    overlaps before([1..5], [3..8]) → true
    overlaps after([3..8], [1..5]) → true
    finishes(5, [1..5]) → true
    finished by([1..5], [3..5]) → true
    includes([1..5], 3) → true
    includes([1..5], (< 3)) → false
    during([2..3], (> 1)) → true
    starts([1..3], [1..5]) → true
    started by([1..5], 1) → true
    coincides([1..5], [1..5]) → true
    coincides(null, 1) → null: null operand
    coincides([1..2], 1) → null: type mismatch
    """


@pytest.mark.parametrize(("expression", "wanted"), examples(TABLE))
def test_function(expression: str, wanted: str) -> None:
    check(expression, wanted)


def test_every_function_has_an_example() -> None:
    shown = TABLE.replace("\n", " ")
    assert [name for name in BUILTINS if f" {name}(" not in shown and f"({name}(" not in shown] == []


@pytest.mark.parametrize("name", sorted(set(BUILTINS) - {"is", "now", "today"}))
def test_every_function_says_why_it_refuses_no_arguments(name: str) -> None:
    check(f"{name}()", "null: wrong arguments")


@pytest.mark.parametrize("wrong", ["sqrt(4, 4)", "sqrt(n: 4)", 'substring(string: "a")', "abs(number: 1)", "now(1)"])
def test_numbers_and_names_of_arguments_are_checked(wrong: str) -> None:
    check(wrong, "null: wrong arguments")
