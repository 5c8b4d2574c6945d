"""Thirteen rules over a whole register: ours from a DMN model, beside what one would write by hand and beside peers.

    python -m benchmarks.population [ROWS] [--only ours_and_by_hand,openfisca,…]

Every engine runs in a process of its own and prints processor and wall seconds, rows per second and its peak memory; the end says which
limits are met. What is to be compared closely (ours, ours without reasons, by hand) runs by turns in one process, and every column of every
row of ours is held against what was written by hand. OpenFisca-core needs the group `peers`. What cannot run is named and left out. The
rules are `population_policy/policy.dmn`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

import luoshi
from benchmarks.population_policy import by_numpy
from luoshi.engines.decisions import compile_model, read_model
from luoshi.engines.decisions.packaged import DecisionPackage, lone_package
from luoshi.engines.decisions.sets import Dialect, SetPlan, compile_set
from luoshi.engines.decisions.sets.runners import duckdb as runner
from luoshi.engines.decisions.sets.runners import postgresql as postgresql_runner
from luoshi.engines.decisions.sets.runners.spark import SETTINGS as SPARK_SETTINGS
from luoshi.engines.feel.temporal import Date
from luoshi.engines.packs import package_of, read_pack
from luoshi.engines.synthetic import write_enterprises

HERE = Path(__file__).resolve().parent
POLICY = HERE / "population_policy"
DAY = date(2023, 7, 1)
WANTED = ["企业规模", "规模以上", "返还金额", "研发达标", "研发奖励", "合计"]
EXPLAINED_BY = "不予返还的原因"
MEMORY_LIMIT_MB = 90
FILE_TO_FILE_MB = 1_200
SPARE_ROWS = 6_000_000
"""Invented enterprises whose file is larger than that, packed as it is."""
TIMES = 3
ROUNDS = 9
"""Of runs by turns: a busy machine disturbs each."""


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
            f"{self.name:22} {self.wall:8.3f} s wall {self.processor:8.3f} s cpu {speed:7.2f} M rows/s {self.peak_mb:7.0f} MB  {self.check}"
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


# --- engines: each gets the Parquet file

Took = tuple[float, float, str]
"""Wall seconds, processor seconds, a check sum."""


def _timed(work: Callable[[], Any], times: int = TIMES) -> tuple[float, float]:
    """The best wall and processor seconds of some runs."""
    took = []
    for _ in range(times):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        took.append((time.perf_counter() - wall, time.process_time() - processor))
    return min(each[0] for each in took), min(each[1] for each in took)


def _connected(file: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(f"CREATE TABLE population AS FROM {runner.parquet(file)}")
    return connection


def _check(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    query = f'SELECT count(*), sum("合计"), sum(CASE WHEN missing <> 0 OR unmatched <> 0 THEN 1 ELSE 0 END) FROM {table}'  # noqa: S608 - our table
    return "rows {}, total {}, in doubt {}".format(*(connection.execute(query).fetchone() or ()))


def ours_and_by_hand(file: Path) -> Iterator[tuple[str, float, float, str]]:
    """By turns the plan, the plan without reasons, and the same rules and guards written by hand; the best run of each."""
    connection = _connected(file)
    statements = {
        "ours": plan().statement(Dialect.DUCKDB, source="population", key="id", keep=["street"]),
        "ours_without_reason": plan(explained=False).statement(Dialect.DUCKDB, source="population", key="id", keep=["street"]),
        "by_hand": (POLICY / "by_hand.sql").read_text("utf-8"),
    }
    best = dict.fromkeys(statements, (1e9, 1e9))
    for _ in range(ROUNDS):
        for name, statement in statements.items():
            took = _timed(partial(runner.to_table, connection, statement, name), times=1)
            best[name] = min(best[name][0], took[0]), min(best[name][1], took[1])
    differing = _differing(connection, "ours", "by_hand")
    for name, (wall, processor) in best.items():
        yield name, wall, processor, _check(connection, name) + (f", rows unlike by hand: {differing}" if name == "ours" else "")


def _differing(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> int:
    """The rows of which any column is different."""
    names = [f'"{column[0]}"' for column in connection.execute(f"DESCRIBE {one}").fetchall()]
    unlike = " OR ".join(f"one.{name} IS DISTINCT FROM other.{name}" for name in names)
    query = f"SELECT count(*) FROM {one} one FULL JOIN {other} other USING (id) WHERE {unlike}"  # noqa: S608 - our tables
    (count,) = connection.execute(query).fetchone() or (0,)
    return int(count)


def file_to_file(file: Path) -> Took:
    """The plan alone, from Parquet to Parquet as a run of the product goes, in little memory."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        runner.limit(connection, memory_mb=FILE_TO_FILE_MB, threads=2, folder=Path(folder))
        statement = plan().statement(Dialect.DUCKDB, source=runner.parquet(file), key="id", keep=["street"])
        answers = Path(folder) / "answers.parquet"
        wall, processor = _timed(lambda: runner.to_parquet(connection, statement, answers), times=1)
        return wall, processor, _check(connection, runner.parquet(answers))


