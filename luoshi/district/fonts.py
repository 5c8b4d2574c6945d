"""The Chinese font of everything that is printed: Noto Serif SC, which comes from npm in a hundred parts, each with some characters.

A part is unpacked when a paper first needs one of its characters, made upright at one weight, and kept in the data folder.
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from django.conf import settings
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words

FOLDER: Final = "vendor/@fontsource-variable/noto-serif-sc"
LATIN: Final = "latin"
WEIGHT: Final = 450
GETA: Final = "〓"
"""Stands for a character that the font lacks, as printers have it."""
_TABLES: Final = ("BASE", "GDEF", "GPOS", "GSUB", "HVAR", "MVAR", "STAT", "VVAR", "vhea", "vmtx")
"""What only a layout engine reads."""


class FontMissing(Refusal):
    """Nothing can be printed without a Chinese font."""

    def __init__(self) -> None:
        super().__init__(
            Words("这台服务器没有装中文字体，无法生成 PDF。", "This server lacks the Chinese font, so no PDF can be made."),
            Words(
                "请在服务器上运行 python3 -m tools.set_up；网页和其他格式的文件照常可用。",
                "Run python3 -m tools.set_up on the server; pages and files of other formats work all the same.",
            ),
        )


def printable(text: str) -> str:
    """The text with what the font lacks replaced.

    Raises:
        FontMissing: the font is not installed.
    """
    parts = _parts()
    return "".join(character if ord(character) in parts else GETA for character in text)


def font_files(text: str) -> list[Path]:
    """The TrueType files with all characters of a text, that of Latin letters first.

    Raises:
        FontMissing: the font is not installed.
    """
    parts = _parts()
    needed = {parts[ord(character)] for character in text if ord(character) in parts} - {LATIN}
    return [_unpacked(part) for part in (LATIN, *sorted(needed))]


@lru_cache(maxsize=1)
def _parts() -> dict[int, str]:
    """The name of the part that holds each character."""
    ranges: dict[str, str] = json.loads(_found("unicode.json").read_text())
    found: dict[int, str] = {}
    for part, written in ranges.items():
        name = part.strip("[]")
        if name.isdigit() or name == LATIN:
            for one in written.split(","):
                first, _, last = one.removeprefix("U+").partition("-")
                found.update(dict.fromkeys(range(int(first, 16), int(last or first, 16) + 1), name))
    return found


def unpack_next() -> int:
    """Unpack one part more, the most usual characters first, so that nobody waits for it; returns how many were unpacked."""
    try:
        parts = sorted(set(_parts().values()), key=lambda part: (part.isdigit(), -int(part) if part.isdigit() else 0))
        missing = next((part for part in parts if not _target(part).exists()), None)
    except FontMissing:
        return 0
    if missing is None:
        return 0
    _unpacked(missing)
    return 1


def _unpacked(part: str) -> Path:
    target = _target(part)
    if not target.exists():
        _unpack(_packed(part), target)
    return target


def _packed(part: str) -> Path:
    return _found(f"files/noto-serif-sc-{part}-wght-normal.woff2")


def _target(part: str) -> Path:
    digest = sha256(_packed(part).read_bytes()).hexdigest()[:16]
    return Path(settings.DATA_FOLDER) / "fonts" / f"{part}-{WEIGHT}-{digest}.ttf"


def _unpack(content: Path, target: Path) -> None:
    font = TTFont(content)
    for table in _TABLES:
        if table in font:
            del font[table]
    instantiateVariableFont(font, {"wght": WEIGHT}, inplace=True)
    font.flavor = None
    target.parent.mkdir(exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=target.stem, delete=False) as draft:
        font.save(draft)
    Path(draft.name).replace(target)


def _found(name: str) -> Path:
    place = finders.find(f"{FOLDER}/{name}")
    if place is None:
        raise FontMissing
    return Path(place)
