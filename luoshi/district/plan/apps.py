from django.apps import AppConfig


class PlanConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.plan"
    verbose_name = "任务分解"
