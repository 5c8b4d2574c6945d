"""What is counted beside a commitment: by whom, since when, which facts, and what everybody sees of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.test import Client

from luoshi.district.facts.operations import NewFact, record, record_many
from luoshi.district.facts.queries import Fact, Subject
from luoshi.district.offices.queries import PUBLIC
from luoshi.district.offices.tests.government import Government
from luoshi.district.plan import tallies
from luoshi.district.plan.errors import NotAllowed, TallyRefused
from luoshi.district.plan.models import Commitment, Report
from luoshi.district.plan.operations import begin_tally, end_tally
from luoshi.district.plan.tallies import NewTally
from luoshi.district.plan.tests.conftest import AT, promise

pytestmark = pytest.mark.django_db

INSTANT = NewTally("licence.granted", {"path": "instant"}, "当场准予", "件", "句中点名。", "Granted on the spot")


def granted(number: int = 1, **changes: Any) -> NewFact:
    """A licence was granted on the spot, unless something else is said."""
    usual = {"happened_at": AT - timedelta(hours=number), "details": {"path": "instant", "item": "stall"}, "public": True}
    return NewFact(**{"kind": "licence.granted", "subject": Subject("application", f"QX-{number}"), "source": "申请", **usual, **changes})


@pytest.fixture
def commitment(plan: Report) -> Commitment:
    """A promise of the plan in force."""
    return promise(plan)


def put(government: Government, *facts: NewFact) -> list[Fact]:
    """Facts on record."""
    return [record(one, district=government.district, by=government.by("zhou"), at=AT) for one in facts]


def signed_in(government: Government, code: str, language: str = "zh-CN") -> Client:
    """The browser of one of the county's officials."""
    person = government.people[code]
    person.account = get_user_model().objects.create_user(username=f"{code}-account")
    person.save(update_fields=["account"])
    client = Client(headers={"accept-language": language})
    client.force_login(person.account)
    return client


def test_it_counts_what_fits_since_the_plan_begins_and_stands(
    commitment: Commitment, government: Government, neighbour: Government
) -> None:
    tally = begin_tally(commitment.code, INSTANT, by=government.by("sun"), at=AT)
    first, wrong, gone = put(government, granted(1), granted(2), granted(3))
    put(
        government,
        granted(4, details={"path": "commitment"}),
        granted(5, details={}),
        granted(6, kind="licence.renewed"),
        granted(7, happened_at=datetime(2022, 12, 31, 15, 59, tzinfo=UTC)),  # a minute before the year begins in China
        granted(8, happened_at=datetime(2022, 12, 31, 16, 0, tzinfo=UTC)),
        granted(2, corrects=wrong.number, reason="路径填错", details={"path": "ordinary"}),
        granted(3, corrects=gone.number, reason="没有发生", withdrawn=True),
    )
    record(granted(9), district=neighbour.district, by=neighbour.by("shi"), at=AT)
    counted = tallies.count(tally, by=PUBLIC)
    assert (counted.count, counted.since.isoformat()) == (2, "2023-01-01")
    assert counted.newest[0].number == first.number


def test_a_promise_is_found_by_the_facts_that_are_counted_beside_it(
    commitment: Commitment, government: Government, neighbour: Government
) -> None:
    begin_tally(commitment.code, INSTANT, by=government.by("sun"), at=AT)
    said = {"path": "instant", "item": "food"}
    assert tallies.promises_counting(government.district, ("licence.granted", "licence.renewed"), said) == [commitment]
    assert not tallies.promises_counting(government.district, ("licence.granted",), {"path": "commitment"})
    assert not tallies.promises_counting(neighbour.district, ("licence.granted",), said)
    end_tally(commitment.code, 1, reason="名称有误", by=government.by("sun"), at=AT)
    assert not tallies.promises_counting(government.district, ("licence.granted",), said)


