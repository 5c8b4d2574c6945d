"""A promise that nothing measures is lit by its milestones: what its unit signed off about them, and at the end what people settled."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from luoshi.district.dues import operations as dues
from luoshi.district.dues.tests.conftest import _stored_county, centre, county, plan  # noqa: F401 - fixtures
from luoshi.district.indicators.tests.measured import at, declared, entry, file, month
from luoshi.district.lights import operations, queries
from luoshi.district.lights.errors import NotLit
from luoshi.district.lights.models import LadderStep, Light
from luoshi.district.plan.queries import Milestone
from luoshi.district.progress.operations import link_indicator
from luoshi.district.results.operations import settle
from luoshi.engines.decisions import record_from_json
from luoshi.engines.packs import SourceEntry

if TYPE_CHECKING:
    from django.test import Client

    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Commitment, Report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _milestone(centre: Commitment) -> None:  # noqa: F811 - the fixture
    Milestone.objects.create(commitment=centre, quarter=1, text="完成设计招标")


def told(county: Government, code: str, number: int, work: str, when: datetime) -> None:  # noqa: F811
    """What was done in a month, drafted and handed in by the bureau's reporter and signed off by its head."""
    zhou, li = county.by("zhou"), county.by("li")
    draft = dues.draft(code, month(number), work=work, progress=f"{number}月进展（示例）", by=zhou, at=when)
    handed = dues.hand_in(draft, evidence=[file(county)] if work == "done" else [], by=zhou, at=when)
    dues.sign_off(handed, seen_steps=handed.step_count, by=li, at=when)


def lit(plan: Report, centre: Commitment, day: date) -> tuple[str, str]:  # noqa: F811
    """The light of the promise on a day, and why."""
    operations.judge(plan, on=day, at=at(day.month, day.day, year=day.year))
    light = queries.worst(queries.lights_of(plan).get(centre.pk, []))
    return (light.colour, light.reason) if light else ("", "")


def test_milestones_are_late_caught_up_and_reached(county: Government, plan: Report, centre: Commitment) -> None:  # noqa: F811
    """ "Not begun" at its day is red; whoever catches up is amber until the month ends."""
    assert lit(plan, centre, date(2023, 3, 20)) == ("", "")
    told(county, centre.code, 3, "not_begun", at(3, 25))
    assert lit(plan, centre, date(2023, 3, 26)) == ("none", "还没有到期的时间节点")
    assert lit(plan, centre, date(2023, 3, 31)) == ("red", "到期的时间节点没有完成")
    assert operations.judge(plan, on=date(2023, 4, 1), at=at(4, 1)) == 0  # nothing new, nothing stored
    told(county, centre.code, 4, "going_on", at(4, 20))
    assert lit(plan, centre, date(2023, 4, 21)) == ("amber", "红灯以后补上了进度")
    assert lit(plan, centre, date(2023, 5, 1)) == ("green", "到期的时间节点按时完成")
    record = record_from_json(Light.objects.latest("id").record)
    assert (record.decision, dict(record.inputs)["达到的节点数"]) == ("节点亮灯", "1")


def test_silence_is_no_colour(county: Government, plan: Report, centre: Commitment) -> None:  # noqa: F811
    assert lit(plan, centre, date(2023, 3, 31)) == ("none", "到期的时间节点没有签发过进展")


def test_red_by_milestones_is_followed_like_any_red(county: Government, plan: Report, centre: Commitment) -> None:  # noqa: F811
    told(county, centre.code, 3, "not_begun", at(3, 25))
    lit(plan, centre, date(2023, 4, 3))
    with pytest.raises(NotLit):
        operations.escalate(centre.code, 1, words="请说明", by=county.by("sun"), at=at(4, 4))
    operations.follow(plan, at=at(4, 6))
    assert LadderStep.objects.get(commitment=centre).link is None
    step = operations.escalate(centre.code, 0, words="请限期补上（示例）", by=county.by("sun"), at=at(4, 24))
    assert step.case_code


def test_what_is_settled_at_the_end_of_the_year_decides_the_last_day(county: Government, plan: Report, centre: Commitment) -> None:  # noqa: F811
    sun = county.by("sun")
    told(county, centre.code, 12, "done", at(12, 20))
    assert lit(plan, centre, date(2024, 1, 2)) == ("green", "到期的时间节点按时完成")
    settle(plan, centre.code, "met_partly", reason="现场只完成一半（示例）", by=sun, at=at(1, 5, year=2024))
    assert lit(plan, centre, date(2024, 1, 6)) == ("red", "到期的时间节点没有完成")


def test_an_indicator_takes_the_place_of_words(county: Government, plan: Report, centre: Commitment) -> None:  # noqa: F811
    told(county, centre.code, 3, "not_begun", at(3, 25))
    assert lit(plan, centre, date(2023, 4, 3))[0] == "red"
    declared(county, entry("racks", SourceEntry("reported", "education")))
    link_indicator(centre.code, "racks", reason="改由指标衡量（示例）", by=county.by("sun"), at=at(4, 4))
    assert all(each.link for each in queries.lights_of(plan).get(centre.pk, []))


def test_the_page_shows_each_milestone_and_what_was_said(client: Client, county: Government, plan: Report, centre: Commitment) -> None:  # noqa: F811
    told(county, centre.code, 3, "not_begun", at(3, 25))
    lit(plan, centre, date(2023, 4, 3))
    address = f"/commitments/{centre.code}/lights/"
    shown = client.get(address).content.decode()
    assert "完成设计招标" in shown
    assert "没有达到" in shown
    assert "Milestones that are due" in client.get(address, headers={"accept-language": "en"}).content.decode()
