"""Random expressions with a plan: templates with holes for values of a kind, filled with what has this kind, and at times with others.

Built-in functions are templates by their declarations, so a new one
needs none here."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from hypothesis import strategies as st

from luoshi.engines.feel import BUILTINS, Type, Value
from luoshi.engines.feel.builtins.signatures import Formal
from luoshi.engines.feel.temporal import Date, DateAndTime, DaysDuration, Time, YearsDuration
from luoshi.engines.feel.tests.grammar import Grammar, templates_of
from luoshi.engines.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_AND_TIME,
    DAYS_DURATION,
    NUMBER,
    STRING,
    TIME,
    YEARS_DURATION,
    ContextType,
    EnumeratedType,
    ListType,
    RangeType,
)  # fmt: skip
from luoshi.engines.feel.values import Range, number

# Types of names, and values of them

_DAY = Date(2024, 2, 29)
_PLAIN: dict[Type, list[Value]] = {
    NUMBER: [number(0), number(1), number("2.5"), number(-3)],
    STRING: ["", "甲", "a b"],
    BOOLEAN: [True, False],
    DATE: [_DAY, Date(1, 1, 1)],
    TIME: [Time(9, 30, 0), Time(9, 30, 0, 0, 0)],
    DATE_AND_TIME: [DateAndTime(_DAY, Time(0, 0, 0)), DateAndTime(_DAY, Time(0, 0, 0, 0, 3600))],
    DAYS_DURATION: [DaysDuration(86_400 * 10**9), DaysDuration(0)],
    YEARS_DURATION: [YearsDuration(14), YearsDuration(-1)],
    EnumeratedType(("甲", "乙")): ["甲", "乙"],
}
_plain_types = st.sampled_from(list(_PLAIN))
TYPES: st.SearchStrategy[Type] = st.recursive(
    st.one_of(_plain_types, st.just(ANY), _plain_types.map(RangeType)),
    lambda inner: st.one_of(
        inner.map(ListType),
        st.tuples(inner, inner).map(lambda pair: ContextType((("a", pair[0]), ("b", pair[1])))),
        st.just(ContextType(())),
    ),
    max_leaves=4,
)


def values_of(static: Type) -> st.SearchStrategy[Value]:
    """Values of a type, null among them; contexts may have members that the type does not mention."""
    if isinstance(static, ListType):
        whole: st.SearchStrategy[Value] = st.lists(values_of(static.item), max_size=3).map(tuple)
    elif isinstance(static, ContextType):
        members = {name: values_of(member) for name, member in static.members}
        whole = st.fixed_dictionaries(members, optional={name: _anything() for name in ("x", "count", "item")})
    elif isinstance(static, RangeType):
        ends = st.sampled_from(_PLAIN[static.item])
        whole = st.builds(Range, ends, st.one_of(st.none(), ends), st.booleans(), st.booleans())
    elif static == ANY:
        whole = _anything()
    else:
        whole = st.sampled_from(_PLAIN[static])
    return st.one_of(whole, whole, whole, st.none())


@functools.cache
def _anything() -> st.SearchStrategy[Value]:
    plain = st.sampled_from([value for values in _PLAIN.values() for value in values])
    return st.one_of(plain, st.lists(plain, max_size=2).map(tuple), st.fixed_dictionaries({"a": plain}))


# Templates

_KINDS = ("number", "string", "boolean", "date", "time", "date and time", "days and time duration", "years and months duration",
          "list", "context", "range", "function")  # fmt: skip
_TEMPLATES: dict[str, str] = {
    "number": """0 | 1 | -2.5 | 3 | {number} + {number} | {number} - {number} | {number} * {number} | {number} / {number}
        {number} ** {number}
                -({number}) | ({date}).year | ({days and time duration}).days | {days and time duration} / {days and time duration}
        [{number}, {number}][{number}] | {context}.a
        (function(p: number, q) p + 1)({number}, {any}) | (function(p: number) p)(p: {number})""",
    "string": """"" | "甲" | "丙" | "a" | {string} + {string} | ({time}).timezone
        [{string}, {string}][{number}] | {{b: {string}, c: b}}.c""",
    "boolean": """true | false | {number} < {number} | {string} >= {string} | {any} = {any} | {any} != {any} | {string} = "丙"
        {boolean} and {boolean} | {boolean} or {boolean} and {boolean} | {number} between {number} and {number} | {any} in {any}
        {any} in ({any}, {any}) | {number} in (< {number}, {range}) | {string} in ("甲", {list}) | {any} in (!= {any}) | {number} in [5..1]
        some i in {list} satisfies {boolean} | every i in {list}, j in {any} satisfies i = j | {any} instance of number
        {any} instance of list<string> | {any} instance of nothing | {list}[1] = {any} | some i in 1..{number} satisfies i > {number}""",
    "date": """@"2023-02-06" | date("2024-02-29") | date("2023-02-29") | {date} + {years and months duration}
        {date} - {days and time duration} | ({list})[item instance of date][1]""",
    "time": """@"09:30:00" | @"09:30:00Z" | {time} + {days and time duration}""",
    "date and time": """@"2023-02-06T09:30:00" | @"2023-02-06T09:30:00+08:00" | {date and time} - {days and time duration}""",
    "days and time duration": """@"P1D" | {date} - {date} | {days and time duration} * {number} | -({days and time duration})
        ({time}).time offset | duration("PT8H")""",
    "years and months duration": """@"P1Y" | {years and months duration} + {years and months duration} | duration("P14M")""",
    "list": """[] | [{any}, {any}] | [{number}, {number}] | {list}[{boolean}] | {list}[item > {any}] | {list}[a = {any}]
        {list}.a | {any}[{any}]
        for i in {list} return i | for i in {list} return [i, {any}] | for i in {number}..{number} return i | for i in {range} return i
        for i in 1..2, j in {any} return j | for i in 1..3 return count(partial) + {number} | [{context}, {context}] | {list}[x = {any}]""",
    "context": """{{}} | {{a: {any}}} | {{a: {number}, b: a}} | {{a: {any}, a: {any}}} | {list}[{number}] | {{a: {context}.b, b: {any}}}""",
    "range": """[1..3] | ({number}..{number}] | [{date}..{date}] | (< {number}) | (>= {any}) | (!= {any}) | [5..1)""",
    "function": """function(p) p | function(p, q) p < q | function(p: number, q: string) p | sum | function(p: nothing) p
        function(p) external {{java: {any}}}""",
    "any": """null | unknown | if {boolean} then {any} else {any} | if {any} then {number} else {number} | 1E9999 | @"2023-13-01"
        {function}({any}) | {function}({any}, {any}) | {any}.a | {any}.year | {any}({any})
        {range}.start | substring(string: {string}, start: 1)
        get value(m: {context}, key: "a") | concatenate(list: {list}) | nothing({any}) | -({any}) | sum(n: {list})
        {{a: {any}}}.zz | count({list}, {any}) | {number} / 0 | {string} = 1 | for i in [3..1] return i | 1({any}) | {date}.hour
        {boolean} and {number} | sqrt({string}) | (function(p: number) p)("a") | {any} in [3..1] | not(p: true)
        类别 = "丙" | 类别 in ("丙", {any})""",
}  # fmt: skip


def _template(name: str, formals: Iterable[Formal]) -> str:
    holes = [f"{{{formal.kinds[0] if formal.kinds else 'any'}}}" for formal in formals]
    return f"{name}({', '.join(holes)})"


def _all_templates() -> dict[str, list[str]]:
    found = {kind: templates_of(text) for kind, text in _TEMPLATES.items()}
    for name, function in BUILTINS.items():
        for variant in function.variants:
            result = str(variant.result).partition("<")[0]
            found[result if result in found else "any"].append(_template(name, variant.formals))
    return found


TEMPLATES = _all_templates()
ALL_TEMPLATES = [template for templates in TEMPLATES.values() for template in templates]
NAMES = ("x", "名 称", "清单", "a-b", "item count", "类别")
_GRAMMAR = Grammar(TEMPLATES, dict.fromkeys((*_KINDS, "any"), NAMES), foreign=12)


@st.composite
def expressions(draw: st.DrawFn, kind: str = "any", depth: int = 3) -> str:
    """An expression, mostly of the kind."""
    return _GRAMMAR.expression(draw, kind, depth)


@st.composite
def filled(draw: st.DrawFn, template: str) -> str:
    """An expression of this form."""
    return _GRAMMAR.filled(draw, template, 2)


@st.composite
def unary_tests(draw: st.DrawFn) -> str:
    """A cell of a decision table."""
    forms = ("< {number}", "= {any}", "!= {any}", "{any}", "{any}, {string}", "not({any})", "? > {number}", "{range}", "[{any}, {any}]",
        "-",         '"丙"', "{boolean}", ">= {date}", "not(< {any}, {list})", "? in {list}", "true")  # fmt: skip
    return _GRAMMAR.filled(draw, draw(st.sampled_from(forms)), 2)


Scoped = tuple[Mapping[str, Type], Mapping[str, Value]]
"""Types of names, and a value of each."""


@st.composite
def scopes(draw: st.DrawFn) -> Scoped:
    """Types of all names, and values of these types."""
    types = {**{name: draw(TYPES) for name in (*NAMES, "?")}, "类别": EnumeratedType(("甲", "乙"))}
    return types, {name: draw(values_of(static)) for name, static in types.items()}
