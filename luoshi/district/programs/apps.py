from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.programs"
    verbose_name = "程序接口"
