"""Who stands above scale is asked of the list that the statistics office keeps, as it was on the day; rewards follow it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import luoshi
from luoshi.district.decisions.operations import load_pack
from luoshi.district.offices.tests.government import Government
from luoshi.district.population import operations, queries
from luoshi.district.population.declared import Column, Type
from luoshi.district.population.tests.samples import AT, CODES, DAY
from luoshi.engines.packs.campaigns import read_campaign

FOLDER = Path(luoshi.__file__).parent / "packs" / "high_technology_enterprise_reward"
AMOUNT = "奖励金额（元）"
KEY, ABOVE = "统一社会信用代码", "是规模以上企业"
RECOGNISED = (("认定情况", Type.TEXT), ("认定年度", Type.NUMBER), ("列入严重违法失信名单", Type.YES_NO), ("这次认定已经奖励", Type.YES_NO))
FOUR = [f"{code},首次认定,2023,否,否" for code in CODES[1:5]]


def _brought(county: Government, name: str, columns: tuple[tuple[str, Type], ...], period: str, *rows: str) -> None:
    declared = [Column(column, column, type_) for column, type_ in columns]
    unit, by = county.units["civil"], county.by("sun")
    operations.declare_table(county.district, name, declared, name_en=name, register="enterprises", unit=unit, by=by, at=AT)
    content = "\n".join([",".join((KEY, *(column for column, _ in columns))), *rows]).encode()
    said = {"file_name": "表.csv", "period": period, "source": "示例", "at": AT}
    operations.import_table(county.district, name, content, by=county.by("zheng"), **said)  # type: ignore[arg-type]


def test_a_reward_follows_the_list_of_its_day(county: Government) -> None:
    county.district.within = ["黑龙江省"]
    county.district.save(update_fields=["within"])
    load_pack(FOLDER, county.district, saved_by=county.by("sun"), put_in_force_by=county.by("wen"), at=AT)
    _brought(county, "高新技术企业名单", RECOGNISED, "2023-06", *FOUR)
    listed = (("在库", Type.YES_NO),)
    _brought(county, "一套表调查单位名录", listed, "2023-06", f"{CODES[1]},是")
    _brought(county, "一套表调查单位名录", listed, "2023-08", f"{CODES[1]},是", f"{CODES[2]},是", f"{CODES[3]},")
    campaign = read_campaign(FOLDER)
    assert campaign is not None
    snapshot = operations.take_snapshot(county.district, on=DAY, by=county.by("sun"), at=AT)

    def paid(on: date) -> dict[str, Decimal | tuple[str, ...] | None]:
        run = operations.run(
            snapshot, FOLDER.name, [AMOUNT], "办理意见", [each.said for each in campaign.sources], on=on, by=county.by("sun"), at=AT
        )
        return {each.key: each.answers[AMOUNT] or each.lacking for each in queries.rows(run) if each.key in CODES[1:5]}

    whole, part = Decimal(500_000), Decimal(150_000)
    assert paid(date(2023, 7, 1)) == {CODES[1]: whole, CODES[2]: part, CODES[3]: part, CODES[4]: part}
    assert paid(date(2023, 9, 1)) == {CODES[1]: whole, CODES[2]: whole, CODES[3]: (ABOVE,), CODES[4]: part}, "an empty cell is no no"
