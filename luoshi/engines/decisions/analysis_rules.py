"""What is asked of the rules of one table: gaps, overlaps, and rules that are not needed. `analysis` puts the answers together."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from luoshi.engines.decisions.analysis_domains import bits
from luoshi.engines.decisions.analysis_grid import Grid, Row, ranks
from luoshi.engines.decisions.analysis_results import (
    Gap,
    Level,
    Mergeable,
    Overlap,
    Question,
    Redundant,
    Unfinished,
    Unreachability,
    Unreachable,
)
from luoshi.engines.decisions.analysis_search import NOTHING, Box, Judge, Search, Space, Work, common, joined, meets
from luoshi.engines.decisions.hit_policies import MANY
from luoshi.engines.decisions.model import HitPolicy

TOLD_MAX: Final = 500
"""Of gaps, overlaps and merges; more are not read, and the answer says that there are more."""

_NAMED_ALONE_MAX: Final = 12
"""Among so many covering rules the fewest that suffice are looked for."""

_WITNESS: Final = "witness"
_SUBSUMING: Final = frozenset({HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.PRIORITY})
"""Where a rule is not needed if others with its outputs match wherever it does."""


@dataclass(slots=True)
class Analyst:
    """One table under questions. In its space bit ``r`` is rule ``r`` where it surely matches; the bits above are undecided rules where
    they may match."""

    grid: Grid
    work_max: int
    unfinished: list[Unfinished] = field(default_factory=list)
    space: Space = field(init=False)
    perhaps: dict[int, int] = field(init=False)
    """The bit of each undecided rule."""
    ranks: list[tuple[int, ...] | None] = field(init=False)

    def __post_init__(self) -> None:
        rows = self.grid.rows
        undecided = [at for at, row in enumerate(rows) if not row.is_decided]
        self.perhaps = {rule: len(rows) + at for at, rule in enumerate(undecided)}
        self.space = Space(self.grid.full, [*(row.certain for row in rows), *(rows[at].possible for at in undecided)])
        self.ranks = ranks(self.grid.table, rows)

    @property
    def policy(self) -> HitPolicy:
        """The table's hit policy."""
        return self.grid.table.source.hit_policy

    @property
    def rows(self) -> Sequence[Row]:
        """The table's rules."""
        return self.grid.rows

    # --- gaps

    def gaps(self) -> tuple[Gap, ...]:
        """Boxes that no rule covers, or only undecided rules may cover."""
        if not all(self.grid.full):
            return ()
        within, count = self.grid.full, len(self.rows)
        covering, sure = self.space.covering(within), (1 << count) - 1
        numbers = {bit: rule + 1 for rule, bit in self.perhaps.items()}

        def judge(level: int, candidates: int) -> Hashable | None:
            if candidates & sure & covering[level]:
                return NOTHING
            if candidates & ~covering[level]:
                return None
            return tuple(numbers[bit] for bit in bits(candidates))

        work = Work(self.work_max)
        search = Search(self.space, within, judge, work)
        boxes = joined(search.run(self.space.meeting(within)))
        self._told(Question.GAPS, search.examined, is_complete=not (work.is_exhausted or search.is_cut or len(boxes) > TOLD_MAX))
        has_default = any(output.default is not None for output in self.grid.table.outputs)
        return tuple(self._gap(box, label, has_default=has_default) for box, label in boxes[:TOLD_MAX])

    def _gap(self, box: Box, perhaps: Hashable, *, has_default: bool) -> Gap:
        assert isinstance(perhaps, tuple)
        level = Level.INFORMATION if has_default or perhaps else Level.WARNING
        return Gap(level, self.grid.region(box), perhaps)

    def _told(self, question: Question, share: float, *, is_complete: bool) -> None:
        if not is_complete:
            self.unfinished.append(Unfinished(question, min(share, 1.0)))

    # --- overlaps

    def overlaps(self) -> tuple[Overlap, ...]:
        """Pairs of rules that surely match together somewhere."""
        found: list[Overlap] = []
        work, count = Work(self.work_max), len(self.rows)
        for first, row in enumerate(self.rows):
            if not work.spend(count - first) or len(found) >= TOLD_MAX:
                self._told(Question.OVERLAPS, first / count, is_complete=False)
                break
            others = range(first + 1, count)
            found.extend(self._overlap(first, second) for second in others if meets(row.certain, self.rows[second].certain))
        return tuple(found[:TOLD_MAX])

    def _overlap(self, first: int, second: int) -> Overlap:
        left, right = self.rows[first], self.rows[second]
        region = self.grid.region(common(left.certain, right.certain))
        same: bool | None = left.said.key == right.said.key
        if not same and not (left.said.is_constant and right.said.is_constant):
            same = None
        level = self._overlap_level(same)
        if level is Level.ERROR and not region.is_certain:
            level = Level.WARNING
        return Overlap(level, (first + 1, second + 1), region, same)

    def _overlap_level(self, same: bool | None) -> Level:  # noqa: FBT001 - three-valued
        if self.policy is HitPolicy.UNIQUE:
            return Level.ERROR
        if self.policy is HitPolicy.ANY and same is not True:
            return Level.ERROR if same is False else Level.WARNING
        return Level.INFORMATION

    # --- covering

    def uncovered(self, rules: int, within: Box, work: Work) -> Box | None:
        """A box in ``within`` that none of the rules surely covers. Beyond the limit of work: ``within`` itself, which claims nothing."""
        covering = self.space.covering(within)

        def judge(level: int, candidates: int) -> Hashable | None:
            if candidates & covering[level]:
                return NOTHING
            return None if candidates else _WITNESS

        return self._witness(rules, within, judge, work)

    def _witness(self, rules: int, within: Box, judge: Judge, work: Work) -> Box | None:
        search = Search(self.space, within, judge, work, is_first_enough=True)
        found = search.run(rules & self.space.meeting(within))
        if found:
            return found[0][0]
        return within if work.is_exhausted else None

    def _needed(self, rules: int, within: Box, work: Work) -> tuple[int, ...]:
        """Those of covering rules that are worth naming: one if it suffices alone, else few that do together. Counted from 1."""
        present = [rule for rule in bits(rules) if meets(self.rows[rule].certain, within)]
        alone = next((each for each in present if not any(a & ~b for a, b in zip(within, self.rows[each].certain, strict=True))), None)
        if alone is not None:
            return (alone + 1,)
        kept = sum(1 << each for each in present)
        for each in present[::-1] if len(present) <= _NAMED_ALONE_MAX else ():
            if self.uncovered(kept & ~(1 << each), within, work) is None:
                kept &= ~(1 << each)
        return tuple(each + 1 for each in bits(kept))

    # --- rules that never answer

    def unneeded(self) -> tuple[tuple[Unreachable, ...], tuple[Redundant, ...]]:
        """Rules that never answer, and rules without which the answers are the same. Each of these sentences is true of the table as it
        is, and all may be followed together: no rule is called unneeded because of one that is called so itself."""
        if self.policy is HitPolicy.FIRST:
            unreachable = self.unreachable(())
            return unreachable, self.redundant(unreachable)
        redundant = self.redundant(())
        return self.unreachable(redundant), redundant

    def unreachable(self, redundant: Sequence[Redundant]) -> tuple[Unreachable, ...]:
        """Rules with an empty condition, and those that others keep from answering."""
        found: list[Unreachable] = []
        known = {each.rule - 1 for each in redundant}
        others = ~sum(1 << rule for rule in known)
        work = Work(self.work_max)
        for rule, row in enumerate(self.rows):
            if row.empty:
                titles = tuple(self.grid.dimensions[at].title for at in row.empty)
                found.append(Unreachable(Level.WARNING, rule + 1, Unreachability.EMPTY, titles=titles))
            elif rule not in known and (stronger := self._stronger(rule) & others) and self.uncovered(stronger, row.possible, work) is None:
                reason = Unreachability.COVERED if self.policy is HitPolicy.FIRST else Unreachability.MASKED
                found.append(Unreachable(Level.WARNING, rule + 1, reason, self._needed(stronger, row.possible, work)))
            if work.is_exhausted:
                self._told(Question.UNREACHABLE, rule / len(self.rows), is_complete=False)
                break
        return tuple(found)

    def _stronger(self, rule: int) -> int:
        """The rules that keep one from answering wherever both match."""
        if self.policy is HitPolicy.FIRST:
            return (1 << rule) - 1
        if self.policy is HitPolicy.UNIQUE:
            return ((1 << len(self.rows)) - 1) & ~(1 << rule)
        own = self.ranks[rule]
        if self.policy is not HitPolicy.PRIORITY or own is None:
            return 0
        return sum(1 << at for at, rank in enumerate(self.ranks) if rank is not None and (rank, at) < (own, rule))

    # --- rules that are not needed

    def redundant(self, unreachable: Sequence[Unreachable]) -> tuple[Redundant, ...]:
        """Rules that others with the same outputs replace, the last ones first looked at."""
        found: list[Redundant] = []
        kept, work = (1 << len(self.rows)) - 1, Work(self.work_max)
        idle = sum(1 << (each.rule - 1) for each in unreachable)
        if self.policy is not HitPolicy.FIRST and self.policy not in _SUBSUMING:
            return ()
        for rule in reversed(range(len(self.rows))):
            skipped = self.rows[rule].empty or idle >> rule & 1
            by = () if skipped else self._replaced_by(rule, kept & ~(1 << rule), idle, work)
            if work.is_exhausted:
                self._told(Question.REDUNDANT, 1 - (rule + 1) / len(self.rows), is_complete=False)
                break
            if by:
                found.append(Redundant(Level.INFORMATION, rule + 1, by))
                kept &= ~(1 << rule)
        return tuple(reversed(found))

    def _replaced_by(self, rule: int, others: int, idle: int, work: Work) -> tuple[int, ...]:
        """Rules that answer the same wherever this one does. Those that never answer are no replacement, yet may stand in the way."""
        row = self.rows[rule]
        same = sum(1 << at for at in bits(others & ~idle) if self.rows[at].said.key == row.said.key)
        if self.policy is not HitPolicy.FIRST:
            return self._needed(same, row.possible, work) if same and self.uncovered(same, row.possible, work) is None else ()
        earlier, later = (1 << rule) - 1, others & ~((1 << (rule + 1)) - 1)
        different = sum(1 << at for at in bits(later) if self.rows[at].said.key != row.said.key)
        if not same & later or self._witness_of_need(row, others & earlier, same & later, different, work) is not None:
            return ()
        return tuple(at + 1 for at in bits(same & later) if meets(self.rows[at].certain, row.possible))

    def _witness_of_need(self, row: Row, earlier: int, same: int, different: int, work: Work) -> Box | None:
        """A box where a rule answers first and the next that would is of other outputs, or there is none."""
        within = row.possible
        covering, perhaps = self.space.covering(within), {bit: rule for rule, bit in self.perhaps.items()}
        above = sum(1 << bit for bit, rule in perhaps.items() if different >> rule & 1)

        def judge(level: int, candidates: int) -> Hashable | None:
            if candidates & earlier & covering[level]:
                return NOTHING
            rivals = [rule for rule in (_lowest(candidates & different), *(perhaps[bit] for bit in bits(candidates & above))) if rule >= 0]
            before = (1 << min(rivals)) - 1 if rivals else -1
            if candidates & same & covering[level] & before:
                return NOTHING
            return None if candidates & (earlier | (same & before)) and level < len(within) else _WITNESS

        return self._witness(earlier | same | different | above, within, judge, work)

    # --- rules that can be one

    def mergeable(self, without: set[int]) -> tuple[Mergeable, ...]:
        """Pairs of rules with the same outputs that differ in one input, where one test says both. ``without``: rules told otherwise."""
        found: list[Mergeable] = []
        for at, dimension in enumerate(self.grid.dimensions):
            if len(dimension.columns) > 1:
                continue  # one cell cannot say what two columns say
            groups: dict[tuple[object, ...], list[int]] = {}
            for rule, row in enumerate(self.rows):
                if row.is_decided and not row.empty and rule + 1 not in without:
                    groups.setdefault((row.said.key, row.certain[:at], row.certain[at + 1 :]), []).append(rule)
            for group in groups.values():
                found.extend(self._merges(at, group))
        found.sort(key=lambda each: each.rules)
        if len(found) > TOLD_MAX:
            self._told(Question.MERGEABLE, TOLD_MAX / len(found), is_complete=False)
        return tuple(found[:TOLD_MAX])

    def _merges(self, at: int, group: list[int]) -> Iterator[Mergeable]:
        """For each rule the first later one that it can be merged with."""
        dimension = self.grid.dimensions[at]
        for position, first in enumerate(group):
            for second in group[position + 1 :]:
                parts = self.rows[first].certain[at] | self.rows[second].certain[at]
                if self._is_one_test(at, parts) and self._may_move(first, second):
                    yield Mergeable(Level.INFORMATION, (first + 1, second + 1), dimension.title, dimension.domain.tests(parts))
                    break

    def _is_one_test(self, at: int, parts: int) -> bool:
        """One comparison or range; of texts also a list, which is how people write several of them."""
        domain = self.grid.dimensions[at].domain
        if parts == domain.full or domain.line.sort in {"string", "boolean"}:
            return True
        return not parts & domain.null and len(list(domain.runs(parts))) == 1

    def _may_move(self, first: int, second: int) -> bool:
        """Whether two rules can stand in one place without changing an answer."""
        left, right = self.rows[first], self.rows[second]
        if self.policy in MANY and meets(left.possible, right.possible):
            return False  # one answer instead of two
        if self.policy in {HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.OUTPUT_ORDER}:
            return self.policy is not HitPolicy.OUTPUT_ORDER or self._is_passable(first, second, right)
        return self._is_passable(first, second, right) or self._is_passable(first, second, left)

    def _is_passable(self, first: int, second: int, moved: Row) -> bool:
        """Whether no rule in between notices that one moves past it."""
        between = [row for row in self.rows[first + 1 : second] if meets(row.possible, moved.possible)]
        return all(self.policy not in MANY and row.said.key == moved.said.key for row in between)


def _lowest(number: int) -> int:
    return (number & -number).bit_length() - 1
