"""Analysis of government tables: what is planted is found, and said with an example that the engine confirms."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from luoshi.engines.decisions import Compiled
from luoshi.engines.decisions.analysis import NoTable, analyse, boundary_cases
from luoshi.engines.decisions.analysis_results import Analysis, Level, Unreachability
from luoshi.engines.decisions.tests.models import compiled, decision, feel, input_data, item, table
from luoshi.engines.feel.temporal import Date


def asked(rows: str, *inputs: str, hit: str = "UNIQUE", types: Sequence[str] = (), aggregation: str = "") -> Compiled:
    """A model with one table; inputs are written ``名称 type``."""
    data = [input_data(*each.split(maxsplit=1)) for each in inputs]
    needs = [f"输入-{each.split()[0]}" for each in inputs]
    return compiled(*types, *data, decision("结果", table(rows, hit=hit, aggregation=aggregation), *needs))


def analysed(rows: str, *inputs: str, hit: str = "UNIQUE", types: Sequence[str] = (), whole: Sequence[str] = ()) -> Analysis:
    return analyse(asked(rows, *inputs, hit=hit, types=types), "结果", whole=whole)


def boxes(found: Analysis) -> list[dict[str, str]]:
    """The gaps as tests by title."""
    assert found.gaps is not None
    return [{each.title: each.tests for each in gap.region.conditions} for gap in found.gaps]


SIZE = """
    输入:从业人员     | 输入:营业收入        | 输出:规模
    >= 1000           | >= 40000             | "大型"
    >= 1000           | [2000..40000)        | "中型"
    [300..1000)       | >= 2000              | "中型"
    >= 300            | [300..2000)          | "小型"
    [20..300)         | >= 300               | "小型"
    < 20              | -                    | "微型"
    >= 20             | < 300                | "微型"
"""
"""The sizes of industrial companies by staff and revenue, as the statistical standard of 2011 has them: the lower of both decides."""


def test_the_sizes_of_companies_are_complete_and_without_contradiction() -> None:
    found = analysed(SIZE, "从业人员 number", "营业收入 number")
    assert found.gaps == ()
    assert found.overlaps == ()
    assert found.unreachable == ()
    assert found.is_complete


@pytest.mark.parametrize(
    ("old", "new", "box"),
    [
        ("[300..1000)", "(300..1000)", {"从业人员": "300", "营业收入": ">= 2000"}),
        (">= 1000           | >= 40000 ", ">= 1000           | > 40000 ", {"从业人员": ">= 1000", "营业收入": "40000"}),
        ("< 20 ", "< 19.5 ", {"从业人员": "[19.5..20)"}),
    ],
)
def test_a_planted_gap_is_found_exactly(old: str, new: str, box: dict[str, str]) -> None:
    model = asked(SIZE.replace(old, new), "从业人员 number", "营业收入 number")
    found = analyse(model, "结果")
    assert boxes(found) == [box]
    assert found.gaps is not None
    assert found.gaps[0].level is Level.WARNING
    outcome = model.decide("结果", dict(found.gaps[0].region.example))
    assert outcome.trace.decisions[0].tables[0].matched == ()


def test_a_planted_overlap_is_an_error_under_unique() -> None:
    model = asked(SIZE.replace("[20..300)", "[20..300]"), "从业人员 number", "营业收入 number")
    found = analyse(model, "结果").overlaps
    assert [(each.level, each.rules, each.same_outputs) for each in found] == [
        (Level.ERROR, (3, 5), False),
        (Level.ERROR, (4, 5), True),
    ]
    outcome = model.decide("结果", dict(found[0].region.example))
    assert outcome.trace.decisions[0].tables[0].matched == (2, 4)
    assert "规则 3 与规则 5 同时适用（结论不同）：从业人员：300、营业收入：>= 2000" in found[0].words().chinese


@pytest.mark.parametrize(
    ("hit", "outputs", "level"),
    [
        ("ANY", ("1", "2"), Level.ERROR),
        ("ANY", ("1", "1.0"), Level.INFORMATION),
        ("ANY", ("年龄", "2"), Level.WARNING),
        ("FIRST", ("1", "2"), Level.INFORMATION),
        ("PRIORITY", ("1", "2"), Level.INFORMATION),
        ("COLLECT", ("1", "2"), Level.INFORMATION),
    ],
)
def test_overlaps_are_errors_only_where_the_policy_forbids_them(hit: str, outputs: tuple[str, str], level: Level) -> None:
    (found,) = analysed(f"输入:年龄 | 输出:额\n>= 60 | {outputs[0]}\n< 61 | {outputs[1]}", "年龄 number", hit=hit).overlaps
    assert found.level is level
    assert found.region.conditions[0].tests == "[60..61)"


BANDS = """
    输入:年龄   | 输入:户籍      | 输出:津贴
    允许        | "本区", "外区" |
    >= 90       | "本区"         | 500
    [80..89]    | "本区"         | 300
    < 80        | "本区"         | 0
    -           | "外区"         | 0
