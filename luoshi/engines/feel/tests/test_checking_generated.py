"""What the checker promises, over random expressions and random values of the declared types.

Every node's value is of the static type that was inferred for it, and a remark that calls itself certain is: the node is null, or as a
condition never true, with whatever values. The generator must have made every node and every function of the language."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Mapping

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.engines.feel import BUILTINS, FeelSyntaxError, Limits, Node, Value, check, conforms, parse, parse_unary_tests, syntax
from luoshi.engines.feel.checking.check import Checker
from luoshi.engines.feel.checking.remarks import NEVER_TRUE, RemarkKind, Severity
from luoshi.engines.feel.checking.scope import Scope
from luoshi.engines.feel.environment import Environment
from luoshi.engines.feel.evaluate import Evaluator
from luoshi.engines.feel.findings import FindingKind
from luoshi.engines.feel.temporal import parse_date_and_time
from luoshi.engines.feel.tests.generated import ALL_TEMPLATES, Scoped, filled, scopes, unary_tests
from luoshi.engines.feel.types import ANY, NUMBER, Type
from luoshi.words import Words

_LIMITS = Limits(steps=20_000, list_size=2_000, string_length=20_000, pattern_steps=5_000)
_MOMENT = parse_date_and_time("2023-02-06T09:30:00@Asia/Shanghai")
# The same examples each time, so that what they must have made is always there.
_settings = functools.partial(
    settings, derandomize=True, database=None, report_multiple_bugs=False, deadline=None, suppress_health_check=list(HealthCheck)
)


class _RecordingChecker(Checker):
    """Remembers each node's type, and which node each remark is about."""

    def __init__(self) -> None:
        super().__init__({}, Limits())
        self.found: dict[int, tuple[Node, Type]] = {}
        self.certain: list[tuple[Node, RemarkKind]] = []

    def noted(self, node: Node, found: Type) -> Type:
        self.found[id(node)] = node, found
        return found

    def _remark(self, node: Node, kind: RemarkKind, message: Words, severity: Severity = Severity.ERROR) -> Type:
        if severity is Severity.ERROR:
            self.certain.append((node, kind))
        return super()._remark(node, kind, message, severity)


class _RecordingEvaluator(Evaluator):
    """Remembers the values that each node had, and whether each test held."""

    def __init__(self) -> None:
        super().__init__(limits=_LIMITS, types={}, at=_MOMENT)
        self.values: dict[int, list[Value]] = defaultdict(list)
        self.held: dict[int, list[Value]] = defaultdict(list)

    def visit(self, node: Node, environment: Environment) -> Value:
        value = super().visit(node, environment)
        self.values[id(node)].append(value)
        return value

    def _test(self, test: Node, value: Value, environment: Environment) -> Value:
        held = self.held[id(test.expression if isinstance(test, syntax.ExpressionTest) else test)]
        held.append(None)
        held[-1] = found = super()._test(test, value, environment)
        return found


def _nodes(node: object) -> list[Node]:
    found: list[Node] = []
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting.extend(part)
        elif isinstance(part, Node):
            found.append(part)
            waiting.extend(getattr(part, name) for name in type(part).__dataclass_fields__ if name not in ("start", "end"))
    return found


def _fail_if_not_so(node: Node, kind: RemarkKind, evaluator: _RecordingEvaluator) -> None:
    """A certain remark, beside all that its node was when the expression was evaluated."""
    values, held = evaluator.values[id(node)], evaluator.held[id(node)]
    if kind is RemarkKind.NOT_BOOLEAN:
        assert not any(isinstance(value, bool) for value in values)
    elif kind in NEVER_TRUE:
        as_value, as_test = not any(value is True for value in values), not any(answer is True for answer in held)
        assert as_value or (held and as_test)
    else:
        assert all(value is None for value in values)
        assert values or not any(answer is True for answer in held)  # a test that is no value, as “< 5”


def _fail_if_wrong(node: Node, types: Mapping[str, Type], values: Mapping[str, Value]) -> None:
    checker, evaluator = _RecordingChecker(), _RecordingEvaluator()
    checker.visit(node, Scope(types))
    result = evaluator.run(lambda: evaluator.visit(node, Environment(values)), node)
    if any(finding.kind is FindingKind.LIMIT_REACHED for finding in result.findings):
        return
    for part, static in checker.found.values():
        for value in evaluator.values[id(part)]:
            assert conforms(value, static), (part, static, value)
    for part, kind in checker.certain:
        _fail_if_not_so(part, kind, evaluator)
        if part is node and kind not in NEVER_TRUE:
            assert result.value is None
            assert result.findings


def test_types_and_certain_remarks_hold_for_all_values() -> None:
    """Each template of an expression is filled a few times, so that all are."""
    seen: Counter[object] = Counter()

    def holds(node: Node, types: Mapping[str, Type], values: Mapping[str, Value]) -> None:
        seen.update(map(type, _nodes(node)))
        seen.update(part.name for part in _nodes(node) if isinstance(part, syntax.Name))
        seen.update(remark.kind for remark in check(node, types).remarks)
        _fail_if_wrong(node, types, values)

    for template in ALL_TEMPLATES:

        @_settings(max_examples=2)
        @given(scope=scopes(), text=filled(template))
        def expression_holds(scope: Scoped, text: str) -> None:
            holds(parse(text, names=scope[0]), *scope)

        expression_holds()

    @_settings(max_examples=200)
    @given(scope=scopes(), cell=unary_tests())
    def cell_holds(scope: Scoped, cell: str) -> None:
        holds(parse_unary_tests(cell, names=scope[0]), *scope)

    cell_holds()
    made = {node for node in vars(syntax).values() if isinstance(node, type) and issubclass(node, Node)} - {Node}
    assert [node.__name__ for node in made if not seen[node]] == []
    assert [name for name in BUILTINS if not seen[name]] == []
    assert [kind for kind in RemarkKind if not seen[kind]] == [RemarkKind.WRONG_TYPE]


_WORDS = r"""( ) [ ] { } , : . .. + - * / = < ? 1 x 名 称 清单 item if then else for in return some every satisfies and or not between
    instance of function null true "a" @"P1D" date string count sort sum"""


@settings(max_examples=300, deadline=None)
@given(text=st.lists(st.sampled_from(_WORDS.split()), max_size=25).map(" ".join))
def test_no_text_crashes_the_checker(text: str) -> None:
    for read in (parse, parse_unary_tests):
        try:
            node = read(text, names=("x", "名 称", "清单"))
        except FeelSyntaxError:
            continue
        check(node, {"x": NUMBER, "名 称": ANY})


def test_trees_that_no_text_makes_are_checked_too() -> None:
    node: Node = syntax.NumberLiteral(0, 1, None)
    for _ in range(5_000):
        node = syntax.Negation(0, 1, node)
    assert check(node, {}).type == ANY
