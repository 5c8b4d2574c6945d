"""A document as JSON and back, so that the files of a frozen bulletin can be made again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.engines.documents.official.parts import BriefHead, LetterHead, Paper, Point, Record
from luoshi.engines.documents.sheet import Alignment, Cell, Column, Sheet


def to_json(paper: Paper) -> dict[str, Any]:
    """The document as values that :func:`json.dumps` takes."""
    said = asdict(paper)
    said["dated"] = paper.dated.isoformat() if paper.dated else None
    for sheet, written in zip(paper.attachments, said["attachments"], strict=True):
        written["rows"] = [[_cell(each) for each in row] for row in sheet.rows]
    return said


def from_json(said: dict[str, Any]) -> Paper:
    """The same document again."""
    head: dict[str, str] = said["head"]
    record = said["record"]
    return Paper(
        head=LetterHead(**head) if "number" in head else BriefHead(**head),
        title=tuple(said["title"]),
        addressees=tuple(said["addressees"]),
        body=tuple(Point(**each) for each in said["body"]),
        attachments=tuple(_sheet(each) for each in said["attachments"]),
        signed_by=said["signed_by"],
        dated=date.fromisoformat(said["dated"]) if said["dated"] else None,
        record=Record(**{**record, "copied_to": tuple(record["copied_to"])}) if record else None,
        notice=said["notice"],
        running=said.get("running", ""),
    )


def _cell(value: Cell) -> Any:
    if isinstance(value, Decimal):
        return {"number": str(value)}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _read(said: Any) -> Cell:
    match said:
        case {"number": number}:
            return Decimal(number)
        case {"day": day}:
            return date.fromisoformat(day)
    cell: Cell = said
    return cell


def _sheet(said: dict[str, Any]) -> Sheet:
    columns = tuple(
        Column(**{**each, "alignment": Alignment(each["alignment"]), "choices": tuple(each["choices"])}) for each in said["columns"]
    )
    rows = tuple(tuple(map(_read, row)) for row in said["rows"])
    return Sheet(**{**said, "columns": columns, "rows": rows, "notes": tuple(said["notes"])})
