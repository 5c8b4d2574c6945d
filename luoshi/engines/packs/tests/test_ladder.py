"""Rungs are read with what counts as one step away, and what is wrong with them is told with its place."""

from __future__ import annotations

import pytest

from luoshi.engines.packs.ladder import ladder_of
from luoshi.engines.packs.problems import PackProblem
from luoshi.words import Words

RUNG = """rungs:
  - code: listed
    name: 入库
    name_en: Listed
    package: some_pack
    decision: 入库核对
    reached: [已经入库]
    holds: 已入库
    since: 本次入库日期
    holds_en: Registered
    one_step: {够条件未入库: 自评登记}
    one_step_en: {够条件未入库: Assess itself}
    contact: 区科技局
    contact_en: The bureau
    sources: [{input: 本年度已入库, table: 科技企业情况, column: 本年度已入库}]
"""


def test_answers_may_say_that_one_step_is_missing() -> None:
    [rung] = ladder_of(RUNG)
    assert rung.one_step == {"够条件未入库": Words("自评登记", "Assess itself")}
    assert rung.holds.english == "Registered"
    assert rung.wanted == ["入库核对", "本次入库日期"]
    [plain] = ladder_of(RUNG.replace("    one_step_en: {够条件未入库: Assess itself}\n", ""))
    assert plain.one_step == {"够条件未入库": Words("自评登记", "自评登记")}, "as ladders were written before"
    some = ("one_step", "holds", "since")
    [without] = ladder_of("\n".join(line for line in RUNG.splitlines() if not line.strip().startswith(some)))
    assert (without.one_step, without.holds.chinese, without.wanted) == ({}, "", ["入库核对"])


def test_near_may_be_a_share_of_what_another_decision_says() -> None:
    gap = "    gap: {decision: 还差, of: 起点, within: '0.25', unit: 万元, unit_en: 10 000 yuan}\n"
    [rung] = ladder_of(RUNG.replace("    contact: 区科技局\n", f"{gap}    contact: 区科技局\n"))
    assert rung.gap is not None
    assert (rung.gap.of, str(rung.gap.within), rung.wanted) == ("起点", "0.25", ["入库核对", "还差", "起点", "本次入库日期"])


@pytest.mark.parametrize("wrong", ["[自评登记]", "自评登记", "{够条件未入库: ''}", "{够条件: 自评登记}"])
def test_a_step_without_its_answer_is_refused(wrong: str) -> None:
    with pytest.raises(PackProblem, match="one_step"):
        ladder_of(RUNG.replace("{够条件未入库: 自评登记}", wrong))
