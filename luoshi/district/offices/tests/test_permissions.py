"""Every kind of person × every operation of offices: the office of the district changes them, and nobody else does."""

from __future__ import annotations

from datetime import UTC, datetime
from inspect import getmembers, isfunction
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from luoshi.district.offices import operations
from luoshi.district.offices.errors import NotTheOffice
from luoshi.district.offices.models import Grant, Power, Reach, Role
from luoshi.district.offices.queries import PUBLIC, Authority
from luoshi.district.offices.roster import RosterRow
from luoshi.district.offices.tests.government import BEGIN, TODAY, Government

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db

AT = datetime(2023, 1, 20, 9, tzinfo=UTC)
OF_WHOEVER_INSTALLS = {"name_district", "set_up", "add_invented"}


def acts(county: Government) -> dict[str, Callable[[Authority], object]]:
    """Each operation, as it would succeed."""
    civil, post = county.units["civil"], county.posts["civil_reporter"]
    granted = Grant.objects.create(
        district=county.district, role=Role.LEADER, matter="orders", power=Power.SEE, reach=Reach.UNIT, valid_from=BEGIN, granted_by=""
    )
    return {
        "add_person": lambda by: operations.add_person(county.district, code="chen", name="陈示例", by=by),
        "add_unit": lambda by: operations.add_unit(county.district, code="science", name="县科技局", on=TODAY, by=by),
        "end_unit": lambda by: operations.end_unit(county.units["education"], successor=civil, on=TODAY, by=by),
        "add_post": lambda by: operations.add_post(civil, code="deputy", title="副局长", role=Role.REPORTER, on=TODAY, by=by),
        "end_post": lambda by: operations.end_post(post, on=TODAY, by=by),
        "appoint": lambda by: operations.appoint(post, county.people["wang"], on=TODAY, by=by),
        "take_roster": lambda by: operations.take_roster(
            county.district, [RosterRow(2, "县科技局", "局长", Role.APPROVER, "", "", TODAY)], on=TODAY, by=by
        ),
        "grant": lambda by: operations.grant(
            county.district, post=post, matter="orders", power=Power.SEE, reach=Reach.UNIT, on=TODAY, by=by
        ),
        "install": lambda by: operations.install(
            operations.add_post(county.units["office"], code="robot", title="自动岗", role=Role.AUTOMATIC, on=TODAY, by=by),
            name="程序", name_en="Program", on=TODAY, by=by,
        ),
        "end_grant": lambda by: operations.end_grant(granted, on=TODAY, by=by, at=AT),
    }  # fmt: skip


def test_the_office_of_the_district_changes_offices_and_nobody_else_does(county: Government, neighbour: Government) -> None:
    people = {code: county.by(code) for code in county.people} | {"bai": neighbour.by("bai"), "public": PUBLIC}
    every = acts(county)
    own = {name for name, each in getmembers(operations, isfunction) if each.__module__ == operations.__name__ and name[0] != "_"}
    assert set(every) == own - OF_WHOEVER_INSTALLS
    done = set()
    for code, by in people.items():
        for name, act in every.items():
            with transaction.atomic():
                try:
                    act(by)
                    done.add((code, name))
                except NotTheOffice as refusal:
                    assert "政府办" in refusal.what.chinese  # noqa: PT017
                transaction.set_rollback(True)
    assert done == {("sun", name) for name in every}


def test_the_office_gives_no_power_to_a_post_of_another_district_and_no_post_to_its_people(
    county: Government, neighbour: Government
) -> None:
    by = county.by("sun")
    with pytest.raises(NotTheOffice):
        operations.grant(county.district, post=neighbour.posts["head"], matter="*", power=Power.SEE, reach=Reach.DISTRICT, on=TODAY, by=by)
    with pytest.raises(NotTheOffice):
        operations.appoint(county.posts["civil_head"], neighbour.people["shi"], on=TODAY, by=by)
