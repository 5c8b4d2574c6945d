"""Folders that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path


def make_whole(folder: Path, make: Callable[[Path], object]) -> None:
    """Make ``folder`` under another name, then give it its own.

    The other name is this process's alone: programs of an attempt that was killed may still be writing into theirs.
    """
    for left_over in folder.parent.glob(f"{folder.name}.new-*"):
        shutil.rmtree(left_over, ignore_errors=True)
    draft = folder.with_name(f"{folder.name}.new-{os.getpid()}")
    make(draft)
    draft.rename(folder)
