"""A day of an invented year in a county that other tests have founded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from luoshi.district.casework.queries import working_calendar
from luoshi.district.demonstration.present import Present
from luoshi.district.demonstration.telling import Telling
from luoshi.district.demonstration.tests.conftest import YEAR
from luoshi.engines.packs.model_of_year import Episode, StepTold
from luoshi.words import Words

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government
    from luoshi.engines.packs import Pack
    from luoshi.engines.packs.model_of_year import Works


def present_on(county: Government, day: date, works: Works | None = None) -> Present:
    """A day, as the year is lived that asks for these works."""
    pack, calendar = cast("Pack", SimpleNamespace(id="qingxi", year=2023, indicators=())), working_calendar(county.district)
    assert calendar is not None, "the county has one"
    return Present(pack, replace(YEAR, works=works), county.district, calendar, YEAR.seed, day)


def telling(county: Government, day: date, by: str, do: str, *, quote: str = "", **said: Any) -> Telling:
    """A step of a story, taken at ten by a post, by a person, or by anybody; ``values`` are what is filled in."""
    values = said.pop("values", {})
    step = StepTold(day, time(10), by, do, said, values, 1)
    return Telling(Episode("told", Words("演示", "Told"), Words("演示", "Told"), quote, (step,)), step, present_on(county, day))
