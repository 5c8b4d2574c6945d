"""One model, the same answers: asked one by one in Python, and of all rows at once in SQL."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.engines.decisions import Cell, DecisionPackage
from luoshi.engines.decisions.sets import Dialect, NotTranslatable, SetPlan, compare_statement, compile_set
from luoshi.engines.packs import package_of, read_pack
from tests.agreement.answers import DAY, one_by_one, said
from tests.agreement.engines import KEY, by_duckdb, by_postgresql, run
from tests.agreement.rows import Row, rows

PACKS = Path(__file__).resolve().parents[2] / "luoshi" / "packs"
REFUND = ["可返还金额（元）", "办理意见", "尚可返还（元）", "条件核对"]


@pytest.fixture(scope="module")
def package() -> DecisionPackage:
    return package_of(read_pack(PACKS / "job_retention_refund"))


@pytest.fixture(scope="module")
def plan(package: DecisionPackage) -> SetPlan:
    return compile_set(package, REFUND, on=DAY, explained_by="未满足的条件")


def asked_one_by_one(package: DecisionPackage, plan: SetPlan, row: Row) -> dict[str, object]:
    """What Python answers for a row."""
    return one_by_one(plan, lambda name: package.decide(name, row, on=DAY).value)


def test_every_row_is_decided_as_python_decides_it(package: DecisionPackage, plan: SetPlan) -> None:
    asked = rows(plan, package, 150, seed=1)
    for row, answer in zip(asked, by_duckdb(plan, asked, with_doubtful=True), strict=True):
        assert said(plan, answer) == asked_one_by_one(package, plan, row), row


def test_what_is_missing_never_entitles(package: DecisionPackage, plan: SetPlan) -> None:
    asked = rows(plan, package, 300, seed=2, nulls=0.15)
    decided = 0
    for row, answer in zip(asked, by_duckdb(plan, asked), strict=True):
        lacking = plan.lacking(answer["missing"])
        assert all(row[name] is None for name in lacking)
        if lacking or answer["unmatched"]:
            assert answer["可返还金额（元）"] is None
        else:
            decided += 1
            assert package.decide("可返还金额（元）", row, on=DAY).value == answer["可返还金额（元）"]
    assert 10 < decided < 290


def test_what_is_missing_and_not_told_could_not_change_the_answer(package: DecisionPackage, plan: SetPlan) -> None:
    asked = rows(plan, package, 400, seed=4, nulls=0.3)
    full = rows(plan, package, 400, seed=5, nulls=0)
    tried = 0
    for row, other, answer in zip(asked, full, by_duckdb(plan, asked), strict=True):
        if answer["missing"] or answer["unmatched"] or None not in row.values():
            continue
        tried += 1
        filled = {name: other[name] if value is None else value for name, value in row.items()}
        assert said(plan, answer) == asked_one_by_one(package, plan, filled)
    assert tried > 5


ASKED = ["high_technology_enterprise", "one_off_hiring_subsidy", "small_and_medium_enterprise_size"]
"""Packs that are run; the others take too long for every run of the tests."""


@pytest.mark.django_db
@pytest.mark.parametrize("name", ASKED)
def test_the_mechanisms_of_the_packs(name: str) -> None:
    """Python, DuckDB and PostgreSQL."""
    package = package_of(read_pack(PACKS / name))
    for compiled in package.models:
        wanted = [each.name for each in compiled.model.decisions if each.logic is not None and each.name not in REFUSED]
        plan = compile_set(package, wanted, on=DAY)
        asked = rows(plan, package, 25, seed=6, nulls=0.04)
        found = by_duckdb(plan, asked, with_doubtful=True)
        assert found == by_postgresql(plan, asked, with_doubtful=True)
        for row, answer in zip(asked, found, strict=True):
            if not answer["unmatched"]:
                assert said(plan, answer) == asked_one_by_one(package, plan, row), row


def test_every_dialect_has_its_words(plan: SetPlan) -> None:
    texts = {dialect: plan.statement(dialect, source="population", key=KEY) for dialect in Dialect}
    assert len(set(texts.values())) == len(Dialect)
    assert not any("LUOSHI_" in text for text in texts.values()), "every word is written out"
    assert "OFFSET 0" in texts[Dialect.POSTGRESQL], "without fences PostgreSQL writes columns out until memory ends"


def test_what_cannot_be_said_is_refused_by_name_and_place() -> None:
    package = package_of(read_pack(PACKS / "high_technology_enterprise"))
    for name in REFUSED:
        with pytest.raises(NotTranslatable) as refused:
            compile_set(package, [name], on=DAY)
        (refusal,) = refused.value.refusals
        assert refusal.operation.startswith("近三年财务: list<context<")
        assert (refusal.place.file, refusal.place.line > 0) == ("decisions/screening.dmn", True)
        assert "number、string、boolean 或 date" in str(refused.value)


REFUSED = (
    "年度资料齐全",
    "研发费用合计（万元）",
    "境内研发费用合计（万元）",
    "销售收入合计（万元）",
    "最近一年销售收入（万元）",
    "研发费用占比（％）",
    "境内研发费用占比（％）",
    "研发费用占比下限（％）",
    "申报条件核对",
    "申报条件结论",
    "高新技术企业认定筛查结论",
)
"""Of the high-technology enterprises what asks for a list of years, which is no column."""


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
