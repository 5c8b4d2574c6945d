"""Whether databases say what the engine says, of more models than each run of the tests asks.

    python -m benchmarks.agreement [MODELS [ROWS]] [--only spark]

Random models (a table of each hit policy, tables of thresholds, expressions) over rows on and beside every bound, with empty cells and
values that are not allowed. Each row is asked one by one, by the compiled engine and by its reference, and of all rows at once in DuckDB,
in PostgreSQL (an embedded database of its own), in Spark on this machine (needs the group `peers` and Java 17) and in ClickHouse within
this process (chdb of the same group). Printed are the rows that were compared and those that differ, with the first differences.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from hypothesis import HealthCheck, Phase, given, seed, settings

from luoshi.engines.decisions.sets import Dialect, SetPlan

if TYPE_CHECKING:
    from tests.agreement.checking import Answer, Question
    from tests.agreement.rows import Row

MODELS, ROWS, SEED, SHOWN = 12, 100, 20260101, 5
FORMAT: Final = "JSONCompactEachRowWithNamesAndTypes"
AS_TEXT: Final = "output_format_json_quote_decimals = 1"
"""Numbers as they are, and not as binary ones."""
Ask = Callable[[SetPlan, "list[Row]", bool], "list[Answer]"]


def main() -> None:
    """Compares all engines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="?", type=int, default=MODELS)
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    parser.add_argument("--only", default=",".join(ENGINES))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["LUOSHI_DATA"] = folder
        os.environ["LUOSHI_DEVELOP"] = "1"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
        import django  # noqa: PLC0415 - the settings look at the folder when they are loaded

        django.setup()
        questions = _questions(asked.models, asked.rows)
        decisions = sum(len(each.plan.outputs) for each in questions)
        print(f"{len(questions)} models, {decisions} answers, {asked.rows} rows each, seed {SEED}")
        for name in asked.only.split(","):
            _compare(name, questions)


