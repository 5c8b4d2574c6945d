"""The demonstration pack reads, and its plan speaks of exactly the promises that its report makes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

import luoshi
from luoshi.engines.packs import ArrangementEntry, Pack, read_pack
from luoshi.engines.packs.model import KINDS
from luoshi.engines.reading import read
from luoshi.engines.reading.model import Base, Clause, Half, Kind, Measurement, Target

FOLDER = Path(luoshi.__file__).parent / "packs" / "peach_blossom"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(FOLDER)


@pytest.fixture(scope="module")
def text(pack: Pack) -> str:
    assert pack.report is not None
    return pack.report.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def clauses(text: str) -> dict[str, Clause]:
    """The clauses of the plan half by their words."""
    return {clause.quote: clause for clause in read(text).clauses() if clause.half is Half.PLAN}


def _promises(clauses: dict[str, Clause]) -> list[Clause]:
    return [clause for clause in clauses.values() if clause.kind not in {Kind.PRINCIPLE, Kind.RESULT}]


def _target(entry: ArrangementEntry, clauses: dict[str, Clause]) -> Target | None:
    targets = clauses[entry.quote].targets
    if not entry.indicator:
        assert len(targets) < 2, entry.quote
        return targets[0] if targets else None
    (target,) = [target for target in targets if target.indicator == entry.indicator]
    return target


def _numeric(pack: Pack, clauses: dict[str, Clause]) -> list[tuple[ArrangementEntry, Target]]:
    pairs = [(entry, _target(entry, clauses)) for entry in pack.arrangements]
    return [(entry, target) for entry, target in pairs if target and target.measurement in {Measurement.NUMERIC, Measurement.PEGGED}]


def test_kinds_of_packs_are_those_of_reading() -> None:
    assert tuple(KINDS) == tuple(kind.value for kind in Kind)


def test_the_plan_holds_every_promise_once(pack: Pack, text: str, clauses: dict[str, Clause]) -> None:
    none_after_all = {correction.quote for correction in pack.corrections if correction.kind == "principle"}
    promised = [clause for clause in _promises(clauses) if clause.quote not in none_after_all]
    wanted = [(clause.quote, target) for clause in promised for target in clause.targets or (None,)]
    assert [(entry.quote, _target(entry, clauses)) for entry in pack.arrangements] == wanted
    assert [entry.quote for entry in pack.arrangements if entry.quote not in text] == []


def test_corrections_say_something_else_than_the_machine(pack: Pack, text: str, clauses: dict[str, Clause]) -> None:
    assert len(pack.corrections) >= 2
    for correction in pack.corrections:
        assert correction.quote in text
        assert clauses[correction.quote].kind.value != correction.kind


def test_adoption_is_recorded_by_the_office(pack: Pack) -> None:
    assert pack.adoption is not None
    assert pack.adoption.meeting in (FOLDER / "report" / "2023.txt").read_text(encoding="utf-8")
    (person,) = [person for person in pack.people if person.code == pack.adoption.by]
    roles = {post.code: post.role for post in pack.posts}
    assert any(roles[holding.post] == "office" and holding.valid_from <= pack.adoption.held_on for holding in person.holds)


def test_every_numeric_promise_says_what_is_counted(pack: Pack, clauses: dict[str, Clause]) -> None:
    assert [
        entry.quote for entry, _ in _numeric(pack, clauses) if not (entry.definition and entry.source and entry.reporting_class == "A")
    ] == []


def test_only_foreign_investment_lacks_the_base_of_its_growth(pack: Pack, clauses: dict[str, Clause]) -> None:
    assert [entry.indicator for entry, target in _numeric(pack, clauses) if target.base is Base.YOY and entry.base_value is None] == [
        "实际利用外资"
    ]


def test_milestones_in_numbers_never_fall_and_reach_the_target(pack: Pack, clauses: dict[str, Clause]) -> None:
    for entry, target in _numeric(pack, clauses):
        if target.base in {Base.LEVEL, Base.INCREMENT}:
            steps = [Decimal(step) for step in entry.milestones]
            assert all(earlier <= later for earlier, later in pairwise(steps)), entry.quote
            assert target.value is not None
            assert target.value <= steps[-1] <= target.value + 1, entry.quote


def test_what_is_confirmed_is_complete_and_something_is_left_to_do(pack: Pack) -> None:
    complete = [entry for entry in pack.arrangements if entry.lead and entry.leader and entry.deadline]
    assert [entry.quote for entry in pack.arrangements if entry.confirmed and entry not in complete] == []
    assert 0.75 < sum(entry.confirmed for entry in complete) / len(complete) < 0.85
    assert len([entry for entry in pack.arrangements if not entry.lead]) == 7
    assert len([entry for entry in pack.arrangements if not entry.deadline]) == 15
    assert {entry.deadline.year for entry in pack.arrangements if entry.deadline} == {2023}


def test_offices_show_succession_change_and_vacancy(pack: Pack) -> None:
    assert [(unit.name, unit.valid_to, unit.successor) for unit in pack.units if unit.valid_to] == [
        ("区经济合作局", date(2022, 12, 31), "investment_promotion")
    ]
    held = [holding.post for person in pack.people for holding in person.holds]
    assert {post for post in held if held.count(post) > 1} == {"deputy_head_opening", "education_head"}
    assert {post.code for post in pack.posts} - set(held) == {"veterans_head", "automatic_approval"}


def test_people_are_visibly_invented(pack: Pack) -> None:
    names = [person.name for person in pack.people]
    assert len(set(names)) == len(names)
    assert [name for name in names if not name.endswith(("示例", "样本", "虚构"))] == []
