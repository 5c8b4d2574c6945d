"""The frozen result of a run, read page by page: its rows with what their ids and masks stand for, and its groups."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.population import files
from luoshi.district.population.engine import connected
from luoshi.district.population.errors import NoSuchRow
from luoshi.district.population.relation import kept_as
from luoshi.district.population.running import MISSING, REASON, UNMATCHED
from luoshi.district.population.taking import KEY
from luoshi.engines.decisions.sets.runners.duckdb import parquet, quoted_name
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

    from luoshi.district.population.models import Run

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One of a result: whose, what was kept, the answers; by which rule, or what is missing and which tables have no rule for it.

    Where anything is missing or without a rule the answers are empty: nobody is entitled by what is not known.
    """

    key: str
    kept: Mapping[str, Any]
    answers: Mapping[str, Any]
    reason: Words | None
    clause: str
    lacking: tuple[str, ...]
    without_rule: tuple[str, ...]

    @property
    def is_decided(self) -> bool:
        """Whether the rules have an answer for it."""
        return not (self.lacking or self.without_rule)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows of a result: those with a reason, a mask, a part of the key; ``decided`` or not; or all."""

    reason: int | None = None
    missing: int | None = None
    unmatched: int | None = None
    key: str = ""
    decided: bool | None = None

    def conditions(self) -> Iterator[tuple[str, Any]]:
        """The conditions in SQL, each with its parameter."""
        if self.reason is not None:
            yield f"{REASON} = ?", self.reason
        if self.missing is not None:
            yield f"{MISSING} = ?", self.missing
        if self.unmatched is not None:
            yield f"{UNMATCHED} = ?", self.unmatched
        if self.key:
            yield f"contains({KEY}, ?)", self.key
        if self.decided is not None:
            yield f"({MISSING} = 0 AND {UNMATCHED} = 0) = ?", self.decided


def rows(run: Run, asked: Asked = Asked(), *, offset: int = 0, limit: int = PAGE) -> list[Row]:
    """A page of a result in the order of the keys.

    Raises:
        FileGone, FileChanged: the file is not what it was.
    """
    conditions = list(asked.conditions())
    where = f" WHERE {' AND '.join(words for words, _ in conditions)}" if conditions else ""
    values = [value for _, value in conditions]
    page = f"SELECT * FROM result{where} ORDER BY {KEY} LIMIT {int(limit)} OFFSET {int(offset)}"
    return [_row(run, each) for each in _read(run, page, values)]


def row(run: Run, key: str) -> Row:
    """The row of one of the register.

    Raises:
        NoSuchRow: there is none.
        FileGone, FileChanged: the file is not what it was.
    """
    found = _read(run, f"SELECT * FROM result WHERE {KEY} = ?", [key])
    if not found:
        raise NoSuchRow(key)
    return _row(run, found[0])


def groups(run: Run, by: Sequence[str]) -> list[dict[str, Any]]:
    """How many rows there are by what was kept, an answer or the reason, how many of them are decided, and what their amounts add up to.

    Raises:
        FileGone, FileChanged: the file is not what it was.
    """
    columns = [quoted_name(kept_as(each)) for each in by]
    sums = "".join(f", sum({quoted_name(each)}) AS {quoted_name(each)}" for each in amounts(run))
    decided = f"count(*) FILTER ({MISSING} = 0 AND {UNMATCHED} = 0) AS decided"
    return _read(run, f"SELECT {', '.join(columns)}, count(*) AS rows, {decided}{sums} FROM result GROUP BY ALL ORDER BY rows DESC", [])


def amounts(run: Run) -> list[str]:
    """The decisions of a run whose answers add up."""
    found: list[str] = run.counts["amounts"]
    return found


def total_of(run: Run) -> dict[str, Decimal]:
    """What the amounts of all decided rows add up to, by decision."""
    totals = dict.fromkeys(amounts(run), Decimal(0))
    for each in run.counts["reasons"]:
        for decision, total in each["amounts"].items():
            totals[decision] += Decimal(total)
    return totals


def answer_of(run: Run, decision: str, stored: Any) -> Any:
    """An answer as it is meant: a list is stored as a mask of its items."""
    items = run.counts["items"].get(decision)
    return stored if items is None or stored is None else tuple(item for bit, item in enumerate(items) if stored >> bit & 1)


@contextmanager
def result_of(run: Run) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the relation ``result``: ``key``, what was kept, the answers as they are stored, ``reason``, and both masks.

    Raises:
        FileGone, FileChanged: the file is not what it was.
    """
    with files.workplace() as place, connected(place) as engine:
        engine.execute(f"CREATE VIEW result AS FROM {parquet(files.checked(run.sha256))}")
        yield engine


def _read(run: Run, statement: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    with result_of(run) as engine:
        found = engine.execute(statement, list(values))
        names = [each[0] for each in found.description or ()]
        return [dict(zip(names, each, strict=True)) for each in found.fetchall()]


def _row(run: Run, values: Mapping[str, Any]) -> Row:
    reason = run.reasons.get(str(values[REASON]))
    masks = {each: run.counts[each].get(str(values[each]), {"names": ()})["names"] for each in (MISSING, UNMATCHED)}
    return Row(
        key=values[KEY],
        kept={each: values[kept_as(each)] for each in run.keep},
        answers={each: answer_of(run, each, values[each]) for each in run.answers},
        reason=Words(reason["zh"], reason["en"]) if reason else None,
        clause=reason["clause"] if reason else "",
        lacking=tuple(masks[MISSING]),
        without_rule=tuple(masks[UNMATCHED]),
    )
