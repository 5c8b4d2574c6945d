"""What all pages of progress share: whose commitment it is, who may see it, and that no cache keeps what was made for an official."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext

from luoshi.district import answers
from luoshi.district.answers import authority, official
from luoshi.district.plan import queries as plans

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from luoshi.district.plan.queries import Commitment


def commitment_for(request: HttpRequest, code: str) -> Commitment:
    """A commitment that whoever asks may see.

    Raises:
        Http404: there is none, or its plan is a draft of an office.
    """
    found = plans.commitment(code)
    if found is None or not found.tracked or not plans.may_see(found.report, by=authority(request)):
        raise Http404(gettext("没有编号为 %(code)s 的承诺。") % {"code": code})
    return found


def commitment_of(request: HttpRequest, code: str) -> Commitment:
    """A commitment of the official's own district.

    Raises:
        Http404: there is none, or it is not the district's own.
        PermissionDenied: the account holds no post today.
    """
    by, found = official(request), plans.commitment(code)
    if found is None or not by.serves(found.report.district):
        raise Http404(gettext("没有编号为 %(code)s 的承诺。") % {"code": code})
    return found


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page about the ``commitment`` of its context."""
    report = context["commitment"].report
    return answers.page(request, template, {**context, "report": report}, status=status, private=report.is_draft)
