"""Before a year is closed its results are laid before the units; who objects in time is answered by another, and nothing is dropped."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from luoshi.district.indicators.tests.measured import at
from luoshi.district.messages.models import Message
from luoshi.district.offices.errors import NotAllowed, SecondPersonNeeded
from luoshi.district.reasons import NeedsReason
from luoshi.district.results import operations, queries
from luoshi.district.results.errors import (
    LaidBeforeAlready,
    LeftOut,
    NoObjection,
    NotLaidBefore,
    ObjectedAlready,
    Unanswered,
    WindowOpen,
    WindowOver,
)
from luoshi.district.results.models import YearClosing
from luoshi.district.results.tests.conftest import YEAR_END
from luoshi.district.results.window import last_day

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.models import Commitment
    from luoshi.district.plan.queries import Report
    from luoshi.engines.casework import Calendar

LAID = at(12, 31, 15)
IN_TIME, LAST, AFTER = at(1, 4, 10, 2024), at(1, 8, 20, 2024), at(1, 9, 9, 2024)
"""The seventh day, 7 January, is a Sunday."""
WHY, BASIS = "验收记录已报（示例）", "示例〔2023〕1号"


def test_the_window_is_of_calendar_days_and_never_ends_on_a_day_off() -> None:
    assert last_day(date(2024, 1, 26), 7, None) == date(2024, 2, 2)

    class Weekdays:
        """Every weekday is worked; days are counted from a Monday."""

        def is_working_day(self, day: date, /) -> bool:
            return day.weekday() < 5

        def working_days_through(self, day: date, /) -> int:
            weeks, rest = divmod((day - date(2024, 1, 1)).days, 7)
            return 5 * weeks + min(rest + 1, 5)

        def working_day(self, number: int, /) -> date:
            weeks, rest = divmod(number - 1, 5)
            return date.fromordinal(date(2024, 1, 1).toordinal() + 7 * weeks + rest)

    weekdays = cast("Calendar", Weekdays())
    assert last_day(date(2023, 12, 31), 7, weekdays) == date(2024, 1, 8), "a Sunday is followed by Monday"
    assert last_day(date(2024, 1, 1), 7, weekdays) == date(2024, 1, 8)


@pytest.fixture
def settled(county: Government, plan: Report) -> dict[str, str]:
    """Every promise has the outcome that follows from figures and words."""
    found = {each.commitment.code: each.outcome.value for each in queries.results_of(plan, on=YEAR_END)}
    operations.confirm(plan, found, by=county.by("sun"), at=LAID)
    return found


@pytest.mark.django_db
def test_units_object_in_time_and_somebody_else_answers(
    county: Government, plan: Report, centre: Commitment, settled: dict[str, str]
) -> None:
    sun, zhao, li, wen = (county.by(who) for who in ("sun", "zhao", "li", "wen"))
    with pytest.raises(NotLaidBefore):
        operations.close_year(plan, by=zhao, at=AFTER)
    with pytest.raises(NotLaidBefore):
        operations.object_to(plan, centre.code, reason=WHY, basis=BASIS, by=li, at=IN_TIME)
    with pytest.raises(NotAllowed):
        operations.lay_before_units(plan, by=li, at=LAID)
    hearing = operations.lay_before_units(plan, by=sun, at=LAID)
    assert (hearing.until, str(hearing.status)) == (date(2024, 1, 8), "elsewhere")
    assert Message.objects.get(topic="results.hearing", person=county.people["li"]).link == f"/workbench/{plan.slug}/results/"
    with pytest.raises(LaidBeforeAlready):
        operations.lay_before_units(plan, by=wen, at=IN_TIME)
    for who in ("zhou", "wu", "sun", "zhao"):
        with pytest.raises(NotAllowed):
            operations.object_to(plan, centre.code, reason=WHY, basis=BASIS, by=county.by(who), at=IN_TIME)
    for reason, basis in ((" ", BASIS), (WHY, "")):
        with pytest.raises(NeedsReason):
            operations.object_to(plan, centre.code, reason=reason, basis=basis, by=li, at=IN_TIME)
    with pytest.raises(NoObjection):
        operations.answer(plan, centre.code, "met", reason=WHY, by=wen, at=IN_TIME)
    objection = operations.object_to(plan, centre.code, reason=WHY, basis=BASIS, by=li, at=LAST)
    assert Message.objects.filter(topic="results.objection").count() == 2, "both people of the office are told"
    with pytest.raises(ObjectedAlready):
        operations.object_to(plan, centre.code, reason=WHY, basis=BASIS, by=li, at=LAST)
    with pytest.raises(Unanswered, match=centre.label):
        operations.settle(plan, centre.code, "not_met", reason=WHY, by=sun, at=AFTER)
    with pytest.raises(Unanswered, match=centre.label):
        operations.close_year(plan, by=zhao, at=AFTER)
    with pytest.raises(IntegrityError, match="each objection is answered"), transaction.atomic():
        YearClosing.objects.create(report=plan, sha256="0", person=county.people["zhao"], signature="示例", at=AFTER)
    with pytest.raises(SecondPersonNeeded):
        operations.answer(plan, centre.code, "met", reason=WHY, by=sun, at=AFTER)
    with pytest.raises(NotAllowed):
        operations.answer(plan, centre.code, "met", reason=WHY, by=county.by("wu"), at=AFTER)
    given = operations.answer(plan, centre.code, "met_partly", reason="两处还没有验收（示例）", by=wen, at=AFTER)
    assert given.result is not None
    assert (given.result.revision, given.result.outcome, given.result.reason) == (2, "met_partly", "两处还没有验收（示例）")
    assert "采纳" in Message.objects.get(topic="results.answer", person=county.people["li"]).subject_zh
    shown = next(each for each in queries.results_of(plan) if each.commitment == centre)
    assert shown.objection == objection
    assert operations.close_year(plan, by=zhao, at=AFTER).sha256, "what answers an objection need not be laid before units once more"


@pytest.mark.django_db
def test_what_is_settled_anew_is_laid_before_units_once_more(
    county: Government, plan: Report, centre: Commitment, settled: dict[str, str]
) -> None:
    sun, zhao, li = (county.by(who) for who in ("sun", "zhao", "li"))
    operations.lay_before_units(plan, by=sun, at=LAID)
    for moment in (IN_TIME, LAST):
        with pytest.raises(WindowOpen):
            operations.close_year(plan, by=zhao, at=moment)
    operations.settle(plan, centre.code, "not_met", reason="复核后（示例）", by=sun, at=IN_TIME)
    with pytest.raises(NotLaidBefore):
        operations.close_year(plan, by=zhao, at=AFTER)
    again = operations.lay_before_units(plan, by=sun, at=AFTER)
    assert (again.number, again.until) == (2, date(2024, 1, 16))
    with pytest.raises(WindowOver):
        operations.object_to(plan, centre.code, reason=WHY, basis=BASIS, by=li, at=at(1, 17, 9, 2024))
    with pytest.raises(WindowOpen):
        operations.close_year(plan, by=zhao, at=at(1, 16, 23, 2024))
    assert operations.close_year(plan, by=zhao, at=at(1, 17, 9, 2024)).sha256


@pytest.mark.django_db
def test_nothing_is_laid_before_units_while_a_promise_has_no_result(county: Government, plan: Report) -> None:
    with pytest.raises(LeftOut):
        operations.lay_before_units(plan, by=county.by("sun"), at=LAID)


@pytest.mark.django_db
def test_units_object_and_are_answered_on_the_page(
    county: Government, plan: Report, centre: Commitment, settled: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luoshi.district.results.views.today", IN_TIME.date)
    monkeypatch.setattr("luoshi.district.results.views.now", lambda: IN_TIME)
    operations.lay_before_units(plan, by=county.by("sun"), at=LAID)
    clients = {who: Client() for who in ("li", "wen", "zhao")}
    for who, client in clients.items():
        account = county.people[who].account
        assert account is not None
        client.force_login(account)
    home = f"/workbench/{plan.slug}/results/"
    own = clients["li"].get(f"{home}?outcome=own").content.decode()
    assert own.count("提出异议") >= 1
    assert clients["li"].post(f"{home}{centre.code}/object/", {"reason": "", "basis": BASIS}).status_code == 422
    assert clients["li"].post(f"{home}{centre.code}/object/", {"reason": WHY, "basis": BASIS}).status_code == 302
    shown = clients["wen"].get(home, headers={"accept-language": "en"}).content.decode()
    assert "1 objection has no answer." in shown
    assert "Answer the objection" in shown
    answered = clients["wen"].post(f"{home}{centre.code}/answer/", {"outcome": settled[centre.code], "reason": "名单不足以证明（示例）"})
    assert answered.status_code == 302
    assert "名单不足以证明" in clients["zhao"].get(home).content.decode()
