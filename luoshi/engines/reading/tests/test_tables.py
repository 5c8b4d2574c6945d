from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.engines.reading.model import FindingKind, Kind, Operator
from luoshi.engines.reading.tables import (
    FINDING_NAMES,
    KIND_NAMES,
    TASK_COLUMNS,
    TASK_COLUMNS_FOR_PRINT,
    Cell,
    Table,
    finding_table,
    result_table,
    target_value,
    task_table,
)
from luoshi.engines.reading.tests.readings import CAPITAL, ENERGY, GDP, GRAIN, INCOME, ROAD, reading, target


def column(table: Table, name: str) -> list[Cell]:
    place = table.header.index(name)
    return [row[place] for row in table.rows]


def test_tasks_are_the_promises_of_the_plan_half_without_principles() -> None:
    table = task_table(reading())
    assert table.title == "2031年桃源镇政府工作报告任务分解表"
    assert column(table, "承诺类型") == ["目标"] * 6 + ["行动"]
    assert column(table, "编号") == [f"2-{number}" for number in range(1, 8)]
    assert column(table, "指标（口径）")[:2] == ["地区生产总值（同比增速）", "进出口总额（同比增速）"]
    assert column(table, "目标值") == ["约6.5", "≥30", "≥30", "与经济增长同步", "下降≥3", Decimal("7.0"), None]
    assert column(table, "约束强度") == [None, "力争", "力争", None, None, "确保", None]
    assert column(table, "时限")[4:] == ["2031年（按报告年度）", None, None]


def test_a_task_names_the_paragraph_and_the_sentence_it_comes_from() -> None:
    quotes = column(task_table(reading()), "原文句（出处段/句）")
    assert quotes[0] == "地区生产总值增长6.5%左右（第4段第1句）"
    assert quotes[-1] == "办好集市（第5段第2句）"


def test_what_the_text_does_not_say_stays_empty() -> None:
    table = task_table(reading())
    for name in (
        "基数",
        "责任领导（岗位）",
        "牵头单位",
        "责任单位",
        "配合单位",
        "一季度目标",
        "四季度目标",
        "佐证来源",
        "报送周期",
        "状态灯",
        "备注",
    ):
        assert set(column(table, name)) == {None}
    assert "不作推断" in table.notes[0]


def test_suggested_owners_are_marked_as_suggestions() -> None:
    table = task_table(reading(), {1: [("镇财政所", 0.82), ("镇经发办", 0.1)], 6: [("镇商务办", 0.5)]})
    assert column(table, "牵头单位")[0] == "镇财政所（建议，82%）"
    assert column(table, "备注")[0] == "其他可能的牵头单位：镇经发办（10%）"
    assert (column(table, "牵头单位")[-1], column(table, "备注")[-1]) == ("镇商务办（建议，50%）", None)
    assert "须经确认" in table.notes[1]


@pytest.mark.parametrize(
    ("promise", "shown"),
    [
        (GDP, "约6.5"),
        (CAPITAL, "≥30"),
        (INCOME, "与经济增长同步"),
        (ENERGY, "下降≥3"),
        (ROAD, Decimal("7.0")),
        (target("修路", "修路", Operator.MORE_THAN, "100"), "＞100"),
        (target("修路", "失业率", Operator.AT_MOST, "5.5"), "≤5.5"),
        (target("修路", "能耗", Operator.ABOUT, "-3"), "下降约3"),
        (target("修路", "收入", Operator.UP, None, None, direction="up"), "提高"),
        (target("修路", "支出", Operator.DOWN, None, None), "降低"),
        (target("修路", "位次", Operator.RANK, None, None, comparator="全县第一"), "全县第一"),
        (target("修路", "经济", Operator.EQUAL, "5", value_max=Decimal("5.5")), "5—5.5"),
        (target("修路", "税收", Operator.EQUAL, "1E+2"), Decimal("1E+2")),
    ],
)
def test_values_are_written_as_an_official_would(promise: object, shown: Cell) -> None:
    assert target_value(promise) == shown  # type: ignore[arg-type]


def test_results_keep_their_sign() -> None:
    table = result_table(reading())
    assert column(table, "结果值") == [GRAIN.value]
    assert column(table, "原文句（出处段/句）") == ["粮食产量下降3%（第2段第1句）"]


def test_findings_show_the_words_they_are_about() -> None:
    assert finding_table(reading()).rows == (("缺基数", "粮食产量下降3%", "没有基数。", "请填写基数。"),)
    assert "没有发现" in finding_table(reading(findings=())).notes[0]


def test_the_opening_of_a_newspaper_is_no_title() -> None:
    assert task_table(reading(title="本报讯，大会昨日开幕")).title == "2031年政府工作报告任务分解表"


def test_every_kind_has_its_word_and_every_printed_column_exists() -> None:
    assert set(KIND_NAMES) == set(Kind)
    assert set(FINDING_NAMES) == set(FindingKind)
    assert set(TASK_COLUMNS_FOR_PRINT) <= set(TASK_COLUMNS)
