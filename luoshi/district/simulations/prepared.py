"""What is laid down of a simulation's people, in files: once for all processes of the site, whoever asks first, and thrown away by rule.

Each file is called by a digest of everything that it follows from, so that a name never stands for other contents. They hold what the
snapshot holds, and lie where only the account of the site looks.
"""

from __future__ import annotations

import fcntl
import os
import weakref
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from django.conf import settings

from luoshi.district.population.queries import POPULATION, connected
from luoshi.district.simulations import sides
from luoshi.engines.decisions.sets.runners.duckdb import parquet, to_parquet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from duckdb import DuckDBPyConnection

    from luoshi.engines.decisions.sets import SetPlan

KEPT: Final = 4
"""Populations whose files are kept: those that were used last."""
ANSWERS_KEPT: Final = 256
"""Of each of them so many answers that were computed ahead."""
STEPS: Final = 2
"""Of laying down: everybody, and those who lack something with what it might be."""
_OPENED_MAX: Final = 2
"""Databases that a process keeps open: each takes as much memory as the engine may have at most."""


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Everybody whom a simulation asks, as they are laid down: the ``statement`` that gives them, the columns by which results are grouped,
    the rules in force, and the digest of all that."""

    statement: str
    keep: tuple[str, ...]
    rules: SetPlan
    digest: str

    @property
    def path(self) -> Path:
        """The database that holds them, or will."""
        return folder() / f"{self.digest}.duckdb"

    def path_of(self, digest: str) -> Path:
        """Where an answer lies that was computed ahead, or will."""
        return folder() / f"{self.digest}-{digest}.parquet"


def folder() -> Path:
    """Where the files lie; only the account that the site runs under looks into it, for they hold personal data."""
    place = Path(settings.DATA_FOLDER) / "simulations"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def is_ready(people: People) -> bool:
    """Whether they lie prepared."""
    return people.path.is_file()


def step(people: People) -> int:
    """At which of its :data:`STEPS` laying down is, from 1 on; 0 before it begins."""
    try:
        return int(_progress(people).read_text())
    except (FileNotFoundError, ValueError):  # it is written just now
        return 0


def lay_down(people: People) -> None:
    """Make the database, unless it is there; whoever comes while it is made waits."""
    with _alone(people.digest):
        if not is_ready(people):
            _made(people)
            sweep()


def _made(people: People) -> None:
    with TemporaryDirectory(dir=folder(), prefix="making-") as place:
        made = Path(place) / "made.duckdb"
        with connected(Path(place), made) as session:
            session.execute(f"CREATE TEMP VIEW {POPULATION} AS {people.statement}")
            _tell(people, 1)
            sides.lay_down_everybody(session, people.rules, source=POPULATION, keep=people.keep)
            _tell(people, 2)
            sides.lay_down_tried(session, people.rules, source=POPULATION)
        made.chmod(0o600)
        made.replace(people.path)
    _progress(people).unlink(missing_ok=True)


def _progress(people: People) -> Path:
    return folder() / f"{people.digest}.step"


def _tell(people: People, number: int) -> None:
    _progress(people).write_text(str(number))


@contextmanager
def _alone(digest: str) -> Iterator[None]:
    """One process and thread at a time."""
    with (folder() / f"{digest}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- asked


@contextmanager
def session_of(people: People) -> Iterator[DuckDBPyConnection]:
    """A session that looks at everybody; whoever asks first waits until they are laid down."""
    if not is_ready(people):
        lay_down(people)
    with suppress(FileNotFoundError):  # another process lets it go just now; what is open stays whole
        os.utime(people.path)
    with _opened(people).session.cursor() as session:
        sides.look_at(session, sides.EVERYBODY)
        yield session


@dataclass(frozen=True)
class _Opened:
    """An open database; it closes when nobody holds it."""

    session: DuckDBPyConnection


@lru_cache(maxsize=_OPENED_MAX)
def _opened(people: People) -> _Opened:
    with ExitStack() as stack:
        place = folder() / f"working-{os.getpid()}"  # the same for all databases of a process: the engine opens none in two ways at once
        found = _Opened(stack.enter_context(connected(place, people.path, read_only=True)))
        weakref.finalize(found, stack.pop_all().close)
        return found


def forget() -> None:
    """Close what is open."""
    _opened.cache_clear()


# --- answers that were computed ahead


def are_kept(people: People, digest: str) -> bool:
    """Whether the rows of an answer are there."""
    return people.path_of(digest).is_file()


def keep_rows(session: DuckDBPyConnection, statement: str, people: People, digest: str) -> None:
    """Keep what a statement answers."""
    with TemporaryDirectory(dir=folder(), prefix="making-") as place:
        made = Path(place) / "made.parquet"
        to_parquet(session, statement, made)
        made.replace(people.path_of(digest))
    for old in _newest(f"{people.digest}-*.parquet")[ANSWERS_KEPT:]:
        old.unlink(missing_ok=True)


def rows_of(session: DuckDBPyConnection, people: People, digest: str) -> Sequence[Sequence[object]]:
    """What was kept."""
    return session.execute(f"FROM {parquet(people.path_of(digest))}").fetchall()


# --- the rule by which files go


def sweep() -> None:
    """Let all files of all but the last used populations go."""
    kept = {each.stem for each in _newest("*.duckdb")[:KEPT]}
    for each in folder().iterdir():
        if each.is_file() and each.name[:_DIGEST] not in kept and each.suffix != ".lock":
            each.unlink(missing_ok=True)


_DIGEST: Final = 64
"""How long the names of populations are, with which those of all their files begin."""


def _newest(pattern: str) -> list[Path]:
    return sorted(folder().glob(pattern), key=_used_at, reverse=True)


def _used_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another process lets it go just now
        return 0.0
