"""The door's one function: a folder in, a checked :class:`~luoshi.engines.packs.model.Pack` out."""

from __future__ import annotations

from pathlib import Path

from luoshi.engines.packs.fields import Entry, entry
from luoshi.engines.packs.files import tree_of
from luoshi.engines.packs.model import Pack
from luoshi.engines.packs.offices import read_offices
from luoshi.engines.packs.plan import read_arrangements, read_decisions
from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem, Words

FILE = "pack.yaml"
_FIELDS = ("id", "name", "name_en", "district", "year", "report", "status")


def read_pack(folder: Path) -> Pack:
    """Read a pack: ``pack.yaml``, and where they exist ``offices.yaml``, ``plan/<year>.csv`` and ``plan/<year>.yaml``.

    Returns:
        The whole pack; what has no file is empty.

    Raises:
        PackProblem: the first thing that is wrong, with file, entry or row, field, the value found, and what to write instead.
    """
    if not (folder / FILE).is_file():
        remedy = Words(
            "文件夹中没有 pack.yaml；请参照示范包新建。", "The folder holds no pack.yaml: write one after the demonstration pack."
        )
        raise PackProblem(FILE, WHOLE_FILE, "", folder.name, remedy)
    each = entry(FILE, WHOLE_FILE, tree_of(folder / FILE, FILE), _FIELDS)
    year = each.count("year", 1949, 2999)
    offices = read_offices(folder)
    corrections, adoption = read_decisions(folder, year, offices)
    return Pack(
        id=each.code("id"),
        folder=folder,
        name=each.text("name"),
        name_en=each.text("name_en"),
        district=each.text("district"),
        year=year,
        status=each.text("status"),
        report=_report(each, folder),
        units=offices.units,
        posts=offices.posts,
        people=offices.people,
        reporting_classes=offices.reporting_classes,
        corrections=corrections,
        adoption=adoption,
        arrangements=read_arrangements(folder, year, offices),
    )


def _report(each: Entry, folder: Path) -> Path | None:
    """The report's file: a pack may be shared, so that it points only into itself."""
    if not (name := each.maybe("report")):
        return None
    report = folder / name
    if report.is_file() and report.resolve().is_relative_to(folder.resolve()):
        return report
    raise each.problem(
        "report",
        Words(
            "本包中没有这个文件；请写包内的相对路径，例如 report/2023.txt。", "The pack holds no such file: write its path within the pack."
        ),
    )
