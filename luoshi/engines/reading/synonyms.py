"""Which names of indicators mean the same, and which are easily mistaken for one another.

Two names are the same only if they are equal once abbreviations are written out and words of growth, place and manner are taken away. The
tables say which words stand for which; nothing is compared by likeness of characters. Names that share a core (就业, 投资) without being
the same are near: they are shown beside each other and never merged."""

from __future__ import annotations

import re
from functools import lru_cache

from luoshi.engines.reading.vocabulary import SCOPE_HEAD

WRITTEN_OUT = (
    ("规上", "规模以上"),
    ("限上", "限额以上"),
    ("国内生产总值", "地区生产总值"),
    ("GDP", "地区生产总值"),
    ("社零总额", "社会消费品零售总额"),
    ("社消零总额", "社会消费品零售总额"),
    ("社会消费品零售额", "社会消费品零售总额"),
    ("全社会消费品零售总额", "社会消费品零售总额"),
    ("公共财政预算收入", "一般公共预算收入"),
    ("地方财政一般预算收入", "一般公共预算收入"),
    ("地方一般公共预算收入", "一般公共预算收入"),
    ("进出口总值", "进出口总额"),
    ("外贸进出口", "进出口"),
    ("货物进出口", "进出口"),
    ("实际利用外资", "实际使用外资"),
    ("利用外资", "使用外资"),
    ("固定资产投资额", "固定资产投资"),
    ("固定资产投资总额", "固定资产投资"),
    ("城镇居民人均可支配收入", "城镇居民可支配收入"),
    ("城镇常住居民人均可支配收入", "城镇居民可支配收入"),
    ("农村居民人均可支配收入", "农村居民可支配收入"),
    ("农村常住居民人均可支配收入", "农村居民可支配收入"),
    ("城镇居民人均收入", "城镇居民可支配收入"),
    ("农村居民人均收入", "农村居民可支配收入"),
    ("居民消费价格总水平", "居民消费价格"),
    ("居民消费价格指数", "居民消费价格"),
    ("CPI", "居民消费价格"),
    ("粮食总产量", "粮食产量"),
    ("粮食总产", "粮食产量"),
    ("单位GDP能耗", "单位地区生产总值能耗"),
    ("万元地区生产总值能耗", "单位地区生产总值能耗"),
    ("新增市场主体", "新增经营主体"),
    ("市场主体", "经营主体"),
    ("高企", "高新技术企业"),
    ("国家高新技术企业", "高新技术企业"),
    ("国家级高新技术企业", "高新技术企业"),
    ("研发投入", "研发经费支出"),
    ("全社会研发", "研发"),
    ("研究与试验发展（R&D）经费", "研发经费"),
)
"""What stands for what; the longest name that fits is written out."""
_LONGER = dict(WRITTEN_OUT)
_ANY_SHORT = re.compile("|".join(re.escape(short) for short in sorted(_LONGER, key=len, reverse=True)))
_BARE_OUTPUT = re.compile(r"(?<!地区)(?<!国内)生产总值")
_GROWTH = re.compile(r"(?:同比|年均)?(?:增长率|增长速度|增速|增幅|涨幅|降幅|增长|降低率|下降率|涨)$")
_MANNER = re.compile(
    r"^(?:全年|累计|力争|确保|完成|实现|开发|新开发|新增(?=就业岗位)|新建(?=学校)|新认定(?:的)?|认定|培育|新培育)+(?=.{2})"
)
_LOOSE = re.compile(r"[（(][^（）()]*[)）]|[的“”\"\s]")

CORES = (
    # the economy
    *("生产总值", "工业增加值", "服务业增加值", "固定资产投资", "工业投资", "民间投资", "房地产", "社会消费品零售", "进出口", "外资"),
    *("预算收入", "预算支出", "税收", "消费价格", "贷款", "存款", "招商", "到位资金", "经营主体", "高新技术企业", "科技型", "上市"),
    # people and their lives
    *("可支配收入", "就业", "失业", "城镇化率", "人口", "床位", "学位", "养老", "老旧小区", "保障性租赁住房", "游客", "旅游"),
    # land, air, energy, knowledge
    *("粮食", "高标准农田", "能耗", "空气质量", "优良天数", "绿化", "用电量", "研发", "专利", "邮政", "快递"),
)
"""What a family of indicators is about."""

FALLING_IS_BETTER = re.compile(r"失业|能耗|水耗|排放|浓度|死亡|事故|价格|负债|债务|赤字|收入比|贫困|发案|不良|PM|办理时间|时限")
"""Indicators of which less is better, where the promise itself does not say so."""


@lru_cache(maxsize=4096)  # each promise is held against each figure
def common_name(name: str) -> str:
    """A name as indicators are compared by it.

    >>> common_name("全年规上工业增加值增速") == common_name("规模以上工业增加值")
    True
    """
    plain = _MANNER.sub("", SCOPE_HEAD.sub("", _LOOSE.sub("", name)))
    plain = _BARE_OUTPUT.sub("地区生产总值", _GROWTH.sub("", plain) or plain)
    while (written := _ANY_SHORT.sub(lambda match: _LONGER[match[0]], plain)) != plain:
        plain = written
    return plain


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """The family of a name: the first core in it; empty where it has none."""
    plain = common_name(name)
    return next((each for each in CORES if each in plain), "")


def are_near(name: str, other: str) -> bool:
    """Whether two different indicators may be mistaken for one another: 城镇新增就业 and 就业岗位."""
    return common_name(name) != common_name(other) and bool(core(name)) and core(name) == core(other)
