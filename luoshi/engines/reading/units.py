"""Units of work reports and what they measure.

A unit as printed is a multiplier (万, 亿, 百万 …) before a unit word (元, 平方米, 家, 人次 …). The dimension tells which figures may be
compared: money with money, a count with a count, never kilowatts with kilowatt-hours."""

from __future__ import annotations

import re
from decimal import Decimal

MULTIPLIERS: dict[str, Decimal] = {
    "百": Decimal(10) ** 2,
    "千": Decimal(10) ** 3,
    "万": Decimal(10) ** 4,
    "十万": Decimal(10) ** 5,
    "百万": Decimal(10) ** 6,
    "千万": Decimal(10) ** 7,
    "亿": Decimal(10) ** 8,
    "十亿": Decimal(10) ** 9,
    "百亿": Decimal(10) ** 10,
    "千亿": Decimal(10) ** 11,
    "万亿": Decimal(10) ** 12,
}

_UNITS_BY_DIMENSION: dict[str, str] = {
    "ratio": "% 个百分点 百分点 ‰ 成",
    "money": "元 美元 欧元 港元 卢布 元/人 元/月 元/亩 元/吨",
    "people": "人 人口 人次 人份 名 位 户次",
    "households": "户",
    "mass": "吨 斤 公斤 千克 吨标准煤 标准煤 吨/年 吨/日 克 毫克",
    "length": "公里 千米 米 里 厘米 毫米",
    "area": "亩 亩次 公顷 平方米 平方公里 平米 平方千米",
    "volume": "立方米 方 TEU 立方米/日 升 标箱 标准箱 重量箱",
    "energy": "千瓦时 度 焦耳 吉焦 GWh MWh kWh",
    "power": "千瓦 瓦 兆瓦 吉瓦 千伏安 GW MW kW",
    "computing": "P EFLOPS Eflops PFLOPS Pflops TFLOPS 标准机架",
    "concentration": "微克/立方米 毫克/升 分贝",
    "duration": "年 岁 周岁 天 日 小时 分钟 个月 个工作日 工作日 个小时 秒",
    "multiple": "倍",
    "distance_flown": "架次",
    "impossible": "千瓦/时 万千瓦/时 瓦/时",
    "count": (
        "个 家 项 所 座 条 套 台 辆 件 处 场 场次 次 门 种 支 对 株 头 只 张 份 部 列 班 艘 架 颗 "
        "片 块 栋 幢 间 例 宗 款 字 眼 孔 站 节 篇 本 册 枚 尾 羽 笔 单 组 团 队 趟 口 床 蓬 群 员 "
        "步 层 线 类 批次 期 页 台套 台次 件次 台（套） 套（间） 户（套） 个（次） 县 市 镇 乡 村 国 校 厂 "
        "店 园 课时 盏 座次 根 棵 盘 句 幅 集 道 面 具 把 尊 部次 门次 车次 班次 航次 标准厂房 床位 车位 "
        "泊位 机位 学位 岗位 盒 瓶 令 发 辆次 艘次 "
    ),
}

DIMENSION_OF: dict[str, str] = {unit: dimension for dimension, units in _UNITS_BY_DIMENSION.items() for unit in units.split()}

_MULTIPLIER = "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
_UNIT = "|".join(map(re.escape, sorted(DIMENSION_OF, key=len, reverse=True)))
UNIT_PATTERN = rf"(?:(?:{_UNIT})(?:/(?:{_MULTIPLIER})?(?:{_UNIT}))?)"
MULTIPLIER_PATTERN = rf"(?:{_MULTIPLIER})"
_PRINTED = re.compile(rf"(?P<multiplier>{_MULTIPLIER})?(?P<unit>{_UNIT})?(?:/(?:{_MULTIPLIER})?(?:{_UNIT}))?$")


def dimension(unit: str) -> str | None:
    """What a printed unit measures (``"20亿元"`` has the unit ``"亿元"``: money); ``None`` for a unit that the table does not know."""
    match = _PRINTED.match(unit)
    if match is None:
        return None
    return DIMENSION_OF.get(match["unit"] or "", "count" if match["multiplier"] else None)


def in_base_unit(value: Decimal, unit: str) -> Decimal:
    """The value without its multiplier: ``(Decimal(20), "亿元")`` → 2,000,000,000.

    Raises:
        ValueError: the unit is not in the table.
    """
    match = _PRINTED.match(unit)
    if match is None:
        raise ValueError(f"unknown unit {unit!r}: add it to luoshi/engines/reading/units.py with its dimension")
    return value * MULTIPLIERS.get(match["multiplier"] or "", Decimal(1))
