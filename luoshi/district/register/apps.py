from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.register"
    verbose_name = "名录"

    def ready(self) -> None:
        """Facts of registers are called as the registers are."""
        from luoshi.district.facts.queries import register_names  # noqa: PLC0415 - models are there only now
        from luoshi.district.register.telling import names  # noqa: PLC0415

        register_names(names)
