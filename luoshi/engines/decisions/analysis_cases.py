"""Boundary cases: for each bound of each rule a value just inside and one just outside, with the rules that then match.

People mistake 以上 for 超过 at exactly these values, so test cases made of them find most slips of a table.
"""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.engines.decisions.analysis_domains import Domain, bits
from luoshi.engines.decisions.analysis_results import BoundaryCase
from luoshi.engines.decisions.analysis_rules import Analyst
from luoshi.engines.decisions.analysis_search import Box, Work
from luoshi.engines.decisions.model import HitPolicy
from luoshi.engines.feel.values import Value


def cases_of(analyst: Analyst) -> Iterator[BoundaryCase]:
    """The cases of all rules that can match."""
    for rule, row in enumerate(analyst.rows):
        if all(row.certain):
            yield from _rule_cases(analyst, rule, _typical(analyst, rule))


def _typical(analyst: Analyst, rule: int) -> Box:
    """Where a rule matches; under FIRST if possible where it answers."""
    box = analyst.rows[rule].certain
    if analyst.policy is not HitPolicy.FIRST:
        return box
    return analyst.uncovered((1 << rule) - 1, box, Work(analyst.work_max)) or box


def _rule_cases(analyst: Analyst, rule: int, typical: Box) -> Iterator[BoundaryCase]:
    dimensions = analyst.grid.dimensions
    base = [(_part(each.domain, parts), each.domain.example(parts)) for each, parts in zip(dimensions, typical, strict=True)]
    for at, dimension in enumerate(dimensions):
        parts = analyst.rows[rule].certain[at]
        if parts == dimension.domain.full:
            continue
        for part, value in dict.fromkeys(_beside(dimension.domain, parts)):
            place = [*base[:at], (part, value), *base[at + 1 :]]
            box = tuple(1 << each for each, _ in place)
            matched, perhaps = _matching(analyst, [each for each, _ in place])
            values = tuple((each.expression, value) for each, (_, value) in zip(dimensions, place, strict=True))
            is_inside = bool(parts >> part & 1)
            tests = dimension.domain.tests(parts)
            certain = analyst.grid.is_certain(box)
            yield BoundaryCase(rule + 1, dimension.expression, tests, is_inside, values, matched, perhaps, certain)


def _part(domain: Domain, parts: int) -> int:
    """The part of which the example is."""
    value = domain.example(parts)
    return next(part for part in bits(parts) if domain.samples[part] is value)


def _beside(domain: Domain, parts: int) -> Iterator[tuple[int, Value]]:
    """Values on both sides of each bound, with their parts."""
    if not domain.line.is_ordered or domain.line.sort == "string":
        yield from ((part, domain.samples[part]) for part in bits(parts))
        if others := domain.full & ~parts:
            yield _part(domain, others), domain.example(others)
        return
    existing = list(bits(domain.full & ~domain.null))
    for first, last in domain.runs(parts):
        low, high = existing.index(first), existing.index(last)
        if low:
            yield first, domain.near(first, low=True)
            yield existing[low - 1], domain.near(existing[low - 1], low=False)
        if high + 1 < len(existing):
            yield last, domain.near(last, low=False)
            yield existing[high + 1], domain.near(existing[high + 1], low=True)


def _matching(analyst: Analyst, place: list[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The rules that match at a place as the engine finds them, and undecided ones that may, counted from 1."""
    found = -1
    for accepted, part in zip(analyst.space.accepted, place, strict=True):
        found &= accepted[part]
    count = len(analyst.rows)
    if not place:
        found = (1 << len(analyst.space.rules)) - 1
    matched = [rule + 1 for rule in bits(found & ((1 << count) - 1))]
    perhaps = [rule + 1 for rule, bit in analyst.perhaps.items() if found >> bit & 1 and not found >> rule & 1]
    if analyst.policy is HitPolicy.FIRST and matched:
        perhaps, matched = [rule for rule in perhaps if rule < matched[0]], matched[:1]
    return tuple(matched), tuple(perhaps)
