"""What all pages of the plan share: who asks, which report is meant, and that no cache keeps what is not public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext

from luoshi.district import answers
from luoshi.district.answers import authority, official
from luoshi.district.plan import queries

if TYPE_CHECKING:
    from luoshi.district.plan.models import Report, ReportVersion

__all__ = ["authority", "official", "page", "page_number", "plan_of", "unkept", "version_of"]

Response = TypeVar("Response", bound=HttpResponseBase)


def version_of(request: HttpRequest, slug: str) -> ReportVersion:
    """The version of a report that counts, for somebody who may see it.

    Raises:
        Http404: there is no such report, or none any more, or it is a draft of an office.
    """
    version = queries.current_version(slug)
    if version is None or not queries.may_see(version.report, by=authority(request)):
        raise Http404(gettext("没有这份报告，或者它已被删除。"))
    return version


def plan_of(request: HttpRequest, slug: str) -> ReportVersion:
    """The version of a plan that the official works on.

    Raises:
        Http404: there is no such plan, or it is not the district's own.
        PermissionDenied: the account holds no post today.
    """
    by = official(request)
    version = queries.current_version(slug)
    if version is None or version.report.removable or not by.serves(version.report.district):
        raise Http404(gettext("没有这份报告，或者它不属于您所在的区。"))
    return version


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page about the ``report`` of its context."""
    return answers.page(request, template, context, status=status, private=is_private(context["report"]))


def unkept(response: Response, report: Report, request: HttpRequest) -> Response:
    """An answer about a report, kept by nobody who may not keep it."""
    return answers.unkept(response, request, private=is_private(report))


def is_private(report: Report) -> bool:
    """Whether a report can be removed, or is a draft: nobody keeps what is shown of it."""
    return report.removable or report.is_draft


def page_number(request: HttpRequest) -> int:
    """Which page of a list is asked for; the first, if that is said wrongly."""
    number = request.GET.get("page", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
