"""Spark, on this machine or on a cluster: the session says which."""

from __future__ import annotations

from typing import Any, Final

SETTINGS: Final = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # what does not fit is an error, never another number
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
}
"""What a session must be told when it is made, so that numbers and days mean what they mean elsewhere."""


def answered(session: Any, statement: str) -> Any:
    """What a statement answers, as a data frame that is computed when it is written or collected."""
    return session.sql(statement)


def from_parquet(session: Any, file: str, name: str) -> None:
    """A Parquet file or folder under the name that a statement has for its ``source``."""
    session.read.parquet(file).createOrReplaceTempView(name)
