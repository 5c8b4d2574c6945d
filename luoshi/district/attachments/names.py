"""What an attachment is called: what its owner called it, without what would mislead a reader or a file system."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from luoshi.district.attachments.kinds import Kind

STEM_MAX, BYTES_MAX = 100, 200
"""In characters; and in bytes, so that any file system takes a name with its ending (255)."""
_UNNAMED = "附件"

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Control characters, marks of writing direction (gpj.exe reads as exe.jpg), joiners, halves of pairs."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})$")
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")


def safe_name(name: str, kind: Kind, known_endings: frozenset[str]) -> str:
    """The name to store and to offer for download; its ending always tells what the content is.

    Args:
        name: as the browser sent it, which may be a path.
        kind: what the content is.
        known_endings: those that name some kind: such an ending, if wrong, is replaced; any other is part of the name.
    """
    visible = "".join(each for each in unicodedata.normalize("NFC", name) if unicodedata.category(each) not in _INVISIBLE)
    stem = re.split(r"[/\\]", visible)[-1]
    ending = _ENDING.search(stem)
    kept = kind.code
    if ending and ending[1].lower() in known_endings:
        stem = stem[: ending.start()]
        kept = ending[1].lower() if ending[1].lower() in kind.endings else kind.code
    stem = _shortened(re.sub(r"\s+", " ", _FORBIDDEN.sub("_", stem)).strip(" ."))
    return f"{'_' if _DEVICES.match(stem) else ''}{stem or _UNNAMED}.{kept}"


def _shortened(stem: str) -> str:
    cut = stem[:STEM_MAX].encode()[:BYTES_MAX].decode(errors="ignore")
    return cut.strip(" .")
