"""Models to compare engines by: random FEEL expressions and a table of every hit policy over the same inputs, with rows beside every bound.

Templates are FEEL texts with the kinds of their holes in braces. They say what engines may be asked; what a draw makes of them may still
need more digits than are computed exactly, and is refused then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

from hypothesis import strategies as st

from luoshi.engines.decisions import compile_model, read_model
from luoshi.engines.decisions.packaged import DecisionPackage, lone_package
from luoshi.engines.decisions.tests.models import decision, feel, input_data, item, table, xml
from luoshi.engines.feel.temporal import Date
from luoshi.engines.feel.tests.grammar import Grammar, templates_of
from luoshi.engines.feel.values import Value
from tests.agreement.rows import UNKNOWN, Row

TYPES: Final = (
    item("人数型", "number", allowed="? >= 0 and ? <= 9999 and ? = floor(?)"),
    item("金额型", "number", allowed="? >= -100000 and ? <= 100000 and ? = round down(?, 2)"),
    item("比率型", "number", allowed="? >= 0 and ? <= 1 and ? = round down(?, 3)"),
    item("等级型", "number", allowed="? >= 1 and ? <= 5 and ? = floor(?)"),
    item("代码型", "string", allowed='"甲", "乙", "丙"'),
    item("编号型", "string", allowed='matches(?, "^[0-9]{2,4}$")'),
)
INPUTS: Final = {
    "人数": ("人数型", "number"), "金额": ("金额型", "number"), "比率": ("比率型", "number"), "等级": ("等级型", "number"),
    "代码": ("代码型", "string"), "编号": ("编号型", "string"), "备注": ("string", "string"),
    "日期": ("date", "date"), "另日": ("date", "date"), "属实": ("boolean", "boolean"),
}  # fmt: skip
"""The type and the kind of each input."""

_TEXTS: Final = {
    "number": """0 | 1 | 2.5 | -3 | 100 | 0.055 | {number} + {number} | {number} - {number} | {number} * {number} | -({number})
        {amount} * 0.5 | {amount} * 0.125 | decimal({number}, {digits}) | round half up({number}, {digits}) | round down({number}, {digits})
        round up({number}, {digits}) | floor({number}) | ceiling({number}) | floor({number}, 1) | abs({number}) | min({number}, {number})
        max({number}, {number}, 10) | min([{number}, {number}]) | sum({number}, {number}) | if {boolean} then {number} else {number}
        {number} / 4
        round half up({count} / {amount}, {digits}) | round down({count} / 人数, 2) | ({date}).year | ({date}).month
        ({days}).days | ({months}).months
        string length({string}) | number(编号) | count({list}) | if {boolean} then {number} else null""",
    "amount": "金额 | 人数 | 等级 | 人数 * 等级 | 金额 + 1 | abs(金额) | 人数 * 比率",
    "count": "人数 | 等级 | 人数 * 等级 | abs(金额) | 100",
    "digits": "0 | 1 | 2",
    "boolean": """true | false | {number} < {number} | {number} <= {number} | {number} >= {number} | {number} > {number}
        {number} = {number} | {number} != {number} | {amount} / {amount} <= {number} | {amount} / 人数 > 0.055 | {number} = null
        {string} = {string} | {string} != {string} | {string} = null | {date} < {date} | {date} >= {date} | {date} = {date}
        {days} <= {days} | {months} > {months} | {boolean} and {boolean} | {boolean} or {boolean} | not({boolean})
        {number} between {number} and {number} | {number} in [1..100]
        {number} in (1..100] | {number} in (< 0, >= 100) | {number} in (1, 3, 5) | {string} in ("甲", "丙")
        {date} in [date("2023-07-01")..date("2024-02-29")) | list contains(["甲", "乙", null], {string}) | {number} in ({number}, {number})
        list contains({list}, {string}) | starts with({string}, "1") | starts with({string}, 代码) | matches({string}, "^[0-9]{{2}}$")
        {boolean} = {boolean} | if {boolean} then {boolean} else {boolean}""",
    "string": """"甲" | "12" | "" | if {boolean} then {string} else {string} | substring({string}, 1, 2) | substring(编号, 2)
        if {boolean} then {string} else null""",
    "date": """date("2024-02-29") | date("2023-07-01") | {date} + {months} | {date} - {months} | {date} + {days} | {date} - {days}
        if {boolean} then {date} else {date}""",
    "days": """duration("P1D") | duration("P30D") | {date} - {date} | {days} + {days}""",
    "months": """duration("P1M") | duration("P1Y2M") | years and months duration({date}, {date}) | {months} + {months}""",
    "list": """["甲", 代码] | ["甲", "乙", 代码][item != {string}] | concatenate(["丙"], [{string}]) | ["甲", "乙"][{boolean}]""",
    "numbers cell": """- | {bound} | < {bound} | <= {bound} | > {bound} | >= {bound} | [{bound}..100] | (0..{bound}] | not({bound})
        {bound}, 100 | not(< {bound}) | null | < 人数 | ? * 2 > {bound} | {number}""",
    "codes cell": """- | "甲" | "甲","乙" | "丙" | not("甲") | "丁" | null | 代码 | {string}""",
    "dates cell": """- | < date("2023-07-01") | >= date("2023-07-01") | [date("2020-01-31")..date("2024-02-29")] | 另日 | > 另日""",
    "truths cell": "- | true | false | not(true)",
    "bound": "0 | 1 | 3 | 5 | 30 | 100 | 0.055 | 0.5 | -2.5",
}  # fmt: skip
_NAMES: Final = {kind: tuple(name for name, (_, own) in INPUTS.items() if own == kind) for kind in ("number", "string", "date", "boolean")}
GRAMMAR: Final = Grammar({kind: templates_of(text) for kind, text in _TEXTS.items()}, _NAMES)

POLICIES: Final = (
    ("UNIQUE", ""), ("FIRST", ""), ("ANY", ""), ("PRIORITY", ""), ("RULE ORDER", ""), ("OUTPUT ORDER", ""),
    ("COLLECT", ""), ("COLLECT", "COUNT"), ("COLLECT", "SUM"), ("COLLECT", "MIN"), ("COLLECT", "MAX"),
)  # fmt: skip
_CELLS: Final = {
    "人数": "numbers", "金额": "numbers", "比率": "numbers", "等级": "numbers", "代码": "codes", "日期": "dates", "属实": "truths",
    "人数*等级": "numbers", "金额*0.125": "numbers",
}  # fmt: skip
"""The columns of tables, with the cells that fit them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A model with the names of its decisions; those of ``tables`` have rules."""

    text: bytes
    names: tuple[str, ...]
    tables: tuple[str, ...]

    def package(self) -> DecisionPackage:
        """Compiled, without problems."""
        compiled = compile_model(read_model(self.text, file="生成.dmn"))
        compiled.refuse_problems()
        return lone_package(compiled)


@st.composite
def models(draw: st.DrawFn, expressions: int = 6) -> Asked:
    """A table of each hit policy, tables of thresholds, and expressions that may use the decisions before them."""
    logics = {f"表{place}": draw(_tables(*policy)) for place, policy in enumerate(POLICIES)}
    logics |= {f"门槛{place}": draw(_threshold_tables()) for place in (1, 2)}
    tables = tuple(logics)
    for place in range(expressions):
        kind = draw(st.sampled_from(("number", "number", "boolean", "boolean", "string", "date")))
        logics[f"式{place}"] = feel(GRAMMAR.also(number=_numbers_among(tables)).expression(draw, kind))
    needs = tuple(f"输入-{each}" for each in INPUTS)
    inputs = (input_data(name, type_ref) for name, (type_ref, _) in INPUTS.items())
    decided = (decision(name, logic, *needs, *(f"决策-{each}" for each in tables if each in logic)) for name, logic in logics.items())
    return Asked(xml(*TYPES, *inputs, *decided), tuple(logics), tables)


def _numbers_among(tables: Sequence[str]) -> tuple[str, ...]:
    """Tables that answer with one number."""
    return tuple(name for name in tables if name.startswith("门槛") or POLICIES[int(name[1:])][1] or name in ("表0", "表3"))


_COMPUTED: Final = ("UNIQUE", "FIRST", "COLLECT", "SUM", "COUNT")
"""Policies and aggregations whose conclusions may be computed; with others that is refused."""


@st.composite
def _tables(draw: st.DrawFn, policy: str, aggregation: str) -> str:
    columns = draw(st.lists(st.sampled_from(list(_CELLS)), min_size=1, max_size=3, unique=True))
    is_number = bool(aggregation) or policy in ("UNIQUE", "PRIORITY")
    is_computed = draw(st.integers(0, 3 if policy in _COMPUTED and aggregation in _COMPUTED else 20)) == 0
    lines = ["|".join([*(f"输入:{each}" for each in columns), "输出:结论"])]
    if policy in ("PRIORITY", "OUTPUT ORDER"):
        lines.append("允许" + "|" * len(columns) + ("3, 100.5, 1, 2" if is_number else '"丙", "甲", "乙"'))
    if draw(st.booleans()):
        is_list = policy in ("RULE ORDER", "OUTPUT ORDER") or (policy == "COLLECT" and not aggregation)
        lines.append("默认" + "|" * len(columns) + ("[]" if is_list else "1" if is_number else '"乙"'))
    for _ in range(draw(st.integers(2, 5))):
        cells = [GRAMMAR.expression(draw, f"{_CELLS[each]} cell", depth=1) for each in columns]
        lines.append("|".join([*cells, _conclusion(draw, is_number=is_number, is_computed=is_computed)]))
    return table("\n".join(lines), hit=policy, aggregation=aggregation)


def _conclusion(draw: st.DrawFn, *, is_number: bool, is_computed: bool) -> str:
    if is_computed and draw(st.booleans()):
        return GRAMMAR.expression(draw, "number" if is_number else "string", depth=2)
    return draw(st.sampled_from(("1", "2", "3", "100.5") if is_number else ('"甲"', '"乙"', '"丙"')))


@st.composite
def _threshold_tables(draw: st.DrawFn) -> str:
    """For each code some bounds, from the highest down: what becomes a table that is joined."""
    codes = draw(st.sampled_from((['"甲"', '"乙"', '"丙"'], ["1", "2", "3", "4", "5"], ['"甲"', '"乙"'])))
    key, classes = "代码" if codes[0].startswith('"') else "等级", -(-12 // len(codes))
    lines = [f"输入:{key}|输入:人数|输入:金额|输出:结论"]
    for code in codes:
        bounds = sorted(draw(st.lists(st.integers(0, 120), min_size=classes, max_size=classes)), reverse=True)
        for place, bound in enumerate(bounds):
            other = draw(st.sampled_from(("-", ">= 0.055", "< 100", ">= -2.5")))
            lines.append(f"{code}|{'-' if bound > 110 else f'>= {bound}'}|{other}|{place + 1}")
    return table("\n".join(lines), hit="FIRST")


# --- rows

_VALUES: Final[dict[str, Sequence[str | int | bool | Date]]] = {
    "人数": (0, 1, 2, 3, 5, 29, 30, 31, 99, 100, 101, 9999),
    "金额": ("-2.50", "-0.05", "0", "0.01", "0.05", "0.15", "0.25", "1", "2.50", "3.50", "99.99", "100", "100.01", "1234.56", "100000"),
    "比率": ("0", "0.054", "0.055", "0.056", "0.125", "0.5", "1"),
    "等级": (1, 2, 3, 4, 5),
    "代码": ("甲", "乙", "丙"),
    "编号": ("12", "0123", "012", "99"),
    "备注": ("", "甲", "12", "12abc", "1", "中文"),
    "日期": (Date(2024, 2, 29), Date(2023, 7, 1), Date(2023, 6, 30), Date(2020, 1, 31), Date(2000, 2, 29), Date(1999, 12, 31)),
    "另日": (Date(2024, 1, 31), Date(2023, 7, 2), Date(2023, 3, 31), Date(2021, 2, 28), Date(1999, 12, 30)),
    "属实": (True, False),
}
_NOT_ALLOWED: Final[dict[str, Sequence[str | int]]] = {
    "人数": (-1, 10000), "金额": ("-100000.01",), "比率": ("1.001",), "等级": (0, 6), "代码": (UNKNOWN,), "编号": ("1", "AB"),
}  # fmt: skip
LACKING: Final = 0.05
"""The share of cells in which nothing stands, or something that is not allowed."""


def rows(number: int, *, seed: int) -> list[tuple[Row, Row]]:
    """Rows of values on and beside the bounds that models mention, some cells empty or not allowed; each with the same row in full."""
    chance = Random(seed)
    full = [{name: _value(name, chance.choice(_VALUES[name])) for name in INPUTS} for _ in range(number)]
    return [({name: _lacking(name, value, chance) for name, value in row.items()}, row) for row in full]


def _lacking(name: str, value: Value, chance: Random) -> Value:
    if chance.random() >= LACKING:
        return value
    wrong = _NOT_ALLOWED.get(name, ())
    return _value(name, chance.choice(wrong)) if wrong and chance.random() < 0.4 else None


def _value(name: str, found: str | int | bool | Date) -> Value:  # noqa: FBT001 - a value
    if INPUTS[name][1] == "number":
        return Decimal(str(found))
    assert not isinstance(found, int) or isinstance(found, bool), "whole numbers are numbers"
    return found
