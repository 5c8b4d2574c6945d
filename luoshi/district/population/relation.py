"""Everybody as one relation: the register of a snapshot with the departments' tables beside it, one column for each input of a model.

A value that the model's type cannot hold is no value: a number that would have to be rounded, a word that is no day. So it counts as
missing, and nobody is entitled by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from luoshi.district.population.taking import KEY, TYPES
from luoshi.district.register.queries import KINDS
from luoshi.engines.decisions.sets.runners.duckdb import parquet, quoted_name, quoted_text
from luoshi.engines.identifiers import industries
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from luoshi.district.population.declared import Column
    from luoshi.district.population.sources import Constant, Source
    from luoshi.district.register.queries import Kind
    from luoshi.engines.decisions.sets import SetColumn

SECTOR: Final = "sector"
"""What may be kept beside the fields of a register: the section (门类) of the industry."""
EXACT: Final = "DECIMAL(38, 12)"
_DECIMAL: Final = re.compile(r"DECIMAL\(\d+, ?(\d+)\)")
_WHOLE: Final = {"BIGINT", "INTEGER", "INT", "HUGEINT"}


@dataclass(frozen=True, slots=True)
class Table:
    """A department's table: its file and its columns."""

    path: Path
    columns: Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a population consists of: the files of the registers, whose keys were merged, and the tables by the inputs they are for."""

    register: str
    files: Mapping[str, Path]
    merged: Mapping[str, str]
    tables: Mapping[str, Table]

    @property
    def joined(self) -> dict[Path, str]:
        """What each table's file is called in the statement."""
        return {path: f"t{number}" for number, path in enumerate(dict.fromkeys(each.path for each in self.tables.values()))}


def wrong_sources(columns: Sequence[SetColumn], sources: Sequence[Source], keep: Sequence[str], register: str) -> Iterator[Words]:
    """All that does not fit between the inputs of a model and where they are said to come from."""
    asked = {each.name: each for each in columns}
    for each in sources:
        if each.input not in asked:
            yield Words(f"模型没有输入“{each.input}”", f"the model has no input “{each.input}”")
        if each.register and each.register != register:
            yield Words(f"“{each.input}”来自另一个名录 {each.register}", f"“{each.input}” is of another register, {each.register}")
        elif each.field and not _is_field(register, each.field):
            yield Words(f"名录没有栏目 {each.field}", f"the register has no field {each.field}")
    known = {each.input for each in sources}
    for column in columns:
        if column.name not in known:
            yield Words(f"没有说“{column.name}”从哪里来", f"nobody says where “{column.name}” comes from")
    for code in keep:
        if not _is_field(register, code):
            yield Words(f"名录没有栏目 {code}", f"the register has no field {code}")


def kept_as(code: str) -> str:
    """What a field that is kept is called in results: ``place.grid`` → ``place_grid``."""
    return code.replace(".", "_")


def relation(of: Frozen, columns: Sequence[SetColumn], sources: Sequence[Source], keep: Sequence[str]) -> str:
    """The SELECT that gives everybody in the register: ``key``, what is kept, and a column for each input by its own name."""
    by_input = {each.input: each for each in sources}
    inputs = [f"{_input(each, by_input.get(each.name), of)} AS {quoted_name(each.name)}" for each in columns]
    kept = [f"{_kept(of, code)} AS {quoted_name(kept_as(code))}" for code in keep]
    chosen = ",\n  ".join([f"r.{KEY}", *kept, *inputs])
    links = {code.partition(".")[0] for code in (*keep, *(each.field for each in sources)) if "." in code}
    joins = [*_linked(of, sorted(links)), *_tables(of)]
    return "\n".join([f"SELECT\n  {chosen}", f"FROM {parquet(of.files[of.register])} r", *joins])


def _input(column: SetColumn, source: Source | None, of: Frozen) -> str:
    if source is None or not (source.table or source.register):
        return f"CAST({constant(source.value if source else None)} AS {column.sql_type})"
    if not source.table:
        written, stored = _field(of, source.field)
        return fitted(_said(written, source), "VARCHAR" if source.words else stored, column.sql_type)
    table = of.tables[source.input]
    called = of.joined[table.path]
    stored = "VARCHAR" if source.words else table.columns[source.column].sql_type
    value = fitted(_said(f"{called}.{quoted_name(source.column)}", source), stored, column.sql_type)
    if source.absent is None:
        return value
    return f"CASE WHEN {called}.{KEY} IS NULL THEN CAST({constant(source.absent)} AS {column.sql_type}) ELSE {value} END"


