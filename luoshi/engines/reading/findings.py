"""What the office should know about its own text: each finding has its place, what was seen, and what to do.

Findings are about the text, not about the work: two promises for one indicator, a unit that cannot be, a growth rate without its base,
names that look alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import combinations

from luoshi.engines.reading.clauses import CLAUSE_LENGTH_MAX
from luoshi.engines.reading.model import Base, Clause, Finding, FindingKind, Half, Kind, Measurement, Operator, Reading, Target
from luoshi.engines.reading.subjects import plain_name

Promise = tuple[Clause, Target]
_FLOORS = {Operator.AT_LEAST, Operator.MORE_THAN, Operator.EQUAL, Operator.ABOUT}
_GROWTH_NAME = re.compile(r"(?:增速|增幅|涨幅|增长)$")
_NEEDS_NO_BASE = re.compile(r"率|价格|指数|比重|占比|能耗|强度|浓度")
_MULTIPLE_NAMED = re.compile(r"(?:[一二三五]年)?倍增|翻番|翻一番")
_NAMES_COMPARED_MAX = 300
"""Names of one ending that are compared with each other; a text of nothing but names must end too."""
_OWNER = re.compile(r"牵头|负责|责任单位|主办|配合单位")


def find(reading: Reading) -> Iterator[Finding]:
    """All findings of a reading, in the order of the text."""
    planned = [clause for clause in reading.clauses() if clause.half is Half.PLAN]
    promises = [(clause, target) for clause in planned if clause.kind is Kind.TARGET for target in clause.targets]
    found = [
        *_two_promises(promises),
        *_impossible_units(promises),
        *_missing_bases(promises, reading),
        *_unnamed(planned),
        *_look_alikes(promises),
        *_unreadable(reading.clauses()),
        *_missing_deadlines(promises, reading),
        *_missing_owners(planned, reading),
    ]
    yield from sorted(found, key=lambda finding: (finding.span.start, finding.kind.value))


def same_quantity(name: str) -> str:
    """The name by which two mentions of one indicator are recognised: 全年进出口总额 and 外贸进出口总额 stay apart, growth words do not."""
    return _GROWTH_NAME.sub("", plain_name(name)).replace("年均", "").replace("我国", "")


def shown(target: Target) -> str:
    """A target's value as the text puts it: 「120亿元（以上）」."""
    if target.value is None:
        return target.comparator or target.operator.value
    value = f"{target.value.normalize():f}" + (f"—{target.value_max.normalize():f}" if target.value_max is not None else "")
    return f"{value}{target.unit or ''}" + (f"（{target.comparator}）" if target.comparator else "")


def _two_promises(promises: list[Promise]) -> Iterator[Finding]:
    """One indicator promised twice: as growth and as a level (which floor binds?), or with two different numbers."""
    by_name: dict[tuple[str, str | None], list[Promise]] = defaultdict(list)
    for clause, target in promises:
        name = same_quantity(target.indicator)
        if target.measurement is Measurement.NUMERIC and len(name) >= 3:
            by_name[name, target.period].append((clause, target))
    for (name, _), group in by_name.items():
        for (_, first), (clause, second) in combinations(_different(group), 2):
            if first.value is None or second.value is None:
                continue
            if {first.base, second.base} == {Base.YOY, Base.LEVEL} and first.operator in _FLOORS and second.operator in _FLOORS:
                yield _two_floors(name, clause, *((first, second) if first.base is Base.YOY else (second, first)))
                break
            if first.base is second.base and first.unit == second.unit and first.value != second.value:
                yield Finding(
                    FindingKind.CONFLICTING_VALUES,
                    clause.span,
                    f"“{name}”在文中有两个不同的数：{shown(first)}和{shown(second)}。",
                    "请确认以哪一个为准；若口径或范围不同，请在指标名称中写明。",
                    (name, shown(first), shown(second)),
                )
                break


def _different(group: list[Promise]) -> list[Promise]:
    """Restated promises count once, so that pairs stay few."""
    seen: dict[tuple[object, ...], Promise] = {}
    for clause, target in group:
        seen.setdefault((target.value, target.unit, target.base, target.operator), (clause, target))
    return list(seen.values())


def _two_floors(name: str, clause: Clause, growth: Target, level: Target) -> Finding:
    base = (_known(level) / (1 + _known(growth) / 100)).quantize(Decimal("0.1"))
    return Finding(
        FindingKind.TWO_FLOORS,
        clause.span,
        f"“{name}”有两条承诺：增长{shown(growth)}和达到{shown(level)}。上年基数为{base}{level.unit}时两者相等；基数更高时增速承诺更严，更低时总量承诺更严。",
        "请填写上年基数，并写明以哪一条考核。",
        (name, shown(growth), shown(level), f"{base}{level.unit}"),
    )


def _known(target: Target) -> Decimal:
    return target.value or Decimal(0)


