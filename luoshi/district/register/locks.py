"""Who works on one entry and who works on a whole register wait for each other; those who work on entries do not."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from django.db import connection

if TYPE_CHECKING:
    from luoshi.district.offices.queries import District
    from luoshi.district.register.fields import Kind

_CLASS: Final = 0x4C52
"""The class of our advisory locks, so that they meet no others."""


def share(kind: Kind, district: District) -> None:
    """Wait for whoever works on the whole register, and keep such a one waiting until the transaction is over."""
    _lock("SELECT pg_advisory_xact_lock_shared(%s, %s)", kind, district)


def keep_alone(kind: Kind, district: District) -> None:
    """Wait for all who work on the register, and keep everybody else from changing it until the transaction is over."""
    _lock("SELECT pg_advisory_xact_lock(%s, %s)", kind, district)


def _lock(statement: str, kind: Kind, district: District) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [_CLASS, zlib.crc32(f"{district.pk}/{kind.code}".encode()) & 0x7FFFFFFF])
