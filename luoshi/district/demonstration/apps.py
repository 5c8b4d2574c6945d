from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """Django's handle of this capability; the site's clock asks it which moment is shown."""

    name = "luoshi.district.demonstration"
    verbose_name = "演示年"

    def ready(self) -> None:
        """Say which moment the site goes by."""
        from luoshi.district.clock import shown_by  # noqa: PLC0415 - models are there only now
        from luoshi.district.demonstration.queries import shown_moment  # noqa: PLC0415

        shown_by(shown_moment)
