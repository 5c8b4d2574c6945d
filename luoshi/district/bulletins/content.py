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
    )


def _cell(value: Cell) -> Any:
    return {"number": str(value)} if isinstance(value, Decimal) else value


def _sheet(said: dict[str, Any]) -> Sheet:
    columns = tuple(
        Column(**{**each, "alignment": Alignment(each["alignment"]), "choices": tuple(each["choices"])}) for each in said["columns"]
    )
    rows = tuple(tuple(Decimal(each["number"]) if isinstance(each, dict) else each for each in row) for row in said["rows"])
    return Sheet(**{**said, "columns": columns, "rows": rows, "notes": tuple(said["notes"])})
