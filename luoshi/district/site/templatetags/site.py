"""``{% load site %}``: what every page needs to know about its reader."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from luoshi.district import languages
from luoshi.district.panels import panels_of
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from luoshi.words import Words

register = template.Library()

ELDER_COOKIE = "elder"
CENTS = 2


@register.filter
def elder_mode(request: HttpRequest | str) -> bool:
    """Whether the reader asked for larger type and stronger contrast (长者模式). Error pages may have no request."""
    return isinstance(request, HttpRequest) and request.COOKIES.get(ELDER_COOKIE) == "1"


@register.filter
def get(names: Mapping[str, object], key: str) -> object:
    """The name of a key: ``{{ names|get:key }}``; the key itself where it has none."""
    return names.get(key, key)


@register.filter
def said(words: Words) -> str:
    """A sentence of an engine in the reader's language: ``{{ problem.words|said }}``."""
    return languages.said(words)


@register.filter
def month(number: int | str) -> str:
    """A month under a chart: ``{{ 3|month }}`` is 3月, or Mar."""
    return languages.month(int(number))


@register.filter
def period(of: Period | str) -> str:
    """A stretch of time as the reader calls it: ``{{ "2023-Q2"|period }}`` is 2023年二季度; a dash where there is none."""
    return languages.said(Period.parse(str(of)).label) if of else "—"


@register.filter
def unit(written: str) -> SafeString:
    """A unit behind a number, in the reader's language: ``{{ number }}{{ indicator.unit|unit }}``."""
    return marked(languages.unit(written))


@register.filter
def marked(text: object) -> SafeString:
    """A text in which everything Chinese says that it is, on a page in another language: ``{{ cell.text|marked }}``."""
    escaped = str(conditional_escape(text if isinstance(text, str) else str(text)))
    if not languages.reads_chinese():
        escaped = _CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', escaped)
    return mark_safe(escaped)  # noqa: S308 - escaped above, and only tags of our own added


@register.filter
def spoken(text: str) -> SafeString:
    """The attribute that says that a text is Chinese, where no element can stand around it: ``<option{{ name|spoken }}>``."""
    return mark_safe(' lang="zh-Hans"' if not languages.reads_chinese() and _CHINESE.search(text) else "")  # noqa: S308 - no text in it


_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")


@register.filter
def grouped(number: float | Decimal | None) -> str:
    """A number with commas between its thousands: ``{{ line.due|grouped }}``; a dash where there is none."""
    return "—" if number is None or number == "" else f"{number:,}"


@register.filter
def answered(value: object) -> str:
    """The answer of a rule: yes or no in words, numbers with commas, a dash where there is none: ``{{ value|answered }}``."""
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if value is None or isinstance(value, (int, float, Decimal)):
        return _without_idle_zeros(grouped(value))
    return str(value)


def _without_idle_zeros(number: str) -> str:
    """Amounts keep their cents; what was stored with more digits than that loses those that say nothing."""
    return number if len(number.partition(".")[2]) <= CENTS else number.rstrip("0").rstrip(".")


@register.filter
def signed(number: float | Decimal) -> str:
    """A difference with its sign, a minus as wide as a plus: ``{{ more|signed }}``."""
    return f"{number:+,}".replace("-", "−") if number else "0"


@register.filter
def starts(text: str, beginning: str) -> bool:
    """Whether an address stands below another: ``{% if request.path|starts:"/workbench/" %}``. Error pages may have none."""
    return text.startswith(beginning)


@register.filter
def builder(request: HttpRequest | str) -> bool:
    """Whether the reader works on the site, and not only with it."""
    return isinstance(request, HttpRequest) and (settings.DEBUG or getattr(getattr(request, "user", None), "is_staff", False))


@register.simple_tag(takes_context=True)
def panels(context: Mapping[str, Any], page: str, shown: object) -> SafeString:
    """What other capabilities say on this page of what it shows: ``{% panels "commitment" commitment %}``."""
    request = context["request"]
    return format_html_join("\n", "{}", ((panel.render(request, shown),) for panel in panels_of(page)))


@register.simple_tag
def panel_styles(page: str) -> SafeString:
    """The style sheets of what other capabilities say on this page: ``{% panel_styles "commitment" %}``, in its head."""
    sheets = dict.fromkeys(panel.style for panel in panels_of(page))
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(each),) for each in sheets))
