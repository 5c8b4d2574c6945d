"""Door: how the embedded database is reached."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from luoshi.district.embedded.cluster import NAME, Cluster


def database_settings(data: Path) -> dict[str, Any]:
    """Django's settings of the embedded database in the folder ``data``. Nothing is started by asking."""
    folder = Cluster(data).socket_folder
    return {"ENGINE": "luoshi.district.embedded", "NAME": NAME, "USER": NAME, "HOST": str(folder), "DATA_FOLDER": data}
