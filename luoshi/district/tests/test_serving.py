"""`luoshi serve` as a person meets it: started for real, in a folder of its own."""

from __future__ import annotations

import fcntl
import json
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest

from luoshi.district.tests.served import SERVE, Served, environment_of


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """A data folder that root's database account may enter too."""
    with tempfile.TemporaryDirectory(prefix="luoshi serve ") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)
        with (Path(folder) / "database.keeper").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # until the keeper has stopped the database


def test_first_start_takes_the_next_free_port_and_the_second_finds_all_done(data: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        first = Served(data, "--port", str(port))
    assert int(first.port) > port
    assert "变更" in first.said
    with urlopen(f"{first.address}healthz") as answer:  # noqa: S310 - our own address
        assert json.load(answer) == {"database": "ok"}
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    first.stop(signal.SIGINT)
    second = Served(data, "--port", "0")
    second.stop(signal.SIGHUP)
    assert "变更" not in second.said
    assert second.said.count("已就绪") == 3


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("postgresql://office:hidden@127.0.0.1:1/plan", "check DATABASE_URL"),
        ("mysql://office:hidden@127.0.0.1/plan", "it should read postgresql://"),
    ],
)
def test_a_database_that_cannot_be_used_is_explained(url: str, advice: str, data: Path) -> None:
    done = subprocess.run(SERVE, env={**environment_of(data), "DATABASE_URL": url}, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert advice in done.stderr
    assert "hidden" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_host_that_is_not_ours_is_explained(data: Path) -> None:
    done = subprocess.run(
        [*SERVE, "--host", "192.0.2.1"], env=environment_of(data), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert "192.0.2.1:8000" in done.stderr
