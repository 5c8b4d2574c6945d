"""Pages on which anybody reads the record and takes away what is needed to check it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from luoshi.district.answers import DIGITS_MAX, authority, number_of, unkept
from luoshi.district.facts import pages, queries

if TYPE_CHECKING:
    from luoshi.district.facts.models import Fact, TreeHead


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """The newest head, the blocks, how to check; or the way to the fact whose number is asked for."""
    asked = request.GET.get("number", "").strip()
    if (number := number_of(asked)) is not None and queries.fact(number) is not None:
        return redirect("facts:fact", number)
    return _page(request, "facts/record.html", pages.record_page(before=number_of(request.GET.get("before", ""))) | {"asked": asked})


@require_safe
def fact(request: HttpRequest, number: int) -> HttpResponse:
    """One fact in words, with its lineage and its proof."""
    return _page(request, "facts/fact.html", pages.fact_page(_fact(number), by=authority(request)))


@require_safe
def proof(request: HttpRequest, number: int) -> HttpResponse:
    """The proof of a fact as a file, with the content for those who may read it."""
    found = _fact(number)
    made = queries.proof(found, with_content=queries.may_see(found, by=authority(request)))
    if made is None:
        raise Http404(gettext("这条事实还在等候封存，几秒后再来。"))
    response = HttpResponse(made.to_json(), content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="fact-{number}.json"'
    return unkept(response, request)


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest head as a signed note, for programs that keep watch over the record."""
    head = queries.head()
    if head is None:
        raise Http404(gettext("还没有封存过事实。"))
    return HttpResponse(queries.checkpoint(head), content_type="text/plain; charset=utf-8")


@require_safe
def consistency(request: HttpRequest, old: int, new: int) -> HttpResponse:
    """The proof that the record only grew from one head to another."""
    before, after = _head(old), _head(new)
    if old > new:
        raise Http404(gettext("记录不会变小：请先写较小的一个。"))
    return JsonResponse({
        "old": queries.checkpoint(before),
        "new": queries.checkpoint(after),
        "path": [one.hex() for one in queries.consistency(before, after)],
    })  # fmt: skip


def _fact(number: int) -> Fact:
    found = queries.fact(number) if len(str(number)) <= DIGITS_MAX else None
    if found is None:
        raise Http404(gettext("没有这个编号的事实。"))
    return found


def _head(size: int) -> TreeHead:
    found = queries.heads().filter(size=size).first() if len(str(size)) <= DIGITS_MAX else None
    if found is None:
        raise Http404(gettext("没有含 %(size)s 条事实的树头。") % {"size": size})
    return found


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return unkept(render(request, template, context), request)
