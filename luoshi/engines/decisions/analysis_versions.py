"""Two versions of a table: the boxes of inputs whose answer changes, with the old and the new answer.

Both are laid over the same inputs, cut at what either mentions. Where only rules match that both versions have, nothing changes; the
rest is searched, and the answers are computed as the table would.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from luoshi.engines.decisions.analysis_domains import bits
from luoshi.engines.decisions.analysis_grid import Grid, ranks, said
from luoshi.engines.decisions.analysis_results import Answer, AnswerKind, Change, Comparison, Question, Unfinished
from luoshi.engines.decisions.analysis_rules import TOLD_MAX
from luoshi.engines.decisions.analysis_search import NOTHING, Box, Search, Space, Work, joined
from luoshi.engines.decisions.hit_policies import MANY
from luoshi.engines.decisions.model import Aggregation, HitPolicy
from luoshi.engines.decisions.running import Run
from luoshi.engines.decisions.tables import AGGREGATIONS, OUTPUTS
from luoshi.engines.feel.comparison import fingerprint
from luoshi.engines.feel.texts import text_of
from luoshi.engines.feel.values import Value, number

_LIST: Final = "list"


@dataclass(frozen=True, slots=True)
class Meaning:
    """An answer, and what it is compared by. ``is_known``: different keys are different answers."""

    answer: Answer
    key: Hashable
    is_known: bool = True


@dataclass(slots=True)
class Version:
    """One version of the table, whose rules have their bits from ``start`` on in the common space: the rule where it surely matches, an
    undecided rule also where it may, and last the box of the inputs that the table does not refuse."""

    grid: Grid
    start: int
    boxes: list[Box] = field(init=False)
    undecided: list[int] = field(init=False)
    names: list[Hashable] = field(init=False)
    """What makes a rule the same in both versions."""
    _ranks: list[tuple[int, ...] | None] = field(init=False)
    _known: dict[tuple[int, ...], Meaning] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = self.grid.rows
        self.undecided = [at for at, row in enumerate(rows) if not row.is_decided]
        self.boxes = [*(row.certain for row in rows), *(rows[at].possible for at in self.undecided), self.grid.allowed]
        self.names = [self._name(at) for at in range(len(rows))]
        self._ranks = ranks(self.grid.table, rows)

    def _name(self, at: int) -> Hashable:
        row, rule = self.grid.rows[at], self.grid.table.rules[at]
        cells = tuple(tests.source.text for column in row.undecided if (tests := rule.conditions[column]) is not None)
        return row.certain, row.possible, row.said.key, cells, self._ranks_key(at)

    def _ranks_key(self, at: int) -> Hashable:
        return ranks(self.grid.table, [self.grid.rows[at]])[0]

    @property
    def policy(self) -> HitPolicy:
        """The version's hit policy."""
        return self.grid.table.source.hit_policy

    @property
    def frame(self) -> Hashable:
        """All that decides beside the rules."""
        source = self.grid.table.source
        names = tuple(each.name for each in source.outputs) if len(source.outputs) > 1 else ()
        return self.policy, source.aggregation, names, self.default().key, self.grid.allowed

    def rules(self, candidates: int) -> tuple[int, ...]:
        """The candidates among the rules that surely match, in the table's order."""
        return tuple(bits(candidates >> self.start & ((1 << len(self.names)) - 1)))

    def doubtful(self, candidates: int) -> tuple[int, ...]:
        """The undecided rules among the candidates that may match."""
        sure = self.rules(candidates)
        found = candidates >> (self.start + len(self.names)) & ((1 << len(self.undecided)) - 1)
        return tuple(rule for rule in (self.undecided[at] for at in bits(found)) if rule not in sure)

    def meaning(self, candidates: int) -> Meaning:
        """The answer where these rules match."""
        if not candidates >> (self.start + len(self.boxes) - 1) & 1:
            return Meaning(Answer(AnswerKind.NOT_ALLOWED), AnswerKind.NOT_ALLOWED)
        matched, doubtful = self.rules(candidates), self.doubtful(candidates)
        if self.policy is HitPolicy.FIRST and matched:
            doubtful = tuple(each for each in doubtful if each < matched[0])
        if doubtful:
            numbers = tuple(each + 1 for each in sorted((*matched, *doubtful)))
            return Meaning(Answer(AnswerKind.NOT_DECIDED, numbers), (AnswerKind.NOT_DECIDED, numbers), is_known=False)
        if matched not in self._known:
            self._known[matched] = self._chosen(matched) if matched else self.default()
        return self._known[matched]

    def default(self) -> Meaning:
        """The answer where no rule matches."""
        table = self.grid.table
        if any(output.default is not None for output in table.outputs):
            found = said(table, [output.default for output in table.outputs])
            return Meaning(Answer(AnswerKind.DEFAULT, (), (found.text,)), found.key, found.is_constant)
        if self.policy is HitPolicy.COLLECT and table.source.aggregation is Aggregation.COUNT:
            return _value(AnswerKind.DEFAULT, (), number(0))
        return Meaning(Answer(AnswerKind.NO_RULE), AnswerKind.NO_RULE)

    def _chosen(self, matched: tuple[int, ...]) -> Meaning:
        if self.policy in MANY:
            return self._several(matched)
        if self.policy is HitPolicy.UNIQUE and len(matched) > 1:
            return _without_answer(AnswerKind.SEVERAL_RULES, matched)
        if self.policy is HitPolicy.ANY:
            return self._agreed(matched)
        if self.policy is HitPolicy.PRIORITY and len(matched) > 1:
            order = self._ordered(matched)
            return self._list(matched, is_known=False) if order is None else self._one(order[0])
        return self._one(matched[0])

    def _one(self, rule: int) -> Meaning:
        found = self.grid.rows[rule].said
        return Meaning(Answer(AnswerKind.RULES, (rule + 1,), (found.text,)), found.key, found.is_constant)

    def _agreed(self, matched: tuple[int, ...]) -> Meaning:
        outputs = [self.grid.rows[rule].said for rule in matched]
        if len({each.key for each in outputs}) == 1:
            return self._one(matched[0])
        if len({each.key for each in outputs if each.is_constant}) > 1:
            return _without_answer(AnswerKind.DIFFERENT_OUTPUTS, matched)
        return self._list(matched, is_known=False)

    def _ordered(self, matched: tuple[int, ...]) -> tuple[int, ...] | None:
        places: list[tuple[tuple[int, ...], int]] = []
        for rule in matched:
            rank = self._ranks[rule]
            if rank is None:
                return None
            places.append((rank, rule))
        return tuple(rule for _, rule in sorted(places))

    def _several(self, matched: tuple[int, ...]) -> Meaning:
        if self.policy is HitPolicy.OUTPUT_ORDER:
            order = self._ordered(matched)
            return self._list(matched if order is None else order, is_known=order is not None)
        aggregation = self.grid.table.source.aggregation
        if self.policy is not HitPolicy.COLLECT or aggregation is None:
            return self._list(matched, is_known=True)
        values = [self.grid.rows[rule].said.values for rule in matched]
        known = [each[0] for each in values if each is not None]
        if len(known) < len(values):
            return self._list(matched, is_known=False)
        value = Run().value_of(AGGREGATIONS[aggregation], self.grid.table.source.place, {OUTPUTS: tuple(known)})
        return _value(AnswerKind.RULES, matched, value)

    def _list(self, rules: Sequence[int], *, is_known: bool) -> Meaning:
        outputs = [self.grid.rows[rule].said for rule in rules]
        answer = Answer(AnswerKind.RULES, tuple(rule + 1 for rule in rules), tuple(each.text for each in outputs))
        return Meaning(answer, (_LIST, *(each.key for each in outputs)), is_known and all(each.is_constant for each in outputs))


