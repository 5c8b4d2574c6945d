"""A Django database backend (``ENGINE = "luoshi.district.embedded"``): PostgreSQL that is there when the first connection is made.

Reading the settings starts nothing, so type checks, `--help` and `luoshi read` stay free of the database; and if PostgreSQL dies while
the application runs, the next connection brings it back.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from luoshi.district import connections
from luoshi.district.embedded.cluster import Cluster
from luoshi.district.embedded.server import ensure_running


class DatabaseWrapper(connections.DatabaseWrapper):
    """The backend of every PostgreSQL of ours, preceded by a look whether PostgreSQL runs."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Raises :class:`~luoshi.district.embedded.errors.DatabaseDidNotStart`."""
        ensure_running(Cluster(Path(self.settings_dict["DATA_FOLDER"])))
        return super().get_new_connection(conn_params)
