"""Noun phrases: where a subject begins, what it is called, and whether it is really two.

「城镇、农村居民收入」 is two subjects with one head; 「项目、团队和技术」 counted together is one; 「“店”“厂”“仓”」 inside quotation
marks is never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.engines.reading.brackets import outside
from luoshi.engines.reading.vocabulary import MEASURABLE, PREDICATE_TAIL, SCOPE_HEAD, SHARED_HEAD, VERB, VERB_HEAD

_CONJUNCTION = re.compile(r"、|以及|和|与|及(?!其|时)")
_NO_CONJUNCTION = re.compile(r"(?:共|总|调|缓|平|饱|中|参|给|赠)$")
"""What makes a word of 和 or 与: 共和, 缓和, 参与, 给与."""
_YEARS = re.compile(r"^(?:[一二三四五六七八九十两]+|\d+)年(?:来|间|内|累计|年均|共|总共|里)*|(?:到|至)?(?:20|19)\d\d年(?:底|末)?的?$")
_COMPARED_WITH = re.compile(
    r"(?:分别)?(?:比|较)(?:20\d\d年?|19\d\d年?|上年|去年|同期|年初|上一年|预算|五年前|十年前|前[一二三四五]年|前一年|基期)[^，,]{0,6}$"
)
_AFTER_CAUSE = re.compile(r"^.{2,}?(?:带动|拉动|推动|促进|支撑|将|把)(?=.{4,}[、和与])")
"""The cause before a coordination: 创新驱动｜推动专利和品牌…"""
_FIRST_VERB = re.compile(rf"^{VERB}+(?=.{{2}})")
_LOOSE = re.compile(r"^(?:的|了|等|个|和|及|与|并|[、，,])+|(?:的|了|、|，|,|：|:)+$")
_OF_SOMETHING = re.compile(r"对|的|给")
_DENOMINATOR = re.compile(r"^单位(?:国内生产总值|地区生产总值|生产总值|工业增加值|GDP|产值|面积|产品)")
_HEADS_OF_TRADES = {"增加值", "总产值", "营收", "营业收入"}
_TRADE = re.compile(r"(?:业|经济|集群|领域|制造|[一二三]产)$")


def last_subject(left: str) -> str:
    """The subject nearest to the predicate: what follows the last inner comma, with quotation marks kept whole."""
    commas = [index for index, char in outside(left) if char in "，,：:"]
    return left[commas[-1] + 1 :] if commas else left


def plain_name(phrase: str) -> str:
    """A noun phrase without scope words (全年, 力争), generic verbs (新增, 建设) and loose particles.

    A verb stays where the noun makes no sense alone: 新增就业, 职业技能培训. A phrase that is only verbs becomes empty.
    """
    name = SCOPE_HEAD.sub("", _YEARS.sub("", _COMPARED_WITH.sub("", phrase)))
    if name and VERB_HEAD.fullmatch(name):
        return ""
    bare = VERB_HEAD.sub("", name)
    if bare != name and (len(bare) < 2 or bare in {"就业", "岗位"}):
        bare = name
    return _LOOSE.sub("", bare)


def without_first_verb(phrase: str) -> str:
    """A noun phrase without the one verb it opens with: 续建安置房 → 安置房."""
    return _FIRST_VERB.sub("", SCOPE_HEAD.sub("", phrase))


def coordinated(subject: str, *, split_counted: bool = False, expected: int = 0) -> list[str]:
    """The single subjects of a coordinated one.

    ``split_counted`` cuts also what is counted, as 分别 asks for; ``expected`` is the number of values there, which tells
    「信息和技术服务业、租赁和商务服务业分别…」 (two) from four."""
    subject = _AFTER_CAUSE.sub("", last_subject(subject))
    whole = plain_name(subject)
    parts = _parts(subject, expected)
    if len(parts) < 2 or (not split_counted and "等" in parts[-1][1:-1]):  # 项目、团队等人才 names examples
        return [whole] if whole else []
    names = [plain_name(parts[0]) or parts[0], *(part.removesuffix("等") for part in parts[1:])]
    names = _with_denominator([PREDICATE_TAIL.sub("", name) or name for name in names])
    if all(MEASURABLE.search(name) for name in names):
        return names
    completed = _with_head(names)
    if split_counted or _measured_together(names, completed):
        return completed
    return [whole or subject]


def _parts(subject: str, expected: int) -> list[str]:
    """What the conjunctions join, cut at 、 only where that alone gives as many parts as there are values."""
    parts = [part for part in _cut(subject) if part]
    by_comma = [part for part in subject.split("、") if part]
    return by_comma if 1 < expected < len(parts) and len(by_comma) == expected else parts


def _measured_together(names: list[str], completed: list[str]) -> bool:
    """Whether two or three names are quantities once they share a head: 城镇、农村居民收入, never 对企业的投入和成本."""
    if not MEASURABLE.search(names[-1]) or _OF_SOMETHING.search(names[-1]):
        return False
    return len(names) <= 3 and completed != names and all(MEASURABLE.search(name) for name in completed)


def _with_head(names: list[str]) -> list[str]:
    """Give the parts before the last its head noun: 城镇、农村居民收入 → 城镇居民收入, 农村居民收入."""
    last = names[-1]
    match = SHARED_HEAD.search(last)
    if not match or match.start() == 0:
        return names
    head = match[0]
    if head in _HEADS_OF_TRADES and not all(MEASURABLE.search(name) or _TRADE.search(name) for name in names[:-1]):
        return names
    return [name if MEASURABLE.search(name) else name + head for name in names[:-1]] + [last]


def _with_denominator(names: list[str]) -> list[str]:
    """单位生产总值用水量、能耗: both are per unit of output."""
    match = _DENOMINATOR.match(names[0])
    return names if not match else [names[0], *(name if name.startswith("单位") else match[0] + name for name in names[1:])]


def _cut(subject: str) -> Iterator[str]:
    begin = 0
    for index, _ in outside(subject):
        if index < begin or not (match := _CONJUNCTION.match(subject, index)) or _NO_CONJUNCTION.search(subject, begin, index):
            continue  # 以及 is one conjunction, and 共和 none
        yield subject[begin:index]
        begin = match.end()
    yield subject[begin:]
