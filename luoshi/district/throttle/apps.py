from django.apps import AppConfig


class ThrottleConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.throttle"
    verbose_name = "防猜测"
