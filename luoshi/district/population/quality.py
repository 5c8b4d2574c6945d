"""How good the data of a register are: what is filled, which codes nobody knows, what cannot be true, what leads nowhere.

One scan counts everything; examples are looked up only where something was found, and personal ones are masked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.register.queries import KINDS, Type, shown_value
from luoshi.engines.decisions.sets.runners.duckdb import quoted_name
from luoshi.engines.identifiers import divisions, industries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

    from luoshi.district.register.queries import Field, Kind

EXAMPLES: Final = 3
_TABLES: Final = {Type.INDUSTRY: industries, Type.DIVISION: divisions}


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that is counted of a column; ``bad`` is the condition, in SQL, of the rows that are. Where it asks
    for codes, they are ``known``.
    """

    field: Field
    code: str
    bad: str
    known: tuple[str, ...] = ()


def measures(kind: Kind, frozen: Mapping[str, str]) -> Iterator[Measure]:
    """What is counted of a register's columns; ``frozen`` are the relations of the snapshot, by register."""
    for field in kind.fields:
        column = quoted_name(field.code)
        if known := _known(field):
            yield Measure(field, "unknown", f"{column} NOT IN (SELECT unnest(?))", tuple(known))  # thousands, whose text takes long to read
        if field.type is Type.NUMBER:
            yield Measure(field, "out_of_range", f"{column} < 0")
        if field.type is Type.DAY:
            yield Measure(field, "out_of_range", f"{column} NOT BETWEEN DATE '1900-01-01' AND DATE '2100-12-31'")
        if field.link in frozen:
            there = quoted_name(KINDS[field.link].identified_by[0])
            yield Measure(field, "leads_nowhere", f"{column} NOT IN (SELECT {there} FROM {frozen[field.link]} WHERE {there} IS NOT NULL)")
        if field.code in kind.alike:
            yield Measure(field, "shared", f"count({column}) OVER (PARTITION BY {column}) > 1")


def quality_of(kind: Kind, frozen: Mapping[str, str], engine: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Of each column how many rows are filled, and how many have which flaw, with examples as anybody may see them."""
    looked_for, relation = list(measures(kind, frozen)), frozen[kind.code]
    counts = _counts(kind, looked_for, relation, engine)
    filled, flawed = counts[: len(kind.fields)], counts[len(kind.fields) :]
    found: dict[str, dict[str, Any]] = {field.code: {"filled": count} for field, count in zip(kind.fields, filled, strict=True)}
    for each, rows in zip(looked_for, flawed, strict=True):
        if rows:
            found[each.field.code][each.code] = {"rows": rows, "examples": _examples(each, relation, engine)}
    return {"columns": found}


def _counts(kind: Kind, looked_for: Sequence[Measure], relation: str, engine: duckdb.DuckDBPyConnection) -> tuple[int, ...]:
    """How many rows of each column are filled; then how many have each flaw, which nothing has where nothing stands."""
    flaws = "".join(f", {each.bad} AS flaw_{place}" for place, each in enumerate(looked_for))
    filled = [f"count({quoted_name(field.code)})" for field in kind.fields]
    counts = ", ".join([*filled, *(f"count_if(flaw_{place})" for place in range(len(looked_for)))])
    known = [list(each.known) for each in looked_for if each.known]
    row: tuple[int, ...] | None = engine.execute(f"SELECT {counts} FROM (SELECT *{flaws} FROM {relation})", known).fetchone()
    assert row is not None, "a count always has a row"
    return row


def _examples(of: Measure, relation: str, engine: duckdb.DuckDBPyConnection) -> list[str]:
    column, known = quoted_name(of.field.code), [list(of.known)] if of.known else []
    bad = f"SELECT DISTINCT value::VARCHAR FROM (SELECT {column} AS value, {of.bad} AS bad FROM {relation}) WHERE bad ORDER BY 1"
    return [shown_value(of.field, value) for [value] in engine.execute(f"{bad} LIMIT {EXAMPLES}", known).fetchall()]


def _known(field: Field) -> list[str]:
    if field.type in _TABLES:
        return [each.code for each in _TABLES[field.type]()]
    return [word for word, _ in field.choices]
