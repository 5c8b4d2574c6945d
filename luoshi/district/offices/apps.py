from django.apps import AppConfig


class OfficesConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.offices"
    verbose_name = "单位与岗位"
