from django.apps import AppConfig


class ScoresConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.scores"
    verbose_name = "单位计分"
