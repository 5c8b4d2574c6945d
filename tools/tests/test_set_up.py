"""Set-up does what is missing, once, and notices what changed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tools import set_up


def test_a_step_is_done_once_for_each_state(tmp_path: Path) -> None:
    done: list[str] = []
    for state in ("lock 1", "lock 1", "lock 2"):
        set_up.step("step", tmp_path / "stamp", state, lambda state=state: done.append(state))  # type: ignore[misc]
    assert done == ["lock 1", "lock 2"]


def test_an_interrupted_step_is_done_again(tmp_path: Path) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        set_up.step("step", tmp_path / "stamp", "lock", interrupted)
    done: list[str] = []
    set_up.step("step", tmp_path / "stamp", "lock", lambda: done.append("again"))
    assert done == ["again"]


def test_place_python_and_content_make_the_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("django==5.2.1")
    before = set_up.identity(lock)
    lock.write_text("django==5.2.2")
    changed = set_up.identity(lock)
    monkeypatch.setattr(set_up, "CHECKOUT", tmp_path / "moved")
    moved = set_up.identity(lock)
    monkeypatch.setattr(sys, "version", "3.13.1")
    assert len({before, changed, moved, set_up.identity(lock)}) == 4


def test_a_failing_program_is_shown_with_advice() -> None:
    with pytest.raises(SystemExit, match=r"(?s)no such package.*because of the network"):
        set_up.run(sys.executable, "-c", "import sys; sys.exit('no such package')")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make files of another account")
def test_files_of_another_account_are_named() -> None:
    check = (
        "import os, sys; from pathlib import Path; from tools import set_up; os.seteuid(65534); "
        "set_up.CHECKOUT = Path(sys.argv[1]); set_up.ENVIRONMENT = set_up.CHECKOUT / '.venv'; set_up.fail_if_made_by_another_account()"
    )
    with tempfile.TemporaryDirectory() as checkout:
        Path(checkout).chmod(0o755)
        (Path(checkout) / ".venv").mkdir()
        done = subprocess.run([sys.executable, "-c", check, checkout], cwd=set_up.CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"{checkout}/.venv " in done.stderr
    assert "sudo chown" in done.stderr


def test_the_site_starts_without_browser_files_and_tests_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise SystemExit("no network")

    for name in ("package-lock.json", "package.json"):
        (tmp_path / name).write_text("{}")
    monkeypatch.setattr(set_up, "ENVIRONMENT", tmp_path)
    monkeypatch.setattr(set_up, "CHECKOUT", tmp_path)
    monkeypatch.setattr(set_up, "fetch_packages", fail)
    set_up.get_browser_files(tmp_path / "package-lock.json", for_tests=False)
    assert "no network" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        set_up.get_browser_files(tmp_path / "package-lock.json", for_tests=True)
