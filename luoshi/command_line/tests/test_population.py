"""`luoshi population` makes invented enterprises and runs rules over them, on DuckDB and PostgreSQL alike."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo
from typer.testing import CliRunner, Result

import luoshi
from luoshi.command_line.main import application

REFUND = Path(luoshi.__file__).parent / "packs" / "job_retention_refund"
ASKED = ("--decision", "可返还金额（元）", "--decision", "办理意见", "--explained-by", "办理意见", "--keep", "街道")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(application(), ["population", *map(str, arguments)])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("population") / "enterprises.parquet"
    assert run("generate", 2_000, "--out", path, "--seed", 3).exit_code == 0
    return path


@pytest.mark.django_db
def test_both_engines_say_the_same_of_each(data: Path, tmp_path: Path) -> None:
    asked = ("run", REFUND, "--data", data, "--on", "2023-07-01", *ASKED)
    database = connection.get_connection_params()
    address = make_conninfo(host=database["host"], port=database.get("port") or 5432, dbname=database["dbname"], user=database["user"])
    for engine in ("duckdb", "postgresql"):
        done = run(*asked, "--engine", engine, "--database", address, "--out", tmp_path / f"{engine}.parquet")
        assert done.exit_code == 0, done.stderr
        assert "可返还" in done.stdout
    columns = '统一社会信用代码, 街道, "可返还金额（元）"::DECIMAL(18, 2), 办理意见, reason, missing, unmatched'
    files = [str(tmp_path / name) for name in ("duckdb.parquet", "postgresql.parquet")]
    one, other = (duckdb.read_parquet(each).project(columns).order("ALL") for each in files)
    rows = one.fetchall()
    assert rows == other.fetchall()
    assert len(rows) == 2_000
    assert all(row[2] is None for row in rows if row[5] or row[6]), "nobody is entitled by what is not known"
    assert any(row[2] for row in rows)


def test_a_table_of_texts_will_do_and_its_columns_may_be_called_otherwise(tmp_path: Path) -> None:
    text = tmp_path / "单位.csv"
    text.write_text(
        "代码,类型,企业规模,月数,裁员人数,参保职工人数,保费,已返\n甲,企业,小型,12,0,100,10000.05,0\n乙,企业,小型,12,,100,1,0\n",
        encoding="utf-8",
    )
    said = ("单位类型=类型", "足额缴费月数=月数", "上年度实缴失业保险费（元）=保费", "本年度已返还（元）=已返")
    columns = [word for each in said for word in ("--column", each)]
    done = run("run", REFUND, "--data", text, "--on", "2023-07-01", *ASKED[:4], "--key", "代码", *columns)
    assert (done.exit_code, "6,000.03" in done.stdout, "裁员人数" in done.stdout) == (0, True, True), done.output


def test_what_cannot_be_run_is_told_with_what_to_do(data: Path, tmp_path: Path) -> None:
    asked = ("run", REFUND, "--data", data, "--on", "2023-07-01")
    lacking = run(*asked, "--decision", "裁员率", "--column", "裁员人数=减员")
    assert (lacking.exit_code, "减员" in lacking.stderr) == (1, True)
    assert run(*asked, "--decision", "天气").exit_code == 2
    assert run(*asked[:-1], "2019-07-01", "--decision", "办理意见").exit_code == 1, "no value in force"
    assert run(*asked, "--decision", "稳岗返还办理").exit_code == 1, "a service is answered one by one only"
    assert run(*asked, "--decision", "办理意见", "--engine", "abacus").exit_code == 2
    assert run("generate", 1, "--out", data).exit_code == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.django_db
def test_each_may_be_decided_by_the_law_of_its_own_day(tmp_path: Path) -> None:
    """The subsidy of 2022 asked for no months of insurance, that of 2023 does; before 2022 there was none."""
    text = tmp_path / "新招用人员.csv"
    names = (
        "代码,用人单位类型,是普通高校毕业生,招用前未就业,登记失业,出生日期,签订劳动合同,参加失业保险,失业保险缴费月数,工伤保险缴费月数,"
        "养老保险缴费月数,享受过一次性吸纳就业补贴,用于享受过扩岗补助,毕业日期,招用日期"
    )
    row = "企业,true,true,false,2000-03-01,true,true,0,0,0,false,false,2022-06-30"
    hired = {"甲": "2022-09-01", "乙": "2023-03-01", "丙": "2021-11-01", "丁": ""}
    text.write_text("\n".join([names, *(f"{key},{row},{day}" for key, day in hired.items())]) + "\n", encoding="utf-8")
    asked = ["run", REFUND.parent / "one_off_hiring_subsidy", "--data", text, "--on", "2023-07-01", "--key", "代码"]
    asked += ["--decision", "补助金额（元）", "--explained-by", "办理意见"]
    database = connection.get_connection_params()
    address = make_conninfo(host=database["host"], port=database.get("port") or 5432, dbname=database["dbname"], user=database["user"])
    for engine in ("duckdb", "postgresql"):
        out = tmp_path / f"{engine}.parquet"
        done = run(*asked, "--dated-by", "招用日期", "--out", out, "--engine", engine, "--database", address)
        assert done.exit_code == 0, done.output
        found = (
            duckdb.read_parquet(str(out)).project('代码, "补助金额（元）"::INTEGER, missing <> 0, unmatched <> 0').order("代码").fetchall()
        )
        assert sorted(found) == sorted([
            ("甲", 1500, False, False), ("乙", None, False, False), ("丙", None, False, True), ("丁", None, True, False),
        ])  # fmt: skip
    refused = run(*asked, "--dated-by", "用人单位类型")
    assert refused.exit_code == 1
    assert "分段用的输入须是规则要问的日期" in refused.output
