"""What all pages of indicators share: which district, indicator and period are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.utils.translation import gettext

from luoshi.district.answers import authority
from luoshi.district.indicators import queries
from luoshi.district.indicators.errors import NoSuchIndicator
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from luoshi.district.indicators.models import Indicator
    from luoshi.district.offices.queries import Authority, District

UNPROCESSABLE = 422


def district_of(by: Authority) -> District:
    """The district whose indicators are shown: the reader's own, else the first that measures anything.

    Raises:
        Http404: none does.
    """
    found = by.district or queries.districts().first()
    if found is None:
        raise Http404(gettext("还没有登记指标。"))
    return found


def indicator_of(request: HttpRequest, code: str) -> Indicator:
    """The indicator of an address.

    Raises:
        Http404: the district measures no such thing.
    """
    try:
        return queries.indicator(code, district_of(authority(request)))
    except NoSuchIndicator as refusal:
        raise Http404(refusal.in_one_line()) from refusal


def period_of(indicator: Indicator, words: str) -> Period:
    """The period of an address, of which the indicator has a figure.

    Raises:
        Http404: it has none.
    """
    try:
        period = Period.parse(words)
    except ValueError:
        period = None
    if period is None or not queries.has_figure_of(indicator, period):
        raise Http404(gettext("这个指标没有这一期的数据。"))
    return period
