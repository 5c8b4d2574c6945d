"""`scoring.yaml`: read whole, refused with its place, and held against the rest of the pack."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.engines.packs import Pack, PackProblem, scoring_of
from luoshi.engines.packs import model as packs
from luoshi.engines.packs.checking_indicators import scoring_faults
from luoshi.engines.progress.scores_formula import AdjustmentKind, PartKind

TEXT = """\
code: example
name: 示例
name_en: Example
whole: 100
rhythm: quarter
interval: 50
basis: 示例
status: unverified
weights: {classes: {A: 3}, otherwise: 1, by_hand: [{quote: 新建幼儿园3所, weight: 5}]}
parts:
  - {code: progress, name: 进度, name_en: Progress, kind: attainment, points: 80, curves: {other: {dead_band: 5, zero_at: 30}}}
  - {code: timely, name: 及时, name_en: Timely, kind: timeliness, points: 20, late_worth: 0.5}
adjustments:
  - {code: missing, name: 缺报, name_en: Missing, kind: missing_report, points: 2, most: 10}
apart: [{says: 名次, says_en: Rank}]
"""


def test_a_formula_is_read_whole() -> None:
    found = scoring_of(TEXT)
    assert (found.whole, found.rhythm, found.interval, found.otherwise) == (Decimal(100), "quarter", 50, Decimal(1))
    assert (found.by_class, found.by_hand) == ({"A": Decimal(3)}, {"新建幼儿园3所": Decimal(5)})
    assert [(each.kind, each.points) for each in found.parts] == [("attainment", Decimal(80)), ("timeliness", Decimal(20))]
    assert [each.late_worth for each in found.parts] == [Decimal(0), Decimal("0.5")]
    assert (found.parts[0].curves["other"].zero_at, found.adjustments[0].most) == (Decimal(30), Decimal(10))
    assert found.apart[0].english == "Rank"
    assert scoring_of(found.text) == found


@pytest.mark.parametrize(
    ("old", "new", "field", "remedy"),
    [
        ("points: 80", "points: 70", "whole", "合计 90，应等于 100"),
        ("curves: {other: {dead_band: 5, zero_at: 30}}", "late_worth: 0", "curves", "curves.other"),
        ("late_worth: 0.5", "late_worth: 1.5", "late_worth", "0 到 1"),
        ("kind: timeliness", "kind: rank", "kind", "应为以下之一"),
        ("dead_band: 5", "dead_band: -5", "dead_band", "不小于零"),
        ("points: 2,", "points: 0,", "points", "大于零"),
        ("interval: 50", "interval: 60", "interval", "50、80、95"),
        ("apart:", "sums:", "sums", "不认识的键"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(old: str, new: str, field: str, remedy: str) -> None:
    """A part by rank is no part: the closed list has none."""
    with pytest.raises(PackProblem, match=remedy) as refused:
        scoring_of(TEXT.replace(old, new))
    assert (refused.value.file, refused.value.field) == ("scoring.yaml", field)


def test_the_check_holds_it_against_the_plan(tmp_path: Path) -> None:
    pack = Pack("x", tmp_path, "示例", "Example", "示例区", 2023, "demonstration", scoring=scoring_of(TEXT))
    words = [each.words.chinese for each in scoring_faults(pack)]
    assert ["没有“新建幼儿园3所”这一句" in words[0], "没有“A”类" in words[1], len(words)] == [True, True, 2]
    assert len(list(scoring_faults(replace(pack, kind="mechanism")))) == 1


def test_the_words_of_a_formula_are_those_of_the_engine_of_progress() -> None:
    assert tuple(each.value for each in PartKind) == packs.PART_KINDS
    assert tuple(each.value for each in AdjustmentKind) == packs.ADJUSTMENT_KINDS
