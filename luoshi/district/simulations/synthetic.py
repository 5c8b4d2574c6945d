"""Invented enterprises of which simulations may ask: files that say what they are, each called by the hash of what is in it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from luoshi.district.population.queries import KEY, constant, fitted, sector_of
from luoshi.district.simulations.errors import SyntheticChanged, SyntheticGone, SyntheticLacks
from luoshi.district.simulations.prepared import folder
from luoshi.engines.decisions.sets.runners.duckdb import parquet, quoted_name
from luoshi.engines.synthetic import COLUMNS, Described, describe, write_enterprises

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from luoshi.district.population.queries import Source
    from luoshi.district.simulations.models import SyntheticPopulation
    from luoshi.engines.decisions.sets import SetColumn

_CODE: Final = quoted_name("统一社会信用代码")
KEPT: Final[Mapping[str, str]] = {
    "street": quoted_name("街道"), "sector": sector_of(quoted_name("行业代码")), "size": quoted_name("企业规模"),
}  # fmt: skip
"""By what results are grouped, as SQL over the columns of the file."""


def made(rows: int, seed: int) -> tuple[str, int, Described]:
    """Invent enterprises: the hash of their file in the store, its size in bytes, and what it says of itself.

    Raises:
        ValueError: none, or more than the engine makes.
    """
    with TemporaryDirectory(dir=folder(), prefix="making-") as place:
        path = Path(place) / "made.parquet"
        write_enterprises(path, rows, seed=seed)
        return _kept(path)


def taken(path: Path) -> tuple[str, int, Described]:
    """The same with a copy of a file of `luoshi population generate`.

    Raises:
        NotSynthetic: it is another file, or damaged.
    """
    with TemporaryDirectory(dir=folder(), prefix="making-") as place:
        copy = Path(place) / path.name
        if path.is_file():
            shutil.copyfile(path, copy)
        return _kept(copy)


def _kept(path: Path) -> tuple[str, int, Described]:
    described, digest, size = describe(path), _digest(path), path.stat().st_size
    path.chmod(0o600)
    path.replace(path_of(digest))
    return digest, size, described


def path_of(digest: str) -> Path:
    """Where the file with a hash lies; not among those that go by rule."""
    place = folder() / "synthetic"
    place.mkdir(mode=0o700, exist_ok=True)
    return place / f"{digest}.parquet"


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def checked(of: SyntheticPopulation) -> Path:
    """The file, after it was looked whether it still is what it was.

    Raises:
        SyntheticGone: it is not there.
        SyntheticChanged: it is another one by now.
    """
    path = path_of(of.sha256)
    if not path.is_file():
        raise SyntheticGone(of)
    if _digest(path) != of.sha256:
        raise SyntheticChanged(of)
    return path


def lacking(inputs: Sequence[SetColumn], sources: Sequence[Source]) -> list[str]:
    """The inputs of rules of which invented enterprises know nothing, and the run has no one value for all."""
    known = {each.name for each in COLUMNS} | {each.input for each in sources if not each.table and not each.register}
    return [each.name for each in inputs if each.name not in known]


def statement_of(of: SyntheticPopulation, inputs: Sequence[SetColumn], sources: Sequence[Source]) -> str:
    """The SELECT that gives everybody once: the key, what is kept, and a column for each input; what the file has counts before the one
    value that the run has for all. Of an enterprise that is there twice the second row, which follows the first, is left out.

    Raises:
        SyntheticGone, SyntheticChanged: the file is not what it was.
        SyntheticLacks: it knows nothing of some inputs.
    """
    if missing := lacking(inputs, sources):
        raise SyntheticLacks(missing)
    there, values = {each.name for each in COLUMNS}, {each.input: each.value for each in sources}

    def column(of: SetColumn) -> str:
        if of.name in there:
            return f"{fitted(quoted_name(of.name), '', of.sql_type)} AS {quoted_name(of.name)}"
        return f"CAST({constant(values[of.name])} AS {of.sql_type}) AS {quoted_name(of.name)}"

    kept = [f"{written} AS {code}" for code, written in KEPT.items()]
    chosen = ", ".join([f"{_CODE} AS {KEY}", *kept, *map(column, inputs)])
    once = f"(SELECT *, lag({_CODE}) OVER () AS code_before FROM {parquet(checked(of))})"
    return f"SELECT {chosen} FROM {once} WHERE code_before IS DISTINCT FROM {_CODE}"
