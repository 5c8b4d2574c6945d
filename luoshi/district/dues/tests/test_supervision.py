"""督查: a notice on a promise, answered, returned, answered again, accepted; an objection in time and late; what follows on a red light."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from luoshi.district.casework.errors import StepRefused
from luoshi.district.casework.models import Case
from luoshi.district.casework.operations import act, open_case
from luoshi.district.facts.queries import Subject
from luoshi.district.indicators.tests.measured import at, file
from luoshi.district.lights import operations as lights
from luoshi.district.lights.errors import NotAllowed, NotDue
from luoshi.district.lights.models import LadderStep
from luoshi.district.lights.rounds import light
from luoshi.district.lights.tests.conftest import REVENUE, grew
from luoshi.district.messages.models import Message
from luoshi.district.plan.tests.conftest import promise

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Commitment, Report

pytestmark = pytest.mark.django_db


def do(county: Government, code: str, step: str, person: str, when: datetime, **values: Any) -> Case:
    """Take a step of a case, as somebody who has just looked at it."""
    last = Case.objects.get(code=code).step_count
    act(code, step, expected_step=last, values=values, by=county.by(person), at=when)
    return Case.objects.get(code=code)


def issued(county: Government, on: Commitment, when: datetime) -> str:
    """A notice that the head of the county decided, given to the bureau of education and signed for."""
    case = open_case(
        "supervision", district=county.district, subject=Subject("commitment", on.code, on.label), title=on.quote, idempotency_key=on.code,
        values={"matter": "ordinary", "basis": "decision", "demand": "请报进展（示例）"}, by=county.by("sun"), at=when,
    )  # fmt: skip
    do(county, case.code, "issue", "sun", when, to_unit="education")
    do(county, case.code, "sign", "li", when)
    return case.code


def concluded(county: Government, centre: Commitment) -> str:
    """Answered, sent back, answered again, checked by a second person, concluded, and received on the 20th of March."""
    code = issued(county, centre, at(3, 1))
    evidence = [str(file(county, "li").pk)]
    with pytest.raises(StepRefused, match="佐证"):
        do(county, code, "reply", "li", at(3, 8), report="已开工")
    do(county, code, "reply", "li", at(3, 8), report="已开工", evidence=evidence)
    returned = do(county, code, "send_back", "wen", at(3, 9), finding="只有照片", reason="没有进度")
    assert returned.status == "rectifying"
    do(county, code, "reply", "li", at(3, 15), report="已封顶", evidence=[str(file(county, "li").pk)])
    do(county, code, "pass_check", "wen", at(3, 16), finding="属实")
    with pytest.raises(StepRefused):
        do(county, code, "conclude", "wen", at(3, 17), conclusion="按期")  # whoever checked draws no conclusion
    do(county, code, "conclude", "sun", at(3, 17), conclusion="迟报一周")
    assert do(county, code, "receive_conclusion", "li", at(3, 20)).status == "objection_window"
    return code


def test_a_notice_is_answered_returned_answered_again_and_accepted(county: Government, centre: Commitment) -> None:
    code = concluded(county, centre)
    assert do(county, code, "accept", "li", at(3, 21)).status == "closed"
    assert Message.objects.filter(topic__startswith="supervision", person=county.people["li"]).exists()


def test_an_objection_is_decided_by_others_and_on_day_31_it_is_too_late(county: Government, centre: Commitment) -> None:
    """Article 17: thirty days from receiving the conclusion; who took part in it stands back."""
    code = concluded(county, centre)
    received = at(3, 20, 16)
    with pytest.raises(StepRefused, match="第十七条"):
        do(county, code, "object", "li", received + timedelta(days=31), reason="材料早已报过（示例）")
    do(county, code, "object", "li", received + timedelta(days=30), reason="材料早已报过（示例）")
    with pytest.raises(StepRefused):
        do(county, code, "uphold", "wen", at(4, 25), decision="维持")
    assert do(county, code, "uphold", "zhao", at(4, 25), decision="维持（示例）").status == "closed"


def test_what_comes_past_the_notice_is_a_circular_and_then_a_talk_each_by_a_leader(county: Government, plan: Report) -> None:
    """Red since February: reminded, a notice that runs out unanswered, a circular, a talk; each after its own clock, and no step twice."""
    grew(county, 1, "1.0")
    revenue = promise(plan, REVENUE)
    for month, day in ((2, 1), (2, 2), (2, 17)):
        light(at(month, day))
    notice = lights.escalate(revenue.code, 1, words="请说明原因（示例）", by=county.by("sun"), at=at(2, 17)).case_code
    do(county, notice, "approve", "zhao", at(2, 20))
    do(county, notice, "issue", "sun", at(2, 20), to_unit="education")
    do(county, notice, "sign", "li", at(2, 21))
    with pytest.raises(NotDue, match="办理期限还没有到"):
        lights.escalate(revenue.code, 1, words="通报", by=county.by("zhao"), at=at(3, 1))
    with pytest.raises(NotAllowed):
        lights.escalate(revenue.code, 1, words="通报", by=county.by("sun"), at=at(3, 20))
    lights.escalate(revenue.code, 1, words="逾期未回复，通报（示例）", by=county.by("zhao"), at=at(3, 20))
    with pytest.raises(NotDue):
        lights.escalate(revenue.code, 1, words="约谈", by=county.by("zhao"), at=at(4, 3))
    lights.escalate(revenue.code, 1, words="请来说明（示例）", by=county.by("zhao"), at=at(4, 18))
    taken = list(LadderStep.objects.order_by("pk").values_list("rung", "told"))
    assert taken == [("remind", 1), ("order", 0), ("circulate", 1), ("talk", 1)]
    with pytest.raises(NotDue):
        lights.escalate(revenue.code, 1, words="再约谈", by=county.by("zhao"), at=at(6, 1))
