"""Door: how the embedded database is reached."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from luoshi.district.embedded.cluster import NAME, Cluster

# The server's log says what was refused and repeats neither the row nor the statement: either may hold a citizen's number.
DISCREET_LOG = "-c log_error_verbosity=terse -c log_min_error_statement=panic"


def database_settings(data: Path) -> dict[str, Any]:
    """Django's settings of the embedded database in the folder ``data``. Nothing is started by asking."""
    folder = Cluster(data).socket_folder
    return {
        "ENGINE": "luoshi.district.embedded",
        "NAME": NAME,
        "USER": NAME,
        "HOST": str(folder),
        "DATA_FOLDER": data,
        "OPTIONS": {"options": DISCREET_LOG},
    }
