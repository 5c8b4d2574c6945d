"""Every pack that comes with Luoshi is sound: it reads and compiles, its citations and words fit, its examples come out as they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.engines.decisions.analysis_results import Level
from luoshi.engines.decisions.tests.both_ways import comparing
from luoshi.engines.packs import PackCheck, check_pack

PACKS = Path(__file__).resolve().parents[2] / "luoshi" / "packs"


@pytest.fixture(scope="module", params=sorted(each for each in PACKS.iterdir() if each.is_dir()), ids=lambda folder: folder.name)
def check(request: pytest.FixtureRequest) -> PackCheck:
    """The check of a pack, each decision in it taken both ways."""
    with pytest.MonkeyPatch.context() as patch:
        comparing(patch)
        return check_pack(request.param)


def test_a_pack_is_sound(check: PackCheck) -> None:
    assert [each.words.chinese for each in check.faults] == []
    assert [(each.example.file, each.case.name, each.why[0].chinese) for each in check.failures] == []
    assert check.is_sound


def test_its_examples_leave_out_no_rule_and_no_decision(check: PackCheck) -> None:
    assert {table.name: table.not_exercised for table in check.tables if table.not_exercised} == {}
    assert check.not_asked == ()


def test_its_lives_leave_out_no_transition_and_no_condition(check: PackCheck) -> None:
    if check.case is not None:
        assert [(each.life.file, each.why) for each in check.case.results if each.why] == []
        assert (check.case.not_lived, check.case.never_refused) == ((), ())


def test_its_tables_answer_everywhere_and_have_no_idle_rule(check: PackCheck) -> None:
    analyses = [each.analysis for each in check.tables if each.analysis is not None]
    gaps = [each.words().chinese for one in analyses for each in one.gaps or () if each.level is not Level.INFORMATION]
    idle = [each.words().chinese for one in analyses for each in one.unreachable]
    assert (gaps, idle) == ([], [])
