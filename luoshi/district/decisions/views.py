"""Pages on which anybody reads the rules of a district, and asks what they would say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.district.decisions import asking, pages, queries
from luoshi.district.decisions.answers import authority, day_of, day_typed, model_of, page, shown_version, version_of
from luoshi.district.languages import said
from luoshi.engines.decisions import NoValueInForce

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.decisions.models import ModelVersion

UNPROCESSABLE = 422


@require_safe
def models(request: HttpRequest) -> HttpResponse:
    """The rules of the district."""
    return page(request, "decisions/models.html", pages.list_page(by=authority(request), on=day_of(request)))


@require_safe
def model(request: HttpRequest, slug: str) -> HttpResponse:
    """The version of a model that counts today, or on the day asked for."""
    on = day_of(request)
    return _version_page(request, shown_version(request, slug, on), on)


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version of a model at its permanent address."""
    return _version_page(request, version_of(request, slug, number), day_of(request))


def _version_page(request: HttpRequest, found: ModelVersion, on: date) -> HttpResponse:
    context = pages.model_page(found.model, found, by=authority(request), on=on)
    return page(request, "decisions/model.html", context | {"just_saved": "saved" in request.GET})


@require_safe
def download(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The file of a version, every character as it was handed in."""
    found = version_of(request, slug, number)
    response = HttpResponse(found.content.encode(), content_type="application/xml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-{number}.dmn"'
    return response


@require_safe
def compare(request: HttpRequest, slug: str, old: int, new: int) -> HttpResponse:
    """What changes from one version to another."""
    before, after = version_of(request, slug, old), version_of(request, slug, new)
    return page(request, "decisions/compare.html", pages.compare_page(before.model, before, after))


@require_safe
def ask_in_force(request: HttpRequest, slug: str) -> HttpResponse:
    """The way to the version that counts on a day."""
    on = day_of(request)
    row = queries.in_force(model_of(slug), on=on)
    if row is None or row.version is None:
        raise Http404(gettext("%(day)s 没有施行中的版本，不能问。") % {"day": on.isoformat()})
    return redirect(f"{reverse('decisions:ask', args=[slug, row.version.number])}?on={on.isoformat()}")


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What would this rule say? What is typed in is answered and forgotten."""
    found, on = version_of(request, slug, number), day_of(request)
    if not pages.can_be_asked(found):
        raise Http404(gettext("这一版没有可以回答的决策。"))
    given = request.POST or request.GET
    asked = pages.ask_page(found, given.get("decision", ""), given.get("place", ""))
    context = {**pages.heading(found.model, found, by=authority(request), on=on), **asked, "answer": None}
    if request.method != "POST":
        return page(request, "decisions/ask.html", context)
    values, day = asking.read(asked["fields"], request.POST.dict()), day_typed(request)
    if values is None or day is None:
        wrong = sum(bool(each.errors) for each in asked["fields"]) + (day is None)
        context |= {"wrong": wrong, "day_is_wrong": day is None}
        return page(request, "decisions/ask.html", context, status=UNPROCESSABLE)
    try:
        context["answer"] = pages.answer(found, asked, values, on=on)
    except NoValueInForce as missing:
        context["no_value"] = said(missing.words(for_keeper=False))
        return page(request, "decisions/ask.html", context, status=UNPROCESSABLE)
    return page(request, "decisions/ask.html", context)
