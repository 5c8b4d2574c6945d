"""How far missing data leave the cost open: every row that lacks something is asked again with what it might be.

A number that is missing is tried with the lowest and the highest value that anybody has, a word with each of the allowed ones; an unknown
code counts as missing. Of each row the least and the most that comes out are added up. Where an answer neither only grows nor only falls
with a number, something in between might be more: so these are bounds of what was tried, and the page says so.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from luoshi.engines.decisions.sets.runners.duckdb import quoted_name, quoted_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from duckdb import DuckDBPyConnection

FILLED_MAX: Final = 4
"""A row that lacks more inputs is tried in too many ways; it is counted as open."""
CHOICES_MAX: Final = 12


@dataclass(frozen=True, slots=True)
class Lacking:
    """So many rows lack these inputs, and have in those others, or for those tables, what no rule knows."""

    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """The rows that could not be decided: what they would cost at least and at most, before and after; of ``open`` ones nothing is known.

    ``lacking`` says why, the most frequent first.
    """

    rows: int
    open: int
    before_low: Decimal
    before_high: Decimal
    after_low: Decimal
    after_high: Decimal
    lacking: tuple[Lacking, ...] = ()

    def json(self) -> dict[str, Any]:
        """As it is stored with a proposal."""
        return {name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(self).items()}

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Bounds:
        """The bounds that :meth:`json` writes."""
        lacking = (Lacking(tuple(each["missing"]), tuple(each["unknown"]), each["rows"]) for each in said["lacking"])
        ends = [Decimal(said[name]) for name in ("before_low", "before_high", "after_low", "after_high")]
        return cls(said["rows"], said["open"], ends[0], ends[1], ends[2], ends[3], tuple(lacking))


NOTHING_OPEN: Final = Bounds(0, 0, Decimal(0), Decimal(0), Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class Fillable:
    """An input that may be missing; the ``choices`` among which a word is, or nothing for a number."""

    name: str
    choices: tuple[str, ...] = ()


def candidates(session: DuckDBPyConnection, relation: str, inputs: Sequence[Fillable]) -> dict[str, str]:
    """What each input might be where it is missing, as lists of SQL: of numbers the lowest and the highest that anybody has.

    An input of which nobody has any value cannot be tried.
    """
    numbers = [each.name for each in inputs if not each.choices]
    found = {each.name: _words(each.choices) for each in inputs if each.choices}
    if numbers:
        ends = ", ".join(f"min({quoted_name(each)}), max({quoted_name(each)})" for each in numbers)
        row = session.execute(f"SELECT {ends} FROM {relation}").fetchone()
        assert row is not None, "an aggregate always has a row"
        pairs = zip(numbers, row[::2], row[1::2], strict=True)
        found |= {name: f"[{_literal(low)}, {_literal(high)}]" for name, low, high in pairs if low is not None}
    return found


def _literal(value: Decimal | date | int | bool) -> str:  # noqa: FBT001 - a value of SQL
    """A value of the engine, written out."""
    return f"DATE '{value}'" if isinstance(value, date) else str(value)


def _words(choices: Sequence[str]) -> str:
    written = ", ".join(quoted_text(each) for each in choices[:CHOICES_MAX])
    return f"[{written}]"


def filled(relation: str, tried: Mapping[str, str], inputs: Sequence[Fillable]) -> str:
    """The rows of a relation, each as often as there are ways to fill what it lacks, with one of them in it."""
    known = {each.name: _known(each) for each in inputs if each.name in tried}
    if not known:
        return f"(SELECT * FROM {relation})"
    cleaned = ", ".join(f"{written} AS {quoted_name(name)}" for name, written in known.items())
    lacking = " + ".join(f"CAST({written} IS NULL AS INTEGER)" for written in known.values())
    made = f"(SELECT * REPLACE ({cleaned}) FROM {relation} WHERE {lacking} <= {FILLED_MAX})"
    for name, values in tried.items():
        column = quoted_name(name)
        ways = f"SELECT *, unnest(CASE WHEN {column} IS NULL THEN {values} ELSE [{column}] END) AS tried FROM {made}"
        made = f"(SELECT * EXCLUDE (tried) REPLACE (tried AS {column}) FROM ({ways}))"
    return made


def _known(each: Fillable) -> str:
    """The value, unless it is a word that is not allowed."""
    column = quoted_name(each.name)
    return f"CASE WHEN list_contains({_words(each.choices)}, {column}) THEN {column} END" if each.choices else column


def bounds(session: DuckDBPyConnection, compared: str, uncertain: int, lacking: Sequence[Lacking]) -> Bounds:
    """Add up the least and the most of every row; ``compared`` has ``key``, ``was``, ``now`` and ``unsure`` of rows that were filled."""
    ends = ("min(was)", "max(was)", "min(now)", "max(now)")
    of_rows = ", ".join(f"{each} AS end{number}" for number, each in enumerate(ends))
    sums = ", ".join(f"coalesce(sum(end{number}), 0)" for number in range(len(ends)))
    rows = f"SELECT {of_rows} FROM {compared} GROUP BY key HAVING NOT bool_or(unsure)"
    row = session.execute(f"SELECT count(*), {sums} FROM ({rows})").fetchone()
    assert row is not None, "an aggregate always has a row"
    count, before_low, before_high, after_low, after_high = row
    return Bounds(uncertain, uncertain - count, before_low, before_high, after_low, after_high, tuple(lacking))
