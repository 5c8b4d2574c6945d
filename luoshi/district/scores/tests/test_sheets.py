"""The workbook computes the score again: its formulas, computed by the few rules of a spreadsheet, give what is printed."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from luoshi.district.scores import queries
from luoshi.district.scores.sheets import score_workbook
from luoshi.district.scores.tests.conftest import QUARTER

if TYPE_CHECKING:
    from openpyxl import Workbook

    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Report

pytestmark = pytest.mark.django_db
_CELLS = re.compile(r"(?:'([^']+)'!)?([A-Z]+[0-9]+)(?::([A-Z]+[0-9]+))?")


class Spreadsheet:
    """As much of a spreadsheet as the table of a score asks for; all numbers are exact."""

    def __init__(self, book: Workbook) -> None:
        self.book = book

    def cell(self, tab: str, at: str) -> Any:
        """What a cell comes to."""
        value = self.book[tab][at].value
        if isinstance(value, str) and value.startswith("="):
            asked = _CELLS.sub(lambda found: f"c({found[1] or tab!r},{found[2]!r},{found[3]!r})", value[1:])
            return eval(asked, {**self._functions, "c": self._cells})  # noqa: S307 - formulas of our own
        return Decimal(str(value)) if isinstance(value, int | float) else value

    def _cells(self, tab: str, first: str, last: str | None) -> Any:
        if last is None:
            return self.cell(tab, first)
        return [self.cell(tab, each.coordinate) for row in self.book[tab][f"{first}:{last}"] for each in row]

    _functions: dict[str, Any] = {  # noqa: RUF012 - read only
        "SUM": lambda cells: sum((each or Decimal(0) for each in cells), Decimal(0)),
        "MAX": max,
        "MIN": min,
        "ROUND": lambda number, places: Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP),
        "ROUNDDOWN": lambda number, places: Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_DOWN),
        "IF": lambda holds, one, other: one if holds else other,
    }


def test_the_workbook_computes_the_printed_score_again_and_follows_a_changed_figure(county: Government, plan: Report) -> None:
    scored = queries.score_of(county.units["education"], plan, QUARTER, on=date(2023, 5, 2))
    assert scored is not None
    book = load_workbook(BytesIO(score_workbook(scored)))
    sheet = Spreadsheet(book)
    summary = {row[0].value: row[3].coordinate for row in book["得分"].iter_rows(min_row=3) if row[0].value and row[3].value is not None}
    assert sheet.cell("得分", summary["得分"]) == scored.points == Decimal("74.67")
    for number, part in enumerate(scored.parts, start=1):
        assert sheet.cell("得分", summary[part.part.name.chinese]) == part.earned
        for place, line in enumerate(part.lines):
            assert sheet.cell(f"部分{number}", f"D{3 + place}") == line.allotted
    assert [each.value for each in book["不参加"][3]][3] == "没有指标衡量"
    row = next(each for each in book["部分1"].iter_rows(min_row=3) if each[1].value == "一般公共预算收入增长8%以上")
    row[5].value = 8  # had revenue grown by 8 %
    assert sheet.cell("得分", summary["得分"]) == Decimal("84.67")
