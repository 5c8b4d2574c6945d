"""`indicators.yaml` of a district: read whole, refused with its place, and held against the rest of the pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.engines.packs import Pack, PackProblem
from luoshi.engines.packs import model as packs
from luoshi.engines.packs.checking_indicators import indicator_faults
from luoshi.engines.packs.indicators import Measured, read_indicators
from luoshi.engines.packs.model import UnitEntry
from luoshi.engines.packs.offices import Offices
from luoshi.engines.progress import Accumulation, Direction, Measure, Origin, Rhythm

OFFICES = Offices(units=(UnitEntry("labour", "人社局", "Labour Bureau", date(2023, 1, 1), None, None),))
POSTS = """\
indicators:
  - code: posts
    name: 岗位
    name_en: Posts
    unit: 个
    rhythm: month
    accumulation: periodic
    direction: ascending
    measure: increment
    no_value_in: [1]
    definitions:
      - {valid_from: 2023-07-01, words: 新口径}
      - {valid_from: 2023-01-01, words: 旧口径}
    due: {day: 18, days: {12: 25}, basis: 示例, status: unverified}
    source: {computed: {unit: labour, kind: post.developed, take: sum, details: {street: 北, path: a}}}
    measures: [{quote: 新增岗位, target: 2}]
    trajectory: {2023-06: 50, 2023-12: 100.5}
yardsticks:
  tolerance: {yoy: 0.5, basis: 示例, status: unverified}
  lights: lights_example
"""


def read(folder: Path, text: str) -> Measured:
    (folder / "indicators.yaml").write_text(text, encoding="utf-8")
    return read_indicators(folder, OFFICES)


def test_indicators_are_read_whole(tmp_path: Path) -> None:
    found = read(tmp_path, POSTS)
    (posts,) = found.indicators
    assert [each.words for each in posts.definitions] == ["旧口径", "新口径"]
    assert posts.no_value_in == (1,)
    assert (posts.due.day, posts.due.days) == (18, {12: 25})
    assert (posts.source.origin, posts.source.kind, posts.source.take) == ("computed", "post.developed", "sum")
    assert posts.source.details == {"path": "a", "street": "北"}
    assert (posts.measures[0].quote, posts.measures[0].target) == ("新增岗位", 2)
    assert posts.trajectory == {"2023-06": 50, "2023-12": Decimal("100.5")}
    assert found.yardsticks is not None
    assert (found.yardsticks.tolerance, found.yardsticks.lights) == ({"yoy": Decimal("0.5")}, "lights_example")


@pytest.mark.parametrize(
    ("old", "new", "field", "remedy"),
    [
        ("measure: increment", "measure: yoy", "measure", "不能由事实逐条累加"),
        ("accumulation: periodic", "accumulation: state", "accumulation", "不能由事实逐条累加"),
        ("no_value_in: [1]", "no_value_in: [12]", "no_value_in", "1 到 11"),
        ("2023-12: 100.5", "2023-Q4: 100", "trajectory", "2023-09"),
        ("path: a}", "path: a, x: 1, y: 2}", "details", "最多写 3 项"),
        ("unit: labour", "unit: lobour", "unit", "labour"),
        ("{computed: {unit: labour, kind: post.developed, take: sum, details: {street: 北, path: a}}}", "{}", "source", "computed"),
        ("take: sum", "take: sum, issuer: 区统计局", "issuer", "不认识的键"),
        ("{day: 18,", "{day: 32,", "day", "1 到 31"),
        ("valid_from: 2023-07-01", "valid_from: 2023-01-01", "valid_from", "重复"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(tmp_path: Path, old: str, new: str, field: str, remedy: str) -> None:
    with pytest.raises(PackProblem, match=remedy) as refused:
        read(tmp_path, POSTS.replace(old, new))
    assert refused.value.file == "indicators.yaml"
    assert refused.value.field == field


def test_the_check_holds_them_against_the_rest(tmp_path: Path) -> None:
    found = read(tmp_path, POSTS.replace("2023-06: 50", "2023-01: 50"))
    (posts,) = found.indicators
    follower = replace(posts, code="follower", measure="pegged", peg="nothing", measures=(), trajectory={})
    pack = Pack(
        "x", tmp_path, "示例", "Example", "示例区", 2023, "demonstration", indicators=(posts, follower), yardsticks=found.yardsticks
    )
    words = [each.words.chinese for each in indicator_faults(pack)]
    assert len(words) == 4
    assert "没有“新增岗位”这一句" in words[0]
    assert "2023-01 不出数" in words[1]
    assert "没有“nothing”这个指标" in words[2]
    assert "没有“lights_example”这个亮灯规则包" in words[3]


def test_the_words_of_declarations_are_those_of_the_engine_of_progress() -> None:
    for words, kind in (
        (packs.RHYTHMS, Rhythm),
        (packs.ACCUMULATIONS, Accumulation),
        (packs.DIRECTIONS, Direction),
        (packs.MEASURES, Measure),
        (packs.ORIGINS, Origin),
    ):
        assert tuple(words) == tuple(each.value for each in kind)