def _value(kind: AnswerKind, rules: Sequence[int], value: Value) -> Meaning:
    return Meaning(Answer(kind, tuple(rule + 1 for rule in rules), (text_of(value),)), ("values", fingerprint((value,))))


def _without_answer(kind: AnswerKind, matched: Sequence[int]) -> Meaning:
    return Meaning(Answer(kind, tuple(rule + 1 for rule in matched)), kind)


def changes_between(old_grid: Grid, new_grid: Grid, work_max: int) -> Comparison:
    """The boxes whose answer differs between two grids over the same inputs."""
    old = Version(old_grid, 0)
    new = Version(new_grid, len(old.boxes))
    full = tuple(a | b for a, b in zip(old_grid.allowed, new_grid.allowed, strict=True))
    not_decided = old_grid.not_decided, new_grid.not_decided
    if not all(full):
        return Comparison((), (), not_decided)
    space, work = Space(full, [*old.boxes, *new.boxes]), Work(work_max)
    search = Search(space, full, _Judge(old, new, space.covering(full)), work)
    boxes = joined(search.run(space.meeting(full)))
    is_finished = not (work.is_exhausted or search.is_cut or len(boxes) > TOLD_MAX)
    unfinished = () if is_finished else (Unfinished(Question.CHANGES, min(search.examined, 1.0)),)
    return Comparison(tuple(_change(old_grid, full, box, label) for box, label in boxes[:TOLD_MAX]), unfinished, not_decided)


