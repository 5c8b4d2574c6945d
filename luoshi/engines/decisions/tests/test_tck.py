"""The public conformance suite of the standard: all of level 2, and of level 3 what concerns decision models rather than expressions; and
what the type check says of all its models."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from benchmarks import tck, type_check

ROOT = Path(os.environ.get("LUOSHI_SHARED", Path(__file__).resolve().parents[4].parent / "shared")) / "tck"
LEVEL_3 = "0004|0016|0017|0020|0030|003[5-9]|0040|008[5-9]|009[12]|115[0-4]"

pytestmark = pytest.mark.skipif(not (ROOT / "score.py").is_file(), reason=f"no conformance suite in {ROOT}: set LUOSHI_SHARED")


@pytest.mark.parametrize("only", ["cl2/", f"cl3/({LEVEL_3})"])
def test_the_cases_pass(only: str) -> None:
    score = tck.load_score(ROOT)
    cases = [case for case in score.read_cases(ROOT) if re.match(only, case.key)]
    assert len(cases) > 70
    failed = {f"{case.key}: {detail}" for case, verdict, detail in tck.run(score, cases, seconds=0) if verdict != "pass"}
    assert failed == set()


@pytest.mark.parametrize("level", ["cl2", "cl3"])
def test_the_type_check_raises_no_false_alarm(level: str) -> None:
    """Of no decision that has a value it says that it never has; most of those of which null is expected it finds beforehand."""
    score = tck.load_score(ROOT)
    measured = type_check.measure(score, [case for case in score.read_cases(ROOT) if case.level == level])
    assert [(path.name, remark.words().english) for path, remark in measured.alarms] == []
    assert measured.wrong_types == []
    assert measured.errors
    assert len(measured.models) > 10
