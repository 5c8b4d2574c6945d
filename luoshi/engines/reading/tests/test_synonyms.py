from __future__ import annotations

import pytest

from luoshi.engines.reading.synonyms import WRITTEN_OUT, are_near, common_name


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("GDP", "国内生产总值"),
        ("生产总值", "地区生产总值增速"),
        ("人均GDP", "人均地区生产总值"),
        ("规上工业增加值", "规模以上工业增加值"),
        ("货物进出口总值", "外贸进出口总额"),
        ("居民消费价格涨幅", "居民消费价格总水平"),
        ("新开发就业岗位", "就业岗位"),
    ],
)
def test_one_indicator(name: str, other: str) -> None:
    assert common_name(name) == common_name(other)
    assert not are_near(name, other)


@pytest.mark.parametrize(
    ("name", "other"), [("城镇新增就业", "就业岗位"), ("地区生产总值", "人均地区生产总值"), ("固定资产投资", "民间固定资产投资")]
)
def test_easily_mistaken(name: str, other: str) -> None:
    assert are_near(name, other)


def test_what_has_no_common_core_is_not_near() -> None:
    assert not are_near("粮食产量", "地区生产总值")


@pytest.mark.parametrize("short", [short for short, _ in WRITTEN_OUT])
def test_what_is_written_out_stays_so(short: str) -> None:
    assert common_name(common_name(short)) == common_name(short)
