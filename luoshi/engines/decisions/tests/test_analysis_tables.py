"""Random small tables: everything the analysis says agrees with asking the engine at every elementary point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.engines.decisions import Compiled, compile_model
from luoshi.engines.decisions.analysis import analyse, boundary_cases, compare
from luoshi.engines.decisions.analysis_grid import Grid, make_grids, table_of
from luoshi.engines.decisions.analysis_results import Region, Unreachability
from luoshi.engines.decisions.model import Decision, DecisionTable, Text
from luoshi.engines.decisions.tests.test_analysis import asked
from luoshi.engines.feel import parse_unary_tests
from luoshi.engines.feel.evaluate import evaluate
from luoshi.engines.feel.values import Value

NUMBERS = ["-", "-", "< 1", "<= 1", "1", "> 1", ">= 2", "[1..2]", "(1..2)", "not(1)", "1, 2", "? > 2 and ? < 1", "not([1..2))", "null"]
TEXTS = ["-", "-", '"甲"', '"乙"', '"甲", "乙"', 'not("甲")']
TRUTHS = ["-", "-", "true", "false", "not(true)"]
POLICIES = ["UNIQUE", "FIRST", "ANY", "PRIORITY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"]
INPUTS = ("数 number", "词 string", "真 boolean")
NAMES = ("数", "词", "真")

rules = st.tuples(st.sampled_from(NUMBERS), st.sampled_from(TEXTS), st.sampled_from(TRUTHS), st.sampled_from(["1", "2", "1.0"]))
tables = st.lists(rules, min_size=1, max_size=5)
Rules = Sequence[tuple[str, ...]]
Point = tuple[Value, ...]


def model(rows: Rules, hit: str, *, default: str = "") -> Compiled:
    head = ["输入:数 | 输入:词 | 输入:真 | 输出:额", f"允许 | | | 2, 1{'' if hit in {'PRIORITY', 'OUTPUT ORDER'} else ', 3'}"]
    lines = [*head, *([f"默认 | | | {default}"] if default else []), *(" | ".join(each) for each in rows)]
    return asked("\n".join(lines), *INPUTS, hit=hit)


def points(*models: Compiled) -> list[Point]:
    """Every elementary combination."""
    found = [table_of(each, "结果") for each in models]
    grids = make_grids([table for table, _ in found], [scope for _, scope in found])
    return list(product(*(_samples(grids, at) for at in range(3))))


def _samples(grids: Sequence[Grid], at: int) -> list[Value]:
    domain = grids[0].dimensions[at].domain
    return [domain.samples[part] for part in range(len(domain.samples)) if domain.full >> part & 1]


def matched(compiled: Compiled, point: Point) -> tuple[int, ...]:
    """All rules that match, whatever the policy."""
    outcome = compiled.decide("结果", dict(zip(NAMES, point, strict=True)))
    return tuple(rule + 1 for rule in outcome.trace.decisions[0].tables[0].matched)


def answer(compiled: Compiled, point: Point) -> object:
    """The value, and whether it is null for a fault."""
    outcome = compiled.decide("结果", dict(zip(NAMES, point, strict=True)))
    return outcome.value, tuple(each.kind for each in outcome.findings)


def includes(region: Region, point: Point) -> bool:
    values = dict(zip(NAMES, point, strict=True))
    return all(evaluate(parse_unary_tests(each.tests), {"?": values[each.title]}).value is True for each in region.conditions)


@settings(max_examples=60, deadline=None)
@given(rows=tables)
def test_gaps_and_overlaps_are_exactly_those_of_the_engine(rows: Rules) -> None:
    everything, compiled = model(rows, "COLLECT"), model(rows, "UNIQUE")
    found = analyse(compiled, "结果")
    hits = {point: matched(everything, point) for point in points(compiled)}
    assert found.gaps is not None
    for point, numbers in hits.items():
        assert any(includes(gap.region, point) for gap in found.gaps) is (not numbers), point
    pairs = {pair for numbers in hits.values() for pair in combinations(numbers, 2)}
    assert {each.rules for each in found.overlaps} == pairs
    for each in found.overlaps:
        assert set(each.rules) <= set(matched(everything, tuple(value for _, value in each.region.example)))
    empty = {each.rule for each in found.unreachable if each.reason is Unreachability.EMPTY}
    assert empty == set(range(1, len(rows) + 1)) - {number for numbers in hits.values() for number in numbers}


@settings(max_examples=60, deadline=None)
@given(rows=tables)
def test_under_first_rules_are_unreachable_and_redundant_exactly_as_in_the_engine(rows: Rules) -> None:
    compiled = model(rows, "FIRST")
    found, everywhere = analyse(compiled, "结果"), points(compiled)
    first = {number for point in everywhere for number in matched(compiled, point)}
    assert {each.rule for each in found.unreachable} == set(range(1, len(rows) + 1)) - first
    removed = {each.rule for each in found.redundant}
    kept = [row for number, row in enumerate(rows, 1) if number not in removed]
    assert_same(compiled, model(kept, "FIRST"), everywhere)
    for number in first - removed:
        others = [at for at in range(1, len(rows) + 1) if at not in removed and at != number]
        lists = [others, [at for at in others if at in first]]  # rules that are never reached may come in where this one goes
        less = [model([rows[at - 1] for at in each], "FIRST") for each in lists if each]
        assert len(less) < 2 or any(answer(each, point) != answer(compiled, point) for each in less for point in everywhere), number


def assert_same(left: Compiled, right: Compiled, everywhere: list[Point]) -> None:
    for point in everywhere:
        assert answer(left, point) == answer(right, point), point


@settings(max_examples=60, deadline=None)
@given(rows=tables, hit=st.sampled_from(["ANY", "PRIORITY"]))
def test_without_redundant_and_masked_rules_the_answers_are_the_same(rows: Rules, hit: str) -> None:
    compiled = model(rows, hit)
    found = analyse(compiled, "结果")
    removed = {each.rule for each in found.redundant} | {each.rule for each in found.unreachable}
    kept = [row for number, row in enumerate(rows, 1) if number not in removed]
    if kept:
        assert_same(compiled, model(kept, hit), points(compiled))


@settings(max_examples=60, deadline=None)
@given(rows=tables, hit=st.sampled_from(POLICIES))
def test_merged_rules_answer_the_same(rows: Rules, hit: str) -> None:
    compiled = model(rows, hit)
    for each in analyse(compiled, "结果").mergeable:
        first, second = each.rules[0] - 1, each.rules[1] - 1
        at = NAMES.index(each.title)
        merged = (*rows[first][:at], each.tests, *rows[first][at + 1 :])
        up = [merged if number == first else row for number, row in enumerate(rows) if number != second]
        down = [merged if number == second else row for number, row in enumerate(rows) if number != first]
        everywhere = points(compiled)
        asked_at = [point for point in everywhere if hit != "UNIQUE" or len(matched(model(rows, "COLLECT"), point)) < 2]
        assert any(all(answer(made, point) == answer(compiled, point) for point in asked_at) for made in (model(up, hit), model(down, hit)))


@settings(max_examples=60, deadline=None)
@given(rows=tables, hit=st.sampled_from(POLICIES))
def test_boundary_cases_match_what_the_engine_matches(rows: Rules, hit: str) -> None:
    compiled = model(rows, hit)
    for case in boundary_cases(compiled, "结果"):
        point = tuple(value for _, value in case.values)
        assert matched(compiled, point) == case.matched
        own = rows[case.rule - 1][NAMES.index(case.expression)]
        value = dict(case.values)[case.expression]
        assert (evaluate(parse_unary_tests(own), {"?": value}).value is True) is case.is_inside


@settings(max_examples=80, deadline=None)
@given(
    old=tables, new=tables, hits=st.tuples(st.sampled_from(POLICIES), st.sampled_from(POLICIES)), one=st.booleans(), default=st.booleans()
)
def test_changes_are_exactly_those_of_the_engine(*, old: Rules, new: Rules, hits: tuple[str, str], one: bool, default: bool) -> None:
    left = model(old, hits[0], default="2" if default else "")
    right = model([*old[:-1], new[0]] if one else new, hits[0] if one else hits[1], default="2" if default else "")
    changes = compare(left, right, "结果").changes
    for point in points(left, right):
        changed = any(includes(change.region, point) for change in changes)
        assert changed is (answer(left, point) != answer(right, point)), point


@settings(max_examples=40, deadline=None)
@given(rows=tables, cell=st.sampled_from(["> 数 + 1", "abs(?) > 1", "1, > 数"]), at=st.integers(0, 4), hit=st.sampled_from(POLICIES))
def test_what_cannot_be_read_never_makes_a_wrong_claim(rows: Rules, cell: str, at: int, hit: str) -> None:
    rows = [(cell, *row[1:]) if number == at % len(rows) else row for number, row in enumerate(rows)]
    compiled, everything = model(rows, hit), model(rows, "COLLECT")
    found, everywhere = analyse(compiled, "结果"), points(compiled)
    assert [each.rule for each in found.not_decided] == [at % len(rows) + 1] or at % len(rows) + 1 in {
        each.rule for each in found.unreachable
    }
    for gap in found.gaps or ():
        inside = [point for point in everywhere if includes(gap.region, point)]
        assert all(set(matched(everything, point)) <= set(gap.perhaps_covered_by) for point in inside)
    for each in found.overlaps:
        assert set(each.rules) <= set(matched(everything, tuple(value for _, value in each.region.example)))
    removed = {each.rule for each in found.redundant} | {each.rule for each in found.unreachable} if hit != "UNIQUE" else set()
    kept = [row for number, row in enumerate(rows, 1) if number not in removed]
    if kept:
        assert_same(compiled, model(kept, hit), everywhere)


def test_the_engine_is_asked_at_points_of_every_kind() -> None:
    """The brute force itself: a table with a planted hole is seen to have it."""
    compiled = model([("< 1", "-", "-", "1"), ("> 1", "-", "-", "1")], "UNIQUE")
    assert {point[0] for point in points(compiled) if not matched(compiled, point)} == {1}


def test_the_analysis_reads_the_table_that_the_engine_runs() -> None:
    """The table is compiled again for the analysis; both have the same cells."""
    compiled = model([("< 1", '"甲"', "true", "1")], "UNIQUE")
    analysed, _ = table_of(compiled, "结果")
    run = compiled.decide("结果", {}).trace.decisions[0].tables[0].table
    cells = [[(cell.source, cell.node) for _, cell in rule.tested] for rule in analysed.rules]
    assert cells == [[(cell.source, cell.node) for _, cell in rule.tested] for rule in run.rules]
    logic = compiled.model.decisions[0].logic
    assert isinstance(logic, DecisionTable)
    broken = replace(logic, rules=(replace(logic.rules[0], conditions=(Text("<"), *logic.rules[0].conditions[1:])),))
    decisions: tuple[Decision, ...] = (replace(compiled.model.decisions[0], logic=broken),)
    found = analyse(compile_model(replace(compiled.model, decisions=decisions)), "结果")
    assert [each.text for each in found.not_decided] == ["<"]