def _said(written: str, source: Source) -> str:
    """The value in the model's words."""
    if not source.words:
        return written
    cases = " ".join(f"WHEN {quoted_text(here)} THEN {quoted_text(there)}" for here, there in source.words.items())
    return f"CASE CAST({written} AS VARCHAR) {cases} ELSE CAST({written} AS VARCHAR) END"


def fitted(written: str, stored: str, wanted: str) -> str:
    """A value in the type that is wanted, or none where it would not be the same value; ``stored`` may be unknown."""
    if stored == wanted:
        return written
    digits, there = _digits(wanted), _digits(stored)
    if digits is not None and (there is None or there > digits):
        return f"CASE WHEN TRY_CAST({written} AS {EXACT}) = TRY_CAST({written} AS {wanted}) THEN TRY_CAST({written} AS {wanted}) END"
    return f"TRY_CAST({written} AS {wanted})"


def _digits(type_: str) -> int | None:
    """How many digits after the point a type of numbers holds; ``None`` for all others."""
    found = _DECIMAL.fullmatch(type_)
    return int(found[1]) if found else 0 if type_ in _WHOLE else None


def constant(value: Constant | None) -> str:
    """One value for all, as SQL."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value) if isinstance(value, int | Decimal) else quoted_text(value)


def _kept(of: Frozen, code: str) -> str:
    return sector_of("r.industry") if code == SECTOR else _field(of, code)[0]


def _field(of: Frozen, code: str) -> tuple[str, str]:
    """A field of the register, or of the one that a link of it leads to, with its type."""
    link, _, there = code.rpartition(".")
    kind = KINDS[_link(of.register, link)] if link else KINDS[of.register]
    if link and kind.code not in of.files:
        return "CAST(NULL AS VARCHAR)", "VARCHAR"
    return f"{quoted_name('to_' + link) if link else 'r'}.{quoted_name(there)}", TYPES.get(kind.by_code[there].type, "VARCHAR")


def _link(register: str, code: str) -> str:
    found = KINDS[register].by_code.get(code)
    return found.link if found else ""


def _is_field(register: str, code: str) -> bool:
    if code == SECTOR:
        return "industry" in KINDS[register].by_code
    link, _, there = code.rpartition(".")
    kind: Kind | None = KINDS.get(_link(register, link)) if link else KINDS[register]
    return kind is not None and there in kind.by_code


def _linked(of: Frozen, links: Iterable[str]) -> Iterator[str]:
    for link in links:
        kind = KINDS[_link(of.register, link)]
        if kind.code in of.files:
            to = quoted_name("to_" + link)
            yield f"LEFT JOIN {parquet(of.files[kind.code])} {to} ON {to}.{quoted_name(kind.identified_by[0])} = r.{quoted_name(link)}"


def _tables(of: Frozen) -> Iterator[str]:
    for path, called in of.joined.items():
        yield f"LEFT JOIN ({_rows(path, of.merged)}) {called} ON {called}.{KEY} = r.{KEY}"


def _rows(path: Path, merged: Mapping[str, str]) -> str:
    """The rows of a table; those of a duplicate count for the one that stands for it, unless that has its own."""
    if not merged:
        return f"FROM {parquet(path)}"
    pairs = ", ".join(f"({quoted_text(old)}, {quoted_text(kept)})" for old, kept in merged.items())
    kept = f"coalesce(same.kept, said.{KEY})"
    return (
        f"SELECT said.* REPLACE ({kept} AS {KEY}) FROM {parquet(path)} said LEFT JOIN (VALUES {pairs}) same(old, kept) "
        f"ON same.old = said.{KEY} QUALIFY row_number() OVER (PARTITION BY {kept} ORDER BY same.kept IS NOT NULL, said.{KEY}) = 1"
    )


def sector_of(industry: str) -> str:
    """The letter of the section of an industry, by the two digits of its division, as SQL over SQL."""
    divisions = [each for each in industries() if each.level == 2]
    cases = " ".join(f"WHEN {quoted_text(each.code)} THEN {quoted_text(each.parent)}" for each in divisions)
    return f"CASE left({industry}, 2) {cases} END"
