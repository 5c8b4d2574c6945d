"""What a department brings is taken over whole or not at all, each version beside the one before, and each fault by row and column."""

from __future__ import annotations

import duckdb
import pytest
from django.db import DatabaseError, transaction

from luoshi.district.offices.tests.government import Government
from luoshi.district.population import files, operations
from luoshi.district.population.declared import Column, Type, UnreadCell
from luoshi.district.population.errors import NeedsWords, NoSuchTable, NotAllowed, NothingNew, TableRefused, WrongPeriod
from luoshi.district.population.models import DepartmentTable
from luoshi.district.population.tests.samples import AT, CODES, COLUMNS, ROWS, file
from luoshi.district.register.tests.samples import citizen_id


def brought(county: Government, content: bytes | None = None, **said: object) -> DepartmentTable:
    given: dict[str, object] = {"file_name": "缴费.csv", "period": "2022", "source": "社保系统（虚构）", "by": county.by("zheng"), "at": AT}
    return operations.import_table(county.district, "失业保险缴费", content or file(), **{**given, **said})  # type: ignore[arg-type]


def test_rows_are_kept_with_their_types_and_whoever_is_not_registered_is_counted(county: Government) -> None:
    table = brought(county, file(*ROWS, f"{CODES[8]},中型,12,0,3.5,1.5"))
    found = duckdb.read_parquet(str(files.checked(table.sha256)))
    assert [str(each) for each in found.types] == ["VARCHAR", "VARCHAR", *["DECIMAL(15,0)"] * 2, *["DECIMAL(17,2)"] * 2]
    assert len(found) == table.rows == len(ROWS) + 1
    assert table.quality["not_registered"] == 1
    assert table.quality["columns"]["裁员人数"] == {"filled": 5, "least": "0", "most": "30"}


def test_a_second_file_is_a_new_version_with_a_reason(county: Government) -> None:
    first = brought(county)
    with pytest.raises(NothingNew):
        brought(county, reason="再导一次")
    with pytest.raises(NeedsWords):
        brought(county, file(*ROWS[:2]))
    second = brought(county, file(*ROWS[:2]), reason="更正")
    assert (first.version, second.version) == (1, 2)
    assert files.checked(first.sha256) != files.checked(second.sha256)
    with pytest.raises(DatabaseError, match="bring the next version"), transaction.atomic():
        DepartmentTable.objects.filter(pk=first.pk).update(period="2021")


def test_faults_are_told_by_row_and_column_and_let_nothing_in(county: Government) -> None:
    rows = (ROWS[0], f"{CODES[2]},巨型,13,-1,一百,1.234", f"{CODES[1]},小型,12,0,1,1", "91990000MAXX00011A,,,,,")
    with pytest.raises(TableRefused) as refusal:
        brought(county, file(*rows))
    places = [(each.row, each.column) for each in refusal.value.faults]
    code = "统一社会信用代码"
    assert places == [
        (3, "企业规模"), (3, "月数"), (3, "裁员人数"), (3, "参保人数"), (3, "实缴保费"), (4, code), (5, code), (5, "企业规模"),
    ]  # fmt: skip
    assert not DepartmentTable.objects.exists()
    table = brought(county, file(*rows), only_accepted=True)
    assert (table.rows, table.left_out, len(table.faults)) == (1, 3, len(places))


def test_what_is_no_such_table_is_refused(county: Government) -> None:
    with pytest.raises(TableRefused, match="参保人数、实缴保费"):
        brought(county, "统一社会信用代码,企业规模,月数,裁员人数\n".encode())
    with pytest.raises(TableRefused, match="有两栏都是“企业规模”"):
        brought(county, "统一社会信用代码,企业规模,参保人数,裁员人数,实缴保费,月数,企业规模\n".encode())
    with pytest.raises(WrongPeriod):
        brought(county, period="2022-13")
    with pytest.raises(NeedsWords):
        brought(county, source=" ")
    with pytest.raises(NotAllowed):
        brought(county, by=county.by("sun"))
    with pytest.raises(NoSuchTable):
        operations.import_table(
            county.district, "没有", b"", file_name="a", period="2022", source="示例", by=county.by("zheng"), at=AT
        )  # fmt: skip


def test_of_persons_no_number_is_kept(county: Government) -> None:
    operations.declare_table(
        county.district,
        "缴纳月数",
        COLUMNS[1:2],
        name_en="Months",
        register="persons",
        unit=county.units["civil"],
        by=county.by("sun"),
        at=AT,
    )
    content = f"公民身份号码,月数\n{citizen_id(1)},7\n{citizen_id(2)},8".encode()
    table = operations.import_table(
        county.district,
        "缴纳月数",
        content,
        file_name="a.csv",
        period="2022",
        source="示例",
        only_accepted=True,
        by=county.by("zheng"),
        at=AT,
    )
    [(key, months)] = duckdb.read_parquet(str(files.checked(table.sha256))).fetchall()
    assert (key[0], months, table.left_out) == ("P", 7, 1)


def test_a_table_is_declared_anew_only_when_it_differs(county: Government) -> None:
    said = {"name_en": "Unemployment insurance", "register": "enterprises", "unit": county.units["civil"], "by": county.by("sun"), "at": AT}
    assert operations.declare_table(county.district, "失业保险缴费", COLUMNS, **said) is None  # type: ignore[arg-type]
    assert operations.declare_table(county.district, "失业保险缴费", COLUMNS[:2], **said) is not None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("type_", "words", "read"),
    [
        (Type.NUMBER, "１,234.50", "1234.50"),
        (Type.TEXT, "房地产业（不含开发经营）", "房地产业（不含开发经营）"),
        (Type.DAY, "2022年6月1日", "2022-06-01"),
        (Type.DAY, "2022-02-30", None),
        (Type.YES_NO, "否", "false"),
        (Type.YES_NO, "或", None),
        (Type.NUMBER, "1e5", None),
    ],
)
def test_cells_are_read_by_their_type(type_: Type, words: str, read: str | None) -> None:
    column = Column("甲", "a", type_, digits=1)
    assert Column.of_json(column.json()) == column
    if read is None:
        with pytest.raises(UnreadCell):
            column.read(words)
    else:
        assert column.read(words) == read
