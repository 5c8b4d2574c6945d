from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.open_data"
    verbose_name = "开放数据"
