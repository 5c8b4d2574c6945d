"""Names and types before running: tables of expressions, the type that is found, and what is said of which part."""

from __future__ import annotations

import time

import pytest

from luoshi.engines.feel import BUILTINS, Checked, Node, RemarkKind, Severity, Type, check, parse, parse_unary_tests, type_named
from luoshi.engines.feel.checking.operators import CALCULATIONS, PROPERTIES
from luoshi.engines.feel.checking.relations import Fit, fit, join
from luoshi.engines.feel.members import _PROPERTIES
from luoshi.engines.feel.tests.tables import examples
from luoshi.engines.feel.types import ANY, NULL, ContextType, EnumeratedType, FunctionType
from luoshi.engines.feel.values import _KINDS

NAMES: dict[str, Type] = {
    "年龄": type_named("number"), "姓名": type_named("string"), "出生日期": type_named("date"), "受理时间": type_named("date and time"),
    "期限": type_named("days and time duration"), "是否失业": type_named("boolean"), "各数": type_named("list<number>"),
    "明细": type_named("list<context<项目: string, 金额: number>>"), "企业": type_named("context<名称: string, 从业人数: number>"),
    "类别": EnumeratedType(("甲类", "乙类")), "区间": type_named("range<number>"), "不明": ANY,
    "折算": FunctionType((type_named("number"),), type_named("number"), ("金额",)),
}  # fmt: skip


def checked(text: str) -> Checked:
    """An expression with these names; with ``?: name: `` before it, the tests of a column of that name."""
    if text.startswith("?: "):
        _, column, cell = text.split(": ", 2)
        return check(parse_unary_tests(cell, names=NAMES), {**NAMES, "?": NAMES[column]})
    return check(parse(text, names=NAMES), NAMES)


TYPES = """
    年龄 + 1 → number
    姓名 + "同志" → string
    出生日期 + duration("P1D") → date
    出生日期 - @"2023-02-06" → days and time duration
    期限 / 2 → days and time duration
    期限 / 期限 → number
    不明 ** 2 → number
    不明 + 1 → number
    不明 * 2 → Any
    -(期限) → days and time duration
    年龄 > 60 and 是否失业 → boolean
    if 是否失业 then 1 else 2 → number
    if 是否失业 then 1 else "无" → Any
    明细.金额 → list<number>
    明细[金额 > 100] → list<context<项目: string, 金额: number>>
    明细[1] → context<项目: string, 金额: number>
    明细[1].金额 → number
    明细[年龄] → Any
    sum(明细.金额) → number
    min(明细.金额) → number
    max(出生日期, @"2023-02-06") → date
    sort(明细, function(x, y) x.金额 < y.金额) → list<context<项目: string, 金额: number>>
    concatenate([1], [2]) → list<number>
    append([1], "甲") → list<Any>
    reverse(["甲"]) → list<string>
    abs(期限) → days and time duration
    abs(年龄) → number
    duration("P1Y") → years and months duration
    duration(姓名) → Any
    split(姓名, ",") → list<string>
    get entries(企业) → list<context<key: string, value: Any>>
    for 一 in 明细 return 一.金额 * 2 → list<number>
    for 一 in 1..3 return 一 → list<number>
    for 一 in 1..3 return partial → list<list<Any>>
    some 一 in 明细 satisfies 一.金额 > 0 → boolean
    {甲: 1, 乙: 甲 + 1} → context<甲: number, 乙: number>
    {甲: 1, 乙: "二"}.乙 → string
    function(x: number) x * 2 → function<number> -> number
    (function(x: number) x * 2)(3) → number
    折算(金额: 3) → number
    企业.从业人数 → number
    出生日期.year → number
    受理时间.time offset → days and time duration
    [18..60] → range<number>
    [18..60].start → number
    区间.start included → boolean
    (< 出生日期) → range<date>
    年龄 in [18..60] → boolean
    年龄 instance of number → boolean
    类别 → string
    null → Null
    [null, 1] → list<number>
    count → function
    明细[contains(项目, "补")][1] → context<项目: string, 金额: number>
    明细[不明] → Any
"""


