"""A register as a table that comes back as it went out, and the table that one fills in to bring entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.languages import said
from luoshi.district.register.cells import Problem, harmless
from luoshi.district.register.models import Entry, RowOutcome
from luoshi.district.register.queries import shown_value, values_of
from luoshi.engines.documents.sheet import lay_out
from luoshi.engines.documents.workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from luoshi.district.offices.queries import District
    from luoshi.district.register.fields import Kind
    from luoshi.district.register.models import Import

AT_ONCE: Final = 1_000
EMPTY_ROWS: Final = 100


def table_of(kind: Kind, district: District, *, on: date, unmasked: bool) -> Iterator[list[str]]:
    """The heading, and what is valid on a day, entry by entry in the order in which they came; what was merged away is left out."""
    yield [field.column for field in kind.fields]
    last = 0
    while found := list(Entry.objects.filter(district=district, kind=kind.code, merged_into=None, pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = found[-1].pk
        for values in values_of(found, on=on).values():
            if values is not None:
                said_values = ((field, values.get(field.code, "")) for field in kind.fields)
                yield [harmless(value if unmasked else shown_value(field, value)) for field, value in said_values]


def template(kind: Kind) -> bytes:
    """A workbook with the heading of a register and its choices, to be filled in."""
    columns = [field.column for field in kind.fields]
    choices = {field.column: [word for word, _ in field.choices] for field in kind.fields if field.choices}
    sheet = lay_out(str(kind.name), columns, [[None] * len(columns)] * EMPTY_ROWS, choices=choices)
    return workbook([sheet])


def faults_of(of: Import, kind: Kind) -> Iterator[list[str]]:
    """Each fault of a file: row, column, what stands there, what is wrong, what to do; in the reader's language."""
    for row in of.rows.filter(outcome=RowOutcome.WRONG).order_by("number").iterator(chunk_size=AT_ONCE):
        for problem in map(Problem.of_json, row.problems):
            yield [str(row.number), kind.by_code[problem.field].column, harmless(problem.value), said(problem.what), said(problem.remedy)]
