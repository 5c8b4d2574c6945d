"""A file of invented enterprises is told from any other by what it says of itself, and a damaged one from a whole one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import duckdb

from luoshi.engines.synthetic.columns import COLUMNS, LABEL
from luoshi.words import Words

if TYPE_CHECKING:
    from pathlib import Path

_REMEDY: Final = Words(
    "请用 luoshi population generate 生成，不要改动文件。", "Make one with luoshi population generate, and leave the file as it is."
)


class NotSynthetic(Exception):
    """A file that is no whole population of :func:`~luoshi.engines.synthetic.write_enterprises`: what is wrong, and what to do."""

    def __init__(self, chinese: str, english: str) -> None:
        self.what, self.remedy = Words(chinese, english), _REMEDY
        super().__init__(f"{chinese} {_REMEDY.chinese} / {english} {_REMEDY.english}")


@dataclass(frozen=True, slots=True)
class Described:
    """What a file says of itself: how many rows, from which seed."""

    rows: int
    seed: int


def describe(path: Path) -> Described:
    """What a file of invented enterprises says of itself, held against what is in it.

    Raises:
        NotSynthetic: it is another file, or damaged.
    """
    with duckdb.connect() as engine:
        try:
            said = dict(engine.execute("SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [str(path)]).fetchall())
            _refuse_others(said)
            names = [each[0] for each in engine.execute("DESCRIBE FROM read_parquet(?)", [str(path)]).fetchall()]
            _refuse_columns(names)
            labelled = f"count(*) FILTER (starts_with(\"名称\", '{LABEL}'))"
            found = engine.execute(f"SELECT count(*), {labelled} FROM read_parquet(?)", [str(path)]).fetchone()
        except duckdb.Error as problem:
            raise NotSynthetic(f"{path.name} 读不出来，可能已损坏。", f"{path.name} cannot be read; it may be damaged.") from problem
    assert found is not None, "a count always has a row"
    _refuse_rows(said, *found)
    return Described(int(said["rows"]), int(said["seed"]))


def _refuse_others(said: dict[str, str]) -> None:
    is_whole = all(said.get(each, "").removeprefix("-").isdecimal() for each in ("rows", "seed"))
    if said.get("synthetic") != "true" or not is_whole:
        raise NotSynthetic(
            "文件没有注明是模拟数据，以及种子和行数。", "The file does not say that it is synthetic, from which seed, with how many rows."
        )


def _refuse_columns(names: list[str]) -> None:
    lacking = [each.name for each in COLUMNS if each.name not in names]
    if lacking:
        raise NotSynthetic(f"文件缺这些栏目：{'、'.join(lacking)}。", f"The file lacks these columns: {', '.join(lacking)}.")


def _refuse_rows(said: dict[str, str], rows: int, labelled: int) -> None:
    if rows != int(said["rows"]):
        raise NotSynthetic(
            f"文件注明 {said['rows']} 行，实有 {rows} 行。", f"The file says that it has {said['rows']} rows, and has {rows}."
        )
    if labelled != rows:
        raise NotSynthetic(f"有 {rows - labelled} 行没有注明是模拟数据。", f"{rows - labelled} rows do not say that they are synthetic.")
