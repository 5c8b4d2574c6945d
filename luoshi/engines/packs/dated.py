"""Files that lie in folders of days: ``examples/<year-month-day>/<name>.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.words import Words


def dated_files(folder: Path, home: str) -> Iterator[Path]:
    """The files in the folders of days below ``home``, by day and name.

    Raises:
        PackProblem: a file lies elsewhere.
    """
    for file in sorted((folder / home).rglob("*")):
        if file.is_file() and not file.name.startswith("."):
            if file.suffix != ".yaml" or file.parent.parent != folder / home:
                name = file.relative_to(folder).as_posix()
                remedy = Words(f"应放在 {home}/年-月-日/名称.yaml。", f"It lies in {home}/<year-month-day>/<name>.yaml.")
                raise PackProblem(name, WHOLE_FILE, "", name, remedy)
            yield file


def day_of(file: Path, name: str) -> date:
    """The day of the folder in which a file lies.

    Raises:
        PackProblem: it is none.
    """
    try:
        return date.fromisoformat(file.parent.name)
    except ValueError:
        remedy = Words("上级文件夹应是日期，例如 2023-07-01。", "The folder around it is a day, such as 2023-07-01.")
        raise PackProblem(name, WHOLE_FILE, "", file.parent.name, remedy) from None
