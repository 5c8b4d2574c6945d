"""How many applications are decided in a second: `python -m benchmarks.approval [ENTERPRISES]`, 4,000 unless another number is given.

Invented enterprises file that they sell prepackaged food, an item of the instant path, in an embedded database of its own (or in the empty
one that ``DATABASE_URL`` names). Each application is begun, filled in, decided, licensed, signed, recorded and told in one transaction
that is safe on disk, alone or together with others. A quarter is applied for by the operation itself one by one, a quarter 16 together,
a quarter so in two processes, the rest over HTTP by 16 clients at once, who keep their connections, against `luoshi serve` as it is
installed. The limits are 100 applications per second and a 95th percentile of 200 ms on two processors.

Printed are wall clock, processor time per application of the program, of the database (its ended processes included) and of the whole
machine (it may have other work), what the clients themselves took of it, statements per transaction, how many the server decided
together, and the share of the time that the rules took.
"""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import psutil

from benchmarks import approval_district as district

ENTERPRISES: Final = 4_000
CLIENTS: Final = district.PEOPLE
LIMIT_PER_SECOND: Final = 100
LIMIT_MS: Final = 200
WARM: Final = 5
TOGETHER: Final = 16
SERVER: Final = ("127.0.0.1", 8471)
KEYS = count(1)

Applicant = tuple[str, str]


