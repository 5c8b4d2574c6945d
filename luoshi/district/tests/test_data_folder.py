"""The folder of what Luoshi makes itself keeps its secrets."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from luoshi.district.data_folder import CHECKOUT, data_folder, secret_key


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_DATA", str(tmp_path / "a b" / "data"))
    assert data_folder() == tmp_path / "a b" / "data"
    assert data_folder().is_dir()


def test_without_a_name_it_lies_in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LUOSHI_DATA", raising=False)
    assert data_folder() == CHECKOUT / ".luoshi"


def test_a_repository_around_it_does_not_see_what_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_DATA", str(tmp_path / "data"))
    secret_key(data_folder())
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    seen = subprocess.run(["git", "-C", tmp_path, "status", "--porcelain", "-uall"], check=True, capture_output=True)
    assert seen.stdout == b""


def test_a_folder_that_is_in_use_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_DATA", str(tmp_path))
    (tmp_path / "notes.txt").touch()
    assert [file.name for file in data_folder().iterdir()] == ["notes.txt"]


def test_the_key_is_made_once_for_all_and_read_by_its_owner_only(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as at_once:
        keys = set(at_once.map(lambda _: secret_key(tmp_path), range(8)))
    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_two_folders_have_two_keys(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert secret_key(tmp_path) != secret_key(tmp_path / "other")
