from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.bulletins"
    verbose_name = "督查通报"
