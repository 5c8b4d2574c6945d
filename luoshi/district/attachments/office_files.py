"""Office files (OOXML, ECMA-376; OFD, GB/T 33190-2016) are zip archives: what is one, what acts, what unpacks without end."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from luoshi.district.attachments.errors import AttachmentRefused
from luoshi.engines.documents.archive import MEMBERS_MAX, normal_name, read_parts
from luoshi.engines.documents.xml_parts import attribute, children_of

if TYPE_CHECKING:
    from collections.abc import Iterator

UNPACKED_BYTES_MAX = 200 * 1024 * 1024
"""A presentation full of photographs unpacks to hardly more than it weighs; a workbook of 20 MB to some 150."""

_TYPES = "[content_types].xml"
_MAIN_PARTS = {
    "wordprocessingml.document.main+xml": "docx",
    "spreadsheetml.sheet.main+xml": "xlsx",
    "presentationml.presentation.main+xml": "pptx",
}
_ACTING = re.compile(r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml|activex/|macrosheets/)")
_LOADED = ("/attachedTemplate", "/oleObject", "/frame", "/subDocument", "/externalLinkPath")
_ELSEWHERE = re.compile(r"\s*(?:https?:|ftp:|\\\\|//|file:/*\\\\|mhtml:|ms-\w+:)", re.I)
_CHUNK = 1024 * 1024


def checked(content: bytes) -> str:
    """Which kind of Office file an archive is, after a look at all that is in it.

    Raises:
        AttachmentRefused: it is another archive, acts when it is opened, or unpacks to more than any Office file.
        UnreadableDocument: it is damaged or encrypted.
    """
    names = _unpacked_names(content)
    if "ofd.xml" in names:
        return "ofd"
    if _TYPES not in names:
        raise AttachmentRefused.archive()
    parts = read_parts(content, lambda name: name == _TYPES or name.endswith(".rels"), "Office")
    types = list(_values(parts[_TYPES], "Types", "ContentType"))
    if any(map(_ACTING.search, names)) or any("macroenabled" in each.lower() for each in types):
        raise AttachmentRefused.macros()
    for part in parts.values():
        _refuse_loading(part)
    kind = next((_MAIN_PARTS[main] for main in _MAIN_PARTS if any(each.endswith(main) for each in types)), None)
    if kind is None:
        raise AttachmentRefused.unknown()
    return kind


def _unpacked_names(content: bytes) -> set[str]:
    """The normal names of all members, each unpacked to its end: a directory may lie about sizes."""
    left = UNPACKED_BYTES_MAX
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MEMBERS_MAX:
                raise AttachmentRefused.too_much_inside(UNPACKED_BYTES_MAX // 1024**2)
            for member in members:
                if member.flag_bits & 1:
                    raise AttachmentRefused.encrypted()
                with archive.open(member) as stream:
                    while chunk := stream.read(_CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise AttachmentRefused.too_much_inside(UNPACKED_BYTES_MAX // 1024**2)
            return {normal_name(member.filename) for member in members}
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise AttachmentRefused.damaged() from error


def _values(part: bytes, parent: str, name: str) -> Iterator[str]:
    for element in children_of(part, parent):
        yield attribute(element, name) or ""


def _refuse_loading(part: bytes) -> None:
    """Links that a reader follows are fine; templates and objects that the program itself fetches are not."""
    for each in children_of(part, "Relationships"):
        target = attribute(each, "Target") or ""
        loads = (attribute(each, "Type") or "").endswith(_LOADED) and attribute(each, "TargetMode") == "External"
        if loads and _ELSEWHERE.match(target):
            raise AttachmentRefused.loads_from_elsewhere()