"""
"""Old-age subsidies: between 89 and 90 there is a gap, unless ages are whole."""


def test_ages_between_89_and_90_are_a_gap_unless_ages_are_whole() -> None:
    assert boxes(analysed(BANDS, "年龄 number", "户籍 string")) == [{"年龄": "(89..90)", "户籍": '"本区"'}]
    assert boxes(analysed(BANDS, "年龄 number", "户籍 string", whole=["年龄"])) == []


def test_days_follow_each_other_without_a_gap() -> None:
    rows = '输入:日期 | 输出:期\n<= date("2023-06-30") | 1\n>= @"2023-07-01" | 2'
    assert boxes(analysed(rows, "日期 date")) == []
    moment = rows.replace('date("2023-06-30")', 'date and time("2023-06-30T23:59:59")').replace('@"2023-07-01"', '@"2023-07-01T00:00:00"')
    assert boxes(analysed(moment, "日期 date and time")) == [{"日期": '(@"2023-06-30T23:59:59"..@"2023-07-01T00:00:00")'}]


def test_durations_and_booleans() -> None:
    rows = '输入:居住 | 输入:在册 | 输出:额\n>= duration("P5Y") | true | 1\n< duration("P60M") | - | 0'
    assert boxes(analysed(rows, "居住 years and months duration", "在册 boolean")) == [{"居住": '>= @"P5Y"', "在册": "false"}]


def test_allowed_values_come_from_the_type_of_the_input() -> None:
    kind = item("户籍类型", "string", allowed='"本区", "外区", "外地"')
    found = analysed('输入:户籍 | 输出:额\n"本区" | 1\nnot("本区", "外地") | 2', "户籍 户籍类型", types=[kind])
    assert boxes(found) == [{"户籍": '"外地"'}]
    unlimited = analysed('输入:户籍 | 输出:额\n"本区" | 1', "户籍 string")
    assert boxes(unlimited) == [{"户籍": 'not("本区")'}]
    assert unlimited.gaps is not None
    assert unlimited.gaps[0].region.example == (("户籍", "其他"),)


def test_lists_are_not_checked_for_gaps_and_say_why() -> None:
    for hit in ("COLLECT", "RULE ORDER", "OUTPUT ORDER"):
        found = analysed("输入:年龄 | 输出:额\n>= 60 | 1", "年龄 number", hit=hit)
        assert found.gaps is None
        assert any("不查遗漏" in each.chinese for each in found.sentences())


def test_a_default_makes_a_gap_information() -> None:
    found = analysed("输入:年龄 | 输出:额\n默认 | 0\n>= 60 | 1", "年龄 number")
    assert found.gaps is not None
    assert [each.level for each in found.gaps] == [Level.INFORMATION]


# --- rules that never answer, or are not needed


def test_an_empty_condition_is_found() -> None:
    rows = "输入:年龄 | 输出:额\n? > 5 and ? < 3 | 1\n- | 2\n[9..7] | 3"
    found = analysed(rows, "年龄 number").unreachable
    assert [(each.rule, each.reason, each.titles) for each in found[:2]] == [
        (1, Unreachability.EMPTY, ("年龄",)),
        (3, Unreachability.EMPTY, ("年龄",)),
    ]


def test_two_columns_about_one_input_are_seen_together() -> None:
    found = analysed("输入:年龄 | 输入:年龄 | 输出:额\n> 5 | < 3 | 1\n> 5 | - | 2\n- | <= 5 | 3", "年龄 number")
    assert [each.rule for each in found.unreachable] == [1]
    assert found.gaps == ()
    assert found.overlaps == ()


def test_a_value_that_is_not_allowed_makes_an_empty_condition() -> None:
    found = analysed('输入:户籍 | 输出:额\n允许 "本区", "外区" |\n"本区" | 1\n"外地" | 2\n"外区" | 3', "户籍 string")
    assert [each.rule for each in found.unreachable] == [2]


def test_a_rule_covered_by_several_earlier_ones_is_never_reached() -> None:
    rows = "输入:年龄 | 输入:收入 | 输出:额\n>= 60 | - | 1\n- | < 10 | 2\n< 60 | [10..20] | 3\n>= 50 | <= 15 | 4\n- | - | 5"
    (found,) = analysed(rows, "年龄 number", "收入 number", hit="FIRST").unreachable
    assert (found.rule, found.reason, found.by) == (4, Unreachability.COVERED, (1, 2, 3))
    assert "前面的规则 1、2、3" in found.words().chinese


def test_a_rule_masked_by_priority() -> None:
    rows = '输入:年龄 | 输出:档次\n允许 | "甲", "乙"\n>= 80 | "乙"\n>= 60 | "甲"\n< 70 | "乙"'
    (found,) = analysed(rows, "年龄 number", hit="PRIORITY").unreachable
    assert (found.rule, found.reason, found.by) == (1, Unreachability.MASKED, (2,))


def test_redundant_rules() -> None:
    rows = "输入:年龄 | 输出:额\n[70..80] | 1\n>= 60 | 1\n- | 0"
    assert [(each.rule, each.by) for each in analysed(rows, "年龄 number", hit="FIRST").redundant] == [(1, (2,))]
    assert analysed(rows.replace("[70..80] | 1", "[70..80] | 2"), "年龄 number", hit="FIRST").redundant == ()
    twins = analysed("输入:年龄 | 输出:额\n>= 60 | 1\n>= 60 | 1.0\n>= 50 | 年龄", "年龄 number", hit="ANY").redundant
    assert [(each.rule, each.by) for each in twins] == [(2, (1,))]


def test_a_rule_between_makes_an_earlier_one_needed() -> None:
    rows = "输入:年龄 | 输出:额\n[70..80] | 1\n[75..76] | 2\n>= 60 | 1\n- | 0"
    assert analysed(rows, "年龄 number", hit="FIRST").redundant == ()


def test_rules_that_can_be_one() -> None:
    rows = """
        输入:年龄 | 输入:户籍 | 输出:额
        [60..70)  | "本区"    | 1
        [70..80]  | "本区"    | 1
        > 80      | "本区"    | 2
        > 80      | "外区"    | 2
        > 90      | "火星"    | 2
    """
    found = analysed(rows, "年龄 number", "户籍 string").mergeable
    assert [(each.rules, each.title, each.tests) for each in found] == [
        ((1, 2), "年龄", "[60..80]"),
        ((3, 4), "户籍", '"外区", "本区"'),
    ]


def test_under_first_rules_are_not_merged_past_one_that_would_notice() -> None:
    rows = "输入:年龄 | 输入:收入 | 输出:额\n< 60 | < 5 | 1\n- | - | {0}\n>= 60 | < 5 | 1"
    two = "输入:年龄 | 输出:额\n[0..10] | 1\n[5..15] | 2\n(10..20] | 1"
    assert analysed(rows.format(2), "年龄 number", "收入 number", hit="FIRST").mergeable == ()
    assert analysed(two, "年龄 number", hit="FIRST").mergeable == ()
    assert [each.rules for each in analysed(two.replace("[5..15]", "[25..30]"), "年龄 number", hit="FIRST").mergeable] == [(1, 3)]


# --- what cannot be decided


def test_cells_that_cannot_be_read_are_told_and_nothing_is_claimed_of_them() -> None:
    rows = "输入:年龄 | 输入:工龄 | 输出:额\n< 60 | - | 1\n>= 60 | > 年龄 / 2 | 2\n>= 70 | abs(?) < 3 | 3"
    found = analysed(rows, "年龄 number", "工龄 number")
    assert [(each.rule, each.column, each.text) for each in found.not_decided] == [(2, 2, "> 年龄 / 2"), (3, 2, "abs(?) < 3")]
    assert found.overlaps == ()
    assert not found.is_complete
    assert found.gaps is not None
    assert {(gap.region.conditions[0].tests, gap.perhaps_covered_by) for gap in found.gaps} == {("[60..70)", (2,)), (">= 70", (2, 3))}
    assert "不能判定规则 2" in found.not_decided[0].words().chinese


def test_computed_inputs_make_findings_possible_only() -> None:
    found = analysed("输入:年龄*2 | 输出:额\n>= 60 | 1\n>= 70 | 2", "年龄 number")
    assert [each.level for each in found.overlaps] == [Level.WARNING]
    assert not found.overlaps[0].region.is_certain


def test_null_is_an_input_only_where_a_cell_asks_for_it() -> None:
    found = analysed("输入:年龄 | 输出:额\nnull | 0\n>= 60 | 1\nnot(60) | 2", "年龄 number")
    assert [(each.rules, dict(each.region.example)) for each in found.overlaps] == [
        ((1, 3), {"年龄": None}),
        ((2, 3), {"年龄": Decimal(61)}),
    ]
    assert found.gaps == ()


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(NoTable, match="不是决策表"):
        analyse(compiled(decision("结果", feel("1"))), "结果")
    with pytest.raises(NoTable):
        analyse(compiled(decision("结果", feel("1"))), "别的")


# --- how far it gets


def grid_of(rules: int, inputs: int, *, without: int = -1) -> Compiled:
    """A table as offices write them: bands of two inputs, and levels of the others; complete unless one rule is left out."""
    names = [f"条件{at}" for at in range(inputs)]
    lines = [" | ".join([*(f"输入:{name} number" for name in names), "输出:额 number"])]
    for number in range(rules):
        band, level = divmod(number, 10)
        first = f"[{band * 10}..{band * 10 + 10})" if 0 < band < rules // 10 - 1 else ("< 10" if band == 0 else f">= {band * 10}")
        second = f"[{level}..{level + 1})" if 0 < level < 9 else ("< 1" if level == 0 else ">= 9")
        if number != without:
            lines.append(" | ".join([first, second, *["-"] * (inputs - 2), str(number)]))
    return asked("\n".join(lines), *names)


def test_a_large_table_is_examined_to_the_end() -> None:
    assert analyse(grid_of(500, 6), "结果").gaps == ()
    found = analyse(grid_of(500, 6, without=123), "结果")
    assert boxes(found) == [{"条件0": "[120..130)", "条件1": "[3..4)"}]
    assert found.unfinished == ()


def test_beyond_the_limit_it_says_how_far_it_got() -> None:
    found = analyse(grid_of(100, 3), "结果", work=60)
    assert found.unfinished
    assert not found.is_complete
    assert all(0 <= each.share < 1 for each in found.unfinished)
    assert any("未查完" in each.chinese for each in found.sentences())


# --- boundary cases


def test_boundary_cases_stand_on_both_sides_of_each_bound() -> None:
    cases = boundary_cases(asked("输入:年龄 | 输出:额\n[60..79.5) | 1\n>= 79.5 | 2", "年龄 number"), "结果")
    assert [(each.rule, each.is_inside, each.values[0][1], each.matched) for each in cases] == [
        (1, True, Decimal(60), (1,)),
        (1, False, Decimal("59.9"), ()),
        (1, True, Decimal("79.4"), (1,)),
        (1, False, Decimal("79.5"), (2,)),
        (2, True, Decimal("79.5"), (2,)),
        (2, False, Decimal("79.4"), (1,)),
    ]
    assert "规则 1 的边界外" in cases[1].words().chinese


def test_boundary_cases_of_days_and_texts() -> None:
    rows = '输入:日期 | 输入:户籍 | 输出:额\n> @"2023-06-30" | "本区", "外区" | 1'
    cases = boundary_cases(asked(rows, "日期 date", "户籍 string"), "结果")
    assert [(each.is_inside, each.values[0][1]) for each in cases[:2]] == [(True, Date(2023, 7, 1)), (False, Date(2023, 6, 30))]
    assert [(each.is_inside, each.values[1][1]) for each in cases[2:]] == [(True, "外区"), (True, "本区"), (False, "其他")]


def test_boundary_cases_are_what_the_engine_finds() -> None:
    model = asked(SIZE, "从业人员 number", "营业收入 number")
    cases = boundary_cases(model, "结果", whole=["从业人员"])
    assert len(cases) > 20
    for case in cases:
        matched = model.decide("结果", dict(case.values)).trace.decisions[0].tables[0].matched
        assert tuple(rule + 1 for rule in matched) == case.matched
