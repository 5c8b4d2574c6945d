"""A reading as bytes of a file: the table of tasks as a workbook or a Word file, or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from luoshi.engines.documents.sheet import Sheet
    from luoshi.engines.reading.model import Reading

_PLAUSIBLE = 0.3
"""A weaker first suggestion is a guess; the column stays empty then."""

_WORTH_MENTIONING = 0.05


class Form(StrEnum):
    """What a reading can be written as."""

    XLSX = "xlsx"
    JSON = "json"
    DOCX = "docx"


class Government(StrEnum):
    """Whose report it is, so that suggested owners bear the names of its units."""

    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"
    NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class Wish:
    """What else shall be in the tables."""

    everything: bool
    owners: Government | None


def written(reading: Reading, form: Form, wish: Wish) -> bytes:
    """The reading in this form. The libraries of a format are imported when it is asked for."""
    match form:
        case Form.JSON:
            return _json(reading)
        case Form.XLSX:
            from luoshi.engines.documents.workbook import workbook

            return workbook(_sheets(reading, wish))
        case Form.DOCX:
            from luoshi.engines.documents.wordfile import word_file
            from luoshi.engines.reading.tables import TASK_COLUMNS_FOR_PRINT

            tasks, *others = _sheets(reading, wish)
            return word_file([tasks.select(TASK_COLUMNS_FOR_PRINT), *others])


def _json(reading: Reading) -> bytes:
    from luoshi.engines.reading.export import to_json

    return (json.dumps(to_json(reading), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _sheets(reading: Reading, wish: Wish) -> list[Sheet]:
    from luoshi.engines.documents.sheet import lay_out
    from luoshi.engines.reading.tables import finding_table, result_table, task_table

    tables = [task_table(reading, _suggestions(reading, wish.owners) if wish.owners else None), finding_table(reading)]
    results = result_table(reading)
    if wish.everything and results.rows:
        tables.append(results)
    return [lay_out(table.title, table.header, table.rows, table.notes, table.tab) for table in tables]


def _suggestions(reading: Reading, government: Government) -> dict[int, list[tuple[str, float]]]:
    """For each clause the units that may lead it, the likeliest first; where none leads, that is said first."""
    from luoshi.engines.owners import suggest

    found: dict[int, list[tuple[str, float]]] = {}
    for index, clause in enumerate(reading.clauses()):
        suggestion = suggest(clause.quote, level=government.value)
        leads = [(lead.name, lead.probability) for lead in suggestion.leads if lead.probability >= _WORTH_MENTIONING]
        units = [("多部门按职责分工负责", suggestion.joint), *leads] if suggestion.is_joint else leads
        if units and units[0][1] >= _PLAUSIBLE:
            found[index] = units
    return found
