"""What all pages of the plan share: which report is meant, and that no cache keeps a page about an upload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from luoshi.district.plan import queries

if TYPE_CHECKING:
    from luoshi.district.plan.models import Report, ReportVersion

Response = TypeVar("Response", bound=HttpResponseBase)


def version_of(slug: str) -> ReportVersion:
    """The version of a report that counts.

    Raises:
        Http404: there is no such report, or none any more.
    """
    version = queries.current_version(slug)
    if version is None:
        raise Http404(gettext("没有这份报告，或者它已被删除。"))
    return version


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page about the ``report`` of its context."""
    return unkept(render(request, template, context, status=status), context["report"])


def unkept(response: Response, report: Report) -> Response:
    """What is removed must be gone: no browser and no proxy keeps an answer about an upload."""
    if report.removable:
        response.headers["Cache-Control"] = "no-store"
    return response
