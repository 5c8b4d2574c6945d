"""The door's one function: a folder in, a checked :class:`~luoshi.engines.packs.model.Pack` out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from luoshi.engines.packs.calendars import read_calendar, read_hours
from luoshi.engines.packs.campaigns import read_campaign
from luoshi.engines.packs.case_types import read_case_type
from luoshi.engines.packs.decision_models import read_models
from luoshi.engines.packs.department_tables import read_department_tables
from luoshi.engines.packs.examples import read_examples
from luoshi.engines.packs.fields import Entry, entry
from luoshi.engines.packs.files import tree_of
from luoshi.engines.packs.indicators import read_indicators
from luoshi.engines.packs.items import read_item
from luoshi.engines.packs.ladder import read_ladder
from luoshi.engines.packs.law import read_documents, read_parameters
from luoshi.engines.packs.lives import read_lives
from luoshi.engines.packs.model import PACK_KINDS, STATUSES, Pack
from luoshi.engines.packs.offices import read_offices
from luoshi.engines.packs.plan import read_arrangements, read_decisions
from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.engines.packs.registers import read_registers
from luoshi.engines.packs.scoring import read_scoring
from luoshi.engines.packs.services import read_services
from luoshi.engines.packs.words import read_words
from luoshi.words import Words

FILE = "pack.yaml"
_FIELDS = (
    "id",
    "name",
    "name_en",
    "kind",
    "summary",
    "summary_en",
    "jurisdiction",
    "district",
    "year",
    "report",
    "status",
)


def read_pack(folder: Path) -> Pack:
    """Read a pack: ``pack.yaml``, and of the other files those that exist.

    A district has ``offices.yaml``, ``plan/<year>.csv``, ``plan/<year>.yaml``, ``registers/``, ``services.yaml``,
    ``department_tables.yaml`` and ``indicators.yaml``, a calendar ``years.yaml``, and both ``hours.yaml``. A district or mechanism may
    have ``scoring.yaml``, every pack decision models: ``documents.yaml``, ``parameters.yaml``, ``decisions/``, ``words/`` and
    ``examples/``. The models are not looked into; :func:`package_of` does that.

    Returns:
        The whole pack; what has no file is empty.

    Raises:
        PackProblem: the first thing that is wrong, with file, entry or row, field, the value found, and what to write instead.
    """
    return with_calendar(with_decision_models(read_description(folder)))


def read_description(folder: Path) -> Pack:
    """Read ``pack.yaml`` and what a district has besides decision models and office hours.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    if not (folder / FILE).is_file():
        remedy = Words(
            "文件夹中没有 pack.yaml；请参照示范包新建。", "The folder holds no pack.yaml: write one after the demonstration pack."
        )
        raise PackProblem(FILE, WHOLE_FILE, "", folder.name, remedy)
    each = entry(FILE, WHOLE_FILE, tree_of(folder / FILE, FILE), _FIELDS)
    kind = each.word("kind", PACK_KINDS) if each.maybe("kind") else "district"
    return _district(each, folder) if kind == "district" else _of_no_district(each, folder, kind)


def _of_no_district(each: Entry, folder: Path, kind: str) -> Pack:
    for field in ("district", "year", "report"):
        if each.maybe(field):
            remedy = Words("只有地区包才有这一项；请删去。", "Only a district has such a thing: remove it.")
            raise each.problem(field, remedy)
    return Pack(
        id=_id(each, folder),
        folder=folder,
        name=each.text("name"),
        name_en=each.text("name_en"),
        district="",
        year=None,
        status=each.word("status", STATUSES),
        kind=kind,
        summary=Words(each.text("summary"), each.text("summary_en")),
        jurisdiction=each.text("jurisdiction"),
        scoring=read_scoring(folder),
    )


def _id(each: Entry, folder: Path) -> str:
    """What is no district is called as its folder, since other packs and records name it."""
    if (code := each.code("id")) == folder.resolve().name:
        return code
    raise each.problem(
        "id", Words(f"应与文件夹同名：{folder.resolve().name}。", f"It is called as its folder: write {folder.resolve().name}.")
    )


def _district(each: Entry, folder: Path) -> Pack:
    year = each.count("year", 1949, 2999)
    offices = read_offices(folder)
    corrections, adoption, tallies = read_decisions(folder, year, offices)
    measured = read_indicators(folder, offices)
    return Pack(
        id=each.code("id"),
        folder=folder,
        name=each.text("name"),
        name_en=each.maybe("name_en"),
        district=each.text("district"),
        year=year,
        status=each.maybe("status"),
        summary=Words(each.maybe("summary"), each.maybe("summary_en")),
        jurisdiction=each.maybe("jurisdiction"),
        report=_report(each, folder),
        units=offices.units,
        posts=offices.posts,
        people=offices.people,
        grants=offices.grants,
        reporting_classes=offices.reporting_classes,
        corrections=corrections,
        adoption=adoption,
        tallies=tallies,
        arrangements=read_arrangements(folder, year, offices),
        registers=read_registers(folder),
        services=read_services(folder, offices),
        department_tables=read_department_tables(folder, offices),
        indicators=measured.indicators,
        yardsticks=measured.yardsticks,
        scoring=read_scoring(folder),
    )


def with_decision_models(pack: Pack) -> Pack:
    """The pack with the decision models of its folder, and their documents, parameters, words and examples.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    documents = read_documents(pack.folder)
    return replace(
        pack,
        documents=documents,
        parameters=read_parameters(pack.folder, documents),
        case_type=read_case_type(pack.folder),
        item=read_item(pack.folder),
        campaign=read_campaign(pack.folder),
        lives=read_lives(pack.folder),
        models=read_models(pack.folder),
        words=read_words(pack.folder),
        examples=read_examples(pack.folder),
        ladder=read_ladder(pack.folder),
    )


def with_calendar(pack: Pack) -> Pack:
    """The pack, its documents already read, with its office hours and, if it is a calendar, its years.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    if pack.kind == "mechanism":
        return pack
    calendar = read_calendar(pack.folder, pack.documents) if pack.kind == "calendar" else None
    return replace(pack, calendar=calendar, office_hours=read_hours(pack.folder))


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
