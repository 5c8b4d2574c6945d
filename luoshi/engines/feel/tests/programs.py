"""Random programs of FEEL that mostly have a value, as text: numbers where numbers are wanted, conditions where conditions are.

Every operation of the language appears: the rows below name them, and ``test_compiled`` fails for one that never came up."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from luoshi.engines.feel import BUILTINS, Value
from luoshi.engines.feel.arithmetic import RULES
from luoshi.engines.feel.builtins.signatures import Formal, Variant
from luoshi.engines.feel.syntax import ArithmeticOperator
from luoshi.engines.feel.temporal import parse_temporal
from luoshi.engines.feel.values import kind

Text = st.SearchStrategy[str]

SCOPE: dict[str, Value] = {
    "人数": Decimal(30),
    "收 入": Decimal("1250.50"),
    "行业": "工业",
    "在册": True,
    "未知": None,
    "成立 日期": parse_temporal("2019-05-01"),
    "清单": (Decimal(1), Decimal(2), Decimal(3)),
    "企业": {"名称": "甲", "规模": Decimal(2), "item": Decimal(7)},
    "各户": ({"人数": Decimal(1), "名称": "甲"}, {"人数": Decimal(5), "名称": "乙"}),
}

_LEAVES: dict[str, list[str]] = {
    "number": ["0", "1", "2", "-3", "0.5", "1E3", "人数", "收 入", "企业.规模", "清单[1]", "清单[-1]"],
    "string": ['""', '"a"', '"工业"', '"2023-02-06"', '"PT1H"', '"12"', '"[1..3]"', "行业", "企业.名称"],
    "boolean": ["true", "false", "在册"],
    "date": ['@"2023-02-06"', '@"2024-02-29"', "成立 日期"],
    "time": ['@"09:30:00"', '@"23:59:59"'],
    "date and time": ['@"2023-02-06T09:30:00"', '@"2023-12-31T23:00:00"'],
    "days and time duration": ['@"P1D"', '@"-PT90M"'],
    "years and months duration": ['@"P3M"', '@"P1Y"'],
    "list": ["清单", "[]", "[3, 1, 2]", "各户", '["a", "b"]', "各户.人数", "[1..3]"],
    "context": ["企业", "{}", "{a: 1}", "各户[1]"],
    "range": ["[1..3]", "(0..10)", "[@\"2023-01-01\"..@\"2023-12-31\"]", "(< 5)", "(>= 2)"],
    "function": ["function(a, b) a < b", "function(a: number, b: number) a > b"],
}  # fmt: skip
KINDS = tuple(_LEAVES)


@cache
def programs(depth: int = 2) -> Text:
    """Expressions of any kind, calls of functions foremost: of these there are most."""
    of_any_kind = st.sampled_from(KINDS).flatmap(lambda each: of_kind(each, depth))
    return st.one_of(_calls(depth - 1), _calls(depth - 1), of_any_kind) if depth else of_any_kind


@cache
def of_kind(name: str, depth: int) -> Text:
    """Expressions that have this kind of value, unless they have none. Null is rare, but it comes."""
    leaves = st.sampled_from([*_LEAVES[name] * 3, "null", "未知"])
    if depth == 0:
        return leaves
    deeper = [make(name, depth - 1) for make in _ANY_KIND]
    return st.one_of(leaves, *deeper, *(make(depth - 1) for make in _MAKERS.get(name, ())))


def _joined(pattern: str, *parts: Text) -> Text:
    """A pattern with its holes filled."""
    return st.tuples(*parts).map(lambda found: pattern.format(*(f"({part})" for part in found)))


_ANY_KIND: tuple[Callable[[str, int], Text], ...] = (
    lambda name, depth: _joined("if {} then {} else {}", of_kind("boolean", depth), of_kind(name, depth), of_kind(name, depth)),
    lambda name, depth: _joined("{{甲: {}, 乙: 甲}}.乙", of_kind(name, depth)),
    lambda name, depth: _joined("(function(甲, 乙) 乙)({}, {})", programs(depth), of_kind(name, depth)),
    lambda name, depth: _joined("(function(甲) 甲)(甲: {})", of_kind(name, depth)),
)


_ROWS = sorted(RULES, key=str)
"""Every row of the table of calculations."""


def _calculations(depth: int) -> Text:
    """What is calculated, chance decides, so that some results are of another kind."""
    return st.sampled_from(_ROWS).flatmap(lambda row: _calculation(row, depth))


def _calculation(row: tuple[ArithmeticOperator, type, type], depth: int) -> Text:
    operator, left, right = row
    return _joined(f"{{}} {operator.value} {{}}", of_kind(_name(left), depth), of_kind(_name(right), depth))


def _name(type_: type) -> str:
    return next(name for name in KINDS if _python_type(name) is type_)


def _python_type(name: str) -> type:
    examples = {
        "number": Decimal(1), "string": "", "boolean": True, "date": parse_temporal("2023-01-01"), "time": parse_temporal("09:00:00"),
        "date and time": parse_temporal("2023-01-01T09:00:00"), "days and time duration": parse_temporal("P1D"),
        "years and months duration": parse_temporal("P1Y"),
    }  # fmt: skip
    return type(examples.get(name))


def _comparable(depth: int) -> st.SearchStrategy[tuple[str, str]]:
    kinds = st.sampled_from(["number", "string", "date", "time", "date and time", "days and time duration"])
    return kinds.flatmap(lambda each: st.tuples(of_kind(each, depth), of_kind(each, depth)))


_OPERATORS = ("=", "!=", "<", "<=", ">", ">=")
_TESTS = ("{0}", "< {0}", ">= {0}, {0}", "!= {0}", "= {0}", "[{0}..{0}]", "[{0}, {0}]", '"a", {0}', "(> {0})", "? = {0}")
"""What may stand behind ``in``."""


def _comparisons(depth: int) -> Text:
    return st.sampled_from(_OPERATORS).flatmap(lambda operator: _comparison(operator, depth))


def _comparison(operator: str, depth: int) -> Text:
    return _comparable(depth).map(lambda pair: f"({pair[0]}) {operator} ({pair[1]})")


def _tests(depth: int) -> Text:
    return st.sampled_from(_TESTS).flatmap(lambda tests: _test(tests, depth))


def _test(tests: str, depth: int) -> Text:
    return _comparable(depth).map(lambda pair: f"({pair[0]}) in ({tests.format(f'({pair[1]})')})")


_MAKERS: dict[str, tuple[Callable[[int], Text], ...]] = {
    "number": (
        _calculations,
        lambda depth: _joined("{} + {}", of_kind("number", depth), of_kind("number", depth)),
        lambda depth: _joined("{} * {} - {}", *[of_kind("number", depth)] * 3),
        lambda depth: _joined("-{}", of_kind("number", depth)),
        lambda depth: _joined("{}.year", of_kind("date", depth)),
        lambda depth: _joined("{}[1]", of_kind("list", depth)),
        lambda depth: _joined("sum({})", of_kind("list", depth)),
    ),
    "string": (lambda depth: _joined("{} + {}", of_kind("string", depth), of_kind("string", depth)),),
    "boolean": (
        _comparisons,
        _tests,
        lambda depth: _joined("{} and {} and {}", *[of_kind("boolean", depth)] * 3),
        lambda depth: _joined("{} or {}", of_kind("boolean", depth), of_kind("boolean", depth)),
        lambda depth: _joined("{} between {} and {}", *[of_kind("number", depth)] * 3),
        lambda depth: _joined("some 甲 in {}, 乙 in {} satisfies 甲 = 乙", of_kind("list", depth), of_kind("list", depth)),
        lambda depth: _joined("every 甲 in {} satisfies {}", of_kind("list", depth), of_kind("boolean", depth)),
        lambda depth: _joined("{} instance of number", programs(depth)),
        lambda depth: _joined("{} instance of list<Any>", programs(depth)),
    ),
    "date": (_calculations,),
    "days and time duration": (lambda depth: _joined("-{}", of_kind("days and time duration", depth)),),
    "years and months duration": (lambda depth: _joined("-{}", of_kind("years and months duration", depth)),),
    "list": (
        lambda depth: _joined("[{}, {}]", programs(depth), programs(depth)),
        lambda depth: _joined("for 甲 in {} return [甲, {}]", of_kind("list", depth), programs(depth)),
        lambda depth: _joined("for 甲 in 1..3, 乙 in {} return {} + 甲", of_kind("list", depth), of_kind("number", depth)),
        lambda depth: _joined("for 甲 in 3..1 return count(partial) + {}", of_kind("number", depth)),
        lambda depth: _joined("for 甲 in {} return 甲", of_kind("range", depth)),
        lambda depth: _joined("(for 甲 in 1..2 return function(乙) 甲 + 乙 + {})[1]", of_kind("number", depth)),
        lambda depth: _joined("{}[item > {}]", of_kind("list", depth), of_kind("number", depth)),
        lambda depth: _joined("各户[人数 > {} and 名称 = {}]", of_kind("number", depth), of_kind("string", depth)),
        lambda depth: _joined("各户[{}].名称", of_kind("boolean", depth)),
    ),
    "context": (lambda depth: _joined("{{a: {}, b: {}}}", programs(depth), programs(depth)),),
    "range": (lambda depth: _joined("[{}..{}]", of_kind("number", depth), of_kind("number", depth)),),
    "function": (lambda depth: _joined("function(甲) 甲 + {}", of_kind("number", depth)),),
}


# Calls: arguments as the declaration wants them

CALLS: list[tuple[str, Variant]] = [(name, variant) for name, builtin in BUILTINS.items() for variant in builtin.variants]
"""Every variant of every built-in function."""


@cache
def _calls(depth: int) -> Text:
    return st.sampled_from(CALLS).flatmap(lambda call: called(*call, depth))


def called(name: str, variant: Variant, depth: int = 1) -> Text:
    """A call of one variant of a built-in function."""
    required = [formal for formal in variant.formals if not formal.optional]
    counts = st.sampled_from([len(required), len(variant.formals)])
    return counts.flatmap(
        lambda count: st.tuples(*(_argument(formal, depth) for formal in variant.formals[:count])).map(
            lambda found: f"{name}({', '.join(found)})"
        )
    )


def _argument(formal: Formal, depth: int) -> Text:
    if not formal.kinds:
        return programs(depth)
    return st.sampled_from(formal.kinds).flatmap(lambda each: of_kind(each, depth))


def operations() -> list[Text]:
    """Each operation of the language as programs of its own, so that none is left to chance."""
    calls = [called(name, variant) for name, variant in CALLS]
    made = [make(1) for makers in _MAKERS.values() for make in makers]
    written = [
        *(_calculation(row, 1) for row in _ROWS),
        *(_comparison(each, 1) for each in _OPERATORS),
        *(_test(each, 1) for each in _TESTS),
    ]
    return [*calls, *made, *written, *(make("number", 1) for make in _ANY_KIND)]


assert set(KINDS) >= {each for _, variant in CALLS for formal in variant.formals for each in formal.kinds}
assert all(kind(value) in {*KINDS, "null"} for value in SCOPE.values())
