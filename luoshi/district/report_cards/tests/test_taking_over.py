from __future__ import annotations

import pytest

from luoshi.district.offices.tests.government import Government, found_county
from luoshi.district.report_cards.taking_over import candidates
from luoshi.district.report_cards.tests.measured import INVESTMENT, declared, issued
from luoshi.engines.reading.statistics import read_statistics


@pytest.fixture
def county(db: None) -> Government:
    return found_county()


def test_names_units_kinds_and_times_decide(county: Government) -> None:
    measured = declared(
        county,
        INVESTMENT,
        issued("trade", "进出口总额", unit="万元", accumulation="cumulative", measure="level"),
        issued("posts", "就业岗位", rhythm="quarter"),
        issued("people", "常住人口", unit="万人", rhythm="year", accumulation="state", measure="level"),
    )
    bulletin = read_statistics(
        "样本县2023年国民经济和社会发展统计公报\n"
        "全年固定资产投资120亿元，增长4.3%。进出口总值1.2亿元，增长3%。开发就业岗位8000个。四季度开发就业岗位900个。\n"
        "年末常住人口51.3万人。民间固定资产投资增长9%。上半年固定资产投资增长2%。2022年固定资产投资增长5%。1月固定资产投资增长1%。\n"
    )
    found = [(each.indicator.code, str(each.period), each.number) for each in candidates(measured, bulletin)]
    assert [(code, period, f"{number.normalize():f}") for code, period, number in found] == [
        ("investment", "2023-12", "4.3"),
        ("trade", "2023-12", "12000"),
        ("posts", "2023-Q4", "900"),
        ("people", "2023", "51.3"),
        ("investment", "2023-06", "2"),
    ]
