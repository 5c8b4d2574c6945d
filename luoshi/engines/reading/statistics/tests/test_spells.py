from __future__ import annotations

import pytest

from luoshi.engines.reading.statistics import read_statistics
from luoshi.engines.reading.statistics.model import Spell
from luoshi.engines.reading.statistics.spells import spell_of

WHOLE = Spell(2023)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("全年粮食总产量46695吨", "2023年"),
        ("2022年全区生产总值580亿元", "2022年"),
        ("去年城镇新增就业2600人", "2022年"),
        ("上半年固定资产投资增长6%", "2023年1—6月"),
        ("前三季度生产总值增长5%", "2023年1—9月"),
        ("二季度生产总值增长5%", "2023年4—6月"),
        ("1—9月进出口总额70亿元", "2023年1—9月"),
        ("1-11月份用电量增长3%", "2023年1—11月"),
        ("6月份居民消费价格上涨0.2%", "2023年6月"),
        ("年末常住人口51万人", "2023年末"),
        ("三季度末生猪存栏4万头", "2023年9月末"),
        ("截至6月底，注册企业590家", "2023年6月末"),
        ("五年累计新增企业370家", "到2023年为止5年"),
        ("“十三五”时期固定资产投资1700亿元", "到2020年为止5年"),
    ],
)
def test_times(words: str, expected: str) -> None:
    spell = spell_of(words, WHOLE)
    assert spell is not None
    assert spell.label.chinese == expected


@pytest.mark.parametrize(
    "words", ["比一季度提高1.2个百分点", "较2019年增长20%", "从2020年的5.2万元", "按2019年美元折算", "居民人均可支配收入增长5%"]
)
def test_a_time_that_is_only_compared_with(words: str) -> None:
    assert spell_of(words, WHOLE) is None


def test_quarters_are_told_apart_and_parts_speak_of_their_whole_time() -> None:
    read = read_statistics(
        "样本市2023年前三季度经济运行情况\n"
        "前三季度全市生产总值529亿元，增长6.7%。分季度看，一季度增长6.5%，二季度增长6.8%。分产业看，第一产业增加值40亿元。\n"
    )
    assert [(each.indicator, each.spell.label.chinese) for each in read.observations] == [
        ("生产总值", "2023年1—9月"),
        ("生产总值", "2023年1—3月"),
        ("生产总值", "2023年4—6月"),
        ("第一产业增加值", "2023年1—9月"),
    ]


def test_a_stock_is_one_at_the_end() -> None:
    (deposits,) = read_statistics("样本市2023年上半年经济运行情况\n全市住户存款余额407亿元。\n").observations
    assert deposits.spell.label.english == "end of Jun 2023"
