"""The conditions under which the demonstration is not moved. Each function is named as its condition, and raises if that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from luoshi.district.demonstration.errors import GoneBy, NoDemonstration, NotAllowed, NotOfTheYear, NotOnlyInvented
from luoshi.district.offices.queries import District

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.demonstration.models import Showing
    from luoshi.district.offices.queries import Authority


def no_demonstration(showing: Showing | None) -> Showing:
    """This installation shows no year."""
    if showing is None:
        raise NoDemonstration
    return showing


def not_the_office(showing: Showing, by: Authority) -> None:
    """The person does not keep the plan of the district."""
    if not by.is_office_of(showing.district):
        raise NotAllowed


def not_only_invented() -> None:
    """A district that exists is there; a database without tables holds none."""
    is_there = "offices_district" in connection.introspection.table_names()
    if is_there and District.objects.filter(invented=False).exists():
        raise NotOnlyInvented


def not_of_the_year(showing: Showing, day: date) -> None:
    """The year does not have the day."""
    if not showing.begins <= day <= showing.ends:
        raise NotOfTheYear(showing, day)


def gone_by(showing: Showing, day: date) -> None:
    """The day lies before the one that is shown."""
    if day < showing.day:
        raise GoneBy(showing, day)
