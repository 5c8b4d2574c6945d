"""``{% load site %}``: what every page needs to know about its reader."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.http import HttpRequest

register = template.Library()

ELDER_COOKIE = "elder"


@register.filter
def elder_mode(request: HttpRequest | str) -> bool:
    """Whether the reader asked for larger type and stronger contrast (长者模式). Error pages may have no request."""
    return isinstance(request, HttpRequest) and request.COOKIES.get(ELDER_COOKIE) == "1"


@register.filter
def builder(request: HttpRequest | str) -> bool:
    """Whether the reader works on the site, and not only with it."""
    return isinstance(request, HttpRequest) and (settings.DEBUG or getattr(getattr(request, "user", None), "is_staff", False))
