"""Two versions of a table: the boxes that change, and nothing else."""

from __future__ import annotations

from decimal import Decimal

from luoshi.engines.decisions.analysis import compare
from luoshi.engines.decisions.analysis_results import AnswerKind, Comparison
from luoshi.engines.decisions.tests.test_analysis import SIZE, asked, grid_of


def compared(old: str, new: str, *inputs: str, hit: str = "UNIQUE", new_hit: str = "", aggregation: str = "") -> Comparison:
    before = asked(old, *inputs, hit=hit, aggregation=aggregation)
    return compare(before, asked(new, *inputs, hit=new_hit or hit, aggregation=aggregation), "结果")


def test_the_same_table_changes_nothing() -> None:
    assert compared(SIZE, SIZE, "从业人员 number", "营业收入 number").changes == ()


def test_a_moved_limit_changes_one_box() -> None:
    new = SIZE.replace("[300..1000)", "[200..1000)").replace("[20..300)         | >= 300 ", "[20..200)         | >= 300 ")
    found = compared(SIZE, new, "从业人员 number", "营业收入 number").changes
    by_box = {tuple(each.tests for each in change.region.conditions): change for change in found}
    assert set(by_box) == {("[200..300)", ">= 2000"), ("[200..300)", "[300..2000)")}
    change = by_box["[200..300)", ">= 2000"]
    assert (change.old.outputs, change.old.rules, change.new.outputs, change.new.rules) == (('"小型"',), (5,), ('"中型"',), (3,))
    assert change.is_decided
    assert "从业人员：[200..300)" in change.words().chinese
    assert by_box["[200..300)", "[300..2000)"].new.kind is AnswerKind.NO_RULE


def test_only_what_is_answered_counts() -> None:
    old = "输入:年龄 | 输出:额\n[60..80) | 1\n>= 80 | 1\n< 60 | 0"
    assert compared(old, "输入:年龄 | 输出:额\n< 60 | 0.0\n>= 60 | 1", "年龄 number").changes == ()


def test_the_order_of_rules_counts_under_first() -> None:
    found = compared(
        "输入:年龄 | 输出:额\n>= 60 | 1\n< 70 | 2", "输入:年龄 | 输出:额\n< 70 | 2\n>= 60 | 1", "年龄 number", hit="FIRST"
    ).changes
    assert [[each.tests for each in change.region.conditions] for change in found] == [["[60..70)"]]
    assert found[0].region.example == (("年龄", Decimal(60)),)


def test_another_policy_and_other_limits_count() -> None:
    rows = "输入:年龄 | 输出:额\n>= 60 | 1\n< 70 | 2"
    (change,) = compared(rows, rows, "年龄 number", new_hit="FIRST").changes
    assert (change.old.kind, change.new.kind) == (AnswerKind.SEVERAL_RULES, AnswerKind.RULES)
    limited = '输入:户籍 | 输出:额\n允许 "本区", "外区" |\n- | 1'
    (change,) = compared(limited, limited.replace('"外区"', '"外区", "外地"'), "户籍 string").changes
    assert (change.old.kind, change.region.example) == (AnswerKind.NOT_ALLOWED, (("户籍", "外地"),))


def test_sums_are_compared_as_sums() -> None:
    old, new = "输入:年龄 | 输出:额\n>= 60 | 100\n>= 80 | 200", "输入:年龄 | 输出:额\n>= 60 | 100\n>= 80 | 150\n>= 80 | 50"
    assert compared(old, new, "年龄 number", hit="COLLECT", aggregation="SUM").changes == ()
    (change,) = compared(old, new.replace("50", "51"), "年龄 number", hit="COLLECT", aggregation="SUM").changes
    assert (change.old.outputs, change.new.outputs) == (("300",), ("302",))


def test_what_cannot_be_read_is_not_decided_where_it_changed() -> None:
    old = "输入:年龄 | 输入:工龄 | 输出:额\n< 60 | - | 1\n>= 60 | > 年龄 / 2 | 2"
    assert compared(old, old.replace("| 1", "| 0"), "年龄 number", "工龄 number").changes[0].is_decided
    (change,) = compared(old, old.replace("年龄 / 2", "年龄 / 3"), "年龄 number", "工龄 number").changes
    assert not change.is_decided
    assert change.new.kind is AnswerKind.NOT_DECIDED
    texts = "输入:年龄 | 输出:额\n- | 年龄 * 2"
    (change,) = compared(texts, texts.replace("年龄 * 2", "年龄 + 年龄"), "年龄 number").changes
    assert not change.is_decided


def test_a_column_more_is_compared_over_both_columns() -> None:
    old = "输入:年龄 | 输出:额\n>= 60 | 1\n< 60 | 0"
    new = '输入:年龄 | 输入:户籍 | 输出:额\n>= 60 | "本区" | 1\n>= 60 | not("本区") | 2\n< 60 | - | 0'
    (change,) = compared(old, new, "年龄 number", "户籍 string").changes
    assert {each.title: each.tests for each in change.region.conditions} == {"年龄": ">= 60", "户籍": 'not("本区")'}


def test_large_tables_are_compared_to_the_end() -> None:
    found = compare(grid_of(500, 6), grid_of(500, 6, without=77), "结果")
    assert [each.old.rules for each in found.changes] == [(78,)]
    assert found.unfinished == ()