def main() -> None:
    """Build the district, measure three times, print."""
    enterprises = int(sys.argv[1]) if len(sys.argv) > 1 else ENTERPRISES
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        os.environ["LUOSHI_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
        import django  # noqa: PLC0415 - the settings look at the folder when they are loaded

        django.setup()
        begun = time.perf_counter()
        district.build(enterprises)
        print(f"{enterprises:,} enterprises entered in {time.perf_counter() - begun:.0f} s", flush=True)
        everybody = district.applicants(enterprises)
        parts = [everybody[enterprises * place // 4 : enterprises * (place + 1) // 4] for place in range(4)]
        print(f"PostgreSQL {_told('server_version')} in {_told('data_directory')}", flush=True)
        _statements([parts[0].pop()])
        _statements([parts[1].pop() for _ in range(TOGETHER)])
        print(f"{'':28}{'seconds':>8}{'per s':>8}{'of limit':>10}{'our ms':>8}{'its ms':>8}{'all ms':>8}", flush=True)
        _directly("operation, one by one", parts[0], 1)
        _directly(f"operation, {TOGETHER} together", parts[1], TOGETHER)
        _in_two_processes(parts[2])
        _over_http(parts[3])


# --- without HTTP


def _apply(applicants: Sequence[Applicant]) -> None:
    from luoshi.district.offices.queries import District, Person, authority_of_person  # noqa: PLC0415
    from luoshi.district.services.models import SubjectKind  # noqa: PLC0415
    from luoshi.district.services.operations import Filing, Subject, apply_all  # noqa: PLC0415

    on = district.NOW.date()
    filings = [
        Filing(
            district.ITEM, Subject(SubjectKind.ENTERPRISES, enterprise), district.VALUES, None,
            authority_of_person(Person.objects.get(code=person), on=on), UUID(int=next(KEYS)),
        )
        for person, enterprise in applicants
    ]  # fmt: skip
    for answer in apply_all(filings, district=District.objects.get(), at=district.NOW):
        if isinstance(answer, Exception):
            raise answer
        assert answer[1].outcome == "grant", (answer[1].outcome, answer[1].missing, answer[1].reasons)


def _statements(applicants: Sequence[Applicant]) -> None:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as asked:
        _apply(applicants)
    print(f"{len(asked)} statements for {len(applicants)} at the first time, those that tell who applies included", flush=True)


def _directly(name: str, applicants: Sequence[Applicant], together: int) -> None:
    for applicant in applicants[:WARM]:
        _apply([applicant])
    groups = _grouped(applicants[WARM:], together)
    times: list[float] = []
    with _deciding() as decided, _measured(name, sum(map(len, groups))):
        for group in groups:
            begun = time.perf_counter()
            _apply(group)
            times.append(time.perf_counter() - begun)
    _percentiles(times)
    print(f"{'':28}the rules took {sum(decided) / sum(times):.0%} of the time", flush=True)


def _grouped(applicants: Sequence[Applicant], together: int) -> list[Sequence[Applicant]]:
    return [applicants[place : place + together] for place in range(0, len(applicants), together)]


@contextmanager
def _deciding() -> Iterator[list[float]]:
    """How long each question to the rules takes."""
    from luoshi.district.services.deciding import Asking  # noqa: PLC0415

    taken: list[float] = []
    asked = Asking.assessment

    def timed(asking: Asking) -> Any:
        begun = time.perf_counter()
        try:
            return asked(asking)
        finally:
            taken.append(time.perf_counter() - begun)

    Asking.assessment = timed  # type: ignore[method-assign, assignment]  # for as long as it is measured
    try:
        yield taken
    finally:
        Asking.assessment = asked  # type: ignore[method-assign]


def _in_two_processes(applicants: Sequence[Applicant]) -> None:
    from django.db import connection  # noqa: PLC0415

    connection.close()  # processes must not share it
    parts = [applicants[place::2] for place in range(2)]
    workers = [
        multiprocessing.get_context("fork").Process(target=_work, args=(part, 1_000_000 * (place + 1))) for place, part in enumerate(parts)
    ]
    with _measured("the same in 2 processes", len(applicants)):
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]


def _work(part: Sequence[Applicant], keys: int) -> None:
    global KEYS  # noqa: PLW0603 - each process has its own
    KEYS = count(keys)
    for group in _grouped(part, TOGETHER):
        _apply(group)


# --- over HTTP


def _over_http(applicants: Sequence[Applicant]) -> None:
    tokens = _tokens()
    from django.db import connection  # noqa: PLC0415

    with _served() as server:
        own = [[one for one in applicants if one[0] == person] for person in tokens]
        warm = [_Client(token, [each.pop() for _ in range(min(2, len(each)))]) for token, each in zip(tokens.values(), own, strict=True)]
        clients = [_Client(token, each) for token, each in zip(tokens.values(), own, strict=True)]
        with ThreadPoolExecutor(CLIENTS) as threads:
            list(threads.map(_Client.run, warm))
            begun = time.process_time()
            with _measured("HTTP, 16 clients", sum(len(each) for each in own), server, LIMIT_PER_SECOND):
                times = [each for client in threads.map(_Client.run, clients) for each in client]
            print(f"{'':28}the clients took {(time.process_time() - begun) / len(times) * 1000:.1f} ms of the processor each", flush=True)
        _percentiles(times, LIMIT_MS)
        _groups([enterprise for each in own for _, enterprise in each])
        failed = [answer for client in clients for answer in client.failed]
        print(f"{'':28}{len(failed)} failed{': ' + str(failed[0]) if failed else ''}", flush=True)
    connection.close()


def _groups(enterprises: Sequence[str]) -> None:
    """How many applications the server decided together: those that it decided at the same moment."""
    from django.db.models import Count  # noqa: PLC0415

    from luoshi.district.services.models import Application  # noqa: PLC0415

    moments = Application.objects.filter(subject_key__in=enterprises).values("submitted_at")
    sizes = sorted(moments.annotate(size=Count("pk")).values_list("size", flat=True))
    mean, middle = statistics.fmean(sizes), sizes[len(sizes) // 2]
    print(f"{'':28}{len(sizes)} transactions of {mean:.1f} on average, {middle} at the median, {sizes[-1]} at most", flush=True)


def _tokens() -> dict[str, str]:
    """A token for each person."""
    from luoshi.district.offices.queries import Person, authority_of_person  # noqa: PLC0415
    from luoshi.district.tokens.operations import Scope, make  # noqa: PLC0415

    people = Person.objects.filter(code__startswith="applicant_").order_by("pk")
    secrets = {person.code: f"benchmark-{person.code}" for person in people}
    for person in people:
        by = authority_of_person(person, on=district.NOW.date())
        make(name="benchmark", scope=Scope.APPLY, secret=secrets[person.code], by=by, at=district.NOW)
    return secrets


@contextmanager
def _served() -> Iterator[psutil.Process]:
    """The web server, as anybody starts it, from its first answer on."""
    host, port = SERVER
    command = [sys.executable, "-m", "luoshi.command_line.main", "serve", "--host", host, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        try:
            _wait()
            yield psutil.Process(running.pid)
        finally:
            running.terminate()


def _wait() -> None:
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection(*SERVER, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise TimeoutError("the server did not answer within two minutes")


class _Client:
    """Somebody's program, which sends one application after the other over one connection."""

    def __init__(self, token: str, applicants: Sequence[Applicant]) -> None:
        self.token, self.applicants = token, applicants
        self.failed: list[tuple[int, str]] = []

    def run(self) -> list[float]:
        """How long each answer took."""
        connection = http.client.HTTPConnection(*SERVER, timeout=60)
        return [self._send(connection, enterprise) for _, enterprise in self.applicants]

    def _send(self, connection: http.client.HTTPConnection, enterprise: str) -> float:
        sent = {
            "item": district.ITEM, "subject": {"kind": "enterprises", "key": enterprise}, "values": district.VALUES, "submit": True,
        }  # fmt: skip
        headers = {
            "Authorization": f"Bearer {self.token}", "Content-Type": "application/json",
            "Idempotency-Key": str(UUID(int=2_000_000 + next(KEYS))),
        }  # fmt: skip
        begun = time.perf_counter()
        connection.request("POST", "/api/v1/applications", json.dumps(sent), headers)
        answer = connection.getresponse()
        content = answer.read().decode()
        taken = time.perf_counter() - begun
        if answer.status != http.client.CREATED or json.loads(content)["state"] != "granted":
            self.failed.append((answer.status, content[:500]))
        return taken


# --- figures


@contextmanager
def _measured(name: str, applications: int, server: psutil.Process | None = None, limit: int = LIMIT_PER_SECOND) -> Iterator[None]:
    before, whole, begun = _busy(server), _machine(), time.perf_counter()
    yield
    seconds = time.perf_counter() - begun
    ours, its = ((after - was) / applications * 1000 for was, after in zip(before, _busy(server), strict=True))
    every = (_machine() - whole) / applications * 1000
    rate = applications / seconds
    print(f"{name:28}{seconds:8.1f}{rate:8.1f}{rate / limit:10.0%}{ours:8.1f}{its:8.1f}{every:8.1f}", flush=True)


def _busy(server: psutil.Process | None) -> tuple[float, float]:
    """Processor seconds so far of the program that serves, with its workers, and of all processes of the database."""
    programs = [psutil.Process()] if server is None else [server, *server.children(recursive=True)]
    ours = sum(sum(each.cpu_times()[: 2 if server else 4]) for each in programs if not _is_database(each))
    return ours, sum(sum(each.cpu_times()[:4]) for each in psutil.process_iter() if _is_database(each))  # with children that ended


def _is_database(process: psutil.Process) -> bool:
    """Whether it is a process of the database that is measured, which works inside its own folder."""
    try:
        return process.name() == "postgres" and process.cwd() == _told("data_directory")
    except psutil.Error:
        return False


@cache
def _told(setting: str) -> str:
    """What the database says of itself."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [setting])
        return str(cursor.fetchone()[0])


def _machine() -> float:
    busy = psutil.cpu_times()
    return busy.user + busy.system + getattr(busy, "steal", 0.0)


def _percentiles(times: Sequence[float], limit: float | None = None) -> None:
    cuts = statistics.quantiles(times, n=100)
    over = f"   limit of p95 {limit:.0f} ms" if limit else ""
    print(f"{'':28}p50 {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms{over}", flush=True)


if __name__ == "__main__":
    main()
