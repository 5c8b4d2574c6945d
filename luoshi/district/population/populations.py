"""A population opened for statements: the register of a snapshot with the tables that a model's sources name, as one relation."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.population import fail_if, files, tables
from luoshi.district.population.engine import connected
from luoshi.district.population.errors import NoSuchRegister, WrongSources
from luoshi.district.population.relation import Frozen, relation, wrong_sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    import duckdb

    from luoshi.district.population.models import DepartmentTable, Snapshot
    from luoshi.district.population.sources import Source
    from luoshi.engines.decisions.sets import SetColumn

POPULATION: Final = "population"
"""What the relation is called in statements."""


@dataclass(frozen=True, slots=True)
class Population:
    """Everybody in a ``register`` of a snapshot with a column for each input of a model; ``keep`` comes beside."""

    snapshot: Snapshot
    register: str
    sources: tuple[Source, ...]
    keep: tuple[str, ...]
    tables: dict[str, DepartmentTable]
    """By the inputs they are for."""


def population_of(snapshot: Snapshot, sources: Sequence[Source], keep: Sequence[str], *, register: str, on: date) -> Population:
    """What a model is run over on a day: of each table the version that counts now.

    Raises:
        SnapshotRemoved: its files went by the rule of keeping.
        NoSuchTable: a department has not brought a table that is needed.
    """
    fail_if.removed(snapshot)
    found = {each.input: tables.table_of(each, snapshot.district, on=on) for each in sources if each.table}
    return Population(snapshot, register, tuple(sources), tuple(keep), found)


@contextmanager
def opened(population: Population, columns: Sequence[SetColumn]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the relation ``population``: ``key``, what is kept, and ``columns`` by their own names.

    Raises:
        SnapshotRemoved, NoSuchRegister, WrongSources: it does not fit together.
        FileGone, FileChanged: a file is not what it was.
    """
    statement = statement_of(population, columns)
    with files.workplace() as place, connected(place) as engine:
        engine.execute(f"CREATE VIEW {POPULATION} AS {statement}")
        yield engine


def statement_of(population: Population, columns: Sequence[SetColumn]) -> str:
    """The SELECT of that relation, over files that were looked at just now.

    Raises:
        SnapshotRemoved, NoSuchRegister, WrongSources, FileGone, FileChanged: as :func:`opened`.
    """
    fail_if.removed(population.snapshot)
    registers = {each.register: each for each in population.snapshot.registers.all()}
    if population.register not in registers:
        raise NoSuchRegister(population.register, population.snapshot.on)
    if wrong := list(wrong_sources(columns, population.sources, population.keep, population.register)):
        raise WrongSources(wrong)
    frozen = Frozen(
        population.register,
        {code: files.checked(each.sha256) for code, each in registers.items() if code == population.register or _is_linked(population)},
        registers[population.register].merged,
        tables.opened(population.tables, population.sources),
    )
    return relation(frozen, columns, population.sources, population.keep)


def _is_linked(population: Population) -> bool:
    """Whether anything is taken of another register."""
    return any("." in code for code in (*population.keep, *(each.field for each in population.sources)))
