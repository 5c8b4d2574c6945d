"""What somebody waits for who tries other rules on everybody: python -m benchmarks.simulation [ROWS …]

Without ROWS a million and ten million. A district is made in an embedded database of its own, with the job-retention refund in force and
invented enterprises (`luoshi.engines.synthetic`), and its pages are asked as a browser asks them: what is measured is the request, from the
address to the answer. Opening lays everybody down, in the background and once; after that every figure has a limit. A touch is told as the
slowest of some, each of something that nobody has asked before. Processor seconds of this process stand beside the wall clock, since a busy
machine says little by the latter.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from benchmarks import register_to_result as district_of

if TYPE_CHECKING:
    from luoshi.district.simulations.models import Simulation

ON = date(2023, 7, 1)
ANSWER = "可返还金额（元）"
LIMITS = {1_000_000: 0.2, 10_000_000: 1.5}
"""Seconds of the wall clock that an answer may take."""
TYPED = [("中小微企业返还比例", "0.5"), ("大型企业返还比例", "0.25"), ("小单位裁员率上限", "0.1")]
AGAIN = [("中小微企业返还比例", "0.55"), ("大型企业返还比例", "0.2"), ("小单位裁员率上限", "0.15")]
SLID = [("裁员率上限", ("0.02", "0.03", "0.08", "0.1")), ("最低缴费月数", ("6", "3", "9", "11"))]
RATE = ("中小微企业返还比例", ("0.45", "0.4", "0.35", "0.3", "0.25"))
"""Of whose slider no single pass tells all positions."""
BESIDE = ("中小微企业返还比例", "0.4")


def main() -> None:
    """Measure each size."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ.update(LUOSHI_DATA=folder, LUOSHI_DEVELOP="1")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
        import django  # noqa: PLC0415 - the settings look at the folder when they are loaded

        from luoshi.district.collector import spare_the_collector  # noqa: PLC0415

        django.setup()
        begun = _begin(folder)
        spare_the_collector()  # as the server does
        for rows in [int(each.replace(",", "")) for each in sys.argv[1:]] or sorted(LIMITS):
            Measured(begun(rows), rows).tell()


def _begin(folder: str) -> Callable[[int], Simulation]:
    """A district with a run of a few enterprises; what comes back begins a simulation over so many invented ones."""
    from luoshi.district.population import operations as population  # noqa: PLC0415 - after Django is set up
    from luoshi.district.simulations import operations  # noqa: PLC0415
    from luoshi.engines.synthetic import write_enterprises  # noqa: PLC0415

    district = district_of.district_with_rules()
    district_of.fill(district, 10)
    by, at = district_of.clerk(district), district_of.AT
    snapshot = population.take_snapshot(district, on=ON, by=by, at=at)
    opinion = district_of.OPINION
    run = population.run(snapshot, district_of.PACK, [ANSWER, opinion], opinion, district_of.SOURCES, on=ON, by=by, at=at)

    def begun(rows: int) -> Simulation:
        file = Path(folder) / f"{rows}.parquet"
        write_enterprises(file, rows, seed=1)
        people = operations.take_synthetic(district, file, by=by, at=at)
        return operations.begin(run, title=f"{rows:,}", answer=ANSWER, people=people, by=by, at=at)

    return begun


class Measured:
    """The requests of one simulation, one after the other."""

    def __init__(self, simulation: Simulation, rows: int) -> None:
        from django.test import Client  # noqa: PLC0415 - after Django is set up

        self._simulation, self._rows, self._limit = simulation, rows, LIMITS.get(rows)
        self._client = Client(HTTP_HOST="localhost")
        account = district_of.clerk(simulation.district).person.account
        assert account is not None, "whoever may simulate signs in"
        self._client.force_login(account)

    def tell(self) -> None:
        """Everything, in the order in which somebody comes to it."""
        print(f"\n{self._rows:,} rows")
        self._told("opening, until everybody is laid down", [self._open])
        self._told("the sliders, made ahead meanwhile", [self._sliders])
        self._told("a value typed, first touch", [self._asked({f"p.{name}": value}) for name, value in TYPED], limited=True)
        self._told("another value of it", [self._asked({f"p.{name}": value}) for name, value in AGAIN], limited=True)
        again = [self._asked({f"p.{name}": value, "open": "1"}) for name, value in AGAIN]
        self._told("  then what missing data leave open", again)
        for which, positions in (("slider, first position", slice(1)), ("slider, other positions", slice(1, None))):
            moves = [self._slid(name, value) for name, values in SLID for value in values[positions]]
            self._told(which, moves, limited=True)
        far, *near = (self._slid(RATE[0], each) for each in RATE[1])
        self._told("slider of a rate, far from where it was", [far], limited=True)
        self._told("slider of a rate, to what is near", self._rested(near), limited=True)
        name, values = SLID[0]
        self._told("slider beside another change, first", [self._slid(name, values[0], BESIDE)], limited=True)
        self._told("  its pass, made ahead meanwhile", [self._sliders])
        self._told("slider beside another change, others", [self._slid(name, each, BESIDE) for each in values[1:]], limited=True)
        self._sliders()  # what is still made ahead ends while its files are there
        print(f"  peak memory of the process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")

    def _rested(self, moves: Iterable[Callable[[], None]]) -> Iterator[Callable[[], None]]:
        """Each after what is near was made ahead, as somebody moves who looks at what it says."""
        for each in moves:
            self._sliders()
            yield each

    def _told(self, what: str, steps: Iterable[Callable[[], Any]], *, limited: bool = False) -> None:
        """Print the slowest of some steps, beside its limit."""
        wall, processor = max(map(_seconds, steps))
        limit = self._limit if limited else None
        verdict = "" if limit is None else f"   limit {limit} s: {'met' if wall < limit else 'NOT MET'}"
        print(f"  {what:40} {wall:8.3f} s   processor {processor:8.3f} s{verdict}", flush=True)

    def _asked(self, said: dict[str, str]) -> Callable[[], None]:
        address = f"/workbench/simulations/{self._simulation.number}/?{urlencode(said)}"

        def ask() -> None:
            response = self._client.get(address, headers={"HX-Request": "true"})
            assert response.status_code == 200, (response.status_code, address)
            assert "preparing=1" not in response.content.decode(), "there is an answer"

        return ask

    def _slid(self, name: str, value: str, beside: tuple[str, str] | None = None) -> Callable[[], None]:
        changed = {f"p.{beside[0]}": beside[1]} if beside else {}
        return self._asked({**changed, "slide": name, "slid": value})

    def _open(self) -> None:
        while "preparing=1" in self._client.get(f"/workbench/simulations/{self._simulation.number}/").content.decode():
            time.sleep(0.05)

    def _sliders(self) -> None:
        from luoshi.district.simulations.ahead import AHEAD  # noqa: PLC0415 - after Django is set up

        AHEAD.wait_for_all()


def _seconds(step: Callable[[], Any]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    step()
    return time.perf_counter() - wall, time.process_time() - processor


if __name__ == "__main__":
    main()
