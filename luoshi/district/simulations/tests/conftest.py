"""青溪县 with a run of the job-retention refund over its invented enterprises, and powers to simulate beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from luoshi.district.offices.models import Reach
from luoshi.district.offices.operations import grant
from luoshi.district.offices.queries import District, Power
from luoshi.district.offices.tests.government import BEGIN, Government, found_county, known
from luoshi.district.population import operations as population
from luoshi.district.population.queries import Run
from luoshi.district.population.tests.samples import AT, COLUMNS, DAY, HEADING, ROWS, SOURCES, enter, load_refund
from luoshi.district.register.tests.samples import grant_powers
from luoshi.district.simulations import curves, operations
from luoshi.district.simulations.ahead import AHEAD
from luoshi.district.simulations.models import Simulation
from luoshi.district.tests.snapshots import standing

ANSWER = "可返还金额（元）"


def _found() -> None:
    county = found_county()
    grant_powers(county)
    for post, matter, powers in (
        ("office_director", "population", (Power.SEE, Power.HANDLE)),
        ("office_director", "simulations", (Power.SEE, Power.HANDLE)),
        ("civil_reporter", "population", (Power.SEE, Power.CHANGE)),
        ("head", "simulations", (Power.SEE,)),
    ):
        for power in powers:
            grant(county.district, post=county.posts[post], matter=matter, power=power, reach=Reach.DISTRICT, on=BEGIN, by=county.office)
    enter(county)
    load_refund(county)
    population.declare_table(
        county.district, "失业保险缴费", COLUMNS, name_en="Unemployment insurance", register="enterprises",
        unit=county.units["civil"], by=county.by("sun"), at=AT,
    )  # fmt: skip


@pytest.fixture(scope="module")
def _stored_county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing("the county in which policies are simulated", _found, django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Any, settings: Any) -> Iterator[None]:
    """Files of a test are its own, and what is computed ahead ends with it; simulations of different tests bear the same numbers."""
    settings.DATA_FOLDER = tmp_path
    yield
    AHEAD.wait_for_all()
    curves.forget()


@pytest.fixture
def county(_stored_county: None, db: None) -> Government:
    """青溪县, with everybody in office."""
    return known(District.objects.get(name="青溪县"))


@pytest.fixture
def run(county: Government) -> Run:
    """What the rules of July say of everybody."""
    content = "\n".join([HEADING, *ROWS]).encode()
    said = {"file_name": "缴费.csv", "period": "2022", "source": "示例", "at": AT}
    population.import_table(county.district, "失业保险缴费", content, by=county.by("zheng"), **said)  # type: ignore[arg-type]
    snapshot = population.take_snapshot(county.district, on=DAY, by=county.by("sun"), at=AT)
    return population.run(
        snapshot, "job_retention_refund", [ANSWER], "办理意见", SOURCES, keep=("industry", "form"), on=DAY, by=county.by("sun"), at=AT
    )


@pytest.fixture
def simulation(run: Run, county: Government) -> Simulation:
    """Beside that run."""
    return operations.begin(run, title="返还比例怎么定（示例）", answer=ANSWER, by=county.by("sun"), at=AT)
