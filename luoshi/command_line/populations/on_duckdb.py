"""DuckDB within the process: what does not fit into memory goes to disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from luoshi.command_line.populations.running import RESULT, Asked, Totals, refuse_missing, totals, totals_statements
from luoshi.engines.decisions.sets import Dialect
from luoshi.engines.decisions.sets.runners.duckdb import parquet, quoted_text, to_parquet

if TYPE_CHECKING:
    from luoshi.engines.decisions.sets import CompiledSet


def run(plan: CompiledSet, asked: Asked, *, database: str, master: str) -> Totals:
    """Run a plan over a file."""
    with duckdb.connect() as engine:
        engine.execute(f"CREATE VIEW population AS SELECT * FROM {source(asked)}")
        refuse_missing(plan, asked, [row[0] for row in engine.execute("DESCRIBE population").fetchall()])
        statement = plan.statement(Dialect.DUCKDB, source="population", key=asked.key, keep=asked.keep, columns=asked.columns)
        if asked.out is None:
            engine.execute(f"CREATE TEMP TABLE {RESULT} AS {statement}")
        else:
            to_parquet(engine, statement, asked.out)
            engine.execute(f"CREATE VIEW {RESULT} AS FROM {parquet(asked.out)}")
        return totals([engine.execute(each).fetchall() for each in totals_statements(plan, RESULT)])


def source(asked: Asked) -> str:
    """The rows of the file. Those of CSV come as text, so that the plan's own types decide what can be read."""
    if asked.data.suffix == ".parquet":
        return parquet(asked.data)
    return f"read_csv({quoted_text(str(asked.data))}, header = true, all_varchar = true)"