def _impossible_units(promises: list[Promise]) -> Iterator[Finding]:
    for clause, target in promises:
        if target.dimension == "impossible" and target.unit:
            power = target.unit.replace("/时", "")
            yield Finding(
                FindingKind.IMPOSSIBLE_UNIT,
                clause.span,
                f"“{target.indicator}”的单位“{target.unit}”不成立：能力用{power}，电量用{power}时，没有{target.unit}。",
                f"请核对原稿；若指能力，应为{power}。系统按原文保留，不自行改写。",
                (target.indicator, target.unit, power),
            )


def _missing_bases(promises: list[Promise], reading: Reading) -> Iterator[Finding]:
    """A growth target says nothing until the figure it grows from is known. Review figures of the same indicator count as known."""
    known = {
        same_quantity(target.indicator)
        for clause in reading.clauses()
        for target in clause.targets
        if (clause.kind is Kind.RESULT or target.baseline is not None) and target.base is not Base.YOY and target.value is not None
    }
    for clause, target in promises:
        if target.base is not Base.YOY or target.measurement is not Measurement.NUMERIC or target.baseline is not None:
            continue
        name = same_quantity(target.indicator)
        if name not in known and not _NEEDS_NO_BASE.search(name):
            yield Finding(
                FindingKind.MISSING_BASE,
                clause.span,
                f"“{target.indicator}”承诺变动{shown(target)}，文中没有上年基数。",
                "请填写上年完成数及其来源，否则无法换算目标值。",
                (target.indicator, shown(target)),
            )


def _unnamed(clauses: Iterable[Clause]) -> Iterator[Finding]:
    for clause in clauses:
        if clause.kind is not Kind.TARGET and (match := _MULTIPLE_NAMED.search(clause.quote)):
            yield Finding(
                FindingKind.UNNAMED_INDICATOR,
                clause.span,
                f"“{match[0]}”没有说明是哪个指标翻倍。",
                "请写明指标、基期和期限；写明之前不作为数量目标考核。",
                (match[0],),
            )
        elif any(len(target.indicator) < 2 for target in clause.targets):
            yield Finding(FindingKind.UNNAMED_INDICATOR, clause.span, "这个数字没有可以辨认的指标名称。", "请补写指标名称。", ())


def _look_alikes(promises: list[Promise]) -> Iterator[Finding]:
    """Names that differ in one word and must not be merged: 新开发就业岗位 and 城镇新增就业, 投资 and 民间投资."""
    by_ending: dict[str, dict[str, Clause]] = defaultdict(dict)
    for clause, target in promises:
        name = plain_name(target.indicator)
        seen = by_ending[name[-2:]]
        if target.value is None or name in seen or len(name) < 4 or len(seen) >= _NAMES_COMPARED_MAX:
            continue
        for other, first in seen.items():
            if first.span != clause.span and _alike(name, other):
                yield Finding(
                    FindingKind.LOOK_ALIKE,
                    clause.span,
                    f"“{name}”与“{other}”名称相近，是两个指标。",
                    "请分别填写口径，统计和考核时不要合并。",
                    (name, other),
                )
                break
        seen[name] = clause


def _alike(a: str, b: str) -> bool:
    if a in b or b in a:
        return abs(len(a) - len(b)) <= 3
    if a[-2:] != b[-2:] or abs(len(a) - len(b)) > 2:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.8


def _unreadable(clauses: Iterable[Clause]) -> Iterator[Finding]:
    for clause in clauses:
        if len(clause.quote) > CLAUSE_LENGTH_MAX:
            yield Finding(
                FindingKind.UNREADABLE,
                clause.span,
                f"这一段连续 {len(clause.quote)} 个字符没有标点，未作分析。",
                "请检查原文件是否缺少标点或转换出错。",
                (str(len(clause.quote)),),
            )


def _missing_deadlines(promises: list[Promise], reading: Reading) -> Iterator[Finding]:
    """One finding for all: a report promises for its year and seldom names a month."""
    undated = [clause for clause, target in promises if not target.period_stated]
    if undated:
        yield Finding(
            FindingKind.MISSING_DEADLINE,
            undated[0].span,
            f"{len(undated)} 项目标没有写明完成时限，按报告年度 {reading.year or '（未识别）'} 年底处理。",
            "请逐项确认完成时限和各季度进度。",
            (str(len(undated)), str(reading.year or "")),
        )


def _missing_owners(planned: list[Clause], reading: Reading) -> Iterator[Finding]:
    """One finding for all: a work report names no owner; the decomposition table does."""
    work = [clause for clause in planned if clause.kind not in {Kind.PRINCIPLE, Kind.RESULT}]
    if work and not _OWNER.search(reading.text):
        yield Finding(
            FindingKind.MISSING_OWNER,
            work[0].span,
            f"{len(work)} 项承诺都没有写明牵头单位。",
            "请在任务分解表中确定牵头单位和配合单位；系统给出的建议须由人确认。",
            (str(len(work)),),
        )
