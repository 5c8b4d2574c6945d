"""Servers and the database are killed while cases are handled: nothing is half written, nothing that was committed is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from luoshi.district.casework.models import Case, CaseStep
from luoshi.district.casework.tests.county import Desk
from luoshi.district.casework.tests.killed import half_written, lost
from luoshi.district.embedded.cluster import Cluster
from luoshi.district.embedded.tests.killable import audited, own_database, worked_until_killed

SCRIPT = "luoshi.district.casework.tests.killed"


@pytest.fixture
def cluster(_stored_county: None) -> Iterator[Cluster]:
    """A database of its own with the county in it."""
    with own_database() as found:
        yield found


def test_whoever_is_killed_leaves_whole_steps_or_none(cluster: Cluster) -> None:
    assert audited(cluster, SCRIPT, worked_until_killed(cluster, SCRIPT)) == (0, "", "")


def test_the_audit_finds_what_is_lost_or_half_written(desk: Desk) -> None:
    """The judge of the test above is judged itself."""
    case = desk.issued()
    committed: set[tuple[str, ...]] = {(case.code, "1"), (case.code, "2"), (case.code, "3")}
    assert list(half_written()) == []
    assert list(lost(committed)) == [f"{case.code}/3 was committed and is gone"]
    half = case.steps.get(number=2)
    half.pk, half.number, half.from_status, half.fact, half.transition = None, 3, "issued", None, "reply"
    CaseStep.objects.bulk_create([half])
    Case.objects.filter(pk=case.pk).update(step_count=3)
    assert [fault.removeprefix(f"{case.code}/3 ") for fault in half_written()] == [
        "left no fact", "moved a clock and stored no deadline", "has no assignment", "was told to nobody", "has lost its evidence",
    ]  # fmt: skip
