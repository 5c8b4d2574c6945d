"""Which of the rules that match a table answers with: the seven hit policies of DMN, as functions of numbers and outputs.

A policy receives the positions of the rules that matched, in the table's order, and a function that computes a rule's outputs, so that
FIRST and UNIQUE compute one rule only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from luoshi.engines.decisions.findings import FindingKind
from luoshi.engines.decisions.model import HitPolicy
from luoshi.engines.feel.values import Value

Outputs = tuple[Value, ...]
OutputsOf = Callable[[int], Outputs]
RankOf = Callable[[Outputs], tuple[int, ...]]
"""The place of outputs in the order of priority, column by column; the smaller comes first."""

MANY: Final = frozenset({HitPolicy.COLLECT, HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER})
"""The policies that answer with a list."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The rules a table answers with, in the order of the answer; or why it cannot answer."""

    rules: tuple[int, ...]
    fault: FindingKind | None = None


def choose(policy: HitPolicy, matched: Sequence[int], outputs_of: OutputsOf, rank_of: RankOf) -> Choice:
    """The choice under a policy. Without a match nothing is chosen and nothing is wrong yet: the table may have defaults."""
    return _CHOICES[policy](matched, outputs_of, rank_of) if matched else Choice(())


def same(left: Value, right: Value) -> bool:
    """Whether two values are one. Python takes true for 1, FEEL does not."""
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(value, right[name]) for name, value in left.items())
    return type(left) is type(right) and left == right


def _unique(matched: Sequence[int], _outputs_of: OutputsOf, _rank_of: RankOf) -> Choice:
    return Choice((matched[0],)) if len(matched) == 1 else Choice((), FindingKind.SEVERAL_RULES)


def _first(matched: Sequence[int], _outputs_of: OutputsOf, _rank_of: RankOf) -> Choice:
    return Choice((matched[0],))


def _any(matched: Sequence[int], outputs_of: OutputsOf, _rank_of: RankOf) -> Choice:
    first = outputs_of(matched[0])
    agreed = all(same(outputs_of(rule), first) for rule in matched[1:])
    return Choice((matched[0],)) if agreed else Choice((), FindingKind.DIFFERENT_OUTPUTS)


def _priority(matched: Sequence[int], outputs_of: OutputsOf, rank_of: RankOf) -> Choice:
    return Choice((min(matched, key=lambda rule: rank_of(outputs_of(rule))),))


def _in_order_of_rules(matched: Sequence[int], _outputs_of: OutputsOf, _rank_of: RankOf) -> Choice:
    return Choice(tuple(matched))


def _in_order_of_outputs(matched: Sequence[int], outputs_of: OutputsOf, rank_of: RankOf) -> Choice:
    return Choice(tuple(sorted(matched, key=lambda rule: rank_of(outputs_of(rule)))))


_CHOICES: Final[dict[HitPolicy, Callable[[Sequence[int], OutputsOf, RankOf], Choice]]] = {
    HitPolicy.UNIQUE: _unique,
    HitPolicy.FIRST: _first,
    HitPolicy.ANY: _any,
    HitPolicy.PRIORITY: _priority,
    HitPolicy.COLLECT: _in_order_of_rules,  # "in any order", says the standard: the table's order is one that people expect
    HitPolicy.RULE_ORDER: _in_order_of_rules,
    HitPolicy.OUTPUT_ORDER: _in_order_of_outputs,
}
