from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.credentials"
    verbose_name = "电子证照"
