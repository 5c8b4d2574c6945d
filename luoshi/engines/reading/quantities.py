"""Find every quantity of a clause: its number, unit and comparator.

A clause such as 「打造“15分钟便民生活圈”，建成3号泵站等12个项目」 holds three numbers and one quantity; the others are decoys
(:mod:`luoshi.engines.reading.decoys`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from luoshi.engines.reading import numerals
from luoshi.engines.reading.comparators import PREFIX_PATTERN, SUFFIX_PATTERN, comparison, prefix_before
from luoshi.engines.reading.decoys import is_decoy, mask_names, opens_word
from luoshi.engines.reading.model import Operator
from luoshi.engines.reading.units import MULTIPLIER_PATTERN, UNIT_PATTERN, dimension

# 20多万户(次)以上; 4.5%—5%
_ARABIC_QUANTITY = re.compile(
    rf"(?:(?P<number>{numerals.ARABIC})(?:%|{MULTIPLIER_PATTERN}?{UNIT_PATTERN})?[-–—~～至到]+(?P<high>{numerals.ARABIC})"
    rf"|(?P<single>{numerals.ARABIC}))"
    rf"(?P<many>[多余几])?(?P<multiplier>{MULTIPLIER_PATTERN})?(?P<many_after>[多余])?"
    rf"(?P<unit>{UNIT_PATTERN}(?:（[间套户座次处个家]）|\([间套户座次处个家]\))?)?(?P<suffix>{SUFFIX_PATTERN})?"
)
# 超百个, 突破万亿元, 一千余家
_CHINESE_QUANTITY = re.compile(
    rf"(?P<prefix>{PREFIX_PATTERN})?(?P<digit>[一二两三四五六七八九十])?(?P<multiplier>{MULTIPLIER_PATTERN})(?P<many>[多余])?"
    rf"(?P<unit>{UNIT_PATTERN})(?P<suffix>{SUFFIX_PATTERN})?"
)
_INSIDE_A_NUMBER = re.compile(r"[\d一二三四五六七八九十百千万亿多余几数]$")
_NAME_GOES_ON = re.compile(r"级|工程|计划")  # 千亿级产业, 千家工程
_PHRASE_ENDS = re.compile(r"$|[，,。、；;和及以（(]")
_ANNOUNCES_NUMBER = re.compile(r"(?:超过|超|突破|逾|近|约|达到?|过|上|满|破|不低于|不少于|新增|增加|迈上|迈进|实现|至|到|在|增收|减负)$")
# 新建学校三所: a small numeral counts where it ends the clause
_COUNTED_AT_END = re.compile(
    r"(?:新建|新增|建成|建设|完成|引进|培育|创建|开工|投用|打造|达到)[^，,。、\d]{2,20}?"
    rf"(?P<digits>[一二两三四五六七八九十]{{1,3}})(?P<unit>个|家|所|座|条|项|处|台|辆|套)(?P<suffix>{SUFFIX_PATTERN})?$"
)
_AT_LEAST_SOME = re.compile(r"(?P<prefix>至少)有?(?P<digits>[一二两三四五六七八九十])(?P<unit>个|家|所|名|人|项|次|座)")
# 带动万名青年: a round number of people or firms that something is done for
_CROWD = re.compile(
    r"(?:带动|组织|选派|培训|培养|引进|引育|动员|吸引|招引|服务|走访|惠及|帮扶|支持|助力)"
    r"(?P<multiplier>[千万百])(?P<unit>名|户|家|村|企)(?!企业?家|一)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and comparator, placed in its clause.

    ``clause[start:end]`` covers number, unit and the comparator after it; ``prefix_start`` is where a comparator before it begins."""

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


def find_quantities(clause: str) -> list[Quantity]:
    """All quantities of a clause in order of appearance, decoys left out."""
    masked = mask_names(clause)
    found = list(_arabic_quantities(masked))
    for quantity in (*_chinese_quantities(masked), *_worded_quantities(masked)):
        if not any(other.prefix_start < quantity.end and quantity.start < other.end for other in found):
            found.append(quantity)
    return sorted(found, key=lambda quantity: quantity.start)


def _arabic_quantities(clause: str) -> Iterator[Quantity]:
    for match in _ARABIC_QUANTITY.finditer(clause):
        if is_decoy(clause, match):
            continue
        low = numerals.arabic(match["number"] or match["single"])
        high = numerals.arabic(match["high"]) if match["high"] else None
        unit = (match["multiplier"] or "") + (match["unit"] or "").replace("人口", "人") or None
        prefix = prefix_before(clause, match.start())
        operator, word = comparison(prefix, match["suffix"], many=bool(match["many"] or match["many_after"]))
        yield Quantity(match.start(), match.end(), low, high, unit, operator, word, match.start() - len(prefix or ""))


