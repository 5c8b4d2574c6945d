"""Zip archives, the shell of Office files: read with a limit, written so that the same input gives the same bytes."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO

from luoshi.engines.documents.refusals import damaged, encrypted, too_intricate, too_many_bytes
from luoshi.words import Words

PART_BYTES_MAX = 64 * 1024 * 1024
"""The text part of a report of 60,000 characters has about 1 MB; an archive can promise a thousand times what it weighs."""

ALL_PARTS_BYTES_MAX = PART_BYTES_MAX
"""For all parts that are read of one archive, so that many large ones cannot do what a single one may not."""

MEMBERS_MAX = 10_000
"""A workbook of 20 sheets with pictures has a few hundred members."""

_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""What the Office standard allows; the others can ask for any amount of memory before they give a byte."""

_PIECE = 1024 * 1024
"""How much is unpacked at once where only the size is asked for."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip entry can bear."""


def read_part(content: bytes, name: str, kind: str = "Word") -> bytes | None:
    """One member of an archive, or ``None`` if it is not there. ``kind`` is what a refusal calls the file.

    The size is checked in the directory before unpacking, and again while unpacking, since a directory may lie.

    Raises:
        UnreadableDocument: the member is too large, damaged or encrypted.
    """
    with _opened(content, kind) as archive:
        return _bounded(archive, archive.getinfo(name), kind, PART_BYTES_MAX) if name in archive.namelist() else None


def member_names(content: bytes, kind: str) -> frozenset[str]:
    """What an archive says it holds, by normal names.

    Raises:
        UnreadableDocument: it cannot be opened, or has more members than any Office file.
    """
    with _opened(content, kind) as archive:
        return frozenset(map(normal_name, archive.namelist()))


def read_parts(content: bytes, is_wanted: Callable[[str], bool], kind: str) -> dict[str, bytes]:
    """The members whose normal names are wanted. Names in the directory are looked up and nothing else: no path leads out of the archive.

    Raises:
        UnreadableDocument: a member, or all wanted ones together, are too large, damaged or encrypted.
    """
    parts: dict[str, bytes] = {}
    with _opened(content, kind) as archive:
        wanted = [member for member in archive.infolist() if is_wanted(normal_name(member.filename))]
        promised = sum(member.file_size for member in wanted)
        if promised > ALL_PARTS_BYTES_MAX:
            raise too_many_bytes(promised, ALL_PARTS_BYTES_MAX, kind)
        left = ALL_PARTS_BYTES_MAX
        for member in wanted:
            part = _bounded(archive, member, kind, min(left, PART_BYTES_MAX))
            parts[normal_name(member.filename)] = part
            left -= len(part)
    return parts


def refuse_larger(content: bytes, limit: int, kind: str) -> None:
    """Let pass what unpacks to at most ``limit`` bytes, whatever its directory says; for readers that unpack by themselves.

    Raises:
        UnreadableDocument: it unpacks to more, or is damaged or encrypted.
    """
    with _opened(content, kind) as archive:
        left = limit
        for member in archive.infolist():
            left -= _unpacked_size(archive, member, kind, left)


def _unpacked_size(archive: zipfile.ZipFile, member: zipfile.ZipInfo, kind: str, limit: int) -> int:
    _refuse_unreadable(member, kind)
    size = 0
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > limit:
                raise too_many_bytes(max(size, member.file_size), limit, kind)
    return size


def normal_name(name: str) -> str:
    """The Office standard takes names that differ in case for the same, and some programs write backslashes."""
    return name.replace("\\", "/").lstrip("/").lower()


@contextmanager
def _opened(content: bytes, kind: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if len(archive.infolist()) > MEMBERS_MAX:
                raise too_intricate(
                    Words(f"文件内部超过 {MEMBERS_MAX:,} 个部件。", f"The file has more than {MEMBERS_MAX:,} parts inside."), kind
                )
            yield archive
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise damaged(kind) from error


def _bounded(archive: zipfile.ZipFile, member: zipfile.ZipInfo, kind: str, limit: int) -> bytes:
    _refuse_unreadable(member, kind)
    if member.file_size > limit:
        raise too_many_bytes(member.file_size, limit, kind)
    with archive.open(member) as stream:
        part = stream.read(limit + 1)
    if len(part) > limit:
        raise too_many_bytes(len(part), limit, kind)
    return part


def _refuse_unreadable(member: zipfile.ZipInfo, kind: str) -> None:
    if member.flag_bits & 1:
        raise encrypted(kind)
    if member.compress_type not in _METHODS:
        raise damaged(kind)


def reproducible(content: bytes, replaced: Mapping[str, bytes]) -> bytes:
    """The same archive without the traces of when it was made; the members in ``replaced`` get that content."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            entry = zipfile.ZipInfo(member.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, replaced.get(member.filename, old.read(member)))
    return packed.getvalue()
