"""The story tells what happened in the order of days, in both languages, with everything from one source; feeds tell the same."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.district.chapters import Chapter, Entry
from luoshi.district.lights import operations as lights
from luoshi.district.lights.tests.conftest import grew
from luoshi.district.plan.queries import commitments_of
from luoshi.district.story import operations
from luoshi.district.story.models import News
from luoshi.district.story.tests.conftest import at
from luoshi.district.story.timeline import Told, laid_out, told_among
from luoshi.words import Words

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Commitment, Report

ATOM = "{http://www.w3.org/2005/Atom}"


def told(chapter: str, order: int, *days: date, gathered: bool = False) -> list[Told]:
    """Entries of a chapter on these days."""
    of = Chapter(chapter, order, Words(chapter, chapter), lambda _, __: {}, gathered)
    return [Told(of, Entry(day, f"{chapter} {day}")) for day in days]


def test_entries_stand_by_day_and_chapter_and_what_is_to_come_stands_apart() -> None:
    day, later = date(2023, 3, 5), date(2023, 3, 9)
    facts = told("facts", 40, *(date(2023, 3, number) for number in range(1, 6)), gathered=True)
    story = laid_out([*told("lights", 60, day), *facts, *told("promise", 10, day, later)], on=day)
    (month,) = story.months
    assert [each.chapter.code for each in month.told] == ["facts", "facts", "promise", "facts", "lights"]
    assert [each.entry.on.day for each in month.older] == [1, 2]
    assert [each.entry.on for each in story.coming] == [later]


@pytest.mark.django_db
def test_the_story_is_told_on_the_page_and_in_the_feeds(client: Client, county: Government, plan: Report, promise: Commitment) -> None:
    grew(county, 1, "1.0")
    lights.judge(plan, on=at(2, 2).date(), at=at(2, 2))
    address = f"/commitments/{promise.code}/story/"
    page = client.get(address).content.decode().split('class="story"')[1]
    order = [page.index(words) for words in ("写进《", "由县教育局牵头", "2023年1月：1%", "红灯")]
    assert order[:1] + order[2:] == sorted(order[:1] + order[2:])
    english = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "adopted by" in english
    assert "red. Not done in the month" in english
    assert "由县教育局牵头" not in client.get(f"{address}?chapter=lights").content.decode().split('class="story"')[1]
    assert "看来龙去脉" in client.get(f"/commitments/{promise.code}/").content.decode()
    assert operations.notice_all(at=at(2, 3)) == operations.notice_all(at=at(2, 3)) + News.objects.count()
    for feed in (f"/commitments/{promise.code}/story.atom", "/news.atom"):
        entries = ET.fromstring(client.get(feed).content).findall(f"{ATOM}entry")  # noqa: S314 - our own
        assert any("红灯" in (each.findtext(f"{ATOM}title") or "") for each in entries)
        assert len({each.findtext(f"{ATOM}id") for each in entries}) == len(entries)
    assert client.get("/commitments/nothing/story/").status_code == 404


@pytest.mark.django_db
def test_many_stories_are_asked_for_in_as_many_questions_as_one(
    county: Government, plan: Report, promise: Commitment, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    grew(county, 1, "1.0")
    lights.judge(plan, on=at(2, 2).date(), at=at(2, 2))
    everything = list(commitments_of(plan))
    assert len(everything) > 1
    with CaptureQueriesContext(connection) as asked:
        alone = told_among([each for each in everything if each == promise], on=at(2, 3).date())
    with django_assert_max_num_queries(len(asked)):
        together = told_among(everything, on=at(2, 3).date())
    assert together[promise.pk] == alone[promise.pk]
    assert {each.pk for each in everything} == set(together)
