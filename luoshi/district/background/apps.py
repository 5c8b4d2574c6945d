from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.background"
    verbose_name = "后台任务"