@pytest.mark.parametrize(("text", "wanted"), examples(TYPES))
def test_the_type_of(text: str, wanted: str) -> None:
    found = checked(text)
    assert str(found.type) == wanted
    assert not found.remarks


ERRORS = """
    年岭 + 1 → unknown name: 年岭
    姓名 + 年龄 → operands: 姓名 + 年龄
    出生日期 + 30 → operands: 出生日期 + 30
    姓名 < 18 → operands: 姓名 < 18
    是否失业 < true → operands: 是否失业 < true
    -(姓名) → operands: -(姓名)
    年龄 between "a" and 5 → operands: 年龄 between "a" and 5
    各数 + 1 → list for single value: 各数 + 1
    年龄 > 各数 → list for single value: 年龄 > 各数
    年龄 / 0 → division by zero: 年龄 / 0
    年龄 = "18" → different kinds: 年龄 = "18"
    年龄 in ["18".."60"] → different kinds: ["18".."60"]
    年龄 in ("18", 60) → different kinds: "18"
    年龄 in [60..18] → reversed range: [60..18]
    类别 = "丙类" → not allowed: 类别 = "丙类"
    类别 in ("甲类", "丙类") → not allowed: "丙类"
    if 年龄 then 1 else 2 → not boolean: 年龄
    年龄 and 姓名 → not boolean: 年龄 and 姓名
    明细[项目] → not boolean: 项目
    明细[contains(金额, "补")] → argument type: contains(金额, "补")
    明细[duration("P1X") = 期限] → invalid constant: duration("P1X")
    some 一 in 明细 satisfies 一.金额 → not boolean: 一.金额
    折算额(3) → unknown function: 折算额
    count(1, 2) → wrong arguments: count(1, 2)
    折算(1, 2) → wrong arguments: 折算(1, 2)
    substring(string: 姓名) → wrong arguments: substring(string: 姓名)
    substring(string: 姓名, start: 1) → unknown argument: substring(string: 姓名, start: 1)
    折算(钱: 3) → unknown argument: 折算(钱: 3)
    折算(金额: 3, 金额: 4) → duplicate entry: 折算(金额: 3, 金额: 4)
    substring(年龄, 1) → argument type: substring(年龄, 1)
    sum("一", "二", 3) → argument type: sum("一", "二", 3)
    折算("三") → argument type: 折算("三")
    年龄(3) → not a function: 年龄(3)
    {甲: 1}.乙 → unknown member: {甲: 1}.乙
    出生日期.hour → unknown property: 出生日期.hour
    年龄.year → unknown property: 年龄.year
    date("2023-02-30") → invalid constant: date("2023-02-30")
    @"2023-13-01" → invalid constant: @"2023-13-01"
    1E9999 → invalid constant: 1E9999
    {甲: 1, 甲: 2} → duplicate entry: {甲: 1, 甲: 2}
    for 一 in 姓名..年龄 return 一 → no steps: for 一 in 姓名..年龄 return 一
    for 一 in [3..1] return 一 → no steps: for 一 in [3..1] return 一
    年龄 instance of 企业类 → unknown type: 年龄 instance of 企业类
    ?: 年龄: "甲" → different kinds: "甲"
    ?: 年龄: < "甲" → operands: < "甲"
    ?: 姓名: [18..60] → different kinds: [18..60]
    ?: 年龄: ? + 1 → not boolean: ? + 1
    ?: 类别: "甲类", "丙" → not allowed: "丙"
    ?: 出生日期: < "2023-02-06" → operands: < "2023-02-06"
"""
WARNINGS = """
    企业.人数 → unknown member: 企业.人数
    明细.数额 → unknown member: 明细.数额
    明细[数额 > 3] → unknown name: 数额
    各数.year → unknown property: 各数.year
    年龄 = 姓名 → different kinds: 年龄 = 姓名
    年龄 != "18" → different kinds: 年龄 != "18"
    年龄 in 明细.项目 → different kinds: 明细.项目
    是否失业 and 姓名 → not boolean: 姓名
    折算(姓名) → argument type: 姓名
    sum(明细.项目) → argument type: sum(明细.项目)
    min([true]) → argument type: min([true])
    matches(姓名, "a", 年龄) → argument type: matches(姓名, "a", 年龄)
    [60..18] → reversed range: [60..18]
    姓名[1] → not a list: 姓名
    for 一 in 年龄 return 一 → not a list: 年龄
    for 一 in 明细, 二 in 姓名..年龄 return 一 → no steps: for 一 in 明细, 二 in 姓名..年龄 return 一
    function(x) external {java: {class: "a"}} → external function: function(x) external {java: {class: "a"}}
    function(x: 企业类) 1 → unknown type: x: 企业类
    类别 = (if 是否失业 then "甲类" else "丙类") → not allowed: "丙类"
    ?: 年龄: 姓名 → different kinds: 姓名
"""
_NOT_SAID_BY_FEEL = {RemarkKind.WRONG_TYPE}
"""What only a declaration of a decision model can contradict."""


