"""What trying another parameter on everybody takes: the difference, the slider's one pass, each of its positions.

A change is measured from its text to the counted result: rules compiled, statement written, everybody asked. What no change touches is
prepared before, once for a simulation, and told apart.

    python benchmarks/simulation.py [ROWS …]          (1,000,000 and 10,000,000 without)

Rows are invented: inputs of the job-retention refund with nulls and codes that no rule knows, drawn by a hash of their number.
Processor seconds of this process stand beside the wall clock, since a busy machine says little by the latter.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

import luoshi
from luoshi.engines.decisions import in_force
from luoshi.engines.packs import read_pack
from luoshi.engines.packs.decision_models import package_of

ON = date(2023, 7, 1)
ANSWER, EXPLAINED_BY, PARAMETER = "可返还金额（元）", "办理意见", "裁员率上限"
KEEP = ("street", "size")
LIMITED = ("a changed parameter, first time", "another value of it", "slider, the one pass")
LIMITS = {1_000_000: dict.fromkeys(LIMITED, 0.2), 10_000_000: dict.fromkeys(LIMITED, 1.5)}
"""Seconds of the wall clock that an answer may take."""
_PEOPLE = """
CREATE TABLE population AS SELECT 'E' || i AS key, '街道' || (hash(i + 7) % 26) AS street,
  ['大型', '中型', '小型', '微型'][1 + i % 4] AS size,
  CASE i % 97 WHEN 0 THEN NULL WHEN 1 THEN '未知' ELSE '企业' END AS "单位类型",
  CASE WHEN i % 101 > 0 THEN ['大型', '中型', '小型', '微型'][1 + i % 4] END AS "企业规模",
  CASE WHEN i % 89 > 0 THEN 6 + hash(i) % 8 END AS "足额缴费月数", CASE WHEN i % 53 > 0 THEN hash(i + 1) % 6 END AS "裁员人数",
  CASE WHEN i % 61 > 0 THEN 1 + hash(i + 2) % 200 END AS "参保职工人数",
  CAST((hash(i + 3) % 10000000) / 100 AS DECIMAL(18, 2)) AS "上年度实缴失业保险费（元）", CAST(0 AS DECIMAL(18, 2)) AS "本年度已返还（元）"
FROM range({rows}) numbered(i)
"""


def measure(rows: int) -> None:
    """Print every figure for a population of so many rows."""
    from luoshi.district.simulations import computing, sides  # noqa: PLC0415 - after Django is set up
    from luoshi.district.simulations.moving import moving  # noqa: PLC0415
    from luoshi.district.simulations.sliding import histogram  # noqa: PLC0415
    from luoshi.district.simulations.tallying import difference  # noqa: PLC0415

    package = package_of(read_pack(Path(luoshi.__file__).parent / "packs" / "job_retention_refund"))
    wanted = {each.name: each for name in (ANSWER, EXPLAINED_BY) for each in package.parameters_of(name)}
    rules = computing.Rules(package, in_force(wanted.values(), on=ON), ON, ("全国",), ANSWER, EXPLAINED_BY)
    slider, moved = computing.slider_of(rules, PARAMETER), moving(package, PARAMETER, rules.answers)
    assert slider is not None
    assert moved is not None
    with tempfile.TemporaryDirectory() as place, duckdb.connect(config={"memory_limit": "2GB", "temp_directory": place}) as session:
        session.execute(_PEOPLE.format(rows=rows))
        print(f"\n{rows:,} rows, {len(slider.positions)} positions of {PARAMETER}")
        was = rules.plan()
        with told(rows, "prepare what no change touches"):
            sides.prepare(session, was, source="population", keep=KEEP)
        ends = [computing.moved(rules, PARAMETER, end) for end in (slider.low, slider.positions[-1])]
        with told(rows, "a changed parameter, first time"):
            pair = sides.pair(was, rules.with_changes(ends[1:]).plan(), keep=KEEP, answer=ANSWER)
            counted = difference(session, pair.over_everybody(), KEEP)
        with told(rows, "another value of it"):
            other = sides.pair(was, rules.with_changes(ends[:1]).plan(), keep=KEEP, answer=ANSWER)
            difference(session, other.over_everybody(), KEEP)
        with told(rows, "what missing data leave open"):
            computing.bounds_of(session, pair, pair.over_everybody(), counted.whole.uncertain)
        with told(rows, "slider, the one pass"):
            low, high = (rules.with_changes((end,)).plan() for end in ends)
            measured = rules.plan(moved.measured)
            relation = sides.three((was, low, high), measured, moved, slider, keep=KEEP, answer=ANSWER)
            found = histogram(session, relation, KEEP, slider)
        with told(rows, "slider, one position"):
            found.at(7)
        with told(rows, "slider, the whole curve"):
            found.totals()
    print(f"  peak memory of the process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


@contextmanager
def told(rows: int, what: str) -> Iterator[None]:
    """Print how long the block takes, beside its limit."""
    wall, processor = time.perf_counter(), time.process_time()
    yield
    took, used = time.perf_counter() - wall, time.process_time() - processor
    limit = LIMITS.get(rows, {}).get(what)
    verdict = "" if limit is None else f"   limit {limit} s: {'met' if took < limit else 'not met'}"
    print(f"  {what:32} {took:8.3f} s   processor {used:8.3f} s{verdict}")


def main() -> None:
    """Measure each size."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
    import django  # noqa: PLC0415 - it needs the settings

    django.setup()
    for rows in [int(each.replace(",", "")) for each in sys.argv[1:]] or sorted(LIMITS):
        measure(rows)


if __name__ == "__main__":
    main()
