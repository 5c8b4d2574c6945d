"""Parquet files in the data folder, each called by the hash of what is in it: whoever changes one is seen.

The database knows the hash; a file that is not there or does not have it is said to be so, and never used.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from django.conf import settings

from luoshi.district.population.errors import FileChanged, FileGone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_AT_ONCE: Final = 1 << 20


def folder() -> Path:
    """Where the files lie; only the account that the site runs under looks into it, for they hold personal data."""
    place = Path(settings.DATA_FOLDER) / "population"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder for files in the making, beside those that are kept; whatever is left in it goes."""
    with TemporaryDirectory(dir=folder(), prefix="making-") as place:
        yield Path(place)


def keep(made: Path) -> tuple[str, int]:
    """Take a file into the store: its SHA-256 and its size in bytes. The file itself is moved."""
    digest, size = _digest(made), made.stat().st_size
    made.chmod(0o600)
    made.replace(path_of(digest))
    return digest, size


def path_of(digest: str) -> Path:
    """Where the file with a hash lies, or would lie."""
    return folder() / f"{digest}.parquet"


def checked(digest: str) -> Path:
    """The file with a hash, after it was looked whether it still has it.

    Raises:
        FileGone: it is not there.
        FileChanged: it is another one by now.
    """
    path = path_of(digest)
    if not path.is_file():
        raise FileGone(digest)
    if _digest(path) != digest:
        raise FileChanged(digest)
    return path


def sweep(named: Collection[str]) -> None:
    """Take away the files that nothing names; nobody may be making one meanwhile."""
    for each in folder().glob("*.parquet"):
        if each.stem not in named:
            each.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as opened:
        while part := opened.read(_AT_ONCE):
            found.update(part)
    return found.hexdigest()
