"""What the caller brings: a scope, functions, types, and the moment."""

from __future__ import annotations

from decimal import Decimal

from luoshi.engines.feel import Evaluation, Finding, FindingKind, Function, NoValue, Value, evaluate, parse, type_named
from luoshi.engines.feel.types import NUMBER, STRING
from luoshi.words import Words


def _double(number: Decimal) -> Value:
    return number * 2


DOUBLE = Function(("n",), _double, "加倍", (NUMBER,), NUMBER)


def test_a_function_of_the_caller_is_called_by_position_and_by_name() -> None:
    for text in ("加倍(21)", "加倍(n: 21)", "加倍([21])"):
        assert evaluate(parse(text, names=["加倍"]), {}, functions={"加倍": DOUBLE}).value == 42


def test_its_arguments_and_its_result_have_types() -> None:
    assert evaluate(parse('加倍("x")'), {}, functions={"加倍": DOUBLE}).findings[0].kind is FindingKind.TYPE_MISMATCH
    wrong = Function(("n",), lambda _: "x", "", (NUMBER,), NUMBER)
    assert evaluate(parse("f(1)"), {"f": wrong}).findings[0].kind is FindingKind.TYPE_MISMATCH


def test_its_findings_join_those_of_the_caller() -> None:
    finding = Finding(FindingKind.DIVISION_BY_ZERO, 0, 1, (), Words("除数为零。", "Division by zero."))
    found = evaluate(parse("f()"), {"f": Function((), lambda: Evaluation(None, (finding,)))})
    assert found == Evaluation(None, (finding,))


def test_it_may_say_that_there_is_no_value() -> None:
    def refuse() -> Value:
        raise NoValue(FindingKind.OUT_OF_RANGE, "没有。", "None.")

    assert evaluate(parse("f()"), {"f": Function((), refuse)}).findings[0].kind is FindingKind.OUT_OF_RANGE


def test_a_function_can_be_handed_to_a_function() -> None:
    assert evaluate(parse("sort([1, 3, 2], 先)"), {"先": Function(("a", "b"), lambda a, b: a > b)}).value == (3, 2, 1)


def test_named_types_mean_what_the_model_says() -> None:
    types = {"t企业": type_named("context<名称: string, 人数: number>")}
    text = 'for x in [{名称: "甲", 人数: 3}, {名称: "乙"}] return x instance of t企业'
    assert evaluate(parse(text), {}, types=types).value == (True, False)


def test_without_a_moment_there_is_no_today() -> None:
    assert evaluate(parse("today()"), {}).findings[0].kind is FindingKind.NO_MOMENT


def test_a_null_that_was_put_in_is_no_finding() -> None:
    assert evaluate(parse("{a: x, b: [null], c: if true then x else 1}"), {"x": None}).findings == ()


def test_a_closure_keeps_what_it_saw() -> None:
    add = evaluate(parse("function(n: number) n + x"), {"x": Decimal(1)}).value
    assert evaluate(parse("add(2)"), {"add": add, "x": Decimal(100)}).value == 3


def test_types_of_functions_are_known_to_instance_of() -> None:
    function = Function(("a",), _double, "", (STRING,), NUMBER)
    assert evaluate(parse("f instance of function<string> -> number"), {"f": function}).value is True
    assert evaluate(parse("f instance of function<number> -> number"), {"f": function}).value is False
