"""`luoshi licence check` says what is wrong with a licence, from files alone."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from luoshi.command_line.main import application
from luoshi.engines.credentials import Purpose, keys_document, sealed, status_list
from luoshi.engines.credentials.tests.test_seal import AT, KEYS, LICENCE, PRIVATE, PUBLIC, SIGNED, TEXT

WHEN = AT.isoformat()[:19]


def run(*arguments: object) -> Result:
    """The command with its answer."""
    return CliRunner().invoke(application(), ["licence", "check", *map(str, arguments), "--at", WHEN])


def put(folder: Path, name: str, document: dict[str, Any]) -> Path:
    """A file of JSON."""
    file = folder / name
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return file


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A licence, the keys, and both status lists, in which it does not stand."""
    (tmp_path / "licence.json").write_bytes(TEXT)
    lists = {purpose.value: put(tmp_path, f"{purpose.value}.json", listed(purpose)) for purpose in Purpose}
    return {"licence": tmp_path / "licence.json", "keys": put(tmp_path, "keys.json", keys_document("urn:keys", KEYS)), **lists}


def listed(purpose: Purpose, *positions: int) -> dict[str, Any]:
    """A signed status list."""
    document = status_list(LICENCE.lists, 1, purpose, positions, PUBLIC, begins=AT - timedelta(days=1), ends=AT + timedelta(days=1))
    return sealed(document, private_key=PRIVATE, at=AT)


def test_a_licence_is_valid_by_keys_and_lists_and_uncertain_without(files: dict[str, Path]) -> None:
    both = ("--status", files["revocation"], "--status", files["suspension"])
    valid = run(files["licence"], "--keys", files["keys"], *both)
    assert valid.exit_code == 0, valid.output
    assert "certificateNumber: 示许〔2026〕000001号" in valid.stdout
    assert "✓ 与签名时一致" in valid.stdout
    uncertain = run(files["licence"], "--english")
    assert uncertain.exit_code == 3
    assert "? No published keys were given" in uncertain.stdout


def test_what_is_wrong_is_named(files: dict[str, Path], tmp_path: Path) -> None:
    subject = {**SIGNED["credentialSubject"], "certificateHolderName": "别人"}
    altered = run(put(tmp_path, "altered.json", {**SIGNED, "credentialSubject": subject}), "--keys", files["keys"])
    assert (altered.exit_code, altered.stdout.count("✗")) == (1, 1)
    assert "✗ “credentialSubject.certificateHolderName”在签名之后被改过。" in altered.stdout
    revoked = put(tmp_path, "revoked.json", listed(Purpose.REVOCATION, LICENCE.position))
    assert "✗ The licence has been revoked" in run(files["licence"], "--status", revoked, "--english").stdout


def test_what_is_no_licence_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path / "none.json").exit_code == 2
    for name, content in {"x.json": b"{", "x.txt": b"\xff", "x.pdf": b"%PDF-1.7"}.items():
        (tmp_path / name).write_bytes(content)
        assert run(tmp_path / name).exit_code == 1, name


def test_it_loads_neither_django_nor_a_database() -> None:
    look = "import sys; import luoshi.command_line.licence, luoshi.engines.credentials; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", look], check=True, capture_output=True, text=True).stdout.split()
    assert {"django", "psycopg"}.isdisjoint(loaded)
