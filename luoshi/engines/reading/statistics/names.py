"""What a figure of a bulletin is called: the printed name without time and place, and completed where the sentence cut it short."""

from __future__ import annotations

import re

from luoshi.engines.reading.statistics.spells import TIME_HEAD
from luoshi.engines.reading.subjects import coordinated, last_subject, plain_name
from luoshi.engines.reading.vocabulary import PREDICATE_TAIL, any_of

_PLACE_HEAD = re.compile(
    r"^(?:全[国省市区县州旗镇乡域]|[我本全]?[省市区县](?=[\u4e00-\u9fff]{3})(?!级|属|场|民|域|镇|外|内|直)|境内|辖区内?"
    r"|共|现有|拥有|实有|有(?![效色机线害])|初步核算|其中|完成|实现)+(?=.{2})"
)
_REMARK = re.compile(r"（[^（）]*）|\([^()]*\)|\[\d+\]")
_TAIL = re.compile(r"(?:约合|折合|合计|总计|共计|累计|已|已经|高|有|共|仅|突破|超|的|了|占|完成|实现)+$")
MEASURE = any_of("总产值 产值 增加值 总产量 产量 单产 播种面积 种植面积 面积 总额 投资额 投资 收入 支出 余额 人数")
_MEASURE_ALONE = re.compile(rf"^{MEASURE}$")
_MEASURE_AT_END = re.compile(rf"{MEASURE}$")
_ORDINAL = re.compile(r"^第[一二三]$")
_COLLECTIVES = {"城乡": ("城镇", "农村"), "三次产业": ("第一产业", "第二产业", "第三产业")}
"""Words that stand for several subjects where values are dealt out: 城乡居民收入分别增长4.4%、5.6%."""
_AT_WORK = re.compile(r"^[校园岗册建]")
_BARE_TOTAL = re.compile(r"^(?:总量|总额|规模|总数|数量|总值)$")


def tidy(name: str) -> str:
    """A name without the time and place before it and the verb after it; remarks in brackets are left out: 生产总值（GDP）."""
    name = _REMARK.sub("", name)
    before = None
    while name != before:
        before = name
        name = _TAIL.sub("", _PLACE_HEAD.sub("", TIME_HEAD.sub("", name)))
    return name


def subject_of(words: str) -> str:
    """The subject of a predicate, tidied; empty where the words are only a predicate (同比, 比上年实际)."""
    return tidy(plain_name(last_subject(PREDICATE_TAIL.sub("", words))))


def subjects_of(words: str, expected: int = 0) -> list[str]:
    """The subjects of a predicate that holds for several; ``expected``: how many values the sentence deals out among them."""
    phrase = last_subject(PREDICATE_TAIL.sub("", words))
    names = [tidy(name) for name in coordinated(phrase, split_counted=expected > 1, expected=expected)]
    names = _same_rank([name for name in names if name])
    for word, members in _COLLECTIVES.items():
        if len(names) == 1 and expected == len(members) and word in names[0]:
            return [names[0].replace(word, member, 1) for member in members]
    return names


def _same_rank(names: list[str]) -> list[str]:
    """第二、第三产业占比: the ordinals share what follows the last one."""
    if len(names) < 2 or not all(_ORDINAL.match(name) for name in names[:-1]):
        return names
    return [name + names[-1][len(name) :] for name in names[:-1]] + names[-1:]


def completed(name: str, subject: str, words: str) -> str:
    """A name that is only a measure goes on about the subject before: 蔬菜播种面积3938公顷，产量…; 总产值…，增加值….

    ``words`` are those before the number: 与生产总值之比 and 在校学生 lost a word on the way that belongs to them.
    """
    if _AT_WORK.match(name) and f"在{name}" in words:
        return f"在{name}"
    if subject and name.endswith("之比") and words.startswith("与"):
        return f"{subject}与{name}"
    if subject and name.startswith("占"):
        return subject + name
    measure = name.removeprefix(subject)
    if _BARE_TOTAL.match(measure):
        return measure
    return _MEASURE_AT_END.sub("", subject) + measure if subject and _MEASURE_ALONE.match(measure) else name


def measure_of(name: str) -> str:
    """The measure that a name ends with: 农业产值 → 产值; empty where it names none."""
    found = _MEASURE_AT_END.search(name)
    return found[0].removeprefix("总") if found else ""


def is_total_of(name: str, subject: str) -> bool:
    """Whether a name only says that the amount of the subject follows its growth: 生产总值增长6.6%，总量突破90万亿元."""
    rest = name.removeprefix(subject) if subject else name
    return not rest or bool(_BARE_TOTAL.match(rest))
