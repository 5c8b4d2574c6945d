"""The seven policies against their sentences in the standard, said again in the plainest way."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.decisions.findings import FindingKind
from luoshi.engines.decisions.hit_policies import Choice, Outputs, choose, same
from luoshi.engines.decisions.model import HitPolicy

PRIORITIES = ("甲", "乙", "丙")
rules = st.lists(st.tuples(st.booleans(), st.sampled_from(PRIORITIES)), max_size=8)
"""Whether each rule matches, and what it concludes."""


def restated(policy: HitPolicy, rows: Sequence[tuple[bool, str]]) -> list[str] | FindingKind:
    """The outputs of the answer, in order."""
    hits = [output for matches, output in rows if matches]
    match policy:
        case HitPolicy.UNIQUE:
            return hits if len(hits) < 2 else FindingKind.SEVERAL_RULES
        case HitPolicy.ANY:
            return hits[:1] if len(set(hits)) < 2 else FindingKind.DIFFERENT_OUTPUTS
        case HitPolicy.FIRST:
            return hits[:1]
        case HitPolicy.PRIORITY:
            return sorted(hits, key=PRIORITIES.index)[:1]
        case HitPolicy.OUTPUT_ORDER:
            return sorted(hits, key=PRIORITIES.index)
        case HitPolicy.COLLECT | HitPolicy.RULE_ORDER:
            return hits


@pytest.mark.parametrize("policy", list(HitPolicy))
@given(rows=rules)
def test_each_policy_chooses_what_the_standard_says(policy: HitPolicy, rows: list[tuple[bool, str]]) -> None:
    matched = [position for position, (matches, _) in enumerate(rows) if matches]

    choice = choose(policy, matched, lambda rule: (rows[rule][1],), lambda outputs: (PRIORITIES.index(str(outputs[0])),))

    expected = restated(policy, rows)
    found = choice.fault or [rows[rule][1] for rule in choice.rules]
    assert found == expected


@given(rows=rules)
def test_only_rules_that_match_are_chosen_and_none_twice(rows: list[tuple[bool, str]]) -> None:
    matched = [position for position, (matches, _) in enumerate(rows) if matches]
    for policy in HitPolicy:
        chosen = choose(policy, matched, lambda rule: (rows[rule][1],), lambda outputs: (PRIORITIES.index(str(outputs[0])),)).rules
        assert set(chosen) <= set(matched)
        assert len(chosen) == len(set(chosen))


def test_first_and_unique_compute_no_outputs() -> None:
    def outputs_of(rule: int) -> Outputs:
        raise AssertionError(rule)

    for policy in (HitPolicy.FIRST, HitPolicy.UNIQUE):
        assert choose(policy, [3], outputs_of, lambda _outputs: ()) == Choice((3,))


def test_true_is_not_one() -> None:
    assert not same(True, Decimal(1))  # noqa: FBT003 - the values that are compared
    assert not same((Decimal(0),), (False,))
    assert same({"甲": (Decimal("1.0"),)}, {"甲": (Decimal(1),)})
