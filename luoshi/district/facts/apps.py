from django.apps import AppConfig


class FactsConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.facts"
    verbose_name = "事实记录"
