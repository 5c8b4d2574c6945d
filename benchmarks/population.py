"""Thirteen rules over a whole register: ours from a DMN model, beside what one would write by hand and beside peers.

    python benchmarks/population.py [ROWS] [--only ours,by_hand,…]

Every engine runs in a process of its own and prints processor and wall seconds, rows per second and its peak memory; the end says which
limits are met. What cannot run is named and left out. The rules are `population_policy/policy.dmn`.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.population_policy import by_numpy
from luoshi.engines.decisions import compile_model, read_model
from luoshi.engines.decisions.packaged import DecisionPackage, lone_package
from luoshi.engines.decisions.sets import Dialect, SetPlan, compile_set
from luoshi.engines.decisions.sets.runners import duckdb as runner
from luoshi.engines.feel.temporal import Date

HERE = Path(__file__).resolve().parent
POLICY = HERE / "population_policy"
DAY = date(2023, 7, 1)
WANTED = ["企业规模", "规模以上", "返还金额", "研发达标", "研发奖励", "合计"]
EXPLAINED_BY = "不予返还的原因"
MEMORY_LIMIT_MB = 400
TIMES = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """What one engine took: the best of some runs."""

    name: str
    rows: int
    wall: float
    processor: float
    peak_mb: float
    check: str = ""

    @property
    def line(self) -> str:
        """For people."""
        speed = self.rows / self.wall / 1e6
        return (
            f"{self.name:28} {self.wall:8.3f} s wall {self.processor:8.3f} s cpu {speed:7.2f} M rows/s {self.peak_mb:7.0f} MB  {self.check}"
        )


def package() -> DecisionPackage:
    """The thirteen rules."""
    compiled = compile_model(read_model((POLICY / "policy.dmn").read_bytes(), file="policy.dmn"))
    compiled.refuse_problems()
    return lone_package(compiled)


def plan(*, explained: bool = True) -> SetPlan:
    """The rules as a plan."""
    return compile_set(package(), WANTED, on=DAY, explained_by=EXPLAINED_BY if explained else None)


def make_register(rows: int, file: Path) -> None:
    """An invented register with one unknown sector in a thousand and one missing figure in a hundred."""
    with duckdb.connect() as connection:
        connection.execute("SET threads = 2")
        register = (POLICY / "register.sql").read_text("utf-8").replace("{rows}", str(int(rows)))
        runner.to_parquet(connection, register, file)


# --- engines: each gets the Parquet file and gives (seconds, processor seconds, a check sum)


def _timed(work: Callable[[], Any]) -> tuple[float, float]:
    best = (1e9, 1e9)
    for _ in range(TIMES):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        best = min(best, (time.perf_counter() - wall, time.process_time() - processor))
    return best


def _in_duckdb(file: Path, statement: str) -> tuple[float, float, str]:
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(f"CREATE TABLE population AS FROM {runner.parquet(file)}")
    wall, processor = _timed(lambda: runner.to_table(connection, statement, "answers"))
    return wall, processor, _check(connection)


def _check(connection: duckdb.DuckDBPyConnection) -> str:
    query = 'SELECT count(*), sum("合计"), sum(CASE WHEN missing <> 0 OR unmatched <> 0 THEN 1 ELSE 0 END) FROM answers'
    return "rows {}, total {}, in doubt {}".format(*(connection.execute(query).fetchone() or ()))


def ours(file: Path) -> tuple[float, float, str]:
    """The plan on DuckDB, to a table."""
    return _in_duckdb(file, plan().statement(Dialect.DUCKDB, source="population", key="id", keep=["street"]))


def ours_without_reason(file: Path) -> tuple[float, float, str]:
    """The same without the number of the rule."""
    return _in_duckdb(file, plan(explained=False).statement(Dialect.DUCKDB, source="population", key="id", keep=["street"]))


def by_hand(file: Path) -> tuple[float, float, str]:
    """The same rules and guards written by hand for DuckDB."""
    return _in_duckdb(file, (POLICY / "by_hand.sql").read_text("utf-8"))


def ours_within_memory(file: Path) -> tuple[float, float, str]:
    """Parquet to Parquet with less memory than the file unpacked needs."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        runner.limit(connection, memory_mb=MEMORY_LIMIT_MB, threads=2, folder=Path(folder))
        statement = plan().statement(Dialect.DUCKDB, source="population", key="id", keep=["street"])
        connection.execute(f"CREATE VIEW population AS FROM {runner.parquet(file)}")
        answers = Path(folder) / "answers.parquet"
        wall, processor = _timed(lambda: runner.to_parquet(connection, statement, answers))
        connection.execute(f"CREATE VIEW answers AS FROM {runner.parquet(answers)}")
        return wall, processor, f"{_check(connection)}, limit {MEMORY_LIMIT_MB} MB"


