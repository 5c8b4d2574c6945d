"""`luoshi serve` as a person meets it: started for real, in a folder of its own."""

from __future__ import annotations

import fcntl
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

SERVE = [sys.executable, "-m", "luoshi.command_line.main", "serve"]


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """A data folder that root's database account may enter too."""
    with tempfile.TemporaryDirectory(prefix="luoshi serve ") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)
        with (Path(folder) / "database.keeper").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # until the keeper has stopped the database


@pytest.fixture
def environment(data: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "LUOSHI_", "DATABASE_"))}
    return {**inherited, "LUOSHI_DATA": str(data)}


def read_until_address(process: subprocess.Popen[str]) -> tuple[str, str]:
    """What is said up to the address, and the address."""
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if address := re.search(r"http://\S+/", line):
            return said, address[0]
    pytest.fail(f"ended without an address:\n{said}")


def stop(process: subprocess.Popen[str], number: signal.Signals) -> None:
    """Stop it, and see that the worker for background work was there and went with it."""
    beside = companion_of(process)
    process.send_signal(number)
    process.communicate(timeout=60)
    assert not beside.is_running()


def companion_of(process: subprocess.Popen[str]) -> psutil.Process:
    """The worker for background work, as soon as it is there."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for each in psutil.Process(process.pid).children():
            with suppress(psutil.Error):
                if "work" in each.cmdline():
                    return each
        time.sleep(0.05)
    pytest.fail("there is no worker for background work")


def test_first_start_takes_the_next_free_port_and_the_second_finds_all_done(environment: dict[str, str]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        first = subprocess.Popen([*SERVE, "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True)
        said, address = read_until_address(first)
    assert int(address.split(":")[-1].strip("/")) > port
    assert "变更" in said
    with urlopen(f"{address}healthz") as answer:  # noqa: S310 - our own address
        assert json.load(answer) == {"database": "ok"}
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    stop(first, signal.SIGINT)
    second = subprocess.Popen([*SERVE, "--port", "0"], env=environment, stdout=subprocess.PIPE, text=True)
    said, _ = read_until_address(second)
    stop(second, signal.SIGHUP)
    assert "变更" not in said
    assert said.count("已就绪") == 3


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("postgresql://office:hidden@127.0.0.1:1/plan", "check DATABASE_URL"),
        ("mysql://office:hidden@127.0.0.1/plan", "it should read postgresql://"),
    ],
)
def test_a_database_that_cannot_be_used_is_explained(url: str, advice: str, environment: dict[str, str]) -> None:
    done = subprocess.run(SERVE, env={**environment, "DATABASE_URL": url}, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert advice in done.stderr
    assert "hidden" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_host_that_is_not_ours_is_explained(environment: dict[str, str]) -> None:
    done = subprocess.run([*SERVE, "--host", "192.0.2.1"], env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "192.0.2.1:8000" in done.stderr
