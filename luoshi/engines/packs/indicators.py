"""``indicators.yaml``: what a district measures, where the figures come from, which promises they measure, and how it judges."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from luoshi.engines.packs.fields import Entry, by_code, entry, mappings, refuse_twice, refuse_unknown_keys, texts
from luoshi.engines.packs.files import Tree, line_of, tree_of, without
from luoshi.engines.packs.model import (
    ACCUMULATIONS,
    DETAILS_MAX,
    DIRECTIONS,
    MEASURES,
    ORIGINS,
    RHYTHMS,
    STATUSES,
    TAKES,
    DefinitionEntry,
    DueEntry,
    IndicatorEntry,
    MeasuresEntry,
    SourceEntry,
    YardsticksEntry,
)
from luoshi.engines.packs.offices import UNIT, Offices
from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.words import Words

FILE: Final = "indicators.yaml"
INDICATOR = Words("指标", "indicator")
DEFINITION = Words("口径", "definition")
PROMISE = Words("对应承诺", "promise")
YARDSTICKS = Words("评判", "yardsticks")

_GROUPS: Final = ("definitions", "due", "source", "no_value_in", "measures", "trajectory")
_FIELDS: Final = (
    "code",
    "name",
    "name_en",
    "unit",
    "rhythm",
    "accumulation",
    "direction",
    "measure",
    "decimals",
    "base",
    "peg",
    "valid_to",
)
_DEFINITION_FIELDS: Final = ("valid_from", "words", "numerator", "denominator")
_DUE_FIELDS: Final = ("day", "basis", "status")
_SOURCE_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "computed": ("unit", "kind", "take", "details"),
    "official": ("unit", "issuer"),
    "reported": ("unit",),
}
_PERIODS: Final = {"month": r"[0-9]{4}-(0[1-9]|1[0-2])", "quarter": r"[0-9]{4}-Q[1-4]", "half": r"[0-9]{4}-H[12]", "year": r"[0-9]{4}"}
_ADDED: Final = ("level", "increment")
"""Measures whose figures may be counted up; a rate, a share or a rank is no sum of anything."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What ``indicators.yaml`` says, whole."""

    indicators: tuple[IndicatorEntry, ...] = ()
    yardsticks: YardsticksEntry | None = None


