"""Spark, on this machine or on a cluster: the session says which."""

from __future__ import annotations

from typing import Final

SETTINGS: Final = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # what does not fit is an error, never another number
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
}
"""What a session must be told when it is made, so that numbers and days mean what they mean elsewhere."""
