"""Folders that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path


def make_whole(folder: Path, make: Callable[[Path], object]) -> None:
    """Make ``folder`` under another name, then give it its own.

    The other name is this process's alone: programs of an attempt that was killed may still be writing into theirs. What they write after
    it was removed is removed when ours is made, for they began earlier.
    """
    _remove_left_overs(folder)
    draft = folder.with_name(f"{folder.name}.new-{os.getpid()}")
    make(draft)
    draft.rename(folder)
    _remove_left_overs(folder)


def _remove_left_overs(folder: Path) -> None:
    for left_over in folder.parent.glob(f"{folder.name}.new-*"):
        shutil.rmtree(left_over, ignore_errors=True)
