from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.results"
    verbose_name = "年终结果"