@dataclass(slots=True)
class _Judge:
    """Looks closer until every rule that remains matches all of the box, or the first one does and answers alone."""

    old: Version
    new: Version
    covering: list[int]
    changed: int = field(init=False)
    is_same_frame: bool = field(init=False)

    def __post_init__(self) -> None:
        self.is_same_frame = self.old.frame == self.new.frame
        kept_old, kept_new = set[int](), set[int]()
        for block in SequenceMatcher(None, self.old.names, self.new.names, autojunk=False).get_matching_blocks():
            kept_old.update(range(block.a, block.a + block.size))
            kept_new.update(range(block.b, block.b + block.size))
        self.changed = self._bits(self.old, kept_old) | self._bits(self.new, kept_new)

    @staticmethod
    def _bits(version: Version, kept: set[int]) -> int:
        sure = sum(1 << (version.start + rule) for rule in range(len(version.names)) if rule not in kept)
        above = version.start + len(version.names)
        return sure | sum(1 << (above + at) for at, rule in enumerate(version.undecided) if rule not in kept)

    def __call__(self, level: int, candidates: int) -> Hashable | None:
        if self.is_same_frame and not candidates & self.changed:
            return NOTHING
        if candidates & ~self.covering[level] and not (
            self._is_settled(self.old, level, candidates) and self._is_settled(self.new, level, candidates)
        ):
            return None
        old, new = self.old.meaning(candidates), self.new.meaning(candidates)
        if old.key == new.key and AnswerKind.NOT_DECIDED not in {old.answer.kind, new.answer.kind}:
            return NOTHING
        return old.answer, new.answer, old.is_known and new.is_known

    def _is_settled(self, version: Version, level: int, candidates: int) -> bool:
        """Whether the first rule that may match surely does, under FIRST."""
        rules, doubtful = version.rules(candidates), version.doubtful(candidates)
        if version.policy is not HitPolicy.FIRST or not rules or any(each < rules[0] for each in doubtful):
            return False
        needed = 1 << (version.start + rules[0]) | 1 << (version.start + len(version.boxes) - 1)
        return self.covering[level] & candidates & needed == needed


def _change(grid: Grid, full: Box, box: Box, label: Hashable) -> Change:
    assert isinstance(label, tuple)
    old, new, is_decided = label
    return Change(grid.over(full).region(box), old, new, is_decided)
