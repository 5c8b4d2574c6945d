from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.progress"
    verbose_name = "进度"
