"""扩岗补助: rules over persons, paid to whoever employs them; and who is told, may answer, and is shown to the public is the employer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from pytest_django import DjangoDbBlocker

from luoshi.district.campaigns import operations, queries
from luoshi.district.campaigns.tests.test_pages import said, signed_in
from luoshi.district.campaigns.tests.world import DAY, MONDAY, PACKS, Desk, found_paying_county
from luoshi.district.decisions.operations import load_pack
from luoshi.district.offices.models import Reach
from luoshi.district.offices.operations import grant
from luoshi.district.offices.queries import District, Power
from luoshi.district.offices.tests.government import Government, known
from luoshi.district.population import operations as population
from luoshi.district.population import queries as population_queries
from luoshi.district.population.declared import Column, Type
from luoshi.district.population.tests.samples import CODES
from luoshi.district.register import operations as registers
from luoshi.district.register.queries import KINDS
from luoshi.district.register.tests.samples import citizen_id, person
from luoshi.district.simulations import operations as simulations
from luoshi.district.simulations.errors import BySeveralLaws
from luoshi.district.tests.snapshots import standing

HIRING = "one_off_hiring_subsidy"
TABLE = "新招用人员"
EMPLOYED = {2: 1, 3: 1, 4: 2, 5: 3}
"""Persons by number, each with the number of the enterprise that hired it."""
GOOD = "企业,2023-03-01,是,2022-06-30,是,否,2000-03-01,是,是,3,3,3,否,否"
PAID_BEFORE = GOOD.removesuffix("否") + "是"


def columns() -> list[Column]:
    """As the demonstration declares them."""
    tables = yaml.safe_load((PACKS / "peach_blossom" / "department_tables.yaml").read_text())["tables"]
    [found] = [each["columns"] for each in tables if each["name"] == TABLE]
    kept = ({name: value for name, value in each.items() if name not in {"least", "digits"}} for each in found)
    return [Column(**{**each, "type": Type(each["type"]), "choices": tuple(each.get("choices", ()))}) for each in kept]


def brought(county: Government, rows: Mapping[int, str], period: str) -> None:
    """The table of a month, with a row for each person."""
    lines = [
        ",".join(("公民身份号码", *(each.name for each in columns()))),
        *(f"{citizen_id(number)},{row}" for number, row in rows.items()),
    ]
    said: dict[str, Any] = {"file_name": "a.csv", "period": period, "source": "示例", "by": county.by("zheng"), "at": MONDAY}
    population.import_table(county.district, TABLE, "\n".join(lines).encode(), **said)


def found_hiring_county() -> None:
    """Enter the county with persons in work, and the rules of the subsidy."""
    county = found_paying_county()
    by = county.by("sun")
    for number, firm in EMPLOYED.items():
        said = person(number, employer=CODES[firm])
        registers.enter(
            KINDS["persons"], county.district, said, valid_from=DAY.replace(month=1), source="示例", by=county.by("zhou"), at=MONDAY
        )
    load_pack(PACKS / HIRING, county.district, saved_by=by, put_in_force_by=county.by("wen"), at=MONDAY)
    operations.load_campaign_type(PACKS / HIRING, county.district, by=by, at=MONDAY)
    population.declare_table(
        county.district, TABLE, columns(), name_en="Newly hired", register="persons", unit=county.units["civil"], by=by, at=MONDAY
    )
    brought(county, {number: PAID_BEFORE if number == 5 else GOOD for number in EMPLOYED}, "2023-04")
    population.take_snapshot(county.district, on=DAY, by=by, at=MONDAY)


@pytest.fixture(scope="module")
def _stored_county(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    from django.conf import settings

    before, settings.DATA_FOLDER = settings.DATA_FOLDER, Path(tmp_path_factory.mktemp("data"))
    with standing("the county that pays who hires", found_hiring_county, django_db_blocker):
        yield
    settings.DATA_FOLDER = before


@pytest.fixture
def desk(_stored_county: None, db: None) -> Desk:
    """Acts for its people."""
    return Desk(known(District.objects.get(name="青溪县")))


def test_what_persons_bring_is_paid_once_to_each_employer(desk: Desk) -> None:
    opened = operations.open_campaign(
        desk.county.district, HIRING, period="2023", unit=desk.county.units["civil"], on=DAY, by=desk.by("sun"), at=desk.later()
    )
    desk.opened.append(opened)
    dry = desk.tried()
    assert (dry.beneficiaries, dry.amount) == (2, Decimal(4500)), "two of the first employer, one of the second; the third was paid before"
    operations.approve(dry, granted=True, run_sha256=dry.run.sha256, by=desk.by("zhao"), at=desk.later())
    operations.publish(opened, by=desk.by("sun"), at=desk.later())
    lines = [(each.subject_kind, each.identifier, each.amount, each.rows) for each in opened.beneficiaries.order_by("number")]
    assert sorted(lines) == [("enterprises", CODES[1], Decimal(3000), 2), ("enterprises", CODES[2], Decimal(1500), 1)]
    desk.accepted(1, 2)
    desk.later(days=9)
    made = operations.make_payment_file(opened, by=desk.by("sun"), at=desk.later())
    assert (made.lines, made.total) == (2, Decimal(4500))
    answers = {f"_{each.reference.replace('-', '_')}": "paid" for each in made.payments.all()}
    assert desk.answered(**answers) == 2
    figures = queries.figures(queries.published().get())
    assert (figures.paid, figures.paid_amount) == (2, Decimal(4500))
    own = queries.own_benefits(desk.by("an"), district=desk.county.district, on=desk.at.date())
    assert {each.stand for each in own} == {queries.Stand.PAID}


def test_each_is_decided_by_the_law_of_the_day_of_hiring(desk: Desk) -> None:
    """The subsidy of 2022 asked for no insurance and knew graduates of the year alone; before 2022 there was none."""
    of_2022 = GOOD.replace("2023-03-01", "2022-09-01", 1)
    uninsured = ",0,0,0,".join(GOOD.split(",3,3,3,")), ",0,0,0,".join(of_2022.split(",3,3,3,"))
    rows = {2: uninsured[1], 3: uninsured[0], 4: GOOD.replace("2023-03-01", "2021-11-01", 1), 5: GOOD}
    brought(desk.county, rows, "2023-05")
    desk.opened.append(
        operations.open_campaign(
            desk.county.district, HIRING, period="2023", unit=desk.county.units["civil"], on=DAY, by=desk.by("sun"), at=desk.later()
        )
    )
    dry = desk.tried()
    assert (dry.beneficiaries, dry.amount, dry.undecided) == (2, Decimal(3000), 2)
    assert dry.run.laws == [(date(2022, 1, 1), date(2022, 12, 31), 1), (date(2023, 1, 1), DAY, 2)]
    assert dry.run.without_law == 2, "of one person nothing is known"
    again = [population_queries.recomputed(dry.run, each.key) for each in population_queries.rows(dry.run)]
    assert all(each.agrees for each in again)
    laws = {str(each.inputs["招用日期"]): (each.law["on"], each.row.without_rule) for each in again}
    assert laws["2022-09-01"] == (date(2022, 9, 1), ())
    assert laws["2023-03-01"] == (date(2023, 3, 1), ())
    assert laws["2021-11-01"][1] == ("招用日期",)
    page = said(signed_in(desk, "sun"), f"/workbench/campaigns/{desk.campaign.pk}/")
    assert "每行按自己的“招用日期”那天的规定" in page
    assert "2022-01-01 至 2022-12-31 的规定：1 行" in page
    said_of: dict[str, Any] = {"matter": "simulations", "power": Power.HANDLE, "reach": Reach.DISTRICT, "on": DAY.replace(month=1)}
    grant(desk.county.district, post=desk.county.posts["office_director"], by=desk.county.office, **said_of)
    with pytest.raises(BySeveralLaws, match="2022"):
        simulations.begin(dry.run, title="甲", answer="补助金额（元）", by=desk.by("sun"), at=desk.later())
