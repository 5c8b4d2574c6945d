"""Which PostgreSQL Luoshi uses: the one that ``DATABASE_URL`` names, or the embedded one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from luoshi.district.embedded import queries as embedded

# A new connection costs several milliseconds, more than most pages; and a check keeps one that died from being used.
LASTING = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# Compiling a query pays for questions that take seconds; ours take milliseconds, and compiling would add half a second to each count.
# Disks have no heads to move any more: at the cost that PostgreSQL assumes for a jump, it reads whole tables where an index has it all.
PLANNING = "-c jit=off -c random_page_cost=1.1"
DJANGO_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database_settings(url: str | None, data: Path) -> dict[str, Any]:
    """Django's settings of the database at ``url``, or of the embedded one in the folder ``data`` if there is no URL.

    The URL is read by PostgreSQL's own library: ``postgresql://user:password@host:port/name?sslmode=require`` and all its other forms.
    Raises :class:`~django.core.exceptions.ImproperlyConfigured` if it is not such a URL; the message does not repeat the password.
    """
    chosen = _from_url(url) if url else embedded.database_settings(data)
    options = chosen.get("OPTIONS", {})
    return {**LASTING, **chosen, "OPTIONS": {**options, "options": f"{PLANNING} {options.get('options', '')}".strip()}}


def _from_url(url: str) -> dict[str, Any]:
    try:
        given = conninfo_to_dict(url)
    except ProgrammingError:
        given = {}
    if "dbname" not in given:
        raise ImproperlyConfigured(
            "DATABASE_URL 无法识别，应为 postgresql://用户:口令@主机:端口/数据库名。 / "
            "DATABASE_URL is not understood; it should read postgresql://user:password@host:port/name."
        )
    named = {DJANGO_NAMES[key]: given.pop(key) for key in DJANGO_NAMES if key in given}
    return {"ENGINE": "luoshi.district.postgresql", "OPTIONS": given, **named}
