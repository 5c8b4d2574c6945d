"""Photographs without what the camera wrote beside the picture: place, time, device, thumbnail. The picture itself is not touched.

A JPEG file (ITU-T T.81) is a row of segments, a PNG file (ISO/IEC 15948) a row of chunks; those that are needed to show it are kept, all
others left out. So nothing is compressed a second time. Which way is up (an entry of Exif) is kept alone.
"""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

from luoshi.district.attachments.errors import AttachmentRefused

JPEG: Final = b"\xff\xd8\xff"
PNG: Final = b"\x89PNG\r\n\x1a\n"
PIXELS_MAX: Final = 64_000_000
"""Telephones take 12 to 50 million; to show one takes 3 bytes each."""

_ORIENTATION = 0x0112
_SCAN, _END = 0xDA, 0xD9
_NEEDED_APPLICATION_SEGMENTS = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_NEEDED_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD", b"cICP"}


def bare_jpeg(content: bytes) -> bytes:
    """The same picture, byte for byte, without anything beside it, and without what follows its end.

    Raises:
        AttachmentRefused: it is damaged or too large to be shown.
    """
    upright = _orientation(content, "JPEG")
    kept = [b"\xff\xd8"]
    if upright != 1:
        exif = b"Exif\x00\x00" + _only_orientation(upright)
        kept.append(b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
    position = 2
    while True:
        position, marker, segment = _segment(content, position)
        if marker == _END:
            return b"".join([*kept, b"\xff\xd9"])
        if _is_needed(marker, segment):
            kept.append(segment)
        if marker == _SCAN:
            end = _AFTER_SCAN.search(content, position)
            if end is None:
                raise AttachmentRefused.damaged()
            kept.append(content[position : end.start()])
            position = end.start()


def _segment(content: bytes, position: int) -> tuple[int, int, bytes]:
    """Where the next segment begins, and the marker and bytes of this one."""
    while content[position : position + 2] == b"\xff\xff":  # any number of fill bytes may come before a marker
        position += 1
    head = content[position : position + 4]
    if len(head) < 2 or head[0] != 0xFF:
        raise AttachmentRefused.damaged()
    if head[1] == _END:
        return position + 2, _END, head[:2]
    length = struct.unpack(">H", head[2:])[0] if len(head) == 4 else 0
    end = position + 2 + length
    if length < 2 or end > len(content):
        raise AttachmentRefused.damaged()
    return end, head[1], content[position:end]


def _is_needed(marker: int, segment: bytes) -> bool:
    if 0xE0 <= marker <= 0xEF:
        return segment[4:].startswith(_NEEDED_APPLICATION_SEGMENTS.get(marker, b"\x00never"))
    return marker != 0xFE  # a comment


def bare_png(content: bytes) -> bytes:
    """The same picture, byte for byte, without texts and times, and without what follows its end.

    Raises:
        AttachmentRefused: it is damaged or too large to be shown.
    """
    upright = _orientation(content, "PNG")
    kept, position = [PNG], len(PNG)
    while True:
        head = content[position : position + 8]
        if len(head) < 8:
            raise AttachmentRefused.damaged()
        end = position + 12 + struct.unpack(">I", head[:4])[0]
        chunk = content[position:end]
        if end > len(content) or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            raise AttachmentRefused.damaged()
        if head[4:] in _NEEDED_CHUNKS:
            kept.append(chunk)
        if head[4:] == b"IHDR" and upright != 1:
            kept.append(_chunk(b"eXIf", _only_orientation(upright)))
        if head[4:] == b"IEND":
            return b"".join(kept)
        position = end


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _only_orientation(upright: int) -> bytes:
    """Exif (CIPA DC-008) with one entry: which way is up."""
    return b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, upright, 0, 0)


def _orientation(content: bytes, form: str) -> int:
    """Which way is up, 1 to 8, after a look at the size that the picture says it has."""
    try:
        with Image.open(BytesIO(content), formats=[form]) as picture:
            if picture.width * picture.height > PIXELS_MAX:
                raise AttachmentRefused.too_many_pixels(PIXELS_MAX // 1_000_000)
            upright = picture.getexif().get(_ORIENTATION, 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise AttachmentRefused.too_many_pixels(PIXELS_MAX // 1_000_000) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error, KeyError, TypeError, IndexError) as error:
        raise AttachmentRefused.damaged() from error
    return upright if isinstance(upright, int) and 1 <= upright <= 8 else 1
