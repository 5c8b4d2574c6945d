from django.apps import AppConfig


class LightsConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.lights"
    verbose_name = "亮灯"
