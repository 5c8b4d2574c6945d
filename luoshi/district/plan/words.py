"""What pages call the things that reading knows. The words of the report itself are never translated."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from luoshi.engines.reading.model import Base, FindingKind, Half, Kind, Operator, ResultType

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Word(NamedTuple):
    """A name of one or two words, and a sentence that explains it."""

    name: str | _StrPromise
    meaning: str | _StrPromise


KINDS: dict[str, Word] = {
    Kind.TARGET: Word(_("目标"), _("有数字、位次或方向，年底可以核对的指标")),
    Kind.COMMITMENT: Word(_("承诺"), _("没有数字的具体工作")),
    Kind.MECHANISM: Word(_("机制"), _("工作规则、程序、机构或政策工具")),
    Kind.PLATFORM: Word(_("平台"), _("信息系统、平台、基地或载体")),
    Kind.PROGRAMME: Word(_("行动"), _("有名称的行动、计划或系列活动")),
    Kind.PRINCIPLE: Word(_("原则"), _("指导思想和要求，不单独跟踪")),
    Kind.RESULT: Word(_("结果"), _("已经做成的，不是承诺")),
}

HALVES: dict[str, Word] = {
    Half.PLAN: Word(_("计划部分"), _("今年要做的")),
    Half.REVIEW: Word(_("回顾部分"), _("去年做成的")),
}

OPERATORS: dict[str, Word] = {
    Operator.ABOUT: Word(_("约"), _("大约等于所写的数")),
    Operator.AT_LEAST: Word(_("不低于"), _("达到或超过所写的数")),
    Operator.MORE_THAN: Word(_("超过"), _("必须大于所写的数")),
    Operator.EQUAL: Word(_("等于"), _("就是所写的数")),
    Operator.AT_MOST: Word(_("不超过"), _("等于或小于所写的数")),
    Operator.PEGGED: Word(_("比照"), _("随另一个指标而定")),
    Operator.UP: Word(_("提高"), _("只写了方向，没有写数")),
    Operator.DOWN: Word(_("降低"), _("只写了方向，没有写数")),
    Operator.RANK: Word(_("位次"), _("与其他地区相比的位次")),
}

BASES: dict[str, Word] = {
    Base.YOY: Word(_("同比增速"), _("与上年相比的变化，需要上年的数作基数")),
    Base.LEVEL: Word(_("总量"), _("期末要达到的数量")),
    Base.INCREMENT: Word(_("新增量"), _("本期内新增加的数量")),
    Base.SHARE: Word(_("占比"), _("部分占整体的比例")),
}

RESULT_TYPES: dict[str, Word] = {
    ResultType.INPUT: Word(_("投入"), _("资金和人员")),
    ResultType.OUTPUT: Word(_("产出"), _("政府直接做成的")),
    ResultType.OUTCOME: Word(_("成效"), _("群众和经济的实际变化")),
}

STRENGTHS: dict[str, str | _StrPromise] = {
    "确保": _("必须做到"),
    "保证": _("必须做到"),
    "务必": _("必须做到"),
    "务求": _("必须做到"),
    "力争": _("尽最大努力做到"),
    "力促": _("尽最大努力做到"),
    "争取": _("努力做到"),
    "争创": _("努力做到"),
    "努力": _("努力做到"),
    "计划": _("已有安排"),
    "拟": _("已有安排"),
    "预期": _("预计达到"),
    "谋划": _("尚在研究"),
    "探索": _("尚在尝试"),
    "试点": _("先在局部尝试"),
    "支持": _("由他人完成，政府支持"),
    "鼓励": _("由他人完成，政府鼓励"),
    "引导": _("由他人完成，政府引导"),
    "申建": _("申请上级批准"),
}

FINDINGS: dict[str, str | _StrPromise] = {
    FindingKind.TWO_FLOORS: _("一项指标两个下限"),
    FindingKind.CONFLICTING_VALUES: _("目标值前后不一致"),
    FindingKind.IMPOSSIBLE_UNIT: _("计量单位不合理"),
    FindingKind.MISSING_BASE: _("缺基数"),
    FindingKind.MISSING_DEADLINE: _("缺时限"),
    FindingKind.MISSING_OWNER: _("缺责任单位"),
    FindingKind.UNNAMED_INDICATOR: _("指标不明"),
    FindingKind.LOOK_ALIKE: _("名称相近，不可合并"),
    FindingKind.UNREADABLE: _("未能分析"),
}

VIEWS: dict[str, str | _StrPromise] = {"areas": _("按领域"), "list": _("清单"), "text": _("全文")}
"""How a report can be looked at."""

NATURES: dict[str, str | _StrPromise] = {
    "corrected": _("改正解读"),
    "arranged": pgettext_lazy("nature", "补充"),
    "decided": _("依会议决定变更"),
    "confirmed": pgettext_lazy("nature", "单位确认"),
    "revised": _("修订稿"),
}
"""Why a value changed."""

RHYTHMS: dict[int, str | _StrPromise] = {1: _("每月一报"), 2: _("每两个月一报"), 3: _("每季度一报"), 6: _("每半年一报"), 12: _("每年一报")}
"""How often a class is reported, by the months between."""

OTHER_FIELDS: dict[str, str | _StrPromise] = {"quote": _("原文句"), "confirmed": _("单位确认")}
"""What history tells besides the fields that people fill in."""

NO_HEDGE = Word(pgettext_lazy("strength", "直接陈述"), _("没有程度词，按要做到理解"))


def of_report(word: str) -> str:
    """What a common word of reports (a unit, an indicator) means in the reader's language; empty if that is no news to the reader."""
    translated = pgettext("report", word)
    return "" if translated == word else translated
