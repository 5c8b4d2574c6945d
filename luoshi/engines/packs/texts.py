"""The files of a pack as texts by their path, so that they can be kept elsewhere than on disk, and read again from there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


def texts_of(folder: Path, patterns: Iterable[str]) -> dict[str, str]:
    """The files of a folder that fit one of the patterns, by their paths within it."""
    paths = sorted(path for pattern in patterns for path in folder.glob(pattern))
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def sha256_of(texts: Mapping[str, str]) -> str:
    """The hash that tells two sets of files apart, in hexadecimal: of their paths and texts, in the order of the paths."""
    return hashlib.sha256(json.dumps(dict(texts), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@contextmanager
def laid_out(texts: Mapping[str, str]) -> Iterator[Path]:
    """A folder with these files, for a moment: what reads packs reads folders."""
    with TemporaryDirectory() as place:
        for path, text in texts.items():
            target = Path(place, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        yield Path(place)
