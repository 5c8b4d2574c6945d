from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.services"
    verbose_name = "政务服务"
