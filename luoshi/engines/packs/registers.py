"""``registers/<register>.csv``: who and what there is in a district, as its offices' tables say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from luoshi.engines.packs.fields import Entry
from luoshi.engines.packs.files import rows_of
from luoshi.engines.packs.model import RegisterRow
from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.words import Words

FOLDER: Final = "registers"
VALID_FROM: Final = "自"
SOURCE: Final = "来源"
"""Two columns that every table has beside its own: from which day on the row is so, and where it is known from."""

_NAME = re.compile(r"[a-z][a-z_]{0,19}")


def read_registers(folder: Path) -> tuple[RegisterRow, ...]:
    """Read the tables of a district's registers; without the folder there are none. What the columns mean, the registers know.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    files = sorted((folder / FOLDER).glob("*.csv"))
    return tuple(row for file in files for row in _register(file, f"{FOLDER}/{file.name}"))


def _register(file: Path, name: str) -> Iterator[RegisterRow]:
    if not _NAME.fullmatch(file.stem):
        remedy = Words("文件名用名录的英文代码，例如 enterprises.csv。", "Call the file by the code of its register: enterprises.csv.")
        raise PackProblem(name, WHOLE_FILE, "", file.stem, remedy)
    rows = rows_of(file, name)
    number, header = rows[0] if rows else (1, [])
    _check_header(name, Words(f"第{number}行（表头）", f"row {number} (header)"), header)
    for row, cells in rows[1:]:
        at = Words(f"第{row}行", f"row {row}")
        if len(cells) != len(header):
            remedy = Words(
                f"应有 {len(header)} 格，实有 {len(cells)} 格；含逗号的内容请加双引号。",
                f"It has {len(cells)} cells instead of {len(header)}: put double quotes around text that holds a comma.",
            )
            raise PackProblem(name, at, "", ",".join(cells), remedy)
        each = Entry(name, at, dict(zip(header, cells, strict=True)))
        values = {column: cell.strip() for column, cell in zip(header, cells, strict=True) if cell.strip()}
        yield RegisterRow(
            file.stem, row, each.day(VALID_FROM), each.text(SOURCE), {k: v for k, v in values.items() if k not in {VALID_FROM, SOURCE}}
        )


def _check_header(name: str, place: Words, header: list[str]) -> None:
    wrong = next((column for column in (VALID_FROM, SOURCE) if column not in header), None)
    wrong = wrong or next((column for column in header if header.count(column) > 1 or not column.strip()), None)
    if wrong is not None:
        remedy = Words(
            f"表头里必须有“{VALID_FROM}”和“{SOURCE}”两栏，每栏有名称且只有一次。",
            f"The header needs the columns {VALID_FROM} and {SOURCE}, and each column a name of its own.",
        )
        raise PackProblem(name, place, wrong, ",".join(header), remedy)
