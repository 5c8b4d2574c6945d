from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.decisions"
    verbose_name = "决策模型"