def test_an_index_finds_what_is_counted(commitment: Commitment, government: Government) -> None:
    tally = begin_tally(commitment.code, INSTANT, by=government.by("sun"), at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    found = tallies.facts_of(tally)
    plan = found.explain()
    assert "facts_of_a_kind_by_path" in plan
    assert plan.count("->>") <= 1, "the path is found in the index and not read in each fact"


def test_pages_of_facts_hold_each_fact_once_even_of_one_moment(commitment: Commitment, government: Government) -> None:
    tally = begin_tally(commitment.code, INSTANT, by=government.by("sun"), at=AT)
    many = [granted(number, happened_at=AT - timedelta(hours=number // 40)) for number in range(tallies.PAGE_SIZE + 30)]
    record_many(many, district=government.district, by=government.by("zhou"), at=AT)
    first = tallies.page_of(tally, before=None, by=PUBLIC)
    second = tallies.page_of(tally, before=first.older, by=PUBLIC)
    numbers = [line.number for line in (*first.lines, *second.lines)]
    assert (len(first.lines), len(numbers), len(set(numbers)), second.older) == (tallies.PAGE_SIZE, len(many), len(many), None)


@pytest.mark.parametrize("who", ["li", "zhou", "wang"])
def test_only_the_office_says_what_is_counted(commitment: Commitment, government: Government, who: str) -> None:
    with pytest.raises(NotAllowed):
        begin_tally(commitment.code, INSTANT, by=government.by(who), at=AT)
    begin_tally(commitment.code, INSTANT, by=government.by("sun"), at=AT)
    with pytest.raises(NotAllowed):
        end_tally(commitment.code, 1, reason="不再需要", by=government.by(who), at=AT)


def test_beside_a_draft_nothing_is_counted(draft: Report, government: Government) -> None:
    with pytest.raises(TallyRefused, match="不在已经通过的计划里"):
        begin_tally(promise(draft).code, INSTANT, by=government.by("sun"), at=AT)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"kind": "licences"}, "事实类别"), ({"details": {"Path": "x"}}, "条件"), ({"details": {"path": ""}}, "条件"),
    ({"name": " "}, "名称"), ({"unit": ""}, "计量单位"), ({"reason": ""}, "理由"), ({"name_en": "x" * 121}, "英文名称"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "column"), WRONG)
def test_what_cannot_be_counted_is_refused(commitment: Commitment, government: Government, changes: dict[str, Any], column: str) -> None:
    usual = {"kind": "licence.granted", "details": {}, "name": "准予", "unit": "件", "reason": "句中点名。"}
    with pytest.raises(TallyRefused, match=column):
        begin_tally(commitment.code, NewTally(**{**usual, **changes}), by=government.by("sun"), at=AT)


def test_what_is_counted_is_not_counted_twice_and_begins_anew_once_it_ended(commitment: Commitment, government: Government) -> None:
    sun = government.by("sun")
    begin_tally(commitment.code, INSTANT, by=sun, at=AT)
    with pytest.raises(TallyRefused, match="已经计入"):
        begin_tally(commitment.code, INSTANT, by=sun, at=AT)
    with pytest.raises(TallyRefused, match="理由"):
        end_tally(commitment.code, 1, reason=" ", by=sun, at=AT)
    end_tally(commitment.code, 1, reason="名称有误", by=sun, at=AT)
    with pytest.raises(TallyRefused, match="没有在计数"):
        end_tally(commitment.code, 1, reason="再停一次", by=sun, at=AT)
    assert begin_tally(commitment.code, INSTANT, by=sun, at=AT).number == 2
    assert [one.tally.number for one in tallies.counted(commitment, by=PUBLIC)] == [2]


def test_nobody_alters_what_was_said(commitment: Commitment, government: Government) -> None:
    tally = begin_tally(commitment.code, INSTANT, by=government.by("sun"), at=AT)
    with pytest.raises(IntegrityError, match="is not altered"), transaction.atomic():
        tally.save()


def test_everybody_sees_the_count_and_each_fact(client: Client, commitment: Commitment, government: Government) -> None:
    begin_tally(commitment.code, INSTANT, by=government.by("sun"), at=AT)
    facts = put(government, *(granted(number) for number in range(4)))
    shown = client.get(f"/commitments/{commitment.code}/", headers={"accept-language": "zh-CN"}).content.decode()
    for words in ("当场准予", ">4</b>", "件", "2023-01-01 起 · 来源：事实记录", "不判断承诺是否兑现"):
        assert words in shown
    assert [f"/facts/{one.number}/" in shown for one in facts] == [True, True, True, False]  # the newest three
    listed = client.get(f"/commitments/{commitment.code}/facts/1/", headers={"accept-language": "en"}).content.decode()
    assert all(f"/facts/{one.number}/" in listed for one in facts)
    assert "Granted on the spot" in listed
    assert client.get(f"/commitments/{commitment.code}/facts/2/").status_code == 404


def test_the_office_begins_and_ends_it_on_the_workbench(commitment: Commitment, government: Government) -> None:
    client, address = signed_in(government, "sun"), f"/workbench/commitments/{commitment.code}/facts/"
    given = {"kind": "licence.granted", "details": "path：instant", "name": "当场准予", "unit": "件", "reason": "句中点名。"}
    assert "开始计数" in client.get(address).content.decode()
    assert client.post(address, {**given, "kind": "licences"}).status_code == 422
    assert client.post(address, given).status_code == 302
    [tally] = tallies.tallies_of(commitment)
    assert (tally.details, tally.ended) == ({"path": "instant"}, False)
    assert client.post(f"{address}1/end/", {"reason": ""}).status_code == 422
    assert client.post(f"{address}1/end/", {"reason": "名称有误"}).status_code == 302
    assert "名称有误" in client.get(address).content.decode()
    assert "名称有误" in client.get(f"/commitments/{commitment.code}/facts/1/").content.decode()
    assert signed_in(government, "wu").get(address).status_code == 403
