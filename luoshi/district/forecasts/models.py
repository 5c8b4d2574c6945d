"""What is stored of forecasts. It only grows: a new figure makes a new forecast, and the old one stays to be held against what came."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models

from luoshi.engines.progress import Period


class Forecast(models.Model):
    """预测: what was foreseen of a measured target from some figures, or why nothing was.

    ``goal`` is what was to be reached, ``series`` the hash of the figures, ``method`` the version of method and library: from the same
    three the same forecast comes again. ``through`` is the last period known, ``due`` the one foreseen. ``said`` is the forecast itself.
    """

    link = models.ForeignKey("progress.Link", on_delete=models.PROTECT, related_name="forecasts")
    at = models.DateTimeField()
    through = models.CharField(max_length=10)
    due = models.CharField(max_length=10)
    goal = models.CharField(max_length=120)
    series = models.CharField(max_length=64)
    method = models.CharField(max_length=80)
    said = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["link", "goal", "series", "method"], name="the_same_figures_are_forecast_once"),)
        indexes = (models.Index(fields=["link", "-id"], name="newest_forecast_of_a_link"),)

    def __str__(self) -> str:
        return f"{self.link_id}: {self.through} → {self.due}"

    @property
    def path(self) -> list[Point]:
        """Period by period what was expected; empty where nothing was foreseen."""
        return [Point(each) for each in self.said.get("path", ())]


class Point:
    """What was expected by the end of a period, as it was stored."""

    def __init__(self, stored: dict[str, Any]) -> None:
        self.period = Period.parse(stored["period"])
        self.middle = Decimal(stored["middle"])
        self.intervals = {int(level): (Decimal(low), Decimal(high)) for level, (low, high) in stored["intervals"].items()}
