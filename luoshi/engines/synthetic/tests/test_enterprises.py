"""Invented enterprises follow from their seed alone, say that they are invented, have codes that check, and are dirty as registers are."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from luoshi.engines.identifiers import RefusedIdentifier, read_credit_code
from luoshi.engines.synthetic import COLUMNS, ROWS_MAX, Described, NotSynthetic, describe, write_enterprises

ROWS = 20_000


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("synthetic") / "enterprises.parquet"
    write_enterprises(path, ROWS, seed=7)
    return path


def rows_of(file: Path, *columns: str, first: int = ROWS) -> list[tuple[object, ...]]:
    read = duckdb.read_parquet(str(file)).limit(first)
    return read.project(", ".join(columns)).fetchall() if columns else read.fetchall()


def test_the_same_seed_gives_the_same_rows_however_many_there_are(file: Path, tmp_path: Path) -> None:
    write_enterprises(tmp_path / "few.parquet", 3_000, seed=7)
    write_enterprises(tmp_path / "others.parquet", 3_000, seed=8)
    assert rows_of(tmp_path / "few.parquet") == rows_of(file, first=3_000) != rows_of(tmp_path / "others.parquet")


def test_every_row_and_the_file_say_that_they_are_invented(file: Path) -> None:
    assert all(str(name).startswith("模拟数据") for (name,) in rows_of(file, "名称"))
    labels = duckdb.execute("SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [str(file)]).fetchall()
    assert {("synthetic", "true"), ("seed", "7"), ("rows", str(ROWS))} <= set(labels)


def test_codes_check_but_for_the_share_that_is_wrong_and_some_come_twice(file: Path) -> None:
    codes = [str(code) for (code,) in rows_of(file, "统一社会信用代码")]
    assert 0.0003 < sum(map(_is_wrong, codes)) / ROWS < 0.002
    assert 0.0002 < 1 - len(set(codes)) / ROWS < 0.001


def _is_wrong(code: str) -> bool:
    try:
        read_credit_code(code)
    except RefusedIdentifier:
        return True
    return False


def test_cells_are_empty_in_the_shares_that_are_declared(file: Path) -> None:
    [shares] = duckdb.read_parquet(str(file)).aggregate(", ".join(f'1 - count("{each.name}") / count(*)' for each in COLUMNS)).fetchall()
    for column, share in zip(COLUMNS, shares, strict=True):
        assert share == pytest.approx(column.empty, abs=0.006), column.name


def test_what_cannot_be_made_is_refused(file: Path, tmp_path: Path) -> None:
    for rows in (0, ROWS_MAX + 1):
        with pytest.raises(ValueError, match="rows"):
            write_enterprises(tmp_path / "none.parquet", rows, seed=1)
    with pytest.raises(FileExistsError):
        write_enterprises(file, 1, seed=1)


def test_a_whole_file_is_told_from_others_and_from_damaged_ones(file: Path, tmp_path: Path) -> None:
    assert describe(file) == Described(ROWS, 7)

    def other(name: str, select: str, labels: str) -> Path:
        path = tmp_path / name
        duckdb.execute(f"COPY ({select} FROM '{file}' LIMIT 10) TO '{path}' (FORMAT parquet, KV_METADATA {labels})").fetchall()
        return path

    said = "{synthetic: 'true', seed: '7', rows: '10'}"
    assert describe(other("whole.parquet", "SELECT *", said)) == Described(10, 7)
    cut = tmp_path / "cut.parquet"
    cut.write_bytes(file.read_bytes()[:-100])
    for path, why in (
        (other("unlabelled.parquet", "SELECT *", "{seed: '7', rows: '10'}"), "没有注明"),
        (other("narrow.parquet", "SELECT * EXCLUDE (街道)", said), "街道"),
        (other("long.parquet", "SELECT *", "{synthetic: 'true', seed: '7', rows: '11'}"), "实有 10 行"),
        (other("real.parquet", "SELECT * REPLACE ('真实' AS 名称)", said), "10 行没有注明"),
        (cut, "损坏"),
        (tmp_path / "none.parquet", "损坏"),
    ):
        with pytest.raises(NotSynthetic, match=why):
            describe(path)


def test_no_column_tells_another(file: Path) -> None:
    pairs = duckdb.read_parquet(str(file)).aggregate("街道, 企业规模, count(*)").fetchall()
    by_street: dict[object, int] = {}
    for street, size, rows in pairs:
        by_street[street] = by_street.get(street, 0) + (rows if size == "微型" else 0)
    shares = [count / ROWS for street, count in by_street.items() if street is not None]
    assert len(shares) == 10
    assert all(share == pytest.approx(0.1 * 0.83 * 0.97, rel=0.2) for share in shares), "as many micro enterprises in each street"
