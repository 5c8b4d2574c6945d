from django.apps import AppConfig


class LadderConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.ladder"
    verbose_name = "企业梯度培育"

    def ready(self) -> None:
        """Facts of the ladder are called as its rungs are."""
        from luoshi.district.facts.queries import register_names  # noqa: PLC0415 - models are there only now
        from luoshi.district.ladder.telling import names  # noqa: PLC0415

        register_names(names)