def within_memory(file: Path) -> Took:
    """Parquet to Parquet with less memory than the file has bytes: the job-retention refund over invented enterprises."""
    register = file.with_name("enterprises.parquet")
    write_enterprises(register, SPARE_ROWS, seed=1)
    package = package_of(read_pack(Path(luoshi.__file__).parent / "packs" / "job_retention_refund"))
    refund = compile_set(package, ["可返还金额（元）"], on=DAY, explained_by="办理意见")
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        runner.limit(connection, memory_mb=MEMORY_LIMIT_MB, threads=2, folder=Path(folder))
        statement = refund.statement(Dialect.DUCKDB, source=runner.parquet(register), key="统一社会信用代码", keep=["街道"])
        answers = Path(folder) / "answers.parquet"
        wall, processor = _timed(lambda: runner.to_parquet(connection, statement, answers), times=1)
        query = f'SELECT count(*), sum("可返还金额（元）") FROM {runner.parquet(answers)}'  # noqa: S608 - our own file
        rows, total = connection.execute(query).fetchone() or (0, 0)
        unpacked = _unpacked(connection, register)
    size = f"{register.stat().st_size / 1e6:,.0f} MB, unpacked {unpacked / 1e6:,.0f} MB"
    return wall, processor, f"{rows:,} rows, total {total}; file {size}, limit {MEMORY_LIMIT_MB} MB"


def _unpacked(connection: duckdb.DuckDBPyConnection, file: Path) -> int:
    query = f"SELECT sum(total_uncompressed_size) FROM parquet_metadata({runner.quoted_text(str(file))})"  # noqa: S608 - our own file
    (size,) = connection.execute(query).fetchone() or (0,)
    return int(size)


def postgresql(file: Path) -> Took:
    """The plan on an embedded PostgreSQL of its own, from a table there to a table there; the server's processor seconds are not told."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ.update(LUOSHI_DATA=folder, LUOSHI_DEVELOP="1", DJANGO_SETTINGS_MODULE="luoshi.district.settings")
        import django  # noqa: PLC0415 - the settings look at the folder when they are loaded

        django.setup()
        from django.db import connection, transaction  # noqa: PLC0415

        with transaction.atomic(), connection.cursor() as cursor:
            _copy_to_postgresql(cursor, file)
            statement = plan().statement(Dialect.POSTGRESQL, source="population", key="id", keep=["street"])
            wall, _ = _timed(lambda: postgresql_runner.to_table(cursor, statement, "answers"), times=1)
            cursor.execute('SELECT count(*), sum("合计"), count(*) FILTER (WHERE missing <> 0 OR unmatched <> 0) FROM answers')
            row = cursor.fetchone() or ()
    return wall, wall, "rows {}, total {}, in doubt {}; wall for processor".format(*row)


def _copy_to_postgresql(cursor: Any, file: Path) -> None:
    columns = ", ".join(f'"{each.name}" {each.sql_type}' for each in plan().inputs)
    cursor.execute(f"CREATE TEMPORARY TABLE population (id BIGINT, street INTEGER, {columns})")
    with tempfile.NamedTemporaryFile(suffix=".csv") as lines, duckdb.connect() as reader:
        chosen = ", ".join(["id", "street", *(f'"{each.name}"' for each in plan().inputs)])
        reader.execute(f"COPY (SELECT {chosen} FROM {runner.parquet(file)}) TO '{lines.name}' (FORMAT CSV, HEADER false)")  # noqa: S608 - names of the model
        with cursor.copy("COPY population FROM STDIN (FORMAT csv)") as copy, Path(lines.name).open("rb") as opened:
            while part := opened.read(1 << 20):
                copy.write(part)
    cursor.execute("ANALYZE population")


def spark(file: Path) -> Took:
    """The plan on Spark on this machine, two threads, from Parquet to Parquet; processor seconds are its own and not told."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - a peer

    builder = SparkSession.builder.master("local[2]").appName("luoshi population benchmark")
    for name, value in SPARK_SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        session.read.parquet(str(file)).createOrReplaceTempView("population")
        statement = plan().statement(Dialect.SPARK, source="population", key="id", keep=["street"])
        with tempfile.TemporaryDirectory() as folder:
            wall, _ = _timed(lambda: session.sql(statement).write.mode("overwrite").parquet(f"{folder}/answers"))
            with duckdb.connect() as connection:
                connection.execute(f"CREATE VIEW answers AS FROM read_parquet('{folder}/answers/*.parquet')")
                return wall, wall, f"{_check(connection, 'answers')}; wall for processor"
    finally:
        session.stop()


