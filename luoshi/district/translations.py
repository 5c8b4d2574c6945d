"""Compile translations. Django does it with a program of GNU gettext, which an office machine does not have; Babel needs none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from pathlib import Path


def compile_translations(folder: Path) -> int:
    """Compile each ``.po`` below ``folder`` whose ``.mo`` is missing or older; return how many there were."""
    outdated = [source for source in sorted(folder.glob("**/LC_MESSAGES/*.po")) if _is_outdated(source)]
    for source in outdated:
        draft = source.with_suffix(f".{os.getpid()}")
        with source.open("rb") as text, draft.open("wb") as compiled:
            write_mo(compiled, read_po(text, abort_invalid=True))
        draft.replace(source.with_suffix(".mo"))  # at once: other processes may be reading
    return len(outdated)


def _is_outdated(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime
