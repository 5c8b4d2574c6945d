from django.apps import AppConfig


class AccessLogConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.access_log"
    verbose_name = "查看记录"
