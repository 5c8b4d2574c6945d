"""Sentences come from values alone; each figure has its code; what a person changes has no number of its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.district.bulletins.composing import compose
from luoshi.district.bulletins.figures import Figure, Numbered, used
from luoshi.district.bulletins.state import Late, Line, State
from luoshi.district.bulletins.tables import tables_of
from luoshi.district.bulletins.words import own_numbers, unknown_places, with_changes
from luoshi.engines.progress import Period, Verdict

SEPTEMBER = Period.parse("2023-09")


def line(number: int, verdict: Verdict = Verdict.BEHIND, **more: object) -> Line:
    """A measured target; unless something else is said, that of 连云港: 53.3 % where 75 % was due."""
    usual: dict[str, object] = {
        "key": f"{number:03}-1", "commitment": f"xq-{number:03}", "label": f"青溪-{number:03}", "unit": "县商务局", "is_headline": False,
        "indicator": f"i{number}", "name": "实际利用外资", "measured_in": "亿美元", "adds": True, "verdict": verdict, "period": SEPTEMBER,
        "now": Decimal("3.73"), "now_text": "3.73", "goal": ">=7", "goal_number": Decimal(7), "expected": Decimal("5.25"),
        "share": Decimal("53.3"), "expected_share": Decimal("75.0"), "ahead": Decimal("-21.7"), "yard": "序时进度",
    }  # fmt: skip
    return Line(**{**usual, **more})  # type: ignore[arg-type]


def state(*lines: Line, late: tuple[Late, ...] = ()) -> State:
    """What stands on the last day of September, with one commitment that nothing measures."""
    codes = dict.fromkeys([*(each.commitment for each in lines), "xq-999"])
    return State(date(2023, 9, 30), tuple(codes), lines, late)


def said(found: State, *, brief: bool = False) -> dict[str, str]:
    """The sentences with their figures and codes, by their names."""
    composed = compose(found, brief=brief)
    numbered = Numbered.of("TB-2023-09", composed.figures, [each.text for each in composed.statements])
    return {each.key: numbered.filled(each.text) for each in composed.statements}


def test_a_task_is_told_as_bulletins_tell_it() -> None:
    told = said(state(line(17)))["量化任务.017-1"]
    assert told.startswith("实际利用外资2023年1—9月实际3.73亿美元，完成年度目标53.3%，低于序时进度21.7个百分点（县商务局）[")


def test_growth_is_told_beside_its_target() -> None:
    growth = line(
        1, is_headline=True, adds=False, name="地区生产总值增速", measured_in="%", now=Decimal("4.3"), now_text="4.3",
        goal_number=Decimal("6.5"), share=None, expected_share=None, expected=Decimal("6.5"), ahead=Decimal("-2.2"),
    )  # fmt: skip
    told = said(state(growth))["主要经济指标.001-1"]
    assert told.startswith("地区生产总值增速2023年1—9月为4.3%，年度目标6.5%，低于目标2.2个百分点")


def test_units_are_named_with_what_is_behind_and_what_they_did_not_hand_in() -> None:
    late = Late("县民政局", "beds", "养老床位", Period.parse("2023-08"), date(2023, 9, 8))
    told = said(state(line(17), line(18, unit="县教育局", name="幼儿园"), late=(late,)))
    assert told["问题.县商务局"].startswith("县商务局1项未达到进度要求：实际利用外资")
    assert "县民政局（1项）" in told["问题.未报送"]
    assert "都已报送" in said(state(line(1, Verdict.MET)))["问题.未报送"]


def test_where_nothing_has_data_nothing_is_said_to_be_on_schedule() -> None:
    assert "都达到了" in said(state(line(1, Verdict.MET)))["问题.无"]
    for nothing in (state(), state(line(1, Verdict.CANNOT_JUDGE))):
        assert said(nothing)["问题.无"] == "还没有可以研判的目标。"


@settings(max_examples=40)
@given(st.lists(st.sampled_from([*Verdict]), max_size=30))
def test_shares_add_up_and_every_place_has_a_figure_with_its_own_code(verdicts: list[Verdict]) -> None:
    found = state(*(line(number, verdict) for number, verdict in enumerate(verdicts, start=1)))
    composed = compose(found)
    shares = [Decimal(figure.text) for key, figure in composed.figures.items() if key.startswith("占比.")]
    assert sum(shares) == (100 if shares else 0)
    numbered = Numbered.of("TB-2023-09", composed.figures, [each.text for each in composed.statements])
    assert set(used(each.text for each in composed.statements)) <= composed.figures.keys()
    assert set(used(figure.how for figure in composed.figures.values())) <= composed.figures.keys()
    assert len({numbered.code(key) for key in composed.figures}) == len(composed.figures)
    assert "{" not in "".join(numbered.filled(each.text) for each in composed.statements)
    *_, sources = tables_of(found, numbered)
    assert [row[0] for row in sources.rows] == [f"TB-2023-09-{number:03}" for number in range(1, len(composed.figures) + 1)]


def test_codes_follow_the_text_and_stand_before_the_full_stop() -> None:
    figures = {key: Figure(key, key, text, "", "count", "") for key, text in (("甲", "1"), ("乙", "2"), ("丙", "3"))}  # type: ignore[arg-type]
    numbered = Numbered.of("TB-2023-09", figures, ["先说{丙}。"])
    assert numbered.filled("再说{甲}、{乙}和{丙}。") == "再说1、2和3[1—3]。"
    assert numbered.filled("{丙}{乙}。") == "32[1、3]。"
    assert numbered.filled("没有数。") == "没有数。"
    assert numbered.code("丙") == "TB-2023-09-001"


@pytest.mark.parametrize(
    ("changed", "own"),
    [
        ("实际{a}亿元，差{b}个百分点。", []),
        ("2023年实际{a}亿元。", []),
        ("实际{a}亿元，约为目标的60%。", ["60"]),
        ("实际{a}亿元，３项落后。", ["３"]),
        ("实际{a}亿元，三项落后。", ["三"]),
        ("实际{a}亿元，2023年和2023年。", ["2023"]),
    ],
)
def test_a_changed_sentence_has_no_number_of_its_own(changed: str, own: list[str]) -> None:
    assert own_numbers(changed, "2023年实际{a}亿元，低于目标{b}个百分点。") == own
    assert unknown_places("{a}{z}", ["a", "b"]) == ["z"]


def test_a_change_counts_as_long_as_the_same_is_composed() -> None:
    statements = compose(state(line(1))).statements
    key, text = statements[1].key, statements[1].text
    assert with_changes(statements, {key: {"composed": text, "text": "甲。"}})[1].text == "甲。"
    assert with_changes(statements, {key: {"composed": "别的", "text": "甲。"}})[1].text == text
    assert key not in {each.key for each in with_changes(statements, {key: {"composed": text, "text": ""}})}


def test_a_brief_leaves_out_what_is_reached() -> None:
    found = state(line(1, Verdict.MET), line(2))
    assert "量化任务.001-1" in said(found)
    assert "量化任务.001-1" not in said(found, brief=True)
