"""预测: the third yardstick. What an indicator comes to by the day of its goal, with intervals and the probability of meeting it.

The door is :func:`forecast`; README.md says how it is made and how well it holds. Whoever imports this loads numpy; the library of
statistics is loaded with the first forecast.
"""

from luoshi.engines.progress.forecasting.forecast import LEVELS, Expected, Forecast, Interval, forecast, method, series_hash
from luoshi.engines.progress.forecasting.past import NoForecast

__all__ = ["LEVELS", "Expected", "Forecast", "Interval", "NoForecast", "forecast", "method", "series_hash"]
