"""Each boxed expression of the standard, and what it says of conditions that are no conditions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.engines.decisions import FindingKind, Outcome
from luoshi.engines.decisions.tests.models import ask, decision, feel, formal_parameters, function, input_data, table
from luoshi.engines.feel.values import Value


def box(logic: str, **inputs: Value | int) -> Outcome:
    """What a decision with this logic says, which may use the inputs."""
    return ask("结果", *map(input_data, inputs), decision("结果", logic, *(f"输入-{name}" for name in inputs)), **inputs)


def kinds(outcome: Outcome) -> list[FindingKind]:
    return [each.kind for each in outcome.findings]


def numbers(*values: int) -> tuple[Value, ...]:
    return tuple(map(Decimal, values))


def test_literal_expression() -> None:
    assert box(feel("年龄 + 1"), 年龄=62).value == Decimal(63)


def entry(name: str, logic: str, type_ref: str = "") -> str:
    type_ = f' typeRef="{type_ref}"' if type_ref else ""
    return f'<contextEntry><variable name="{name}"{type_}/>{logic}</contextEntry>'


def test_context_entries_see_those_above_them() -> None:
    logic = f"<context>{entry('基数', feel('年龄 * 2'))}{entry('合计 金额', feel('基数 + 1'))}</context>"
    assert box(logic, 年龄=30).value == {"基数": Decimal(60), "合计 金额": Decimal(61)}


def test_context_with_a_result_is_the_result() -> None:
    logic = f"<context>{entry('合计 金额', feel('2'))}<contextEntry>{feel('合计 金额 * 10')}</contextEntry></context>"
    assert box(logic).value == Decimal(20)


def test_context_entries_become_of_their_type() -> None:
    outcome = box(f"<context>{entry('甲', feel('[5]'), 'number')}{entry('乙', feel('1'), 'string')}</context>")
    assert outcome.value == {"甲": Decimal(5), "乙": None}
    assert kinds(outcome) == [FindingKind.WRONG_TYPE]


def test_table_inside_a_context() -> None:
    rows = table('输入:年龄 | 输出:级\n< 60 | "青"\n>= 60 | "老"')
    result = feel('级别 + "年"')
    logic = f"<context>{entry('级别', rows)}<contextEntry>{result}</contextEntry></context>"
    outcome = box(logic, 年龄=60)
    assert outcome.value == "老年"
    assert outcome.trace.decisions[0].tables[0].table.name == "级别"


def invocation(called: str, **bindings: str) -> str:
    inner = "".join(f'<binding><parameter name="{name}"/>{feel(text)}</binding>' for name, text in bindings.items())
    return f"<invocation>{feel(called)}{inner}</invocation>"


MULTIPLE = function("折算", {"金额": "number", "系数": "number"}, feel("金额 * 系数"))


def test_invocation_binds_by_name() -> None:
    assert ask("结果", MULTIPLE, decision("结果", invocation("折算", 系数="3", 金额="5"), "函数-折算")).value == Decimal(15)


def test_invocation_of_a_function_of_feel() -> None:
    assert box(invocation("sum", list="[1, 2]")).value == Decimal(3)


@pytest.mark.parametrize("bindings", [{"金额": "5"}, {"金额": "5", "错": "1"}, {"金额": '"五"', "系数": "1"}])
def test_invocation_with_wrong_arguments_is_null_and_a_finding(bindings: dict[str, str]) -> None:
    outcome = ask("结果", MULTIPLE, decision("结果", invocation("折算", **bindings), "函数-折算"))
    assert outcome.value is None
    assert kinds(outcome) == [FindingKind.EXPRESSION]


def test_invocation_of_what_is_no_function() -> None:
    outcome = box(invocation("1 + 1", 甲="1"))
    assert outcome.value is None
    assert kinds(outcome) == [FindingKind.NOT_A_FUNCTION]


def test_relation_is_a_list_of_contexts() -> None:
    rows = "".join(f"<row>{feel(name)}{feel(amount)}</row>" for name, amount in (('"甲"', "1"), ('"乙"', "1 + 1")))
    logic = f'<relation><column name="姓名"/><column name="金额" typeRef="number"/>{rows}</relation>'
    assert box(logic).value == ({"姓名": "甲", "金额": Decimal(1)}, {"姓名": "乙", "金额": Decimal(2)})


def test_list() -> None:
    assert box(f"<list>{feel('1')}{feel('年龄')}</list>", 年龄=2).value == numbers(1, 2)


def test_function_definition_sees_what_its_definition_saw() -> None:
    definition = f"<functionDefinition>{formal_parameters({'甲': 'number'})}{feel('甲 + 年龄')}</functionDefinition>"
    logic = f"<context>{entry('加', definition)}<contextEntry>{feel('加(1) + 加(甲: 2)')}</contextEntry></context>"
    assert box(logic, 年龄=10).value == Decimal(23)


@pytest.mark.parametrize("kind", ["Java", "PMML"])
def test_functions_in_other_languages_are_null_and_a_finding(kind: str) -> None:
    definition = f'<functionDefinition kind="{kind}">{formal_parameters({"甲": "number"})}<context/></functionDefinition>'
    outcome = box(f"<context>{entry('外', definition)}<contextEntry>{feel('外(1)')}</contextEntry></context>")
    assert outcome.value is None
    assert kinds(outcome) == [FindingKind.EXTERNAL_FUNCTION]
    assert kind in outcome.findings[0].message.chinese


def conditional(condition: str) -> str:
    return f"<conditional><if>{feel(condition)}</if><then>{feel('1')}</then><else>{feel('2')}</else></conditional>"


def test_conditional() -> None:
    assert box(conditional("年龄 > 60"), 年龄=61).value == Decimal(1)
    assert box(conditional("年龄 > 60"), 年龄=60).value == Decimal(2)
    outcome = box(conditional('"是"'))
    assert outcome.value is None
    assert kinds(outcome) == [FindingKind.NOT_BOOLEAN]


def filtered(of: str, match: str) -> str:
    return f"<filter><in>{feel(of)}</in><match>{feel(match)}</match></filter>"


def test_filter() -> None:
    assert box(filtered("[1, 2, 3]", "item >= 下限"), 下限=2).value == numbers(2, 3)
    assert box(filtered("[{金额: 1}, {金额: 2}]", "金额 > 1")).value == ({"金额": Decimal(2)},)
    assert box(filtered("[]", "true")).value == ()
    assert kinds(box(filtered("[1]", '"是"'))) == [FindingKind.NOT_BOOLEAN]
    assert kinds(box(filtered("null", "true"))) == [FindingKind.NOT_A_LIST]


def iterated(kind: str, of: str, body: str) -> str:
    inner = "return" if kind == "for" else "satisfies"
    return f'<{kind} iteratorVariable="每 户"><in>{feel(of)}</in><{inner}>{feel(body)}</{inner}></{kind}>'


def test_for() -> None:
    assert box(iterated("for", "[1, 2]", "每 户 * 2")).value == numbers(2, 4)
    assert box(iterated("for", "[1..3]", "每 户")).value == numbers(1, 2, 3)
    assert box(iterated("for", "[1, 2, 3]", "每 户 + count(partial)")).value == numbers(1, 3, 5)
    assert box(iterated("for", "7", "每 户")).value == numbers(7)
    days = '[date("2023-12-31")..date("2024-01-01")]'
    assert box(iterated("for", days, "每 户.year")).value == numbers(2023, 2024)
    assert kinds(box(iterated("for", "null", "1"))) == [FindingKind.NOT_A_LIST]


@pytest.mark.parametrize(
    ("kind", "of", "expected"),
    [
        ("some", "[1, 2]", True),
        ("some", "[1]", False),
        ("some", "[]", False),
        ("every", "[2, 3]", True),
        ("every", "[1, 2]", False),
        ("every", "[]", True),
    ],
)
def test_some_and_every(kind: str, of: str, *, expected: bool) -> None:
    assert box(iterated(kind, of, "每 户 > 1")).value is expected


@pytest.mark.parametrize("kind", ["some", "every"])
def test_quantifiers_want_conditions(kind: str) -> None:
    outcome = box(iterated(kind, "[1, 2]", 'if 每 户 = 1 then true else "否"'))
    assert outcome.value is None
    assert kinds(outcome) == [FindingKind.NOT_BOOLEAN]


def test_an_empty_box_is_null() -> None:
    assert box("<list/>").value == ()
    assert box("<conditional><if/><then/><else/></conditional>").value is None
