"""Suggested owners: only where they are likely, never certain, and none for what is no promise."""

from __future__ import annotations

import pytest

from luoshi.district.plan.models import Clause, Report
from luoshi.district.plan.owners import PLAUSIBLE_MIN, Owners, level_of, suggested
from luoshi.engines.owners.units import Level


@pytest.mark.parametrize(
    ("district", "level"),
    [("桃源新区", Level.DISTRICT), ("青溪县", Level.DISTRICT), ("白石市", Level.CITY), ("南湖省", Level.PROVINCE),
     ("西岭自治区", Level.PROVINCE), ("", Level.DISTRICT)],
)  # fmt: skip
def test_the_level_is_in_the_name(district: str, level: Level) -> None:
    assert level_of(district) is level


@pytest.mark.django_db
def test_each_promise_has_a_likely_suggestion_or_none(demonstration: Report) -> None:
    clauses = Clause.objects.filter(version__report=demonstration)
    stored = {clause.pk: Owners.stored(clause.owners) for clause in clauses}
    assert all((stored[clause.pk] is not None) == (clause.commitment_id is not None) for clause in clauses)
    owners = [each for each in stored.values() if each]
    for each in owners:
        chances = [chance for _, chance in each.leads]
        assert chances == sorted(chances, reverse=True)
        assert max([each.joint, *chances], default=0) <= 99
        assert not each.leads or max(each.joint, chances[0]) >= PLAUSIBLE_MIN * 100
    assert sum(bool(each.leads) for each in owners) > len(owners) / 3


def test_a_task_with_a_clear_owner_names_it_first() -> None:
    owners = Owners.stored(suggested("新建、改扩建学校7所", Level.DISTRICT))
    assert owners
    assert "教育" in owners.leads[0][0]


def test_nonsense_suggests_nobody() -> None:
    assert suggested("一二三四五", Level.DISTRICT) == {"leads": [], "cooperating": [], "joint": 0}
