"""Find every quantity of a clause: its number, unit and comparator, and whether it is a quantity at all.

A clause such as 「打造“15分钟便民生活圈”，建成3号泵站等12个项目」 holds three numbers and one quantity. Numbers inside quotation marks,
in names, dates, ordinals and versions are *decoys*; they are recognised by what stands next to them, never by a list of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from luoshi.engines.reading import numerals
from luoshi.engines.reading.model import Operator
from luoshi.engines.reading.units import MULTIPLIER_PATTERN, UNIT_PATTERN, dimension

_ABOUT = ("左右", "上下")
_AT_LEAST = ("以上", "及以上")
_AT_MOST = ("以内", "之内", "以下", "内")
_SUFFIX = r"(?:及以上|以上|以下|以内|之内|左右|上下|内(?=$|[，,、；;。和及]))"

_PREFIXES: dict[str, Operator] = {
    "不低于": Operator.AT_LEAST,
    "不少于": Operator.AT_LEAST,
    "不小于": Operator.AT_LEAST,
    "不下": Operator.AT_LEAST,
    "至少": Operator.AT_LEAST,
    "迈上": Operator.AT_LEAST,
    "跃上": Operator.AT_LEAST,
    "跨上": Operator.AT_LEAST,
    "登上": Operator.AT_LEAST,
    "站上": Operator.AT_LEAST,
    "不超过": Operator.AT_MOST,
    "不超": Operator.AT_MOST,
    "不高于": Operator.AT_MOST,
    "不大于": Operator.AT_MOST,
    "不突破": Operator.AT_MOST,
    "低于": Operator.AT_MOST,
    "少于": Operator.AT_MOST,
    "超过": Operator.MORE_THAN,
    "超出": Operator.MORE_THAN,
    "突破": Operator.MORE_THAN,
    "高于": Operator.MORE_THAN,
    "大于": Operator.MORE_THAN,
    "多于": Operator.MORE_THAN,
    "逾": Operator.MORE_THAN,
    "超": Operator.MORE_THAN,
    "过": Operator.MORE_THAN,
    "破": Operator.MORE_THAN,
    "大约": Operator.ABOUT,
    "约": Operator.ABOUT,
    "近": Operator.ABOUT,
    "上": Operator.AT_LEAST,
}
_PREFIX_PATTERN = "|".join(sorted(_PREFIXES, key=len, reverse=True))
_WORD_WITH_PREFIX = re.compile(r"(?:最近|附近|邻近|签约|节约|预约|履约|公约|集约|通过|经过|不过|渡过)$")
_BOUND_BY_ITSELF = {"上", "过", "破"}  # 上 before a plain number is a place (网上3000项), before 千家 it is a comparator

_NUMBER = rf"(?P<number>{numerals.ARABIC})"
_CHINESE_NUMBER = r"(?P<chinese>[一二两三四五六七八九十]?[百千万亿]+[一二两三四五六七八九十百千万亿]*|[一二两三四五六七八九十]{1,3})"
_MANY = r"(?P<many>[多余几])?"
_QUANTITY = re.compile(
    rf"(?:{_NUMBER}(?P<low_unit>%|{MULTIPLIER_PATTERN}?{UNIT_PATTERN})?(?P<dash>[-–—~～至到]+)(?P<high>{numerals.ARABIC})"
    rf"|(?P<single>{numerals.ARABIC}))"
    rf"(?P<many>[多余几])?(?P<multiplier>{MULTIPLIER_PATTERN})?(?P<many_after>[多余])?"
    rf"(?P<unit>{UNIT_PATTERN}(?:（[间套户座次处个家]）|\([间套户座次处个家]\))?)?(?P<suffix>{_SUFFIX})?"
)
_CHINESE_QUANTITY = re.compile(
    rf"(?P<prefix>{_PREFIX_PATTERN})?(?P<digit>[一二两三四五六七八九十])?(?P<multiplier>{MULTIPLIER_PATTERN})(?P<many>[多余])?"
    rf"(?P<unit>{UNIT_PATTERN})(?P<suffix>{_SUFFIX})?"
)
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|「[^」]*」|\"[^\"]*\"|‘[^’]*’")
_BRACKETED = re.compile(r"（[^（）]{3,}）|\([^()]{3,}\)")

_NAME_BEFORE = re.compile(r"(?:第|[A-Za-z\d.+—-]|[+＋/.:：])$")
_NAME_AFTER = re.compile(r"[A-Za-z+＋]|\d|(?:月|号|届|轮|期|周年|世纪|时代|版|点整|级|序列|周(?!岁)|分之|[:：]\d)")
_TIME_AFTER = re.compile(
    r"(?:年(?:度|代|内|底|前|后|初|末|间|期|时间|来|以来|起|至|行动|计划|规划|攻坚)?|个年头|日|天|个月|个工作日|工作日|小时|个小时|分钟|周岁|岁)"
)
_ENUMERATES = re.compile(
    r"[个项条类]?(?:大)?(?:(?:方面|维度|层面|类别|环节|要素|原则|坚持|关键词|着力点|阶段|时期|层次|民族|意识|自信|认同)|(?:主要|重点|具体|政策|工作|约束性|预期性|一揽子|硬|支持|改革)*(?:指标|任务(?!书)|措施|举措|条款|要求))"
)
_CLASSIFIER_OPENS_WORD = re.compile(
    r"^(?:方[案面向式]|人[制才]|家庭|户籍|场景|条例|名录|处理|班子|组[合团]|步走|次会议|号|线|期[间限]|分[类级布]|级|页|层级|点[位多]|道理|部曲|件事|市[场民]|县[域城]|村[民庄]|国[家际]|校园|店铺|镇街|乡[村镇])"
)
_DURATION_HEAD = re.compile(
    r"(?:年限|寿命|时间|时长|周期|天数|时限|期限|年龄|工期|耗时|用时|办理|办结|开办|压缩|缩短|压减|缩减|到|至|达|平均|在)$"
)
_REACHES = re.compile(r"(?:到|至|达到?|为|在|增长|提高|降低|下降|压缩|压减|缩短|减少)(?:不?超过|不低于|约|近)?$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and comparator, placed in its clause: ``clause[start:end]`` covers number, unit and comparators after it."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    operator: Operator
    comparator: str | None
    prefix_start: int

    @property
    def dimension(self) -> str | None:
        """What the unit measures."""
        return dimension(self.unit) if self.unit else None


def mask_names(clause: str) -> str:
    """The clause with everything between quotation marks and in long brackets blanked: numbers there belong to names and remarks."""
    masked = _QUOTED.sub(lambda match: "〃" * len(match[0]), clause)
    return _BRACKETED.sub(lambda match: "〃" * len(match[0]), masked)


def find_quantities(clause: str) -> list[Quantity]:
    """All quantities of a clause in order of appearance, decoys left out."""
    masked = mask_names(clause)
    found = list(_arabic_quantities(masked))
    taken = [(quantity.prefix_start, quantity.end) for quantity in found]
    for quantity in (*_chinese_quantities(masked), *_worded_quantities(masked)):
        if not any(start < quantity.end and quantity.start < end for start, end in taken):
            found.append(quantity)
            taken.append((quantity.prefix_start, quantity.end))
    return sorted(found, key=lambda quantity: quantity.start)


def _arabic_quantities(clause: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(clause):
        if not _is_name(clause, match) and not _is_time(clause, match) and (match["unit"] or _is_bare_level(clause, match)):
            yield _from_match(clause, match)


def _from_match(clause: str, match: re.Match[str]) -> Quantity:
    low = numerals.arabic(match["number"] or match["single"])
    high = numerals.arabic(match["high"]) if match["high"] else None
    unit = (match["multiplier"] or "") + (match["unit"] or "").replace("人口", "人") or None
    many = bool(match["many"] or match["many_after"])
    prefix = _prefix_before(clause, match.start())
    operator, comparator = _operator(prefix, match["suffix"], many=many)
    return Quantity(match.start(), match.end(), low, high, unit, operator, comparator, match.start() - len(prefix or ""))


def _prefix_before(clause: str, start: int) -> str | None:
    match = re.search(rf"(?:{_PREFIX_PATTERN})$", clause[max(0, start - 4) : start])
    if match is None or match[0] in _BOUND_BY_ITSELF:
        return None
    at = start - len(match[0])
    return None if _WORD_WITH_PREFIX.search(clause[max(0, at - 1) : start]) else match[0]


def _operator(prefix: str | None, suffix: str | None, *, many: bool) -> tuple[Operator, str | None]:
    """The suffix decides (控制在3.5%左右 is about 3.5 %), then the word before the number, then 多/余."""
    if suffix:
        operator = Operator.ABOUT if suffix in _ABOUT else Operator.AT_LEAST if suffix in _AT_LEAST else Operator.AT_MOST
        return operator, suffix
    if prefix:
        return _PREFIXES[prefix], prefix
    return (Operator.MORE_THAN, "余") if many else (Operator.EQUAL, None)


def _is_name(clause: str, match: re.Match[str]) -> bool:
    before, after = clause[: match.start()], clause[match.end() :]
    if (
        _NAME_BEFORE.search(before[-1:])
        or (before[-1:] == "新" and match["unit"] == "条")
        or (before[-1:] == "-" and before[-2:-1].isascii())
    ):
        return True
    if match["unit"] is None or not match["unit"].strip():
        return bool(_NAME_AFTER.match(after)) and not match["unit"]
    if match["unit"] in {"站", "线", "国", "期", "号", "页", "层", "面", "分", "校", "店", "厂", "园"} and after[:1] not in {
        "",
        "、",
        "和",
        "以",
        "，",
    }:
        return True
    printed = match["unit"] + after
    ended = not after or after[0] in "，,、；;。和及" or match["suffix"]
    if match["unit"] == "人口" and re.match(r"的|大国|小国|众多|规模|总|家庭", after):
        return True
    version = "." in match[0] and not match["multiplier"] and dimension(match["unit"]) == "count" and not ended
    return (
        version
        or bool(_ENUMERATES.match(printed))
        or bool(_CLASSIFIER_OPENS_WORD.match(printed))
        or after[:1] == "级"
        or bool(re.match(r"[A-Za-z+＋]", after))
    )


def _is_time(clause: str, match: re.Match[str]) -> bool:
    """Years, dates, ages and durations are quantities only where something is brought to them (平均受教育年限提高到11.7年)."""
    printed = (match["multiplier"] or "") + (match["unit"] or "")
    if dimension(printed) != "duration":
        return False
    before, after = clause[: match.start()], clause[match.end() :]
    if printed == "年" and len(match["number"] or match["single"]) == 4 and "." not in match[0]:
        return True
    if not _REACHES.search(before) and not (_DURATION_HEAD.search(before)):
        return True
    return bool(re.match(r"[^，,。、；;和及]", after)) and not match["suffix"]


def _is_bare_level(clause: str, match: re.Match[str]) -> bool:
    """A number without a unit is a quantity only as the level of an index or ratio (城乡居民收入比缩小到2.1)."""
    before, after = clause[: match.start()], clause[match.end() :]
    if match["multiplier"]:
        return match["multiplier"][-1] in "万亿" and (
            bool(_PEOPLE_AFTER.match(after)) or (after[:1] in {"", "、", "，", ","} and bool(_PEOPLE_BEFORE.search(before)))
        )
    if after[:1] not in {"", "，", ",", "、", "；", "。"}:
        return False
    return bool(re.search(r"(?:比|系数|指数|倍差|之比)(?:值)?(?:[^，,\d]{0,4})(?:到|至|为|在|达到?)$", before))


_PEOPLE_AFTER = re.compile(
    r"^(?!中国人|人口大国|人口的|人民|多人口)(?:以上|左右)?[^，,。、\d]{0,14}?(?:人口|群众|居民|学生|农民|职工|家庭|孕产妇|群体|老人|老年人|儿童|青年|劳动力|人员|户籍|用户|游客|毕业生|农户|从业者|患者|党员|师生|残疾人|妇女|移民)"
)
_PEOPLE_BEFORE = re.compile(r"(?:人口|人数|户数|总数|数量|员额)[^，,]{0,6}$")
_QUANTIFIED_BEFORE = re.compile(r"(?:超过|超|突破|逾|近|约|达到?|过|上|满|破|不低于|不少于|新增|增加|迈上|迈进|实现|至|到|在|增收|减负)$")


def _chinese_quantities(clause: str) -> Iterator[Quantity]:
    """百、千、万、亿 as numbers: 超百个, 突破万亿元, 一百家. Never 百姓, 千亿级产业, 百强县."""
    for match in _CHINESE_QUANTITY.finditer(clause):
        before = clause[: match.start("multiplier")]
        after = clause[match.end() :]
        if match["digit"]:
            before = before[:-1]
        if (
            dimension(match["unit"]) == "duration"
            or re.search(r"[\d一二三四五六七八九十百千万亿多余几数]$", before)
            or after[:1] == "级"
            or after[:2] in {"工程", "计划"}
        ):
            continue
        ends = not after or bool(re.match(r"[，,。、；;和及以（(]", after))
        if _CLASSIFIER_OPENS_WORD.match(match["unit"] + after):
            continue
        bare = bool(_QUANTIFIED_BEFORE.search(before)) and not ends and not match["suffix"]  # 新增千亿斤粮食产能 names a programme
        stated = bool(match["prefix"]) or (bool(_QUANTIFIED_BEFORE.search(before)) and not bare) or bool(match["digit"])
        if not (stated or (ends and match["suffix"])) or (match["prefix"] == "上" and before.endswith("以上")):
            continue
        yield _from_chinese(match)


def _from_chinese(match: re.Match[str]) -> Quantity:
    operator, comparator = _operator(match["prefix"], match["suffix"], many=bool(match["many"]))
    multiplier, unit = match["multiplier"], match["unit"]
    start = match.start("digit") if match["digit"] else match.start("multiplier")
    # 百个 is 100 of the unit 个; 万亿元 stays 1 of the unit 万亿元 where the multiplier belongs to money and mass.
    value, printed = _chinese_value(match["digit"], multiplier, unit)
    return Quantity(start, match.end(), value, None, printed, operator, comparator, match.start())


def _chinese_value(digit: str | None, multiplier: str, unit: str) -> tuple[Decimal, str]:
    factor = numerals.chinese(digit) if digit else Decimal(1)
    for small in ("百", "千", "十"):
        if multiplier.startswith(small):
            return factor * numerals.chinese(small), multiplier[1:] + unit
    return factor, multiplier + unit


_TWO_SMALL = re.compile(
    rf"(?P<verb>新建|新增|建成|建设|完成|引进|培育|创建|开工|投用|打造|达到)(?P<noun>[^，,。、\d]{{2,20}}?)(?P<digits>[一二两三四五六七八九十]{{1,3}})(?P<unit>个|家|所|座|条|项|处|台|辆|套)(?P<suffix>{_SUFFIX})?$"
)


_AT_LEAST_SOME = re.compile(r"至少有?(?P<digits>[一二两三四五六七八九十])(?P<unit>个|家|所|名|人|项|次|座)")
_CROWD = re.compile(
    r"(?:带动|组织|选派|培训|培养|引进|引育|动员|吸引|招引|服务|走访|惠及|帮扶|支持|助力)(?P<multiplier>[千万百])(?P<unit>名|户|家|村|企)(?!企业?家|一)"
)


def _worded_quantities(clause: str) -> Iterator[Quantity]:
    """三分之一, 百分之五, 五成以上, 翻一番, and a small numeral that ends its clause (新建学校三所)."""
    for match in numerals.FRACTION.finditer(clause):
        yield _worded(clause, match, numerals.fraction_percent(match), "%")
    for match in numerals.TENTHS.finditer(clause):
        if (
            clause[match.end() : match.end() + 1] not in {"立", "为", "果", "熟", "效", "本", "员", "功", "长", "都"}
            and clause[match.start() - 1 : match.start()] != "第"
        ):
            yield _worded(clause, match, numerals.tenths_percent(match), "%")
    for match in numerals.DOUBLED.finditer(clause):
        if not re.match(r"(?:计划|行动|工程|战略|基金|目标|器)", clause[match.end() :]):
            yield _worded(clause, match, numerals.doubled_multiple(match), "倍")
    for match in _AT_LEAST_SOME.finditer(clause):
        start = match.start("digits")
        yield Quantity(start, match.end(), numerals.chinese(match["digits"]), None, match["unit"], Operator.AT_LEAST, "至少", match.start())
    for match in _CROWD.finditer(clause):
        start = match.start("multiplier")
        value, unit = _chinese_value(None, match["multiplier"], match["unit"])
        yield Quantity(start, match.end(), value, None, unit, Operator.EQUAL, None, start)
    for match in _TWO_SMALL.finditer(clause):
        start = match.start("digits")
        operator, comparator = _operator(None, match["suffix"], many=False)
        yield Quantity(start, match.end(), numerals.chinese(match["digits"]), None, match["unit"], operator, comparator, start)


def _worded(clause: str, match: re.Match[str], value: Decimal, unit: str) -> Quantity:
    suffix = re.match(_SUFFIX, clause[match.end() :])
    prefix = _prefix_before(clause, match.start())
    operator, comparator = _operator(prefix, suffix[0] if suffix else None, many=False)
    end = match.end() + (len(suffix[0]) if suffix else 0)
    return Quantity(match.start(), end, value, None, unit, operator, comparator, match.start() - len(prefix or ""))
