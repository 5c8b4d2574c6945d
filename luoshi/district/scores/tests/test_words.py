"""A promise without a number is scored by its milestones and by whether its unit told of it in time; silence takes no part."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from luoshi.district.dues.tests.conftest import _stored_county, centre, county, plan  # noqa: F401 - fixtures
from luoshi.district.indicators.tests.measured import at
from luoshi.district.lights.operations import judge
from luoshi.district.lights.tests.test_milestones import told
from luoshi.district.plan.queries import Milestone
from luoshi.district.plan.tests.conftest import AT
from luoshi.district.scores import operations, queries
from luoshi.district.scores.tests.conftest import FORMULA, QUARTER
from luoshi.engines.packs import scoring_of
from luoshi.engines.progress.scores import Apart
from luoshi.engines.progress.scores_formula import AdjustmentKind

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.engines.progress.scores import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _formula(county: Government, plan: Report, centre: Commitment) -> None:  # noqa: F811 - the fixtures
    formula = operations.publish(county.district, scoring_of(FORMULA), by=county.by("sun"), at=AT)
    operations.choose(plan, formula, reason="示例", by=county.by("sun"), at=AT)
    Milestone.objects.create(commitment=centre, quarter=1, text="完成设计招标")


def duty(county: Government, plan: Report, centre: Commitment) -> Duty:  # noqa: F811
    """On what the bureau's score of the first quarter rests for the promise that nothing measures."""
    found = queries.score_of(county.units["education"], plan, QUARTER, on=date(2023, 5, 2))
    assert found is not None
    every = next(each for each in queries.scores_of(plan, QUARTER, on=date(2023, 5, 2)) if each.unit == found.unit)
    assert every.duties == found.duties  # read for one unit, or for all
    return next(each for each in found.duties if each.commitment == centre.code)


def test_silence_is_missing_and_cannot_be_judged(county: Government, plan: Report, centre: Commitment) -> None:  # noqa: F811
    told(county, centre.code, 1, "going_on", at(1, 20))
    found = duty(county, plan, centre)
    assert (found.reached, found.asked, found.on_time, found.late) == (None, 3, 1, 0)
    assert found.counts == {AdjustmentKind.MISSING_REPORT: 2}
    score = queries.score_of(county.units["education"], plan, QUARTER, on=date(2023, 5, 2))
    assert score is not None
    assert Apart.CANNOT_JUDGE in {aside.kind for aside in score.parts[0].asides if aside.duty == found}


def test_a_late_milestone_costs_points_and_its_red_light_is_counted(county: Government, plan: Report, centre: Commitment) -> None:  # noqa: F811
    told(county, centre.code, 3, "not_begun", at(3, 25))
    judge(plan, on=date(2023, 3, 31), at=at(3, 31))
    found = duty(county, plan, centre)
    assert found.reached is not None
    assert (found.reached.number, found.reached.expected, found.reached.said.english) == (
        0,
        100,
        "0 of 1 milestones that are due are reached",
    )
    assert found.counts[AdjustmentKind.RED_LIGHT] == 1
