from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.site"
    verbose_name = "页面"
