"""The embedded PostgreSQL outlives accidents and nobody else. Everything here happens to real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from luoshi.district.embedded import cluster as module
from luoshi.district.embedded import programs
from luoshi.district.embedded.cluster import LONGEST_SOCKET_PATH_BYTES, Cluster
from luoshi.district.embedded.errors import DatabaseDidNotStart
from luoshi.district.embedded.server import LARGEST_LOG_BYTES

USE = """
import sys, pathlib, psycopg
from luoshi.district.embedded.cluster import Cluster
from luoshi.district.embedded.server import ensure_running
cluster = Cluster(pathlib.Path(sys.argv[1]))
ensure_running(cluster)
connection = psycopg.connect(host=str(cluster.socket_folder), dbname="luoshi", user="luoshi", autocommit=True)
connection.execute("SELECT pg_advisory_lock(1)")
connection.execute("CREATE TABLE IF NOT EXISTS visits (at timestamptz DEFAULT now())")
connection.execute("INSERT INTO visits DEFAULT VALUES")
count = connection.execute("SELECT count(*) FROM visits").fetchone()[0]
connection.execute("SELECT pg_advisory_unlock(1)")
print(count, flush=True)
sys.stdin.read()
"""
PATIENCE_SECONDS = 30
User = subprocess.Popen[str]


@pytest.fixture
def empty() -> Iterator[Cluster]:
    """An empty data folder. Not pytest's own, which only root may enter when root runs the tests."""
    with tempfile.TemporaryDirectory(prefix="luoshi-test-") as folder:
        Path(folder).chmod(0o711)
        cluster = Cluster(Path(folder))
        yield cluster
        for process in (*keepers(cluster), *servers(cluster)):
            with suppress(psutil.NoSuchProcess):  # a keeper that is told to go takes its server with it
                process.send_signal(signal.SIGINT)
        wait_until(lambda: not servers(cluster))


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """A database that nobody has used yet: making one takes a second or two, copying it does not. It does not wait for the disk."""
    with tempfile.TemporaryDirectory(prefix="luoshi-test-") as folder:
        Path(folder).chmod(0o711)
        cluster = Cluster(Path(folder))
        cluster.initialise()
        with (cluster.files / "postgresql.conf").open("a") as settings:
            settings.write("fsync = off\n")
        yield cluster.files


@pytest.fixture
def cluster(empty: Cluster, template: Path) -> Cluster:
    """A data folder after a first start."""
    subprocess.run(["cp", "-a", template, empty.files], check=True)
    return empty


