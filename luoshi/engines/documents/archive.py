"""Zip archives, the shell of Office files: read with a limit, written so that the same input gives the same bytes."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from luoshi.engines.documents.refusals import damaged, encrypted, too_many_bytes

PART_BYTES_MAX = 64 * 1024 * 1024
"""The text part of a report of 60,000 characters has about 1 MB; an archive can promise a thousand times what it weighs."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip entry can bear."""


def read_part(content: bytes, name: str) -> bytes | None:
    """One member of an archive, or ``None`` if it is not there.

    The size is checked in the directory before unpacking, and again while unpacking, since a directory may lie.

    Raises:
        UnreadableDocument: the member is too large, damaged or encrypted.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if name not in archive.namelist():
                return None
            return _bounded(archive, archive.getinfo(name))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise damaged("Word") from error


def _bounded(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.flag_bits & 1:
        raise encrypted("Word")
    if member.file_size > PART_BYTES_MAX:
        raise too_many_bytes(member.file_size, PART_BYTES_MAX)
    with archive.open(member) as stream:
        part = stream.read(PART_BYTES_MAX + 1)
    if len(part) > PART_BYTES_MAX:
        raise too_many_bytes(len(part), PART_BYTES_MAX)
    return part


def reproducible(content: bytes, replaced: Mapping[str, bytes]) -> bytes:
    """The same archive without the traces of when it was made; the members in ``replaced`` get that content."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            entry = zipfile.ZipInfo(member.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, replaced.get(member.filename, old.read(member)))
    return packed.getvalue()
