"""What all pages of decision models share: who asks, which model and day are meant, and that no cache keeps what is not public."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from luoshi.district import clock
from luoshi.district.answers import authority, day_in, unkept
from luoshi.district.decisions import queries
from luoshi.district.decisions.errors import NotAllowed
from luoshi.district.offices.queries import in_office

if TYPE_CHECKING:
    from luoshi.district.decisions.models import DecisionModel, ModelVersion
    from luoshi.district.offices.queries import Authority

__all__ = ["authority", "day_of", "day_typed", "kept_by", "model_of", "page", "shown_version", "version_of"]

YEARS = range(1949, 2101)


def model_of(slug: str) -> DecisionModel:
    """The model of an address.

    Raises:
        Http404: there is none.
    """
    model = queries.model(slug)
    if model is None:
        raise Http404(gettext("没有这个决策模型。"))
    return model


def version_of(request: HttpRequest, slug: str, number: int) -> ModelVersion:
    """A version of a model, for somebody who may see it.

    Raises:
        Http404: there is none, or it is a draft of an office.
    """
    model = model_of(slug)
    version = queries.version(model, number, by=authority(request))
    if version is None:
        raise Http404(gettext("没有这一版，或者它还没有施行。"))
    version.model = model
    return version


def shown_version(request: HttpRequest, slug: str, on: date) -> ModelVersion:
    """The version that counts on a day; where none does, the last one that the reader may see.

    Raises:
        Http404: there is none.
    """
    model = model_of(slug)
    row = queries.in_force(model, on=on)
    if row is not None and row.version is not None:
        number = row.version.number
    else:
        seen = queries.versions(model, by=authority(request))
        number = seen[0].number if seen else 0
    return version_of(request, slug, number)


def kept_by(request: HttpRequest, model: DecisionModel) -> Authority:
    """The authority of somebody who keeps the district's rules.

    Raises:
        PermissionDenied: whoever asks does not.
    """
    by = in_office(authority(request))
    if not by.is_office_of(model.district):
        raise PermissionDenied(NotAllowed().in_one_line())
    return by


def day_of(request: HttpRequest) -> date:
    """The day that is asked for; today, if that is not said or said wrongly."""
    return day_in((request.POST or request.GET).get("on", ""), YEARS) or clock.today()


def day_typed(request: HttpRequest) -> date | None:
    """The day that a form asks for; ``None`` if there is no such day, or none that a rule of this country could speak of.

    A form without the field means today. A browser that cannot read what was typed sends the field empty, which is no day.
    """
    return day_in(request.POST["on"], YEARS) if "on" in request.POST else clock.today()


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page; nothing keeps what was made for a signed-in official, or from what somebody typed in."""
    return unkept(render(request, template, context, status=status), request, private=request.method == "POST")