@pytest.fixture
def user() -> Iterator[Callable[[Cluster], User]]:
    """Starts a process that counts its visit and then uses the database until its input is closed."""
    started: list[User] = []

    def start(cluster: Cluster) -> User:
        started.append(
            subprocess.Popen([sys.executable, "-c", USE, cluster.data], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def visits(process: User) -> int:
    assert process.stdout is not None
    return int(process.stdout.readline())


def leave(process: User) -> None:
    process.communicate()
    assert process.returncode == 0


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def servers(cluster: Cluster) -> list[psutil.Process]:
    return [process for process in psutil.process_iter(["cmdline"]) if str(cluster.files) in (process.info["cmdline"] or [])]


def keepers(cluster: Cluster) -> list[psutil.Process]:
    ending = ["luoshi.district.embedded.keeper", str(cluster.data)]
    return [process for process in psutil.process_iter(["cmdline"]) if (process.info["cmdline"] or [])[-2:] == ending]


def test_starts_with_the_first_user_and_stops_after_the_last(cluster: Cluster, user: Callable[[Cluster], User]) -> None:
    first = user(cluster)
    assert visits(first) == 1
    second = user(cluster)
    assert visits(second) == 2
    leave(first)
    time.sleep(0.5)
    assert cluster.process()
    leave(second)
    wait_until(lambda: not servers(cluster))


def test_two_first_starts_at_once_share_one_server(empty: Cluster, user: Callable[[Cluster], User]) -> None:
    both = [user(empty), user(empty)]
    assert sorted(map(visits, both)) == [1, 2]
    assert len(servers(empty)) == 1
    for process in both:
        leave(process)


def test_a_user_that_is_killed_leaves_no_server_behind(cluster: Cluster, user: Callable[[Cluster], User]) -> None:
    process = user(cluster)
    visits(process)
    process.kill()
    wait_until(lambda: not servers(cluster))
    process.communicate()


def test_after_the_keeper_was_killed_the_next_user_adopts_the_server(cluster: Cluster, user: Callable[[Cluster], User]) -> None:
    process = user(cluster)
    visits(process)
    keepers(cluster)[0].kill()
    leave(process)
    (orphan,) = servers(cluster)
    following = user(cluster)
    assert visits(following) == 2
    assert servers(cluster) == [orphan]
    leave(following)


def test_the_number_of_a_killed_server_may_belong_to_another_program(cluster: Cluster, user: Callable[[Cluster], User]) -> None:
    process = user(cluster)
    visits(process)
    server = cluster.process()
    assert server
    pid_file = cluster.files / "postmaster.pid"
    written = pid_file.read_text()
    server.kill()
    leave(process)
    wait_until(lambda: not servers(cluster))
    stranger = subprocess.Popen(["sleep", "60"], **cluster.run_as())
    pid_file.write_text(written.replace(str(server.pid), str(stranger.pid), 1))
    following = user(cluster)
    assert visits(following) == 2
    leave(following)
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_killed_server_comes_back_with_its_data(cluster: Cluster, user: Callable[[Cluster], User]) -> None:
    process = user(cluster)
    visits(process)
    server = cluster.process()
    assert server
    server.kill()
    following = user(cluster)
    assert visits(following) == 2
    leave(process)
    leave(following)


def test_a_first_start_that_was_killed_is_begun_anew(empty: Cluster, user: Callable[[Cluster], User]) -> None:
    process = user(empty)
    wait_until(lambda: any(empty.home.glob("postgresql.new-*/base")))
    keepers(empty)[0].kill()
    process.kill()
    process.communicate()
    assert not empty.files.exists()
    following = user(empty)
    assert visits(following) == 1
    leave(following)
    assert list(empty.home.glob("postgresql.new-*")) == []


def test_a_long_path_with_spaces_and_commas_works(empty: Cluster, user: Callable[[Cluster], User]) -> None:
    data = empty.data / ("桃花源 乡, '示范' \"区\" " * 4)
    data.mkdir(mode=0o711)
    remote = Cluster(data)
    assert len(os.fsencode(remote.files)) > LONGEST_SOCKET_PATH_BYTES
    process = user(remote)
    assert visits(process) == 1
    assert remote.socket_folder.stat().st_mode & 0o777 == 0o700
    leave(process)
    wait_until(lambda: not servers(remote))
    remote.socket_folder.rmdir()


def test_a_short_path_keeps_the_socket_among_the_private_files(cluster: Cluster) -> None:
    assert cluster.socket_folder == cluster.files


def test_a_socket_folder_that_others_may_enter_is_refused(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = cluster.data / "socket"
    folder.mkdir(mode=0o755)
    monkeypatch.setattr(Cluster, "socket_folder", folder)
    with pytest.raises(DatabaseDidNotStart, match="open to others"):
        cluster.make_socket_folder()


def test_the_reason_is_told_when_the_server_cannot_start(cluster: Cluster, user: Callable[[Cluster], User]) -> None:
    process = user(cluster)
    visits(process)
    leave(process)
    wait_until(lambda: not servers(cluster))
    (cluster.files / "PG_VERSION").write_text("12\n")
    refused = subprocess.run(
        [sys.executable, "-c", USE, cluster.data], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    assert "initialized by PostgreSQL version 12" in refused.stderr
    assert "DATABASE_URL" in refused.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="concerns root only: others run PostgreSQL as themselves")
def test_root_uses_a_place_that_the_account_can_enter(empty: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = empty.data / "closed" / "data"
    closed.mkdir(parents=True)
    closed.parent.chmod(0o700)
    monkeypatch.setattr(module, "ROOTS_HOME", empty.data / "home")
    assert Cluster(closed).home.parent == empty.data / "home"
    assert closed.parent.stat().st_mode & 0o777 == 0o700
    Cluster(closed).initialise()
    assert Cluster(closed).files.owner() == "nobody"
    closed.parent.chmod(0o711)
    assert Cluster(closed).home == closed


def test_a_copy_of_the_programs_runs_by_itself(empty: Cluster) -> None:
    copy = programs.copied_to(empty.data)
    assert copy.is_relative_to(empty.data)
    for program in ("postgres", "initdb"):
        said = subprocess.run([copy / program, "--version"], capture_output=True, text=True, check=True, **empty.run_as()).stdout
        assert "PostgreSQL" in said


def test_a_long_log_makes_room_and_nobody_else_reads_it(cluster: Cluster, user: Callable[[Cluster], User]) -> None:
    cluster.log.write_bytes(b"old\n" * (LARGEST_LOG_BYTES // 4 + 1))
    process = user(cluster)
    visits(process)
    assert b"old" not in cluster.log.read_bytes()
    assert cluster.log.stat().st_mode & 0o777 == 0o600
    assert (cluster.data / "database.log.1").exists()
    leave(process)


def test_an_interrupt_in_the_terminal_does_not_reach_the_server(cluster: Cluster, user: Callable[[Cluster], User]) -> None:
    process = user(cluster)
    visits(process)
    server = cluster.process()
    assert server
    assert os.getsid(server.pid) != os.getsid(process.pid)
    process.send_signal(signal.SIGINT)
    process.communicate()
