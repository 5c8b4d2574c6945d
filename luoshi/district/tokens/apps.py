from django.apps import AppConfig


class TokensConfig(AppConfig):
    """Django's handle of this capability."""

    name = "luoshi.district.tokens"
    verbose_name = "程序访问令牌"
