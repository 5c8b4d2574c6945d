"""Orders and cycles of requirement graphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.decisions import ProblemKind, RefusedModel, compile_model
from luoshi.engines.decisions.requirements import cycles, evaluation_order, reachable
from luoshi.engines.decisions.tests.models import decision, feel, function, model, service

graphs = st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=4), max_size=10)


@given(graph=graphs)
def test_everything_stands_after_what_it_requires(graph: dict[int, list[int]]) -> None:
    order = evaluation_order(graph)
    in_cycles = {node for cycle in cycles(graph) for node in cycle}
    assert sorted(order) == sorted(set(graph) - in_cycles)
    for node in order:
        for needed in graph[node]:
            if needed in order:
                assert order.index(needed) < order.index(node)


@given(graph=graphs)
def test_a_cycle_is_found_exactly_where_one_can_come_back(graph: dict[int, list[int]]) -> None:
    comes_back = any(node in {each for needed in graph[node] if needed in graph for each in reachable(graph, needed)} for node in graph)
    assert bool(cycles(graph)) == comes_back
    for cycle in cycles(graph):
        for node, following in zip(cycle, [*cycle[1:], cycle[0]], strict=True):
            assert following in graph[node]


def test_a_chain_longer_than_the_stack_is_no_trouble() -> None:
    graph = {number: [number + 1] for number in range(5000)} | {5000: []}
    assert evaluation_order(graph)[0] == 5000
    assert cycles(graph) == []


def test_decisions_in_a_circle_are_refused_by_name() -> None:
    circle = model(
        decision("资格", feel("true"), "决策-金额"),
        decision("金额", feel("1"), "决策-档次"),
        decision("档次", feel("1"), "决策-资格"),
    )
    with pytest.raises(RefusedModel) as refused:
        compile_model(circle)
    (problem,) = refused.value.problems
    assert problem.kind is ProblemKind.CYCLE
    assert "资格 → 金额 → 档次 → 资格" in str(refused.value)
    assert "in a circle" in str(refused.value)


def test_a_circle_through_functions_and_services_is_one_too() -> None:
    with pytest.raises(RefusedModel, match="折算 → 折算"):
        compile_model(model(function("折算", {}, feel("折算()"), "函数-折算")))
    with pytest.raises(RefusedModel, match="核定"):
        compile_model(model(decision("金额", feel("核定()"), "服务-核定"), service("核定", ["金额"])))
