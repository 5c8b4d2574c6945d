from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.casework"
    verbose_name = "办件"