def _chinese_quantities(clause: str) -> Iterator[Quantity]:
    """百、千、万、亿 as numbers: 超百个, 突破万亿元, 一百家. Never 百姓, 千亿级产业, 百强县."""
    for match in _CHINESE_QUANTITY.finditer(clause):
        if not _is_part_of_a_name(clause, match) and _is_stated(clause, match):
            operator, word = comparison(match["prefix"], match["suffix"], many=bool(match["many"]))
            value, unit = _round_value(match["digit"], match["multiplier"], match["unit"])
            yield Quantity(_numeral_start(match), match.end(), value, None, unit, operator, word, match.start())


def _numeral_start(match: re.Match[str]) -> int:
    return match.start("digit") if match["digit"] else match.start("multiplier")


def _is_part_of_a_name(clause: str, match: re.Match[str]) -> bool:
    after = clause[match.end() :]
    return bool(
        dimension(match["unit"]) == "duration"
        or _INSIDE_A_NUMBER.search(clause, 0, _numeral_start(match))
        or _NAME_GOES_ON.match(after)
        or opens_word(match["unit"] + after)
    )


def _is_stated(clause: str, match: re.Match[str]) -> bool:
    """Whether something says that the round number is meant as one: a digit, a comparator, or a verb where the phrase ends.

    新增千亿斤粮食产能 names a programme: the verb is there, but the phrase goes on."""
    before = clause[: _numeral_start(match)]
    if match["prefix"] == "上" and before.endswith("以上"):
        return False
    ends = bool(_PHRASE_ENDS.match(clause, match.end()))
    announced = bool(_ANNOUNCES_NUMBER.search(before)) and (ends or bool(match["suffix"]))
    return bool(match["prefix"] or match["digit"]) or announced or (ends and bool(match["suffix"]))


def _round_value(digit: str | None, multiplier: str, unit: str) -> tuple[Decimal, str]:
    """百个 is 100 of the unit 个; 万亿元 stays 1 of the unit 万亿元, as money and mass are printed."""
    factor = numerals.chinese(digit) if digit else Decimal(1)
    if multiplier[0] in "十百千":
        return factor * numerals.chinese(multiplier[0]), multiplier[1:] + unit
    return factor, multiplier + unit


def _worded_quantities(clause: str) -> Iterator[Quantity]:
    """三分之一, 百分之五, 五成以上, 翻一番, 至少一名, 带动万名青年, and a small numeral that ends its clause (新建学校三所)."""
    for match in numerals.FRACTION.finditer(clause):
        yield _worded(clause, match, numerals.fraction_percent(match), "%")
    for match in numerals.TENTHS.finditer(clause):
        yield _worded(clause, match, numerals.tenths_percent(match), "%")
    for match in numerals.DOUBLED.finditer(clause):
        yield _worded(clause, match, numerals.doubled_multiple(match), "倍")
    for match in _AT_LEAST_SOME.finditer(clause):
        yield _counted(match, match["prefix"], None, match.start())
    for match in _COUNTED_AT_END.finditer(clause):
        yield _counted(match, None, match["suffix"], match.start("digits"))
    for match in _CROWD.finditer(clause):
        value, unit = _round_value(None, match["multiplier"], match["unit"])
        start = match.start("multiplier")
        yield Quantity(start, match.end(), value, None, unit, Operator.EQUAL, None, start)


def _worded(clause: str, match: re.Match[str], value: Decimal, unit: str) -> Quantity:
    suffix = re.match(SUFFIX_PATTERN, clause[match.end() :])
    prefix = prefix_before(clause, match.start())
    operator, word = comparison(prefix, suffix[0] if suffix else None)
    end = match.end() + (len(suffix[0]) if suffix else 0)
    return Quantity(match.start(), end, value, None, unit, operator, word, match.start() - len(prefix or ""))


def _counted(match: re.Match[str], prefix: str | None, suffix: str | None, prefix_start: int) -> Quantity:
    operator, word = comparison(prefix, suffix)
    value = numerals.chinese(match["digits"])
    return Quantity(match.start("digits"), match.end(), value, None, match["unit"], operator, word, prefix_start)
