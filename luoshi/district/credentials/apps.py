from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.credentials"
    verbose_name = "电子证照"

    def ready(self) -> None:
        """Facts of licences are called by what happened."""
        from luoshi.district.credentials.telling import names  # noqa: PLC0415 - models are there only now
        from luoshi.district.facts.queries import register_names  # noqa: PLC0415

        register_names(names)