def python_loop(file: Path) -> Took:
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


def numpy_by_hand(file: Path) -> Took:
    """The rules in binary numbers, column by column, without guards."""
    query = f"SELECT * REPLACE (epoch(注册日期) AS 注册日期) FROM {runner.parquet(file)}"  # noqa: S608 - our own file
    columns = duckdb.connect().execute(query).fetchnumpy()
    wall, processor = _timed(lambda: by_numpy.total(columns))
    return wall, processor, f"total {by_numpy.total(columns):.2f}"


def openfisca(file: Path) -> Took:
    """The rules in OpenFisca-core, idiomatic: parameters looked up by an enum. One run, since it keeps what it has computed."""
    from benchmarks.population_policy import by_openfisca  # noqa: PLC0415 - a peer

    query = f"SELECT * REPLACE (epoch(注册日期) AS 注册日期) FROM {runner.parquet(file)}"  # noqa: S608 - our own file
    made = by_openfisca.simulation(duckdb.connect().execute(query).fetchnumpy())
    wall, processor = _timed(lambda: made.calculate("total", by_openfisca.PERIOD), times=1)
    return wall, processor, f"total {made.calculate('total', by_openfisca.PERIOD).sum(dtype=float):.2f} of 32 bits"


ENGINES: dict[str, Callable[[Path], Took | Iterator[tuple[str, float, float, str]]]] = {
    each.__name__: each
    for each in (ours_and_by_hand, file_to_file, within_memory, numpy_by_hand, openfisca, python_loop, postgresql, spark)
}


def measure(name: str, file: Path, rows: int) -> list[Figure]:
    """An engine in a process of its own; nothing where it is not installed."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.population", str(rows), "--engine", name, "--file", str(file)],
        capture_output=True, text=True, check=False, timeout=1800, cwd=HERE.parent,
    )  # fmt: skip
    if done.returncode:
        print(f"{name:22} left out: {(done.stderr.strip().splitlines() or ['?'])[-1]}")
        return []
    return [Figure(**json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]


def run_one(name: str, file: Path, rows: int) -> None:
    """In the process of an engine."""
    found = ENGINES[name](file)
    figures = [(name, *found)] if isinstance(found, tuple) else list(found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for each, wall, processor, check in figures:
        counted = SPARE_ROWS if name == "within_memory" else rows
        print(json.dumps({"name": each, "rows": counted, "wall": wall, "processor": processor, "peak_mb": peak, "check": check}))


def limits(found: dict[str, Figure]) -> Iterator[tuple[str, float, float]]:
    """What was measured beside the limits; ratios are of processor time, which a busy machine disturbs less, where both use two threads."""
    own = found["ours"]
    yield "times as long as by hand", own.processor / found["by_hand"].processor, 1.2
    yield "rows unlike by hand", float(own.check.rpartition(": ")[2]), 0
    yield "times as long with reasons", own.processor / found["ours_without_reason"].processor, 1.1
    if "openfisca" in found:
        yield "of OpenFisca's time, by the clock", own.wall / found["openfisca"].wall, 1 / 20
    if "within_memory" in found:
        yield "MB, file beyond memory", found["within_memory"].peak_mb, 2048
    if "file_to_file" in found:
        yield "MB, from file to file", found["file_to_file"].peak_mb, 2048


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
    if unknown := set(asked.only.split(",")) - set(ENGINES):
        parser.error(f"{', '.join(sorted(unknown))}: not among {', '.join(ENGINES)}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "register.parquet"
        make_register(asked.rows, file)
        print(
            f"{asked.rows:,} rows, {file.stat().st_size / 1e6:.0f} MB of Parquet, DuckDB {duckdb.__version__}, 2 threads, best of {TIMES}"
        )
        found = {figure.name: figure for name in asked.only.split(",") for figure in measure(name, file, asked.rows)}
        for figure in found.values():
            print(figure.line)
        for what, value, limit in limits(found) if "ours" in found else ():
            print(f"{what:34} {value:10.3f}   limit {limit:g}: {'met' if value <= limit else 'NOT MET'}")


if __name__ == "__main__":
    main()
