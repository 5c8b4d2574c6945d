"""Numbers that are no quantities: names, dates, ordinals, versions, lists.

They are recognised by what stands next to them, never by a list of names: 3号泵站 by 号, K12 by K, 第二轮 by 第, 十大行动 by 大."""

from __future__ import annotations

import re

from luoshi.engines.reading.units import dimension

_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|「[^」]*」|\"[^\"]*\"|‘[^’]*’")
_REMARK = re.compile(r"（[^（）]{3,}）|\([^()]{3,}\)")

_NAME_BEFORE = re.compile(r"[第A-Za-z\d.+＋—/:：-]$")  # 第3届, G60, 1+3, —2030
_NAME_AFTER = re.compile(r"[A-Za-z+＋\d]|月|号|届|轮|期|世纪|时代|版|点整|级|序列|周(?!岁)|分之|[:：]\d")  # 5G, 3号, 3.0版
_UNIT_OF_A_NAME = {"站", "线", "国", "期", "页", "层", "面", "校", "店", "厂", "园"}
"""Units that, with a noun right behind, number a thing and do not count it: 2期工程, 4线城市."""
_NOUN_OF_PEOPLE = re.compile(r"的|大国|小国|众多|规模|总|家庭")  # 14亿人口的大国
_ENUMERATES = re.compile(
    r"[个项条类]?大?(?:"
    r"方面|维度|层面|类别|环节|要素|原则|坚持|关键词|着力点|阶段|时期|层次|民族|意识|自信|认同"  # 3个方面
    r"|(?:主要|重点|具体|政策|工作|约束性|预期性|一揽子|硬|支持|改革)*(?:指标|任务(?!书)|措施|举措|条款|要求))"  # 30条政策措施
)
_OPENS_WORD = re.compile(
    r"方[案面向式]|人[制才]|家庭|户籍|场景|条例|名录|处理|班子|组[合团]|步走|次会议|号|线|期[间限]|分[类级布]|级|页|层级|点[位多]"
    r"|道理|部曲|件事|市[场民]|县[域城]|村[民庄]|国[家际]|校园|店铺|镇街|乡[村镇]"
)
"""Words that begin with a character that is also a unit: 方案, 人才, 条例."""

_MEASURED_IN_TIME = re.compile(
    r"(?:年限|寿命|时间|时长|周期|天数|时限|期限|年龄|工期|耗时|用时|办理|办结|开办|压缩|缩短|压减|缩减|到|至|达|平均|在)$"
)
_REACHES = re.compile(r"(?:到|至|达到?|为|在|增长|提高|降低|下降|压缩|压减|缩短|减少)(?:不?超过|不低于|约|近)?$")
_GOES_ON = re.compile(r"[^，,。、；;和及]")

_INDEX_BEFORE = re.compile(r"(?:比|系数|指数|倍差)值?[^，,\d]{0,4}(?:到|至|为|在|达到?)$")  # 城乡居民收入比缩小到
_PEOPLE_BEFORE = re.compile(r"(?:人口|人数|户数|总数|数量|员额)[^，,]{0,6}$")
_PEOPLE_AFTER = re.compile(
    r"(?!中国人|人口大国|人口的|人民|多人口)(?:以上|左右)?[^，,。、\d]{0,14}?(?:"
    r"人口|群众|居民|户籍|家庭|群体|人员|用户|妇女|孕产妇|儿童|青年|老人|老年人|残疾人|患者|移民"
    r"|学生|毕业生|师生|农民|农户|职工|劳动力|从业者|党员|游客)"
)


def mask_names(clause: str) -> str:
    """The clause with everything between quotation marks and in long brackets blanked: numbers there belong to names and remarks."""
    masked = _QUOTED.sub(lambda match: "〃" * len(match[0]), clause)
    return _REMARK.sub(lambda match: "〃" * len(match[0]), masked)


def is_decoy(clause: str, match: re.Match[str]) -> bool:
    """Whether an Arabic number with what was taken for its unit is a name, a time, or a bare number that measures nothing."""
    if match["unit"]:
        return _numbers_a_thing(clause, match) or _is_time(clause, match)
    return _numbers_a_thing(clause, match) or not _measures_without_unit(clause, match)


def opens_word(words: str) -> bool:
    """Whether what was taken for a unit begins a word: 千条｜例 no, 百方｜案 yes."""
    return bool(_OPENS_WORD.match(words))


def _numbers_a_thing(clause: str, match: re.Match[str]) -> bool:
    """5G, 第3届, 3号泵站, 3.0版, 新10条, 30条政策措施."""
    unit, before, after = match["unit"], clause[: match.start()], clause[match.end() :]
    if _NAME_BEFORE.search(before) or (before.endswith("新") and unit == "条"):
        return True
    if not unit:
        return bool(_NAME_AFTER.match(after))
    if unit in _UNIT_OF_A_NAME and after and after[0] not in "、和以，":
        return True
    if unit == "人口" and _NOUN_OF_PEOPLE.match(after):
        return True
    printed = unit + after
    return (
        _is_version(match, after)
        or bool(_ENUMERATES.match(printed) or _OPENS_WORD.match(printed))
        or bool(re.match(r"[级A-Za-z+＋]", after))
    )


def _is_version(match: re.Match[str], after: str) -> bool:
    """3.0页面: half a thing cannot be counted, unless the phrase ends there (每万人口拥有量达3.3件)."""
    ended = not after or after[0] in "，,、；;。和及" or match["suffix"]
    return "." in match[0] and not match["multiplier"] and dimension(match["unit"]) == "count" and not ended


def _is_time(clause: str, match: re.Match[str]) -> bool:
    """Years, dates, ages and durations are quantities only where something is brought to them (平均受教育年限提高到11.7年)."""
    printed = (match["multiplier"] or "") + match["unit"]
    if dimension(printed) != "duration":
        return False
    before, after = clause[: match.start()], clause[match.end() :]
    if printed == "年" and len(match["number"] or match["single"]) == 4 and "." not in match[0]:
        return True
    if not (_REACHES.search(before) or _MEASURED_IN_TIME.search(before)):
        return True
    return bool(_GOES_ON.match(after)) and not match["suffix"]


def _measures_without_unit(clause: str, match: re.Match[str]) -> bool:
    """城乡居民收入比缩小到2.1 is the level of an index or ratio; 惠及6300万农村人口 counts people by their noun."""
    before, after = clause[: match.start()], clause[match.end() :]
    if match["multiplier"]:
        people = _PEOPLE_AFTER.match(after) or (after[:1] in {"", "、", "，", ","} and _PEOPLE_BEFORE.search(before))
        return match["multiplier"][-1] in "万亿" and bool(people)
    return after[:1] in {"", "，", ",", "、", "；", "。"} and bool(_INDEX_BEFORE.search(before))