def _cell(text: str) -> str:
    return text.split(": ", 2)[2] if text.startswith("?: ") else text


@pytest.mark.parametrize(
    ("text", "wanted", "severity"),
    [(*each, Severity.ERROR) for each in examples(ERRORS)] + [(*each, Severity.WARNING) for each in examples(WARNINGS)],
)
def test_what_is_said_of(text: str, wanted: str, severity: Severity) -> None:
    found = checked(text).remarks
    said = [(each.severity, f"{each.kind}: {_cell(text)[each.start : each.end]}") for each in found]
    assert (severity, wanted) in said
    assert severity is Severity.ERROR or not checked(text).errors
    assert all(each.message.chinese and each.message.english for each in found)


def test_every_kind_has_an_example() -> None:
    shown = {wanted.partition(": ")[0] for _, wanted in examples(ERRORS) + examples(WARNINGS)}
    assert shown == set(RemarkKind) - _NOT_SAID_BY_FEEL


SILENT = """
    年龄 = null → boolean
    {甲: 1}.乙 = null → only warnings
    date("2023-02-30") instance of date → only warnings
    null + 1 → Null
    (姓名 < 18) + 1 → one error
    年岭 + 姓名 → one error
    abs(null) → Null
    if 年龄 = null then 0 else 年龄 → number
    企业.名称 = "甲" → boolean
    不明.任何 → Any
    不明[任何 > 3] → list<Any>
    不明(3) → Any
    年龄 in (18, [20..30], [40, 50]) → boolean
    [1, "甲"] = [1] → boolean
    {} = {甲: 1} → boolean
    [年龄][item > 3] → list<number>
    ?: 年龄: - → boolean
    ?: 年龄: 是否失业 → boolean
    ?: 年龄: 不明 → boolean
    ?: 年龄: not(18, > 60) → boolean
    ?: 类别: not("甲类") → boolean
    ?: 各数: list contains(?, 3) → boolean
"""


@pytest.mark.parametrize(("text", "wanted"), examples(SILENT))
def test_nothing_is_said_without_need(text: str, wanted: str) -> None:
    found = checked(text)
    if wanted == "one error":
        assert len(found.remarks) == 1
    elif wanted == "only warnings":
        assert [each.severity for each in found.remarks] == [Severity.WARNING]
    else:
        assert str(found.type) == wanted
        assert not found.remarks


SUGGESTIONS = """
    年岭 + 1 → 年龄
    countt(明细) → count
    {从业人数: 1}.从业人员 → 从业人数
    substring(string: 姓名, start: 1) → start position
    类别 = "甲" → 甲类
    出生日期 + 30 → duration("P30D")
    姓名 + 年龄 → string(…)
    姓名 * 2 → number(…)
    各数 + 1 → […][1]
"""


