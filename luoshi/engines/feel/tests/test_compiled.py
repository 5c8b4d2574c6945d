"""Compiled texts say what the reference says: the same values, to the last digit, and the same findings in the same places."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings

from luoshi.engines.feel import BUILTINS, Evaluation, Function, Limits, Node, Value, evaluate, parse, parse_unary_tests, syntax
from luoshi.engines.feel.arithmetic import RULES
from luoshi.engines.feel.compiled import Program, Unanswered, compile_node
from luoshi.engines.feel.compiled.translate import GLOBALS
from luoshi.engines.feel.compiled.writer import Writer
from luoshi.engines.feel.syntax import walked
from luoshi.engines.feel.tests.programs import SCOPE, operations, programs
from luoshi.engines.feel.tests.tables import MOMENT, fail_unless_same
from luoshi.engines.feel.tests.test_generative import _SCOPE as STRANGE_SCOPE
from luoshi.engines.feel.tests.test_generative import EXPRESSIONS

_SMALL: Final = Limits(steps=2_000, list_size=200, string_length=2_000, pattern_steps=5_000)


def _always_the_same(examples: int) -> settings:
    return settings(max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def both(node: Node, scope: dict[str, Value], limits: Limits = Limits()) -> tuple[Evaluation, Program]:  # noqa: B008 - it is frozen
    """The reference's evaluation, to which the program's was found identical."""
    program = compile_node(node)
    found = evaluate(node, scope, limits=limits, at=MOMENT)
    fail_unless_same(found, program.evaluate(scope, limits=limits, at=MOMENT))
    return found, program


class Seen:
    """Which operations came up, and which of them in a text that was answered without asking the reference."""

    def __init__(self) -> None:
        self.appeared: Counter[object] = Counter()
        self.answered: Counter[object] = Counter()

    def note(self, node: Node, *, answered: bool) -> None:
        """One program more."""
        operations = {operation for each in walked(node) for operation in _operations(each)}
        self.appeared.update(operations)
        self.answered.update(operations if answered else ())


def _operations(node: Node) -> list[object]:
    found: list[object] = [type(node)]
    if isinstance(node, syntax.Arithmetic | syntax.Comparison | syntax.Bound):
        found.append((type(node), node.operator))
    if isinstance(node, syntax.Name) and node.name in BUILTINS:
        found.append(node.name)
    return found


def test_generated_programs_agree_and_no_operation_is_left_out() -> None:
    seen = Seen()

    def agrees(text: str) -> None:
        node = parse(text, names=SCOPE)
        found, program = both(node, SCOPE)
        both(node, SCOPE, _SMALL)
        seen.note(node, answered=_is_answered(program) and not found.findings)

    _always_the_same(300)(given(text=programs())(agrees))()
    for each in operations():
        _always_the_same(5)(given(text=each)(agrees))()
    nodes = {each for each in vars(syntax).values() if isinstance(each, type) and issubclass(each, syntax.Node)}
    # No operation, refused, and the cells of tables, which have a test of their own.
    never = {syntax.Node, syntax.ExternalFunction, syntax.UnaryTests, syntax.ExpressionTest}
    operators = {(syntax.Arithmetic, operator) for operator, _, _ in RULES} | {
        (syntax.Comparison, each) for each in syntax.ComparisonOperator
    }
    assert {*nodes - never, *BUILTINS, *operators} - set(seen.appeared) == set()
    assert {*nodes - never, *operators} - set(seen.answered) == set()
    assert len(set(BUILTINS) & set(seen.answered)) >= 0.8 * len(BUILTINS)  # all others: the tables of examples ask both ways


def _is_answered(program: Program) -> bool:
    try:
        program.value(SCOPE, at=MOMENT)
    except Unanswered:
        return False
    return True


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=EXPRESSIONS)
def test_strange_programs_agree(text: str) -> None:
    node = parse(text, names=STRANGE_SCOPE)
    both(node, STRANGE_SCOPE)
    both(node, STRANGE_SCOPE, _SMALL)


_CELLS = ["-", "< 3", '"a", "b"', "not(3)", "not(null)", "[1..3)", "1, 2", "null", "? > 2", "? + 1 = 4", "> 人数", "not(> 人数)", "true",
          "清单", "[1, [2..4]]", '@"2023-02-06"', "date(2023, 2, 6)", "!= 3", "? instance of number", "人数 > 2",
          "every i in 清单 satisfies i < ?"]  # fmt: skip
_INPUTS: list[Value] = [None, Decimal(3), Decimal("2.0"), "a", True, (Decimal(1),), SCOPE["成立 日期"], SCOPE["企业"]]


@pytest.mark.parametrize("cell", _CELLS)
@pytest.mark.parametrize("value", _INPUTS, ids=str)
def test_unary_tests_agree(cell: str, value: Value) -> None:
    both(parse_unary_tests(cell, names=SCOPE), {**SCOPE, "?": value})


def test_names_in_a_filter_are_members_first() -> None:
    found, program = both(parse("各户[人数 = 5][1].名称", names=SCOPE), SCOPE)
    assert (found.value, program.value(SCOPE)) == ("乙", "乙")


def test_functions_keep_the_variables_of_their_round() -> None:
    text = "for f in (for i in 1..3 return function(x) x * i) return f(10)"
    found, program = both(parse(text), {})
    assert found.value == program.value({}) == (Decimal(10), Decimal(20), Decimal(30))


def test_a_function_that_leaves_its_text_is_the_same_function() -> None:
    made = compile_node(parse("function(x: number) x / 人数", names=SCOPE)).value(SCOPE)
    assert isinstance(made, Function)
    call = parse("f(60)", names=["f"])
    assert evaluate(call, {"f": made}).value == compile_node(call).value({"f": made}) == Decimal(2)
    wrong = parse('f("a")', names=["f"])
    fail_unless_same(evaluate(wrong, {"f": made}), compile_node(wrong).evaluate({"f": made}))


def test_functions_from_outside_hand_over_their_findings() -> None:
    inner = parse("1 / 0")
    outside = Function(("n",), lambda _n: evaluate(inner, {}), "除")
    found, _ = both(parse("[f(1), f(2)]", names=["f"]), {"f": outside})
    assert [each.kind for each in found.findings] == ["division by zero"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "+".join(["1"] * 3_000),
        "-" * 70 + "1",
        "(" * 70 + "1" + ")" * 70,
        "if true then 1 else " * 70 + "2",
        "for a in [1] return " * 30 + "1",
        "[" * 60 + "]" * 60,
        ".".join(["企业", *["a"] * 70]),
        "count(for i in 1..300, j in 1..300 return i)",
        'string join(for i in 1..2000 return "落实落实落实", "") + "a"',
    ],
    ids=lambda text: text[:20],
)
def test_long_and_deep_texts_agree(text: str) -> None:
    node = parse(text, names=SCOPE)
    both(node, SCOPE)
    both(node, SCOPE, Limits(steps=1_000, depth=30, list_size=100, string_length=100))


def test_the_source_holds_nothing_that_an_author_wrote() -> None:
    """Names, texts and numbers are constants beside the source, so that no text can become Python."""
    evil = '__import__("os").system("true")'
    scope: dict[str, Value] = {evil: Decimal(1), "__builtins__": Decimal(2), "lambda": Decimal(3), "machine": Decimal(4)}
    text = f'{{"{evil.replace(chr(34), "")}": "exec", a: {evil} + __builtins__ + lambda + machine}}.a'
    found, program = both(parse(text, names=scope), scope)
    assert found.value == program.value(scope) == Decimal(10)
    words = set(re.findall(r"[^\W\d]\w*", program.source))
    generated = {word for word in words if re.fullmatch(r"[kv]\d+", word)}
    python = {"def", "compiled", "scope", "machine", "if", "else", "in", "is", "return", "type", "dict", "and", "or", "None"}
    assert words - generated <= python | set(GLOBALS)


def test_a_program_reaches_no_module() -> None:
    assert set(GLOBALS["__builtins__"]) == {"type", "tuple", "enumerate", "isinstance", "dict", "bool"}


def test_constants_keep_their_own_identity() -> None:
    writer = Writer()
    assert writer.constant(True) != writer.constant(Decimal(1))  # noqa: FBT003 - equal in Python, different in FEEL
