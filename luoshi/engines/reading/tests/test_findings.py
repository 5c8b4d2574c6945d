from __future__ import annotations

import pytest

from luoshi.engines.reading import read
from luoshi.engines.reading.model import Finding, FindingKind


def findings(text: str, kind: FindingKind) -> list[Finding]:
    reading = read(f"二、2026年重点工作\n{text}\n", year=2026)
    return [finding for finding in reading.findings if finding.kind is kind]


# report text, the finding, the words its span must point at
PLACES = [
    ("进出口总额增长30%以上。力争全年进出口总额达到120亿元以上。", FindingKind.TWO_FLOORS, "力争全年进出口总额达到120亿元以上"),
    ("新增高新技术企业100家。办好集市。新增高新技术企业120家。", FindingKind.CONFLICTING_VALUES, "新增高新技术企业120家"),
    ("办好集市。提升供电能力50万千瓦/时。", FindingKind.IMPOSSIBLE_UNIT, "提升供电能力50万千瓦/时"),
    ("办好集市，固定资产投资增长10%左右。", FindingKind.MISSING_BASE, "固定资产投资增长10%左右"),
    ("办好集市。启动对外开放“三年倍增”行动。", FindingKind.UNNAMED_INDICATOR, "启动对外开放“三年倍增”行动"),
    ("新开发就业岗位8000个。新开发公益性就业岗位300个。", FindingKind.LOOK_ALIKE, "新开发公益性就业岗位300个"),
    ("坚持稳字当头。新建学校3所。新建医院2所。", FindingKind.MISSING_DEADLINE, "新建学校3所"),
    ("坚持稳字当头。新建学校3所。新建医院2所。", FindingKind.MISSING_OWNER, "新建学校3所"),
    ("办好集市。" + "发展" * 400 + "。", FindingKind.UNREADABLE, "发展" * 400),
]


@pytest.mark.parametrize(("text", "kind", "words"), PLACES, ids=[kind.value for _, kind, _ in PLACES])
def test_a_finding_points_at_its_words(text: str, kind: FindingKind, words: str) -> None:
    reading = read(f"二、2026年重点工作\n\u3000{text}\n", year=2026)
    (finding,) = [each for each in reading.findings if each.kind is kind]
    assert reading.text[finding.span.start : finding.span.end] == words
    place = reading.origin(finding.span)
    assert reading.source[place.start : place.end] == words


def test_every_kind_of_finding_has_a_place_in_the_table() -> None:
    assert {kind for _, kind, _ in PLACES} == set(FindingKind)


def test_a_month_or_an_owner_in_the_text_leaves_nothing_to_ask() -> None:
    text = "由镇建设办牵头，6月底前新建学校3所。"
    assert findings(text, FindingKind.MISSING_OWNER) == []
    assert findings(text, FindingKind.MISSING_DEADLINE) == []


def test_a_rate_needs_no_base() -> None:
    assert findings("居民消费价格涨幅2%左右。单位产值能耗下降3%。", FindingKind.MISSING_BASE) == []


def test_growth_and_level_of_one_indicator_are_two_floors() -> None:
    (finding,) = findings("进出口总额增长30%以上。力争全年进出口总额达到120亿元以上。", FindingKind.TWO_FLOORS)
    assert "92.3亿元" in finding.message
    assert finding.values[0] == "进出口总额"


def test_two_different_numbers_for_one_indicator() -> None:
    (finding,) = findings("新增高新技术企业100家。新增高新技术企业120家。", FindingKind.CONFLICTING_VALUES)
    assert finding.values == ("高新技术企业", "100家", "120家")


def test_a_restated_promise_is_no_conflict() -> None:
    assert findings("地区生产总值增长5%左右。地区生产总值增长5%左右。", FindingKind.CONFLICTING_VALUES) == []


def test_kilowatts_per_hour_cannot_be() -> None:
    (finding,) = findings("提升供电能力50万千瓦/时。", FindingKind.IMPOSSIBLE_UNIT)
    assert "万千瓦" in finding.advice


def test_growth_without_a_base() -> None:
    (finding,) = findings("固定资产投资增长10%左右。", FindingKind.MISSING_BASE)
    assert finding.values[0] == "固定资产投资"


def test_a_base_in_the_review_half_counts() -> None:
    reading = read("一、2025年工作回顾\n固定资产投资达到85亿元。\n二、2026年重点工作\n固定资产投资增长10%左右。\n", year=2026)
    assert FindingKind.MISSING_BASE not in {finding.kind for finding in reading.findings}


def test_doubling_of_nothing_named() -> None:
    (finding,) = findings("启动对外开放“三年倍增”行动。", FindingKind.UNNAMED_INDICATOR)
    assert finding.values == ("三年倍增",)


def test_look_alikes() -> None:
    (finding,) = findings("新开发就业岗位8000个。新开发公益性就业岗位300个。", FindingKind.LOOK_ALIKE)
    assert set(finding.values) == {"就业岗位", "公益性就业岗位"}


def test_owners_and_deadlines_are_asked_for_once() -> None:
    text = "新增企业100家。新建学校3所。出台扶持政策。"
    assert len(findings(text, FindingKind.MISSING_OWNER)) == 1
    assert len(findings(text, FindingKind.MISSING_DEADLINE)) == 1


def test_a_stretch_without_punctuation_is_named() -> None:
    (finding,) = findings("发展" * 400 + "。", FindingKind.UNREADABLE)
    assert "800" in finding.message
