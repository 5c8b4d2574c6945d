"""Each promise of a year gets one outcome, by people, from what is known; none is left out, and what is closed stays."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from luoshi.district.indicators.tests.measured import at
from luoshi.district.offices.errors import NotAllowed, SecondPersonNeeded
from luoshi.district.plan.models import Commitment
from luoshi.district.plan.tests.conftest import promise
from luoshi.district.reasons import NeedsReason
from luoshi.district.results import operations, queries
from luoshi.district.results.errors import ClosedAlready, LeftOut, NotAPromise, ProposalChanged, UnknownOutcome, YearNotOver
from luoshi.district.results.models import Result, YearClosing
from luoshi.district.results.outcomes import Outcome, of_figures, of_words
from luoshi.district.results.tests.conftest import INVESTMENT, YEAR_END
from luoshi.engines.progress import Judgement, Verdict
from luoshi.words import Words

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Report

END = at(12, 31, 15)
HEARD = at(1, 9, 15, 2024)
"""Units had seven days, and the Monday after the Sunday with which they ended."""


@pytest.mark.parametrize(
    ("verdicts", "outcome"),
    [
        ([Verdict.MET], "met"),
        ([Verdict.MET, Verdict.EXCEEDED], "met"),
        ([Verdict.MET, Verdict.NOT_MET], "met_partly"),
        ([Verdict.MET, Verdict.STRETCH_NOT_MET, Verdict.CANNOT_JUDGE], "met_partly"),
        ([Verdict.NOT_MET, Verdict.STRETCH_NOT_MET], "not_met"),
        ([Verdict.MET, Verdict.CANNOT_JUDGE], "cannot_be_judged"),
        ([Verdict.NOT_MET, Verdict.BEHIND], "cannot_be_judged"),
        ([Verdict.AHEAD], "cannot_be_judged"),
    ],
)
def test_an_outcome_follows_from_verdicts_in_whatever_order(verdicts: list[Verdict], outcome: str) -> None:
    for order in permutations(verdicts):
        assert of_figures([Judgement(each, Words("原因", "why")) for each in order]).outcome == outcome


def test_an_outcome_follows_from_words() -> None:
    when = Words("12月", "December")
    assert [of_words(work, when).outcome for work in ("done", "going_on", "not_begun")] == ["met", "met_partly", "not_met"]


def every(plan: Report) -> dict[str, str]:
    """The codes of all promises with what is proposed for each."""
    return {each.commitment.code: each.outcome.value for each in queries.results_of(plan, on=YEAR_END)}


@pytest.mark.django_db
def test_what_is_proposed_says_from_what_it_follows(county: Government, plan: Report, centre: Commitment) -> None:
    found = {each.commitment.quote: each for each in queries.results_of(plan, on=YEAR_END)}
    assert len(found) == Commitment.objects.filter(report=plan).count()
    revenue, investment, built = found["一般公共预算收入增长8%以上"], found[INVESTMENT], found[centre.quote]
    assert (revenue.outcome, revenue.value, revenue.basis[0]["address"]) == ("met", "8.4%", "/indicators/revenue/2023-12/")
    assert (investment.outcome, investment.value) == ("not_met", "4.1%")
    assert (built.outcome, built.why.chinese) == ("met", "2023年9月报已完成，附佐证。")
    striven = next(each for each in found.values() if each.stretch)
    assert (striven.commitment.strength, striven.outcome) == ("力争", "cannot_be_judged")
    assert queries.results_of(plan) == []


@pytest.mark.django_db
def test_people_settle_each_promise_and_a_second_one_closes(county: Government, plan: Report) -> None:
    sun, zhao, investment = county.by("sun"), county.by("zhao"), promise(plan, INVESTMENT)
    with pytest.raises(YearNotOver):
        operations.confirm(plan, every(plan), by=sun, at=at(12, 30))
    with pytest.raises(NotAllowed):
        operations.confirm(plan, every(plan), by=county.by("li"), at=END)
    with pytest.raises(ProposalChanged, match=investment.label):
        operations.confirm(plan, {**every(plan), investment.code: "met"}, by=sun, at=END)
    with pytest.raises(NotAPromise):
        operations.confirm(plan, {"elsewhere-1": "met"}, by=sun, at=END)
    some = {code: outcome for code, outcome in every(plan).items() if code != investment.code}
    assert operations.confirm(plan, some, by=sun, at=END) == len(some)
    assert operations.confirm(plan, some, by=sun, at=END) == 0
    with pytest.raises(LeftOut, match=investment.label):
        operations.close_year(plan, by=zhao, at=END)
    for outcome, reason, refusal in (("met", " ", NeedsReason), ("nearly", "差一点", UnknownOutcome)):
        with pytest.raises(refusal):
            operations.settle(plan, investment.code, outcome, reason=reason, by=sun, at=END)
    operations.settle(plan, investment.code, "not_met", reason="", by=sun, at=END)
    corrected = operations.settle(plan, investment.code, "met_partly", reason="上半年达到（示例）", by=sun, at=END)
    assert (corrected.revision, corrected.proposed, corrected.signature) == (2, "not_met", "县政府办主任 孙示例")
    operations.lay_before_units(plan, by=sun, at=END)
    with pytest.raises(SecondPersonNeeded):
        operations.close_year(plan, by=sun, at=HEARD)
    with pytest.raises(NotAllowed):
        operations.close_year(plan, by=county.by("li"), at=HEARD)
    closing = operations.close_year(plan, by=zhao, at=HEARD)
    assert closing.sha256 == operations.digest(queries.last_results(plan).values())
    assert Counter(each.outcome.value for each in queries.results_of(plan)) == {
        "met": 2,
        "met_partly": 1,
        "cannot_be_judged": len(some) - 2,
    }
    assert all(each.frozen for each in queries.results_of(plan))
    with pytest.raises(ClosedAlready):
        operations.settle(plan, investment.code, "met", reason="又查到（示例）", by=sun, at=END)


def stored(centre: Commitment, county: Government, **said: Any) -> Result:
    """A result beside the door."""
    usual = {
        "outcome": "met",
        "proposed": "met",
        "why": "示例",
        "why_en": "example",
        "stretch": False,
        "revision": 1,
        "signature": "示例",
        "at": END,
    }
    return Result.objects.create(commitment=centre, person=county.people["sun"], **{**usual, **said})


@pytest.mark.django_db
def test_the_database_lets_no_promise_be_left_out_and_no_closed_result_change(county: Government, plan: Report, centre: Commitment) -> None:
    wen = county.people["wen"]
    stored(centre, county)
    with pytest.raises(IntegrityError, match="each of its promises"), transaction.atomic():
        YearClosing.objects.create(report=plan, sha256="0", person=wen, signature="示例", at=END)
    for said, fault in ((Outcome.NOT_MET, "who_corrects_a_proposal"), ("nearly", "one_of_four")):
        with pytest.raises(IntegrityError, match=fault), transaction.atomic():
            stored(centre, county, revision=2, outcome=said, proposed=Outcome.MET)
    operations.confirm(plan, every(plan), by=county.by("sun"), at=END)
    with pytest.raises(IntegrityError, match="settled none"), transaction.atomic():
        YearClosing.objects.create(report=plan, sha256="0", person=county.people["sun"], signature="示例", at=END)
    with pytest.raises(IntegrityError, match="laid before the units"), transaction.atomic():
        YearClosing.objects.create(report=plan, sha256="0", person=wen, signature="示例", at=END)
    operations.lay_before_units(plan, by=county.by("sun"), at=END)
    closing = operations.close_year(plan, by=county.by("wen"), at=HEARD)
    with pytest.raises(IntegrityError, match="closed year stay"), transaction.atomic():
        stored(centre, county, revision=9)
    for change in (Result.objects.latest("pk").save, closing.delete):
        with pytest.raises(IntegrityError, match="not altered"), transaction.atomic():
            change()


@pytest.mark.django_db
def test_pages_from_settling_to_the_public_table(county: Government, plan: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.district.results.views.today", lambda: YEAR_END)
    monkeypatch.setattr("luoshi.district.results.views.now", lambda: END)
    office, leader, public = (Client() for _ in range(3))
    for client, person in ((office, "sun"), (leader, "zhao")):
        account = county.people[person].account
        assert account is not None
        client.force_login(account)
    home = f"/workbench/{plan.slug}/results/"
    shown = office.get(home).content.decode()
    assert all(each in shown for each in ("照此核定", "改为别的结果", "8.4%"))
    assert "还没有关账" in public.get("/results/2023/").content.decode()
    assert public.get("/results/2023.csv").status_code == 404
    assert public.post(f"{home}close/").status_code == 302  # to sign in
    investment = promise(plan, INVESTMENT)
    seen = [f"{code}/{outcome}" for code, outcome in every(plan).items()]
    assert leader.post(f"{home}confirm/", {"seen": seen}).status_code == 422
    assert office.post(f"{home}confirm/", {"seen": seen}).status_code == 302
    refused = office.post(f"{home}{investment.code}/", {"outcome": "met_partly", "reason": ""})
    assert (refused.status_code, "没有写明理由" in refused.content.decode()) == (422, True)
    office.post(f"{home}{investment.code}/", {"outcome": "met_partly", "reason": "=上半年达到（示例）"})
    assert office.post(f"{home}close/").status_code == 422
    assert office.post(f"{home}lay/").status_code == 302
    assert leader.post(f"{home}close/").status_code == 422, "units may still object"
    monkeypatch.setattr("luoshi.district.results.views.today", HEARD.date)
    monkeypatch.setattr("luoshi.district.results.views.now", lambda: HEARD)
    assert leader.post(f"{home}close/").status_code == 302
    page = public.get("/results/2023/", headers={"accept-language": "en"}).content.decode()
    assert "What became of the promises of 2023" in page
    assert f"/commitments/{investment.code}/" in public.get("/results/2023/?outcome=met_partly").content.decode()
    assert "年终结果" in public.get(f"/commitments/{investment.code}/").content.decode()
    table = public.get("/results/2023.csv").content.decode().splitlines()
    assert len(table) == len(seen) + 1
    assert table[0].startswith("\ufeffcode,label,promise")
    assert not any(cell.startswith("=") for line in table for cell in line.split(","))
    assert "年底结果：部分完成" in public.get(f"/commitments/{investment.code}/story/").content.decode()
    given_away = public.get(f"/open-data/{plan.slug}/results.json").json()["rows"]
    assert Counter(each["outcome"] for each in given_away) == Counter(each.outcome.value for each in queries.results_of(plan))
