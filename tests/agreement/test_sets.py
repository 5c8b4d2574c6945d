"""One model, the same answers: asked one by one in Python, and of all rows at once in SQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.engines.decisions import Cell, DecisionPackage
from luoshi.engines.decisions.sets import Dialect, SetPlan, compare_statement, compile_set
from luoshi.engines.packs import package_of, read_pack
from tests.agreement.engines import KEY, by_duckdb, run
from tests.agreement.rows import Row, plain, rows

PACKS = Path(__file__).resolve().parents[2] / "luoshi" / "packs"
DAY = date(2023, 7, 1)
REFUND = ["可返还金额（元）", "办理意见", "尚可返还（元）", "条件核对"]


@pytest.fixture(scope="module")
def package() -> DecisionPackage:
    return package_of(read_pack(PACKS / "job_retention_refund"))


@pytest.fixture(scope="module")
def plan(package: DecisionPackage) -> SetPlan:
    return compile_set(package, REFUND, on=DAY, explained_by="未满足的条件")


def one_by_one(package: DecisionPackage, plan: SetPlan, row: Row) -> dict[str, object]:
    """What Python answers for the columns of a plan: the decisions on the way to the first."""
    trace = package.decide(plan.outputs[0].name, row, on=DAY).trace
    values = {each.name: each.value for each in trace.decisions}
    found = {}
    for each in plan.outputs:
        name, _, member = each.name.partition(".")
        value = values[name]
        found[each.name] = plain(value[member] if member and isinstance(value, dict) else value)
    return found


def test_every_row_is_decided_as_python_decides_it(package: DecisionPackage, plan: SetPlan) -> None:
    asked = rows(plan, package, 600, seed=1)
    for row, answer in zip(asked, by_duckdb(plan, asked, with_doubtful=True), strict=True):
        expected = one_by_one(package, plan, row)
        assert {name: answer[name] for name in expected} == expected, row


def test_what_is_missing_never_entitles(package: DecisionPackage, plan: SetPlan) -> None:
    asked = rows(plan, package, 400, seed=2, nulls=0.25)
    for row, answer in zip(asked, by_duckdb(plan, asked), strict=True):
        lacking = plan.lacking(answer["missing"])
        assert all(row[name] is None for name in lacking)
        if lacking or answer["unmatched"]:
            assert answer["可返还金额（元）"] is None
        else:
            expected = one_by_one(package, plan, row)
            assert {name: answer[name] for name in expected} == expected


def test_old_and_new_law_side_by_side(package: DecisionPackage, plan: SetPlan) -> None:
    changed = package.with_values({"中小微企业返还比例": Decimal("0.5")}, {Cell("办理意见", 1, 1): "0"})
    other = compile_set(changed, REFUND, on=DAY, explained_by="未满足的条件")
    asked = rows(plan, package, 300, seed=3, nulls=0.03)
    both = compare_statement(plan, other, Dialect.DUCKDB, source="population", key=KEY)
    for found, before, after in zip(run(both, plan, asked), by_duckdb(plan, asked), by_duckdb(other, asked), strict=True):
        assert found == {KEY: found[KEY], **_prefixed("before_", before), **_prefixed("after_", after)}
    alone = [each.statement(Dialect.DUCKDB, source="population", key=KEY) for each in (plan, other)]
    assert len(both) < 0.8 * sum(map(len, alone)), "what is upstream of the change is computed once"


def _prefixed(prefix: str, answer: dict[str, object]) -> dict[str, object]:
    return {f"{prefix}{name}": value for name, value in answer.items() if name != KEY}