def _questions(models_wanted: int, rows_wanted: int) -> list[Question]:
    """The models, asked one by one."""
    from tests.agreement.checking import question_of  # noqa: PLC0415 - after Django is set up
    from tests.agreement.generated import Asked, models, rows  # noqa: PLC0415

    found: list[Question] = []
    population = rows(rows_wanted, seed=SEED)

    @seed(SEED)
    @settings(max_examples=models_wanted, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(models())
    def ask(asked: Asked) -> None:
        found.append(question_of(asked, population))

    ask()
    return found


def _compare(name: str, questions: Sequence[Question]) -> None:
    from tests.agreement.checking import differences  # noqa: PLC0415 - after Django is set up

    begin, rows, shown = time.perf_counter(), 0, list[str]()
    differing = 0
    try:
        with ENGINES[name]() as ask:
            for question in questions:
                found = list(differences(question, ask))
                rows += len(question.rows)
                differing += len({place for place, _ in found})
                shown += [what for _, what in found]
    except ImportError as missing:
        print(f"{name:12} left out: {missing}")
        return
    print(f"{name:12} {rows:8,} rows compared, {differing} differ, {time.perf_counter() - begin:.0f} s")
    for what in shown[:SHOWN]:
        print(f"    {what}")


# --- engines


@contextmanager
def _duckdb() -> Iterator[Ask]:
    from tests.agreement.engines import by_duckdb  # noqa: PLC0415 - after Django is set up

    yield lambda plan, rows, with_doubtful: by_duckdb(plan, rows, with_doubtful=with_doubtful)


@contextmanager
def _postgresql() -> Iterator[Ask]:
    from django.db import transaction  # noqa: PLC0415 - after Django is set up

    from tests.agreement.engines import by_postgresql  # noqa: PLC0415

    with transaction.atomic():
        yield lambda plan, rows, with_doubtful: by_postgresql(plan, rows, with_doubtful=with_doubtful)


@contextmanager
def _spark() -> Iterator[Ask]:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - only here

    from luoshi.engines.decisions.sets.runners.spark import SETTINGS  # noqa: PLC0415

    builder = SparkSession.builder.master("local[2]").appName("luoshi agreement").config("spark.sql.shuffle.partitions", "2")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield lambda plan, rows, with_doubtful: _by_spark(session, plan, rows, with_doubtful=with_doubtful)
    finally:
        session.stop()


def _by_spark(session: Any, plan: SetPlan, rows: Sequence[Row], *, with_doubtful: bool) -> list[Answer]:
    from pyspark.sql import types  # noqa: PLC0415 - only here

    from tests.agreement.engines import KEY, statement  # noqa: PLC0415
    from tests.agreement.rows import plain  # noqa: PLC0415

    fields = [types.StructField(KEY, types.IntegerType()), *(_field(types, each.name, each.sql_type) for each in plan.inputs)]
    values = [(place, *(_typed(plain(row[each.name]), each.sql_type) for each in plan.inputs)) for place, row in enumerate(rows)]
    session.createDataFrame(values, types.StructType(fields)).createOrReplaceTempView("population")
    found = session.sql(statement(plan, Dialect.SPARK, with_doubtful=with_doubtful)).collect()
    return sorted((row.asDict() for row in found), key=lambda each: each[KEY])


@contextmanager
def _clickhouse() -> Iterator[Ask]:
    session = import_module("chdb.session").Session()  # it has no types
    try:
        yield lambda plan, rows, with_doubtful: _by_clickhouse(session, plan, rows, with_doubtful=with_doubtful)
    finally:
        session.close()


def _by_clickhouse(session: Any, plan: SetPlan, rows: Sequence[Row], *, with_doubtful: bool) -> list[Answer]:
    from luoshi.engines.decisions.sets.runners.clickhouse import with_settings  # noqa: PLC0415 - only here
    from tests.agreement.engines import KEY, statement  # noqa: PLC0415
    from tests.agreement.rows import plain  # noqa: PLC0415

    columns = ", ".join(f"`{each.name}` Nullable({_clickhouse_type(each.sql_type)})" for each in plan.inputs)
    values = [", ".join([str(place), *(_literal(plain(row[each.name])) for each in plan.inputs)]) for place, row in enumerate(rows)]
    session.query("CREATE DATABASE IF NOT EXISTS compared ENGINE = Atomic")
    session.query("USE compared")
    session.query("DROP TABLE IF EXISTS population")
    session.query(f"CREATE TABLE population ({KEY} Int32, {columns}) ENGINE = Memory")
    session.query(f"INSERT INTO population VALUES {', '.join(f'({each})' for each in values)}")  # noqa: S608 - rows of our own
    asked = with_settings(statement(plan, Dialect.CLICKHOUSE, with_doubtful=with_doubtful))
    names, types, *found = map(json.loads, str(session.query(f"{asked}, {AS_TEXT}", FORMAT)).splitlines())
    read = [_reader(each) for each in types]
    answers = [{name: each(value) for name, each, value in zip(names, read, row, strict=True)} for row in found]
    return sorted(answers, key=lambda each: each[KEY])


def _clickhouse_type(sql_type: str) -> str:
    return {"BIGINT": "Int64", "TEXT": "String", "BOOLEAN": "Bool", "DATE": "Date32"}.get(sql_type, sql_type)


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str | date):
        return "'{}'".format(str(value).replace("\\", "\\\\").replace("'", "\\'"))
    return str(value).lower()


def _reader(type_name: str) -> Callable[[Any], Any]:
    """What makes a value of its text."""
    plain = type_name.removeprefix("Nullable(")
    of = (
        Decimal
        if plain.startswith("Decimal")
        else int
        if "Int" in plain
        else date.fromisoformat
        if plain.startswith("Date")
        else lambda same: same
    )
    return lambda value: None if value is None else of(value)


def _field(types: Any, name: str, sql_type: str) -> Any:
    if sql_type.startswith("DECIMAL"):
        precision, scale = sql_type.removeprefix("DECIMAL(").rstrip(")").split(",")
        return types.StructField(name, types.DecimalType(int(precision), int(scale)))
    plain = {"BIGINT": types.LongType, "TEXT": types.StringType, "BOOLEAN": types.BooleanType, "DATE": types.DateType}
    return types.StructField(name, plain[sql_type]())


def _typed(value: object, sql_type: str) -> object:
    assert value is None or isinstance(value, str | bool | date | Decimal)
    return int(value) if isinstance(value, Decimal) and sql_type == "BIGINT" else value


ENGINES: Final[dict[str, Callable[[], AbstractContextManager[Ask]]]] = {
    "duckdb": _duckdb, "postgresql": _postgresql, "spark": _spark, "clickhouse": _clickhouse,
}  # fmt: skip


if __name__ == "__main__":
    main()
