"""Reads of forecasts: the newest of each target, how often they held, and a target's year at a glance."""

from __future__ import annotations

from luoshi.district.forecasts.calibrating import Calibration, calibration, newest_of
from luoshi.district.forecasts.models import Forecast, Point
from luoshi.district.forecasts.pages import Glance, glances

__all__ = ["Calibration", "Forecast", "Glance", "Point", "calibration", "glances", "newest_of"]
