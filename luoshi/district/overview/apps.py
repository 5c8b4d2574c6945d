from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.overview"
    verbose_name = "领导一屏"
