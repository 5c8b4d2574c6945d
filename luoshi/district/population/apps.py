from django.apps import AppConfig


class PopulationConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.population"
    verbose_name = "全体运行"
