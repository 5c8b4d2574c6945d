"""What a clause is: target, commitment, mechanism, platform, programme, principle or result."""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.engines.reading.model import Half, Kind, Target

_PLATFORM = re.compile(r"平台|系统|互联网\+|[+“]?上云|单一窗口|功能平台|大数据|数据库|一张网|一网通办")
_PROGRAMME = re.compile(r"(?:行动|计划|工程|专项整治|战略|大会|活动|战役|攻坚战|试点行动|论坛|博览会|展会|规划|大赛)(?:”)?$|等(?:行动|活动|工程)|实施[^，]*(?:行动|计划|工程)")
_MECHANISM = re.compile(r"机制|制度|体系|补贴|政策|清单|名单|改革|规范|标准|办法|条例|模式|规则|监管|贴息|绿色通道|热线|考核|评价|“[^”]*(?:办|享|批|证|制)”")
_PRINCIPLE = re.compile(r"^(?:坚持|以[^，]*为|让|使|弘扬|突出|牢固树立|把握|牢记|始终|着眼|不断增强|坚定|深刻|胸怀|全面贯彻|进一步增强|深入贯彻|更好|树立)|新局面|新篇章|新高地|水平$|生机活力")


def kind_of(text: str, *, half: Half, topic: bool, targets: Sequence[Target]) -> Kind:
    if half is Half.REVIEW:
        return Kind.RESULT
    if targets:
        return Kind.TARGET
    if topic or _PRINCIPLE.search(text):
        return Kind.PRINCIPLE
    if _PLATFORM.search(text):
        return Kind.PLATFORM
    if _PROGRAMME.search(text):
        return Kind.PROGRAMME
    if _MECHANISM.search(text):
        return Kind.MECHANISM
    return Kind.COMMITMENT
