"""`luoshi facts` seals, verifies, proves and exports; a proof is checked without any database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, transaction
from typer.testing import CliRunner, Result

from luoshi.command_line.main import application
from luoshi.district.facts.models import Fact
from luoshi.district.facts.operations import record_many
from luoshi.district.facts.tests.conftest import AT, new
from luoshi.district.offices.operations import name_district
from luoshi.district.offices.queries import PUBLIC


def run(*arguments: object) -> Result:
    return CliRunner().invoke(application(), ["facts", *map(str, arguments)])


@pytest.mark.django_db(transaction=True)
def test_a_record_from_its_seal_to_its_proof(tmp_path: Path) -> None:
    with transaction.atomic():
        record_many([new(), new(), new(kind="road.built")], district=name_district("青溪县"), by=PUBLIC, at=AT)
    number = Fact.objects.latest("number").number
    assert run("proof", number, "-o", tmp_path / "early.json").exit_code == 1
    assert "已封存 3 条" in run("seal").stdout
    sound = run("verify")
    assert (sound.exit_code, "3 条事实，与封存时一致" in sound.stdout) == (0, True)

    proof = tmp_path / "fact.json"
    assert run("proof", number, "-o", proof).exit_code == 0
    assert run("proof", number, "-o", proof).exit_code == 2, "a file that is there stays"
    root = json.loads(run("verify", "--json").stdout)["root"]
    held = run("check-proof", proof, "--root", root, "--english")
    assert (held.exit_code, "stands at place 3 of a record of 3 facts" in held.stdout) == (0, True)
    assert run("check-proof", proof, "--root", "00").exit_code == 1
    by_hand(proof)
    proof.write_text(proof.read_text().replace("月报", "年报"))
    assert "✗ 内容与它的哈希不符" in run("check-proof", proof).stdout

    parquet = tmp_path / "facts.parquet"
    assert "2 条事实" in run("export", parquet, "--kind", "kindergarten", "--from", "2023-01-20", "--to", "2023-01-20").stderr
    assert "0 条事实" in run("export", parquet, "--to", "2023-01-19", "--force").stderr
    assert run("export", parquet).exit_code == 2
    assert run("export", tmp_path / "no folder" / "x.parquet").exit_code == 2
    assert run("export", parquet, "--from", "January", "--force").exit_code == 2

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM facts_fact WHERE number = %s", [number])
    wrong = run("verify")
    assert (wrong.exit_code, wrong.stdout) == (1, f"✗ 第 {number} 号事实已封存，现在不见了。\n")


def by_hand(proof: Path) -> None:
    """The program of the public page, which uses nothing of ours, agrees."""
    page = Path(__file__).parents[2] / "district" / "facts" / "templates" / "facts" / "by_hand.html"
    program = page.read_text().split(">", 1)[1].rsplit("</pre>", 1)[0].replace("&amp;", "&")
    (proof.parent / "fact-1.json").write_text(proof.read_text())
    done = subprocess.run([sys.executable, "-c", program], cwd=proof.parent, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("OK 3 ")


def test_a_file_that_is_no_proof_is_refused(tmp_path: Path) -> None:
    assert run("check-proof", tmp_path / "none.json").exit_code == 2
    (tmp_path / "x.json").write_text("{}")
    assert run("check-proof", tmp_path / "x.json").exit_code == 1


def test_checking_a_proof_needs_neither_web_nor_database() -> None:
    look = "import sys; from luoshi.command_line.facts import check_proof; import luoshi.engines.transparency; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True).stdout.split()
    assert {name.split(".")[0] for name in loaded} & {"django", "psycopg", "duckdb"} == set()
