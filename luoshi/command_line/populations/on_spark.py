"""Apache Spark: on this machine, or on a cluster that reaches the files by the same paths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from luoshi.command_line.populations.running import RESULT, Asked, RefusedData, Totals, refuse_missing, totals, totals_statements
from luoshi.engines.decisions.sets import Dialect
from luoshi.engines.decisions.sets.runners.spark import SETTINGS

if TYPE_CHECKING:
    from luoshi.engines.decisions.sets import CompiledSet


def run(plan: CompiledSet, asked: Asked, *, database: str, master: str) -> Totals:
    """Run a plan over a file.

    Raises:
        RefusedData: PySpark is not installed.
    """
    session = _session(master)
    try:
        read = session.read.parquet(str(asked.data)) if asked.data.suffix == ".parquet" else session.read.csv(str(asked.data), header=True)
        refuse_missing(plan, asked, read.columns)
        read.createOrReplaceTempView("population")
        result = session.sql(plan.statement(Dialect.SPARK, source="population", key=asked.key, keep=asked.keep, columns=asked.columns))
        if asked.out is not None:
            result.write.parquet(str(asked.out))
            result = session.read.parquet(str(asked.out))
        else:
            result = result.cache()
        result.createOrReplaceTempView(RESULT)
        return totals([[tuple(row) for row in session.sql(each).collect()] for each in totals_statements(plan, RESULT, quote="`")])
    finally:
        session.stop()


def _session(master: str) -> Any:
    """A session in which numbers and days mean what they mean elsewhere."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as missing:
        raise RefusedData(
            "没有安装 PySpark；请先安装：pip install pyspark（并有 Java 17）。",
            "PySpark is not installed: pip install pyspark, beside Java 17.",
        ) from missing
    settings = dict(SETTINGS)
    if not master.startswith("local"):
        settings["spark.driver.bindAddress"] = "0.0.0.0"  # noqa: S104 - executors call back
    builder = SparkSession.builder.master(master).appName("luoshi population")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()
