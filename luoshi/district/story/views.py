"""The story of a promise for everybody, as a page and as a feed; the newest of all promises as a feed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from luoshi.district import clock
from luoshi.district.answers import page
from luoshi.district.chapters import chapters
from luoshi.district.days import begin_of
from luoshi.district.languages import said
from luoshi.district.plan import queries as plans
from luoshi.district.story import pages
from luoshi.district.story.models import News
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from luoshi.district.plan.queries import Commitment

FEED_MAX = 50


def promise_called(code: str) -> Commitment:
    """A promise of a plan in force.

    Raises:
        Http404: there is none of this code.
    """
    found = plans.commitment(code)
    if found is None or not found.report.adopted or not found.tracked or found.report.district is None:
        raise Http404(gettext("没有这项承诺，或者它的计划还没有通过。"))
    return found


@require_safe
def story(request: HttpRequest, code: str) -> HttpResponse:
    """The story of a promise, of one chapter alone if the address says so."""
    commitment = promise_called(code)
    asked = request.GET.get("chapter", "")
    only = asked if asked in {each.code for each in chapters()} else ""
    return page(request, "story/story.html", pages.story_page(commitment, on=clock.today(), only=only))


@require_safe
def feed(request: HttpRequest, code: str) -> HttpResponse:
    """The story of a promise as an Atom feed, the newest first."""
    commitment = promise_called(code)
    address = reverse("story:story", args=[code])
    made = _Feed(request, f"{commitment.label} {commitment.quote}", address)
    for each in pages.feed_lines(commitment, on=clock.today())[:FEED_MAX]:
        key = hashlib.sha256(f"{each.chapter}\n{each.on}\n{each.words}".encode()).hexdigest()
        made.add(f"{each.name}：{each.words}", address=address, on=each.on, key=key)
    return made.answer()


@require_safe
def feed_of_all(request: HttpRequest) -> HttpResponse:
    """What was noticed last of all promises, as an Atom feed."""
    names = {each.code: said(each.name) for each in chapters()}
    made = _Feed(request, gettext("全部承诺的新进展"), reverse("plan:front"))
    rows = News.objects.filter(commitment__report__adopted_at__isnull=False).select_related("commitment__report__district")
    for each in rows.order_by("-at", "-id")[:FEED_MAX]:
        words = f"{each.commitment.label} {names.get(each.chapter, '')}：{said(Words(each.words, each.words_en))}"
        made.add(words, address=reverse("story:story", args=[each.commitment.code]), on=each.on, key=each.digest)
    return made.answer()


class _Feed:
    """A feed of this site; ``address`` is the page that it is about."""

    def __init__(self, request: HttpRequest, title: str, address: str) -> None:
        self.request = request
        own = request.build_absolute_uri()
        about = request.build_absolute_uri(address)
        self.made = Atom1Feed(title, about, gettext("落实"), language=get_language(), feed_url=own, feed_guid=own)

    def add(self, words: str, *, address: str, on: date, key: str) -> None:
        """Something that happened on a day; ``key`` is what makes it this and nothing else."""
        moment, link = begin_of(on), self.request.build_absolute_uri(address)
        self.made.add_item(words, link, words, pubdate=moment, updateddate=moment, unique_id=f"{link}#{key}")

    def answer(self) -> HttpResponse:
        """The feed as programs read it."""
        return HttpResponse(self.made.writeString("utf-8"), content_type=self.made.content_type)
