from django.apps import AppConfig


class SimulationsConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.simulations"
    verbose_name = "政策模拟"
