"""What is foreseen of a county's promise, that it is made once, kept for good, shown on its page, and held against what came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from luoshi.district.forecasts import operations
from luoshi.district.forecasts.models import Forecast
from luoshi.district.forecasts.queries import calibration, newest_of
from luoshi.district.indicators.operations import count
from luoshi.district.indicators.tests.measured import at, happened, sealed
from luoshi.district.offices.tests.government import Government
from luoshi.district.plan.queries import Report
from luoshi.district.progress.tests.conftest import county, plan
from luoshi.district.progress.tests.measured import COUNTED, GDP, GROWTH, bring, linked, stored

pytestmark = pytest.mark.django_db
__all__ = ["county", "plan"]


def beds_until(county: Government, months: Mapping[int, int], *, counted: datetime) -> None:
    """So many beds were added in each month, and counted on a day."""
    for month, quantity in months.items():
        happened(county, at(month, 10), key=f"F{month}", kind="bed.added", quantity=Decimal(quantity), unit="张")
    sealed()
    count(at=counted)


def test_a_figure_makes_a_forecast_the_same_figures_make_no_other_and_what_came_judges_it(county: Government, plan: Report) -> None:
    link = linked(county, plan, COUNTED)
    assert operations.foresee(plan, at=at(3)) == 0, "there is no figure yet"
    beds_until(county, {1: 10, 2: 15, 3: 20, 4: 15}, counted=at(5, 1))
    assert operations.foresee(plan, at=at(5, 2)) == 1
    assert operations.foresee(plan, at=at(5, 3)) == 0, "nothing has changed"
    made = newest_of([link.pk])[link.pk]
    assert made.through == "2023-04"
    low, high = made.path[-1].intervals[80]
    assert 60 < low < 180 < high
    assert 0 < made.said["probability"] < 1
    assert calibration(plan, on=date(2023, 5, 3)).judged == 0
    beds_until(county, dict.fromkeys(range(5, 13), 15), counted=at(1, 5, 12, 2024))
    assert operations.foresee(plan, at=at(1, 10, 12, 2024)) == 1
    record = calibration(plan, on=date(2024, 1, 10))
    assert (record.judged, record.held[95]) == (1, 1)
    assert newest_of([link.pk])[link.pk].said["reason"], "the year is over"


def test_what_was_foreseen_stays(county: Government, plan: Report) -> None:
    linked(county, plan, COUNTED)
    beds_until(county, {1: 10}, counted=at(2, 1))
    assert operations.foresee(plan, at=at(2, 2)) == 1
    for change in (lambda: Forecast.objects.update(said={}), lambda: Forecast.objects.all().delete()):
        with pytest.raises(IntegrityError, match="forecast"), transaction.atomic():
            change()


def test_the_page_of_a_commitment_shows_the_year_and_the_forecast(county: Government, plan: Report, client: Client) -> None:
    linked(county, plan, GROWTH, GDP)
    bring(county, "gdp", {"2023-Q1": "5.1", "2023-Q2": "5.6"})
    before = client.get(f"/commitments/{stored(plan, GDP).code}/").content.decode()
    assert "预测还没有做出" in before
    operations.foresee(plan, at=at(11, 1))
    page = client.get(f"/commitments/{stored(plan, GDP).code}/").content.decode()
    assert page.count('<svg class="series-chart-drawing') == 2
    assert "预测到2023年四季度为" in page
    assert "序时进度" in page
    assert "style=" not in page
    history = client.get(f"/commitments/{stored(plan, GDP).code}/progress/").content.decode()
    assert history.count('<svg class="series-chart-drawing') == 2
    assert "site/series_chart.css" in history