@pytest.mark.parametrize(("text", "wanted"), examples(SUGGESTIONS))
def test_a_remark_says_what_to_write(text: str, wanted: str) -> None:
    words = checked(text).remarks[0].message
    assert wanted in words.chinese
    assert wanted in words.english


def test_every_calculation_and_property_has_a_type() -> None:
    assert NULL not in CALCULATIONS.values()
    by_kind = {_KINDS[kind]: set(properties) for kind, properties in _PROPERTIES.items()}
    assert {kind: set(properties) for kind, properties in PROPERTIES.items()} == by_kind


def test_every_function_says_what_comes_out() -> None:
    unknown = {name for name, function in BUILTINS.items() if any(variant.result == ANY for variant in function.variants)}
    assert unknown == {"get value", "duration"}


JOINED = """
    number & number → number
    number & Null → number
    number & string → Any
    list<number> & list<string> → list<Any>
    list<number> & list<Null> → list<number>
    context<a: number, b: string> & context<a: number> → context<a: number>
    range<date> & range<date> → range<date>
    function<number> -> number & function<number> -> string → function<number> -> Any
    function<number> -> number & function<string> -> number → function
"""


@pytest.mark.parametrize(("pair", "wanted"), examples(JOINED))
def test_what_two_types_have_in_common(pair: str, wanted: str) -> None:
    one, other = map(type_named, pair.split(" & "))
    assert str(join(one, other)) == str(join(other, one)) == wanted


@pytest.mark.parametrize(
    ("given", "wanted", "suited"),
    [
        ("number", "string", Fit.NEVER), ("number", "list<number>", Fit.PERHAPS), ("list<number>", "number", Fit.PERHAPS),
        ("list<string>", "number", Fit.NEVER), ("date", "date and time", Fit.PERHAPS), ("date and time", "date", Fit.NEVER),
        ("list<string>", "list<number>", Fit.HARDLY), ("context<a: string>", "context<a: number>", Fit.HARDLY),
        ("context<b: string>", "context<a: number>", Fit.PERHAPS), ("Any", "number", Fit.PERHAPS), ("Null", "number", Fit.PERHAPS),
        ("function<number> -> Any", "function<> -> Any", Fit.NEVER), ("range<number>", "range<date>", Fit.NEVER),
    ],
)  # fmt: skip
def test_what_can_stand_for_what(given: str, wanted: str, suited: Fit) -> None:
    assert fit(type_named(given), type_named(wanted)) is suited


def test_a_context_that_is_written_out_lacks_what_is_not_there() -> None:
    written = ContextType((("a", type_named("number")),), exact=True)
    assert fit(written, type_named("context<b: number>")) is Fit.NEVER


@pytest.mark.parametrize("doubled", [
    lambda size: " + ".join(["年龄"] * size),
    lambda size: "[" + ", ".join(["{甲: 年龄, 乙: [年龄]}"] * size) + "]",
    lambda size: "{甲0: [1]" + "".join(f", 甲{i}: [甲{i - 1}, 甲{i - 1}]" for i in range(1, size)) + "}",
    lambda size: " and ".join(["年岭 > 3"] * size),
])  # fmt: skip
def test_time_grows_with_the_text(doubled: object) -> None:
    """Types that share their parts would grow without end, and names that nobody knows are compared with all that are known."""
    assert callable(doubled)
    nodes = [parse(doubled(size), names=NAMES) for size in (300, 1_200)]
    seconds = [min(_seconds(node) for _ in range(3)) for node in nodes]
    assert seconds[1] < 12 * seconds[0] + 0.1


def _seconds(node: Node) -> float:
    """The processor's time of one check."""
    begin = time.process_time()
    check(node, NAMES)
    return time.process_time() - begin
