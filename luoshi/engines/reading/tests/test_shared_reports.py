"""Real reports, where they are at hand: the district's labels, and every report without an error."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.engines.reading import read
from luoshi.engines.reading.model import Half, Measurement, Target
from luoshi.engines.reading.tests.test_read import check_places

SHARED = Path(os.environ.get("LUOSHI_SHARED", Path(__file__).resolve().parents[4].parent / "shared"))
REPORTS = sorted((SHARED / "reports").glob("*.txt"))

needs_shared = pytest.mark.skipif(
    not REPORTS, reason=f"no reports in {SHARED}: set LUOSHI_SHARED to the folder that holds reports/ and data/"
)


@needs_shared
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_report_is_read(path: Path) -> None:
    reading = read(path.read_text(encoding="utf8"))
    check_places(reading)
    clauses = list(reading.clauses())
    assert len(clauses) > 150
    assert reading.year is not None
    assert str(reading.year) in path.stem
    assert any(clause.half is Half.PLAN and clause.targets for clause in clauses)


@needs_shared
def test_the_numeric_and_pegged_targets_of_the_district() -> None:
    reading = read((SHARED / "reports" / "harbin_new_area_2023.txt").read_text(encoding="utf8"))
    rows = [json.loads(line) for line in (SHARED / "data" / "seed_gold.jsonl").read_text(encoding="utf8").splitlines()]
    wanted = [row for row in rows if row["kind"] == "target" and row["measure"] in {"numeric", "pegged"}]
    found = [
        (reading.origin(clause.span).start, target)
        for clause in reading.clauses()
        for target in clause.targets
        if target.measurement in {Measurement.NUMERIC, Measurement.PEGGED}
    ]
    assert len(wanted) == 26
    missed = [row["quote"] for row in wanted if not any(_agrees(row, start, target) for start, target in found)]
    assert missed == []
    assert len(found) == len(wanted)


def _agrees(row: dict[str, object], start: int, target: Target) -> bool:
    value = None if row["value"] is None else Decimal(str(row["value"]))
    names = str(row["indicator"]), target.indicator
    alike = len(set(names[0]) & set(names[1])) >= 0.5 * len(set(names[1]))
    return (
        abs(start - int(str(row["offset"]))) < 12
        and (row["op"], value, row["unit"]) == (target.operator.value, target.value, target.unit)
        and alike
    )
