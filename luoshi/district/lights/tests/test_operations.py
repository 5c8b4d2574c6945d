"""A light follows the figures, remembers red, and is followed by people only when its clock is over."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from luoshi.district.decisions.queries import package_in_force
from luoshi.district.indicators.tests.measured import at
from luoshi.district.lights import fail_if, operations, queries
from luoshi.district.lights.errors import DecidedAlready, NoRule, NotAllowed, NotDue, WrongDays
from luoshi.district.lights.models import LadderStep, Light
from luoshi.district.lights.rounds import light
from luoshi.district.lights.tests.conftest import grew
from luoshi.district.messages.models import Message
from luoshi.district.offices.errors import SecondPersonNeeded
from luoshi.district.reasons import NeedsReason
from luoshi.engines.decisions import recompute, record_from_json

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Report
    from luoshi.district.progress.queries import Link

pytestmark = pytest.mark.django_db


def judged(plan: Report, day: date) -> Light:
    """The light of the only target, judged on a day."""
    operations.judge(plan, on=day, at=at(day.month, day.day))
    return Light.objects.latest("id")


def look(month: int, day: int) -> datetime:
    """A round of the worker at noon."""
    moment = at(month, day)
    light(moment)
    return moment


def test_a_light_follows_the_figures_and_red_is_amber_first(county: Government, plan: Report, link: Link) -> None:
    """Whoever catches up in a month is amber until it ends."""
    grew(county, 1, "8.5")
    first = judged(plan, date(2023, 2, 1))
    assert (first.colour, first.reason, first.period) == ("green", "按月或提前完成", "2023-01")
    grew(county, 2, "7.9")
    red = judged(plan, date(2023, 3, 1))
    assert (red.colour, red.reason) == ("red", "没有按月完成")
    assert operations.judge(plan, on=date(2023, 3, 2), at=at(3, 2)) == 0  # nothing new, nothing stored
    grew(county, 3, "8.0")
    amber = judged(plan, date(2023, 4, 1))
    assert (amber.colour, amber.decided, amber.held_until) == ("amber", "amber", date(2023, 4, 30))
    held = judged(plan, date(2023, 4, 10))
    assert (held.colour, held.shown.is_held) == ("amber", True)
    assert judged(plan, date(2023, 5, 1)).colour == "green"
    assert queries.worst(queries.lights_of(plan)[link.commitment_id]) == Light.objects.latest("id")


def test_a_light_can_be_decided_again_from_its_record_and_is_never_altered(county: Government, plan: Report, link: Link) -> None:
    grew(county, 1, "1.0")
    red = judged(plan, date(2023, 2, 1))
    package = package_in_force(county.district, red.pack, on=red.on)
    assert recompute(record_from_json(red.record), package).differences == ()
    with pytest.raises(IntegrityError, match="is not altered"), transaction.atomic():
        red.save()


def test_no_rule_no_light(county: Government, plan: Report) -> None:
    with pytest.raises(NoRule, match="light_escalation"):
        operations.choose_rule(plan, "light_escalation", reason="试", by=county.by("sun"), at=at(2))
    with pytest.raises(NotAllowed):
        operations.choose_rule(plan, "lights_ouhai_2020", reason="试", by=county.by("li"), at=at(2))


def test_what_follows_on_red_waits_for_each_clock(county: Government, plan: Report, link: Link) -> None:
    """Reminded by the system after a working day; a notice after ten more, by the office; nothing while it is not served."""
    code, sun, zhao = link.commitment.code, county.by("sun"), county.by("zhao")
    grew(county, 1, "1.0")
    look(2, 1)
    assert not LadderStep.objects.exists()
    look(2, 2)
    reminded = LadderStep.objects.get()
    assert (reminded.rung, reminded.told, reminded.person) == ("remind", 1, None)
    assert Message.objects.get(topic="light.remind").person == county.by("li").person
    with pytest.raises(NotDue, match="最早2023年2月17日"):
        operations.escalate(code, 1, words="请说明", by=sun, at=at(2, 16))
    look(2, 17)
    assert Message.objects.filter(topic="light.due").count() == 2  # both of the office, once
    look(2, 17)
    assert Message.objects.filter(topic="light.due").count() == 2
    with pytest.raises(NotAllowed):
        operations.escalate(code, 1, words="请说明", by=county.by("li"), at=at(2, 17))
    with pytest.raises(NeedsReason):
        operations.escalate(code, 1, words=" ", by=sun, at=at(2, 17))
    ordered = operations.escalate(code, 1, words="请说明原因并限期补上", by=sun, at=at(2, 17))
    assert ordered.case_code.startswith("supervision-2023")
    with pytest.raises(NotDue, match="没有送达"):
        operations.escalate(code, 1, words="通报", by=zhao, at=at(6, 1))


def test_an_exemption_is_granted_by_another_person_and_clears_nothing(county: Government, plan: Report, link: Link) -> None:
    code, li, zhao = link.commitment.code, county.by("li"), county.by("zhao")
    days = {"first": date(2023, 2, 2), "last": date(2023, 2, 20)}
    grew(county, 1, "1.0")
    assert judged(plan, date(2023, 2, 1)).colour == "red"
    with pytest.raises(NotAllowed):
        operations.ask_exemption(code, **days, reason="洪水", basis="县防指通告", by=county.by("zhou"), at=at(2, 2))
    with pytest.raises(WrongDays):
        operations.ask_exemption(code, **{**days, "last": date(2023, 2, 1)}, reason="洪水", basis="通告", by=li, at=at(2, 2))
    operations.ask_exemption(code, **days, reason="洪水", basis="县防指通告（示例）", by=li, at=at(2, 2))
    assert [each.number for each in queries.exemptions_waiting(plan)] == [1]
    with pytest.raises(NotAllowed):
        operations.decide_exemption(code, 1, granted=True, by=county.by("sun"), at=at(2, 2))
    with pytest.raises(NeedsReason):
        operations.decide_exemption(code, 1, granted=False, by=zhao, at=at(2, 2))
    operations.decide_exemption(code, 1, granted=True, by=zhao, at=at(2, 2))
    assert Light.objects.latest("id").colour == "exempt"
    with pytest.raises(DecidedAlready):
        operations.decide_exemption(code, 1, granted=True, by=zhao, at=at(2, 2))
    assert judged(plan, date(2023, 2, 21)).colour == "red"


def test_whoever_asks_for_an_exemption_does_not_grant_it(county: Government, plan: Report, link: Link) -> None:
    li = county.by("li")
    exemption = operations.ask_exemption(
        link.commitment.code, first=date(2023, 2, 2), last=date(2023, 2, 3), reason="洪水", basis="通告", by=li, at=at(2, 2)
    )
    with pytest.raises(SecondPersonNeeded):
        fail_if.same_person(exemption, li)
