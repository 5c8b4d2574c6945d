"""What all pages of scores share: whose score, in which period, and that whoever asks may know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext

from luoshi.district.offices.queries import units
from luoshi.district.scores import fail_if, queries
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.offices.queries import Authority, Unit
    from luoshi.district.plan.queries import Report


def unit_for(by: Authority, code: str, *, on: date) -> Unit:
    """A unit of the own district whose score whoever asks may know.

    Raises:
        Http404: there is none, or none that this person may know of.
    """
    found = units(by.district, on=on).select_related("district").filter(code=code).first() if by.district else None
    if found is None or not fail_if.may_see(found, by):
        raise Http404(gettext("没有这个单位，或者您不能看它的得分。"))
    return found


def plan_for(by: Authority) -> Report:
    """The plan by which the units of the own district are scored.

    Raises:
        Http404: none is adopted.
    """
    found = queries.plan_of(by.district) if by.district else None
    if found is None:
        raise Http404(gettext("还没有通过的计划，不能计分。"))
    return found


def period_for(report: Report, words: str, *, on: date) -> Period | None:
    """The period of an address, for which units are scored; without one the last that is over.

    Raises:
        Http404: units are not scored for it.
    """
    if not words:
        return queries.present_period(report, on=on)
    found = next((each for each in queries.periods_of(report, on=on) if str(each) == words), None)
    if found is None:
        raise Http404(gettext("这一期没有计分。"))
    return found
