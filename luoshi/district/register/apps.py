from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.register"
    verbose_name = "名录"
