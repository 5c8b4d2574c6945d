from django.apps import AppConfig


class PlanConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.plan"
    verbose_name = "任务分解"

    def ready(self) -> None:
        """Cases can be about commitments."""
        from luoshi.district.casework.queries import register_subject  # noqa: PLC0415 - models are there only now
        from luoshi.district.plan.queries import KIND  # noqa: PLC0415
        from luoshi.district.plan.supervised import show_commitment  # noqa: PLC0415

        register_subject(KIND, show_commitment)
