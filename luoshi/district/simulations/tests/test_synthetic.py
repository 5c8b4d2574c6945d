"""Invented enterprises stand for the register in a simulation; whatever rests on them says so, and no other or damaged file is taken."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import urlencode

import duckdb
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from openpyxl import load_workbook

from luoshi.district.offices.queries import PUBLIC
from luoshi.district.offices.tests.government import Government, found_neighbour
from luoshi.district.population import operations as population
from luoshi.district.population.queries import Run
from luoshi.district.population.tests.samples import AT, DAY, SOURCES
from luoshi.district.simulations import computing, curves, operations, prepared, queries, rows, synthetic
from luoshi.district.simulations.ahead import AHEAD
from luoshi.district.simulations.errors import (
    NotAllowed,
    SyntheticChanged,
    SyntheticGone,
    SyntheticLacks,
    SyntheticRefused,
    SyntheticUnknown,
    WrongNumber,
)
from luoshi.district.simulations.models import Simulation, SyntheticPopulation
from luoshi.district.simulations.tests.conftest import ANSWER
from luoshi.district.simulations.tests.test_simulations import LAYOFFS, LESS, _propose, _sign_in
from luoshi.engines.synthetic import write_enterprises

pytestmark = pytest.mark.django_db
ROWS = 3_000
MARK = "模拟人群"


@pytest.fixture
def invented(county: Government) -> SyntheticPopulation:
    return operations.invent(county.district, rows=ROWS, seed=7, by=county.by("sun"), at=AT)


@pytest.fixture
def over_invented(run: Run, invented: SyntheticPopulation, county: Government) -> Simulation:
    return operations.begin(run, title="看方向（示例）", answer=ANSWER, people=invented, by=county.by("sun"), at=AT)


def test_rules_over_invented_enterprises(over_invented: Simulation, invented: SyntheticPopulation) -> None:
    found = computing.compared(over_invented, (LESS,))
    whole = found.difference.whole
    codes = duckdb.execute("SELECT count(DISTINCT 统一社会信用代码) FROM read_parquet(?)", [str(synthetic.path_of(invented.sha256))])
    assert [(whole.n,)] == codes.fetchall(), "an enterprise that is there twice counts once"
    assert whole.n <= ROWS
    assert whole.losing > whole.gaining == 0
    assert found.bounds.rows == whole.uncertain > 0
    assert {"street", "sector", "size"} < set(found.difference.dimensions)
    lost = rows.changed_rows(over_invented, (LESS,), "losing", offset=0, limit=3)
    again = rows.asked_again(over_invented, (LESS,), lost[0].key)
    assert again is not None
    assert again.agrees


def test_sliders_are_passed_over_ahead_and_answer_as_counting_anew_does(over_invented: Simulation) -> None:
    assert curves.are_laid_down(over_invented, patience=60)
    AHEAD.wait_for_all()
    curve = curves.curve(over_invented, (), LAYOFFS.name)
    assert curve is not None
    rules = computing.base_of(over_invented).rules
    low, moved = (curves.moved(rules, LAYOFFS.name, each) for each in (curve.slider.low, curve.slider.positions[3]))
    for each in (low, moved):
        at_once = curves.at_once(over_invented, (each,), LAYOFFS.name)
        assert at_once is not None, "its pass was made"
        assert at_once.difference == computing.counted(over_invented, (each,)).difference
    beside = curves.at_once(over_invented, (LESS, moved), LAYOFFS.name)
    assert beside is None, "beside another change there is no pass yet"
    AHEAD.wait_for_all()
    later = curves.at_once(over_invented, (LESS, moved), LAYOFFS.name)
    assert later is not None
    assert later.difference == computing.counted(over_invented, (LESS, moved)).difference


def test_of_a_rate_which_moves_more_than_one_condition_what_is_near_is_computed_ahead(over_invented: Simulation) -> None:
    assert curves.are_laid_down(over_invented, patience=60)
    AHEAD.wait_for_all()
    rules = computing.base_of(over_invented).rules
    slider = curves.slider_of(rules, LESS.name)
    assert slider is not None
    in_force = Decimal(LESS.old)
    *near, far = (curves.moved(rules, LESS.name, each) for each in slider.nearest(in_force, curves.NEAR + 1))
    for each in near:
        at_once = curves.at_once(over_invented, (each,), LESS.name)
        assert at_once == computing.counted(over_invented, (each,))
    assert curves.at_once(over_invented, (far,), LESS.name) is None
    AHEAD.wait_for_all()
    beyond = curves.moved(rules, LESS.name, slider.nearest(Decimal(far.new), 1)[0])
    assert curves.at_once(over_invented, (beyond,), LESS.name) == computing.counted(over_invented, (beyond,))
    between = curves.moved(rules, LESS.name, slider.low + slider.step / 3)
    assert curves.at_once(over_invented, (between,), LESS.name) is None


def test_files_that_were_not_used_for_long_go(
    over_invented: Simulation, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    first, second = (computing.base_of(each).people for each in (over_invented, simulation))
    monkeypatch.setattr(prepared, "KEPT", 1)
    prepared.lay_down(first)
    curves.curve(over_invented, (), LAYOFFS.name)
    assert len(list(prepared.folder().glob("*.parquet"))) == 1
    prepared.lay_down(second)
    assert prepared.is_ready(second)
    assert not prepared.is_ready(first)
    assert not list(prepared.folder().glob("*.parquet"))
    assert synthetic.path_of(over_invented.synthetic.sha256).is_file(), "what somebody made stays"  # type: ignore[union-attr]
    assert computing.counted(over_invented, ()).difference.whole.n, "and it is laid down again"


def test_other_and_damaged_populations_are_refused(
    run: Run, invented: SyntheticPopulation, county: Government, tmp_path: Path
) -> None:  # fmt: skip
    by = county.by("sun")
    said = {"title": "示例", "answer": ANSWER, "by": by, "at": AT}
    again = operations.invent(county.district, rows=ROWS, seed=7, by=by, at=AT)
    assert again == invented, "the same seed gives the same file"
    for count in (0, operations.INVENTED_MAX + 1):
        with pytest.raises(WrongNumber, match="1,000,000"):
            operations.invent(county.district, rows=count, seed=1, by=by, at=AT)
    for stranger in (PUBLIC, county.by("zhao")):
        with pytest.raises(NotAllowed):
            operations.invent(county.district, rows=1, seed=1, by=stranger, at=AT)
    other = SyntheticPopulation(district=found_neighbour().district, number=1, sha256=invented.sha256)
    with pytest.raises(SyntheticUnknown):
        operations.begin(run, people=other, **said)  # type: ignore[arg-type]
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 broken PAR1")
    for path in (broken, tmp_path / "nowhere.parquet"):
        with pytest.raises(SyntheticRefused, match="损坏"):
            operations.take_synthetic(county.district, path, by=by, at=AT)
    stored = synthetic.path_of(invented.sha256)
    stored.write_bytes(stored.read_bytes()[:-1] + b"?")
    with pytest.raises(SyntheticChanged, match="损坏"):
        operations.begin(run, people=invented, **said)  # type: ignore[arg-type]
    stored.unlink()
    with pytest.raises(SyntheticGone, match="不在了"):
        operations.begin(run, people=invented, **said)  # type: ignore[arg-type]


def test_rules_that_ask_for_more_than_is_invented_are_refused(invented: SyntheticPopulation) -> None:
    from luoshi.district.population.queries import read_sources
    from luoshi.engines.decisions.sets import SetColumn

    asked = [SetColumn(name, "number", "BIGINT") for name in ("裁员人数", "火星户数", "本年度已返还（元）")]
    sources = read_sources([*SOURCES, {"input": "火星户数", "table": "火星", "column": "户数"}])
    with pytest.raises(SyntheticLacks, match="火星户数"):
        synthetic.statement_of(invented, asked, sources)
    constant = read_sources([{"input": "火星户数", "value": 3}])
    assert "CAST(3 AS BIGINT)" in synthetic.statement_of(invented, asked, constant)


def test_a_file_of_the_command_line_is_taken_in(county: Government, tmp_path: Path) -> None:
    file = tmp_path / "made.parquet"
    write_enterprises(file, 50, seed=3)
    told = StringIO()
    call_command("take_synthetic", str(file), "--by", county.people["sun"].account.username, stdout=told)  # type: ignore[union-attr]
    assert "50 户" in told.getvalue()
    assert queries.synthetic_populations(county.district)[0].seed == 3
    with pytest.raises(CommandError, match="损坏"):
        call_command("take_synthetic", str(tmp_path / "none"), "--by", county.people["sun"].account.username)  # type: ignore[union-attr]


def test_pages_tables_and_proposals_say_that_people_are_invented(client: Client, run: Run, county: Government) -> None:
    _sign_in(client, county, "sun")
    home = "/workbench/simulations/"
    assert client.post(f"{home}people/", {"rows": "0", "seed": "1"}).status_code == 422
    assert client.post(f"{home}people/", {"rows": "500", "seed": "1"}).status_code == 302
    assert f"{MARK}第 1 号" in client.get(f"{home}new/{run.pk}/").content.decode()
    form = {"title": "看方向（示例）", "on": DAY.isoformat(), "answer": ANSWER}
    assert client.post(f"{home}new/{run.pk}/", {**form, "people": "synthetic-9"}).status_code == 422
    assert client.post(f"{home}new/{run.pk}/", {**form, "people": "synthetic-1"}).status_code == 302
    simulation = Simulation.objects.get()
    address = f"{home}{simulation.number}/"
    asked = urlencode({f"p.{LESS.name}": LESS.new})
    for path in (
        f"{address}?{asked}",
        f"{address}curve/?{asked}&{urlencode({'of': LAYOFFS.name})}",
        f"{address}rows/?{asked}&which=losing",
        home,
    ):
        assert MARK in client.get(path).content.decode(), path
    book = load_workbook(BytesIO(b"".join(client.get(f"{address}difference.xlsx?{asked}"))))
    assert all(str(sheet["A1"].value).startswith(MARK) for sheet in book.worksheets)
    assert (
        b"".join(client.get(f"{address}difference.csv?{asked}")).decode("utf-8-sig").splitlines()[0].startswith("说明,人群是生成的模拟企业")
    )
    proposal = _propose(simulation, county, LESS, valid_from=date(2023, 7, 20))
    assert "预计的数来自模拟人群" in client.get(f"{home}proposals/1/").content.decode()
    drafts = operations.draft(proposal, by=county.by("sun"), at=AT)
    assert {"不是真实企业" in each.version.reason for each in drafts} == {True}
    population.run(run.snapshot, run.package, [ANSWER], run.explained_by, SOURCES, on=DAY, by=county.by("sun"), at=AT)
    assert queries.came_of(proposal) == [], "no run is held against invented figures"