def slider(file: Path) -> tuple[float, float, str]:
    """One pass to a histogram of what is paid by the premium, then each position of a limit from it."""
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute(f"CREATE TABLE population AS FROM {runner.parquet(file)}")
    statement = plan().statement(Dialect.DUCKDB, source="population", key="id", keep=["street", "营业收入"])
    columns = 'street, floor("营业收入" / 1000) AS bucket, count(*) AS n, sum("合计") AS paid'
    histogram = f"SELECT {columns} FROM ({statement}) GROUP BY ALL"  # noqa: S608 - our own statement
    wall, processor = _timed(lambda: runner.to_table(connection, histogram, "histogram"))
    position = "SELECT street, sum(n), sum(paid) FROM histogram WHERE bucket >= 300 GROUP BY ALL"
    one, _ = _timed(lambda: connection.execute(position).fetchall())
    return wall, processor, f"a position {one * 1000:.1f} ms"


def python_loop(file: Path) -> tuple[float, float, str]:
    """The compiled Python engine, row by row, on a hundredth of the rows."""
    asked, connection = package(), duckdb.connect()
    names = [each.name for each in plan().inputs]
    columns = ", ".join(f'"{name}"' for name in names)
    found = connection.execute(f"SELECT {columns} FROM {runner.parquet(file)} WHERE id % 100 = 0").fetchall()  # noqa: S608 - names of the model
    rows = [{name: _value(value) for name, value in zip(names, row, strict=True)} for row in found]
    wall, processor = time.perf_counter(), time.process_time()
    total = sum((asked.decide("合计", row, on=DAY).value or Decimal(0)) for row in rows)  # type: ignore[misc] # numbers
    share = 100
    return (
        (time.perf_counter() - wall) * share,
        (time.process_time() - processor) * share,
        f"total of {len(rows)} rows {total}, times {share}",
    )


def _value(value: object) -> Any:
    if isinstance(value, int):
        return Decimal(value)
    return Date(value.year, value.month, value.day) if isinstance(value, date) else value


def numpy_by_hand(file: Path) -> tuple[float, float, str]:
    """The rules in binary numbers, column by column, without guards."""
    query = f"SELECT * REPLACE (epoch(注册日期) AS 注册日期) FROM {runner.parquet(file)}"  # noqa: S608 - our own file
    columns = duckdb.connect().execute(query).fetchnumpy()
    wall, processor = _timed(lambda: by_numpy.total(columns))
    return wall, processor, f"total {by_numpy.total(columns):.2f}"


ENGINES: dict[str, Callable[[Path], tuple[float, float, str]]] = {
    each.__name__: each for each in (ours, ours_without_reason, by_hand, ours_within_memory, slider, numpy_by_hand, python_loop)
}


def measure(name: str, file: Path, rows: int) -> Figure | None:
    """An engine in a process of its own; None where it is not installed."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.population", str(rows), "--engine", name, "--file", str(file)],
        capture_output=True, text=True, check=False, timeout=600, cwd=HERE.parent,
    )  # fmt: skip
    if done.returncode:
        print(f"{name:28} left out: {(done.stderr.strip().splitlines() or ['?'])[-1]}")
        return None
    return Figure(**json.loads(done.stdout.splitlines()[-1]))


def run_one(name: str, file: Path, rows: int) -> None:
    """In the process of an engine."""
    wall, processor, check = ENGINES[name](file)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"name": name, "rows": rows, "wall": wall, "processor": processor, "peak_mb": peak, "check": check}))


def say_limits(found: dict[str, Figure], rows: int) -> None:
    """The limits of the issue beside what was measured; ratios are of processor time, which a busy machine disturbs less."""
    own = found.get("ours")
    if own is None:
        return
    limits: list[tuple[str, float, float]] = []
    if "by_hand" in found:
        limits.append(("times as long as by hand", own.processor / found["by_hand"].processor, 1.2))
    if "ours_without_reason" in found:
        limits.append(("times as long with reasons", own.processor / found["ours_without_reason"].processor, 1.1))
    if "slider" in found:
        limits.append(("seconds for the slider", found["slider"].wall, 0.2 if rows <= 1_000_000 else 1.5))
    limits.append(("MB at most", own.peak_mb, 2048))
    for what, value, limit in limits:
        print(f"{what:28} {value:10.2f}   limit {limit}: {'met' if value <= limit else 'NOT met'}")


def main() -> None:
    """Measures all engines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--only", default=",".join(ENGINES))
    parser.add_argument("--engine")
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    if asked.engine:
        run_one(asked.engine, asked.file, asked.rows)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "register.parquet"
        make_register(asked.rows, file)
        print(
            f"{asked.rows:,} rows, {file.stat().st_size / 1e6:.0f} MB of Parquet, DuckDB {duckdb.__version__}, 2 threads, best of {TIMES}"
        )
        found = {name: figure for name in asked.only.split(",") if (figure := measure(name, file, asked.rows)) is not None}
        for figure in found.values():
            print(figure.line)
        say_limits(found, asked.rows)


if __name__ == "__main__":
    main()
