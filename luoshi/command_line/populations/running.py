"""One run over a file, by whichever engine: the same statement in its dialect, the same totals of the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from luoshi.words import Words

if TYPE_CHECKING:
    from luoshi.engines.decisions.sets import CompiledSet

RESULT: Final = "result"


class RefusedData(Exception):
    """The data cannot be run over, or the engine is not there; ``words`` say why and what to do."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese)
        self.words = Words(chinese, english)


@dataclass(frozen=True, slots=True)
class Asked:
    """Over which file: its key, what comes beside, how it calls the inputs; where the result goes."""

    data: Path
    key: str
    keep: tuple[str, ...]
    columns: Mapping[str, str]
    out: Path | None

    def needed(self, plan: CompiledSet) -> list[str]:
        """The columns that the file must have."""
        return [self.key, *self.keep, *(self.columns.get(each.name, each.name) for each in plan.inputs)]


@dataclass(frozen=True, slots=True)
class Totals:
    """What came out: rows and amounts by reason, and how many lack what."""

    reasons: Sequence[tuple[int | None, int, tuple[Any, ...]]]
    missing: Sequence[tuple[int, int]]
    unmatched: Sequence[tuple[int, int]]


class Engine(Protocol):
    """A module of this package."""

    def run(self, plan: CompiledSet, asked: Asked, *, database: str, master: str) -> Totals: ...


def run(plan: CompiledSet, asked: Asked, *, engine: str, database: str, master: str) -> Totals:
    """Run a plan over a file.

    Raises:
        RefusedData: the file lacks a column, or the engine is not there.
    """
    chosen: Any = import_module(f"{__package__}.on_{engine}")
    found: Totals = chosen.run(plan, asked, database=database, master=master)
    return found


def refuse_missing(plan: CompiledSet, asked: Asked, there: Iterable[str]) -> None:
    """The file lacks columns.

    Raises:
        RefusedData: with all of them.
    """
    known = set(there)
    missing = [each for each in asked.needed(plan) if each not in known]
    if missing:
        raise RefusedData(
            f"{asked.data} 里没有这些栏：{'、'.join(missing)}。名称不同的，用 --column 输入=栏名 说明；没有的数据，请加一栏空的。",
            f"{asked.data} lacks these columns: {', '.join(missing)}. Say --column INPUT=COLUMN where names differ; "
            "where nothing is known, add an empty column.",
        )


def amounts(plan: CompiledSet) -> list[str]:
    """The answers that add up."""
    return [each.name for each in plan.outputs if each.sql_type.startswith("DECIMAL")]


def totals_statements(plan: CompiledSet, result: str, *, quote: str = '"') -> tuple[str, str, str]:
    """The three statements that count a result: by reason, by what is missing, by what has no rule."""
    sums = "".join(f", sum({quote}{each}{quote})" for each in amounts(plan))
    by_mask = [
        f"SELECT {mask}, count(*) FROM {result} WHERE {mask} <> 0 GROUP BY {mask} ORDER BY 2 DESC, 1" for mask in ("missing", "unmatched")
    ]
    return f"SELECT reason, count(*){sums} FROM {result} GROUP BY reason ORDER BY reason", by_mask[0], by_mask[1]


def totals(rows: Sequence[Sequence[Sequence[Any]]]) -> Totals:
    """What the three statements found."""
    by_reason, missing, unmatched = rows
    reasons = [(reason, int(count), tuple(sums)) for reason, count, *sums in by_reason]
    return Totals(reasons, [(int(mask), int(n)) for mask, n in missing], [(int(mask), int(n)) for mask, n in unmatched])
