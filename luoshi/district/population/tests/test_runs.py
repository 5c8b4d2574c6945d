"""Rules run over everybody say what they say one by one; whoever lacks data is not entitled; a frozen result can be computed again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from luoshi.district.decisions.errors import RuleNotInForce
from luoshi.district.offices.tests.government import Government
from luoshi.district.population import files, operations, queries
from luoshi.district.population.errors import (
    FileChanged,
    NoSuchRegister,
    NoSuchRow,
    NoSuchTable,
    NotAllowed,
    SnapshotRemoved,
    WrongSources,
)
from luoshi.district.population.models import Removal, Run, Snapshot
from luoshi.district.population.tests.samples import AT, CODES, DAY, ROWS, SOURCES, file

AMOUNT, OPINION = "可返还金额（元）", "办理意见"
LAW = date(2023, 7, 1)


@pytest.fixture
def snapshot(county: Government) -> Snapshot:
    operations.import_table(
        county.district, "失业保险缴费", file(*ROWS[:4], f"{CODES[7]},微型,12,1,5,2000"), file_name="缴费.csv", period="2022",
        source="社保系统（虚构）", by=county.by("zheng"), at=AT,
    )  # fmt: skip
    return operations.take_snapshot(county.district, on=DAY, by=county.by("sun"), at=AT)


def ran(county: Government, snapshot: Snapshot, **said: Any) -> Run:
    given = {"sources": SOURCES, "keep": ["industry", "sector", "place.grid"], "on": LAW, "by": county.by("sun"), "at": AT}
    return operations.run(snapshot, "job_retention_refund", [AMOUNT, OPINION], OPINION, **{**given, **said})


def test_each_has_its_answer_or_what_it_lacks(county: Government, snapshot: Snapshot) -> None:
    run = ran(county, snapshot)
    rows = {each.key: each for each in queries.rows(run)}
    amounts = {key: row.answers[AMOUNT] for key, row in rows.items()}
    assert amounts == {
        CODES[1]: Decimal("6000.03"),
        CODES[2]: Decimal("3000.01"),
        CODES[3]: None,
        CODES[4]: None,
        CODES[6]: Decimal("1200.00"),
    }, "the last one by the row of the duplicate that was merged into it; whoever laid off too many gets nothing"
    assert rows[CODES[3]].answers[OPINION] == "转人工"
    assert rows[CODES[4]].lacking == ("裁员人数",)
    assert not rows[CODES[4]].is_decided
    assert rows[CODES[1]].kept == {"industry": "6513", "sector": "I", "place.grid": None}
    assert rows[CODES[1]].reason is not None
    assert queries.total_of(run)[AMOUNT] == Decimal("10200.04")
    assert (run.rows, run.counts["undecided"]) == (5, 1)
    [group] = queries.groups(run, ["sector"])
    assert (group["sector"], group["rows"], group["decided"], group[AMOUNT]) == ("I", 5, 4, Decimal("10200.04"))
    assert [each.key for each in queries.rows(run, queries.Asked(decided=False))] == [CODES[4]]
    assert queries.rows(run, queries.Asked(key=CODES[3][5:]), offset=1) == []


def test_one_row_computed_by_the_other_engine_says_the_same(county: Government, snapshot: Snapshot) -> None:
    run = ran(county, snapshot)
    operations.import_table(
        county.district, "失业保险缴费", file(*ROWS[:1]), file_name="缴费.csv", period="2022", source="更正", reason="更正",
        by=county.by("zheng"), at=AT,
    )  # fmt: skip
    for row in queries.rows(run):
        again = queries.recomputed(run, row.key)
        assert again.agrees, row.key
        assert again.inputs["上年度实缴失业保险费（元）"] is not None, "it is read from the version that the run used"
        assert again.outcomes[OPINION].trace.citations
    with pytest.raises(NoSuchRow):
        queries.recomputed(run, CODES[5])


def test_a_number_that_would_have_to_be_rounded_is_no_number(county: Government, snapshot: Snapshot) -> None:
    rounded = [each for each in SOURCES if each["input"] != "足额缴费月数"]
    rounded.append({"input": "足额缴费月数", "table": "失业保险缴费", "column": "参保人数", "words": {"100.00": "11.5"}, "years_back": 1})
    run = ran(county, snapshot, sources=rounded)
    assert {each.lacking for each in queries.rows(run) if each.key != CODES[6]} == {("足额缴费月数",), ("足额缴费月数", "裁员人数")}


def test_whoever_has_no_row_lacks_what_stands_in_it_unless_it_is_said_otherwise(county: Government, snapshot: Snapshot) -> None:
    operations.import_table(
        county.district, "失业保险缴费", file(ROWS[0]), file_name="缴费.csv", period="2022-12", source="示例", by=county.by("zheng"), at=AT
    )
    said = [{**each, "period": "2022-12"} if "table" in each else each for each in SOURCES]
    for each in said:
        each.pop("years_back", None)
    lacking = {each.key: each.lacking for each in queries.rows(ran(county, snapshot, sources=said))}
    assert len(lacking[CODES[2]]) == 5
    said = [{**each, "absent": 0} if each["input"] == "裁员人数" else each for each in said]
    lacking = {each.key: each.lacking for each in queries.rows(ran(county, snapshot, sources=said))}
    assert "裁员人数" not in lacking[CODES[2]]


def test_what_does_not_fit_is_refused_with_all_that_is_wrong(county: Government, snapshot: Snapshot) -> None:
    wrong = [*SOURCES[1:], {"input": "年龄", "value": 1}, {"input": "甲", "register": "enterprises", "field": "age"}]
    with pytest.raises(WrongSources) as refusal:
        ran(county, snapshot, sources=wrong, keep=["place.colour"])
    assert len(refusal.value.wrong) == 5
    with pytest.raises(WrongSources, match="只写一样"):
        ran(county, snapshot, sources=[{"input": "甲", "value": 1, "table": "乙", "column": "丙"}])
    with pytest.raises(WrongSources, match="没有栏目"):
        ran(county, snapshot, sources=[{**SOURCES[1], "column": "颜色"}, SOURCES[0], *SOURCES[2:]])
    with pytest.raises(NoSuchTable):
        ran(county, snapshot, on=date(2024, 7, 1))
    with pytest.raises(RuleNotInForce):
        ran(county, snapshot, on=date(2019, 7, 1))
    with pytest.raises(NotAllowed):
        ran(county, snapshot, by=county.by("zheng"))
    with pytest.raises(NoSuchRegister):
        ran(county, snapshot, register="licences", sources=[{"input": each["input"], "value": 0} for each in SOURCES], keep=())


def test_a_result_stays_and_what_it_rests_on_is_kept(county: Government, snapshot: Snapshot) -> None:
    run = ran(county, snapshot)
    with pytest.raises(DatabaseError, match="run it again"), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(rows=0)
    for _ in range(9):
        operations.take_snapshot(county.district, on=DAY, by=county.by("sun"), at=AT)
    assert operations.clear(county.district, at=AT) == 2
    assert {each.key for each in queries.rows(run)} == {CODES[number] for number in (1, 2, 3, 4, 6)}
    path = files.checked(run.sha256)
    path.write_bytes(b"PAR1")
    with pytest.raises(FileChanged):
        queries.rows(run)
    Removal.objects.create(snapshot=snapshot, at=AT)
    with pytest.raises(SnapshotRemoved):
        ran(county, Snapshot.objects.get(pk=snapshot.pk))
