from django.apps import AppConfig


class ForecastsConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.forecasts"
    verbose_name = "预测"
