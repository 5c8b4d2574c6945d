"""Findings in other languages than the report's: a sentence for each kind, with the words of the report in their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from luoshi.engines.reading.model import FindingKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from luoshi.district.plan.models import Finding


class Sentences(NamedTuple):
    """What was seen, as a format of the finding's values; the same without values; and what to do."""

    seen: str | _StrPromise
    seen_plainly: str | _StrPromise
    advice: str | _StrPromise


SENTENCES: dict[str, Sentences] = {
    FindingKind.TWO_FLOORS: Sentences(
        _("{0}有两条承诺：增长{1}和达到{2}。上年基数为{3}时两者相等；基数更高时增速承诺更严，更低时总量承诺更严。"),
        _("同一指标有两条承诺，哪一条更严取决于上年基数。"),
        _("请填写上年基数，并写明以哪一条考核。"),
    ),
    FindingKind.CONFLICTING_VALUES: Sentences(
        _("{0}在文中有两个不同的数：{1}和{2}。"),
        _("同一指标在文中有两个不同的数。"),
        _("请确认以哪一个为准；若口径或范围不同，请在指标名称中写明。"),
    ),
    FindingKind.IMPOSSIBLE_UNIT: Sentences(
        _("{0}的单位{1}不成立：能力用{2}，电量用{2}时。"),
        _("计量单位不成立。"),
        _("请核对原稿。系统按原文保留，不自行改写。"),
    ),
    FindingKind.MISSING_BASE: Sentences(
        _("{0}承诺变动{1}，文中没有上年基数。"),
        _("文中没有上年基数。"),
        _("请填写上年完成数及其来源，否则无法换算目标值。"),
    ),
    FindingKind.MISSING_DEADLINE: Sentences(
        _("{0} 项目标没有写明完成时限，按报告年度 {1} 年底处理。"),
        _("有目标没有写明完成时限。"),
        _("请逐项确认完成时限和各季度进度。"),
    ),
    FindingKind.MISSING_OWNER: Sentences(
        _("{0} 项承诺都没有写明牵头单位。"),
        _("有承诺没有写明牵头单位。"),
        _("请在任务分解表中确定牵头单位和配合单位；系统给出的建议须由人确认。"),
    ),
    FindingKind.UNNAMED_INDICATOR: Sentences(
        _("{0}没有说明是哪个指标翻倍。"),
        _("这个数字没有可以辨认的指标名称。"),
        _("请写明指标、基期和期限；写明之前不作为数量目标考核。"),
    ),
    FindingKind.LOOK_ALIKE: Sentences(
        _("{0}与{1}名称相近，是两个指标。"),
        _("有两个指标名称相近。"),
        _("请分别填写口径，统计和考核时不要合并。"),
    ),
    FindingKind.UNREADABLE: Sentences(
        _("这一段连续 {0} 个字符没有标点，未作分析。"),
        _("这一段未作分析。"),
        _("请检查原文件是否缺少标点或转换出错。"),
    ),
}


def sentences(finding: Finding) -> tuple[str, str]:
    """What was seen and what to do: as reading said it, or in the reader's language with the report's words marked as Chinese."""
    if (get_language() or "zh").startswith("zh"):
        return finding.message, finding.advice
    words = SENTENCES[finding.kind]
    values = [value if value.isascii() else format_html('<span lang="zh-Hans">{}</span>', value) for value in finding.values]
    try:
        return format_html(str(words.seen), *values), str(words.advice)
    except IndexError:  # reading had fewer words to give
        return str(words.seen_plainly), str(words.advice)