def read_indicators(folder: Path, offices: Offices) -> Measured:
    """Read ``indicators.yaml`` of a district; without the file it measures nothing.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    if not (folder / FILE).exists():
        return Measured()
    tree = tree_of(folder / FILE, FILE)
    refuse_unknown_keys(FILE, WHOLE_FILE, tree, ("indicators", "yardsticks"))
    units = [each.code for each in offices.units]
    found = by_code(FILE, INDICATOR, tree.get("indicators", ""), lambda place, values: _indicator(place, values, units))
    return Measured(found, _yardsticks(tree.get("yardsticks", "")))


def _indicator(place: Words, values: dict[str, Tree], units: Collection[str]) -> tuple[Entry, IndicatorEntry]:
    refuse_unknown_keys(FILE, place, values, (*_FIELDS, *_GROUPS))
    each = entry(FILE, place, without(values, *_GROUPS), _FIELDS)
    rhythm, accumulation, measure = each.word("rhythm", RHYTHMS), each.word("accumulation", ACCUMULATIONS), each.word("measure", MEASURES)
    source = _source(each, values.get("source", ""), units)
    if source.origin == "computed":
        _refuse_uncountable(each, accumulation, measure)
    return each, IndicatorEntry(
        code=each.code("code"),
        name=each.said("name"),
        unit=each.text("unit"),
        rhythm=rhythm,
        accumulation=accumulation,
        direction=each.word("direction", DIRECTIONS),
        measure=measure,
        decimals=each.count("decimals", 0, 4) if each.maybe("decimals") else 0,
        no_value_in=tuple(_months(each, values.get("no_value_in", ""))),
        base=each.maybe_amount("base"),
        peg=each.maybe("peg"),
        valid_to=each.maybe_day("valid_to"),
        definitions=_definitions(each, values.get("definitions", "")),
        due=_due(each, values.get("due", "")),
        source=source,
        measures=tuple(_measures(values.get("measures", ""))),
        trajectory=_trajectory(each, rhythm, values.get("trajectory", "")),
        line=each.line,
    )


def _source(of: Entry, tree: Tree, units: Collection[str]) -> SourceEntry:
    """One of the three ways, and what it needs."""
    if not isinstance(tree, dict) or len(tree) != 1:
        raise _unfit(of, "source", tree, Words(f"请写其中一种：{'、'.join(ORIGINS)}。", f"Write one of: {', '.join(ORIGINS)}."))
    [(origin, said)] = tree.items()
    refuse_unknown_keys(FILE, of.place, tree, ORIGINS)
    group = _group(of, origin, said)
    refuse_unknown_keys(FILE, of.place, group, _SOURCE_FIELDS[origin])
    each = entry(FILE, of.place, without(group, "details"), _SOURCE_FIELDS[origin])
    unit = each.known("unit", UNIT, units)
    if origin == "official":
        return SourceEntry(origin, unit, issuer=each.text("issuer"))
    if origin == "reported":
        return SourceEntry(origin, unit)
    details = _details(of, group.get("details", ""))
    return SourceEntry(origin, unit, kind=each.text("kind"), details=details, take=each.word("take", TAKES))


def _details(of: Entry, tree: Tree) -> Mapping[str, str]:
    if tree == "":
        return {}
    group = _group(of, "details", tree)
    if len(group) > DETAILS_MAX:
        many = Words(f"最多写 {DETAILS_MAX} 项；请在事实里合并成一项。", f"At most {DETAILS_MAX}: let the facts say more in one of them.")
        raise _unfit(of, "details", tree, many)
    return dict(sorted(entry(FILE, of.place, group, group).values.items()))


def _refuse_uncountable(each: Entry, accumulation: str, measure: str) -> None:
    """What is counted from facts is a number of things or an amount that came about in a time."""
    if measure not in _ADDED:
        rate = Words(
            "增速、比率、位次不能由事实逐条累加；请改为 level 或 increment。",
            "A rate, share or rank is no sum of facts: write level or increment.",
        )
        raise each.problem("measure", rate)
    if accumulation == "state":
        stock = Words(
            "时点数不能由事实逐条累加；请改为 periodic 或 cumulative。", "A stock is no sum of facts: write periodic or cumulative."
        )
        raise each.problem("accumulation", stock)


def _months(of: Entry, tree: Tree) -> Iterator[int]:
    for one in texts(of, "no_value_in", tree):
        if not one.isdigit() or not 1 <= int(one) <= 11:
            remedy = Words("请写 1 到 11 的月份；全年数不能没有。", "Write months from 1 to 11: the year's own figure cannot lack.")
            raise _unfit(of, "no_value_in", tree, remedy)
        yield int(one)


def _definitions(of: Entry, tree: Tree) -> tuple[DefinitionEntry, ...]:
    """From which day on which one counts, the first one first."""
    found = [entry(FILE, of.place, values, _DEFINITION_FIELDS) for _, _, values in mappings(FILE, DEFINITION, tree)]
    if not found:
        remedy = Words("至少要有一条口径：自哪天起、计入什么。", "At least one definition is needed: from which day, and what counts.")
        raise _unfit(of, "definitions", tree, remedy)
    refuse_twice(((each, each.day("valid_from").isoformat()) for each in found), "valid_from")
    made = (
        DefinitionEntry(each.day("valid_from"), each.text("words"), each.maybe("numerator"), each.maybe("denominator")) for each in found
    )
    return tuple(sorted(made, key=lambda one: one.valid_from))


def _due(of: Entry, tree: Tree) -> DueEntry:
    group = _group(of, "due", tree)
    each = entry(FILE, of.place, without(group, "days"), _DUE_FIELDS)
    return DueEntry(each.count("day", 1, 31), dict(_days(of, group.get("days", ""))), each.text("basis"), each.word("status", STATUSES))


def _days(of: Entry, tree: Tree) -> Iterator[tuple[int, int]]:
    if tree == "":
        return
    group = _group(of, "days", tree)
    each = entry(FILE, of.place, group, [str(month) for month in range(1, 13)])
    for month in each.values:
        yield int(month), each.count(month, 1, 31)


def _measures(tree: Tree) -> Iterator[MeasuresEntry]:
    for _, place, values in mappings(FILE, PROMISE, tree):
        each = entry(FILE, place, values, ("quote", "target"))
        yield MeasuresEntry(each.text("quote"), each.count("target", 1, 99) if each.maybe("target") else None)


def _trajectory(of: Entry, rhythm: str, tree: Tree) -> Mapping[str, Decimal]:
    """What is planned by the end of each period that is named; all of the indicator's rhythm."""
    if tree == "":
        return {}
    group = _group(of, "trajectory", tree)
    for period in group:
        if not re.fullmatch(_PERIODS[rhythm], period):
            example = {"month": "2023-09", "quarter": "2023-Q3", "half": "2023-H2", "year": "2023"}[rhythm]
            raise _unfit(of, "trajectory", period, Words(f"期别请写成 {example}。", f"Write a period such as {example}."))
    each = entry(FILE, of.place, group, group)
    return {period: _amount(each, period) for period in sorted(each.values)}


def _yardsticks(tree: Tree) -> YardsticksEntry | None:
    if tree == "":
        return None
    whole = Entry(FILE, YARDSTICKS, {}, line=line_of(tree))
    group = _group(whole, "yardsticks", tree)
    refuse_unknown_keys(FILE, YARDSTICKS, group, ("tolerance", "lights"))
    lights = entry(FILE, YARDSTICKS, without(group, "tolerance"), ("lights",)).maybe("lights")
    if "tolerance" not in group:
        return YardsticksEntry({}, "", "unverified", lights)
    each = entry(FILE, YARDSTICKS, _group(whole, "tolerance", group["tolerance"]), (*MEASURES, "basis", "status"))
    tolerance = {measure: _amount(each, measure) for measure in MEASURES if each.maybe(measure)}
    return YardsticksEntry(tolerance, each.text("basis"), each.word("status", STATUSES), lights)


def _amount(each: Entry, field: str) -> Decimal:
    each.text(field)
    found = each.maybe_amount(field)
    assert found is not None, "it is there"
    return found


def _group(of: Entry, field: str, tree: Tree) -> dict[str, Tree]:
    if isinstance(tree, dict):
        return tree
    raise _unfit(of, field, tree, Words("请写成“键: 值”。", "Write it as “key: value”."))


def _unfit(of: Entry, field: str, tree: Tree, remedy: Words) -> PackProblem:
    return PackProblem(FILE, of.place, field, str(tree), remedy, line=line_of(tree) or of.line)
