"""Steps, their refusals, and the state that they lead to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from luoshi.engines.casework import (
    BEFORE,
    BrokenLife,
    CaseRefused,
    ClockState,
    EventKind,
    Standing,
    Step,
    advance,
    after,
    allowed,
    readings,
    replay,
    stands,
)
from luoshi.engines.casework.tests.small_case_type import CASE_TYPE, MONDAY, OPEN, TIMETABLE, asking, effects, walked


def refused(state: Any, code: str, values: dict[str, Any] | None = None, **who: Any) -> tuple[str, ...]:
    """The codes with which a step is refused."""
    with pytest.raises(CaseRefused) as refusal:
        advance(CASE_TYPE, state, code, values=values or {}, asking=asking(**who))
    assert all(each.words.chinese and each.words.english for each in refusal.value.refusals)
    return refusal.value.codes


def test_a_case_begins_with_its_opening() -> None:
    state = walked(OPEN)
    assert (state.status, state.unit, state.given_by, state.step_count) == ("new", "bureau", ("office",), 1)
    assert [each.code for each in allowed(CASE_TYPE, BEFORE, asking())] == ["open"]
    assert refused(BEFORE, "sign") == ("wrong_status",)
    assert refused(state, "open", {"matter": "easy", "to_unit": "x"}) == ("wrong_status",)


def test_every_reason_is_told_at_once() -> None:
    state = walked(OPEN, ("sign", {}), ("invite", {"to_unit": "helpers"}), person="li", unit="bureau")
    found = refused(state, "answer", {"days": "3"}, parts=("leader",))
    assert found == ("not_your_part", "value_not_asked", "value_missing", "helpers_first")


def test_whoever_opened_or_answered_does_not_accept() -> None:
    state = walked(OPEN, ("sign", {}), ("answer", {"evidence": ["1"]}))
    assert refused(state, "accept") == ("same_person",)
    assert after(CASE_TYPE, state, advance(CASE_TYPE, state, "accept", values={}, asking=asking("zhao"))).status == "done"


def test_guards_speak_of_the_case_and_of_the_step() -> None:
    state = walked(("open", {"matter": "hard", "to_unit": "bureau"}), ("sign", {}))
    assert refused(state, "answer", {"evidence": ["1"]}) == ("two_papers",)
    assert "answer" in [each.code for each in allowed(CASE_TYPE, state, asking())]  # what is not yet said is not held against anybody
    late = MONDAY + timedelta(days=10)
    assert refused(walked(OPEN), "hand_back", {"reason": "不属"}, at=late) == ("window_over",)
    assert "hand_back" not in [each.code for each in allowed(CASE_TYPE, walked(OPEN), asking(at=late))]


def test_a_step_starts_and_stops_clocks_by_the_limits_of_its_day() -> None:
    state = walked(("open", {"matter": "hard", "to_unit": "bureau"}), ("sign", {}))
    found = readings(state, TIMETABLE, at=MONDAY)
    assert (found["sign"].state, found["answer"].state) == (ClockState.STOPPED, ClockState.RUNNING)
    assert state.clocks["answer"].rule.limit.amount == 15
    without = replace(asking(), timetable=replace(TIMETABLE, limits={}))
    with pytest.raises(CaseRefused) as refusal:
        advance(CASE_TYPE, BEFORE, "open", values=OPEN[1], asking=without)
    assert refusal.value.codes == ("no_limit_in_force",)


def test_a_shorter_limit_may_be_promised_and_a_longer_one_may_not() -> None:
    sign, answer = CASE_TYPE.clocks
    days = next(each for each in CASE_TYPE.fields if each.code == "days")
    opening = replace(CASE_TYPE.opening, fields=(*CASE_TYPE.opening.fields, replace(days, required=False)))
    promising = replace(CASE_TYPE, opening=opening, clocks=(replace(sign, promised="days"), answer))
    for said, limit in (({}, 2), ({"days": "1"}, 1), ({"days": "2"}, 2)):
        step = advance(promising, BEFORE, "open", values={**OPEN[1], **said}, asking=asking())
        assert after(promising, BEFORE, step).clocks["sign"].rule.limit.amount == limit
    for wrong in ("3", "0", "1.5"):
        with pytest.raises(CaseRefused) as refusal:
            advance(promising, BEFORE, "open", values={**OPEN[1], "days": wrong}, asking=asking())
        assert [(each.code, each.field) for each in refusal.value.refusals] == [("value_unfit", "days")]


def test_an_extension_is_as_long_as_the_rule_allows_and_comes_in_time() -> None:
    state = walked(OPEN, ("sign", {}))
    assert refused(state, "extend", {"days": "11"}) == ("clock_extension_too_long",)
    assert refused(state, "extend", {"days": "2.5"}) == ("value_unfit",)
    assert refused(state, "extend", {"days": "3"}, at=MONDAY + timedelta(days=30)) == ("clock_extended_too_late",)
    step = advance(CASE_TYPE, state, "extend", values={"days": "3"}, asking=asking())
    assert step.values == {"days": Decimal(3)}
    extended = after(CASE_TYPE, state, step)
    assert refused(extended, "extend", {"days": "3"}) == ("clock_extended_often_enough",)


def test_work_goes_from_unit_to_unit_and_back() -> None:
    passed = advance(
        CASE_TYPE, walked(OPEN, ("sign", {})), "pass_on", values={"to_unit": "agency", "reason": "职责"}, asking=asking("li", "bureau")
    )
    state = after(CASE_TYPE, walked(OPEN, ("sign", {})), passed)
    assert (state.unit, state.holder, state.given_by) == ("agency", "", ("office", "bureau"))
    assert state.involved == {"office", "bureau", "agency"}
    back = after(CASE_TYPE, state, advance(CASE_TYPE, state, "hand_back", values={"reason": "不属"}, asking=asking()))
    assert (back.unit, back.given_by) == ("bureau", ("office",))
    signed = walked(OPEN, ("sign", {}))
    assert signed.holder == "wang"
    assert refused(signed, "pass_on", {"to_unit": "bureau", "reason": "x"}) == ("unit_has_it_already",)
    assert walked(OPEN, ("sign", {}), ("let_go", {})).holder == ""


def test_what_an_applicant_opens_is_given_to_a_unit_and_never_comes_back_to_no_unit() -> None:
    opening = advance(CASE_TYPE, BEFORE, "open", values=OPEN[1], asking=asking("@applicant", ""))
    state = after(CASE_TYPE, BEFORE, opening)
    assert (state.unit, state.given_by, set(state.involved)) == ("bureau", (), {"bureau"})
    assert refused(state, "hand_back", {"reason": "不属"}, unit="bureau") == ("nobody_to_return_to",)
    assert stands(state, Standing.APPLICANT, "")
    assert not stands(state, Standing.APPLICANT, "bureau")
    assert not stands(state, Standing.UNIT, "")


def test_an_invited_unit_answers_once() -> None:
    state = walked(OPEN, ("sign", {}), ("invite", {"to_unit": "helpers"}))
    assert refused(state, "help", {"reason": "x"}, unit="bureau") == ("not_invited",)
    assert refused(state, "invite", {"to_unit": "helpers"}) == ("invited_already",)
    helped = after(CASE_TYPE, state, advance(CASE_TYPE, state, "help", values={"reason": "x"}, asking=asking("sun", "helpers")))
    assert helped.invited == {"helpers": True}
    assert refused(helped, "help", {"reason": "x"}, unit="helpers") == ("not_invited",)


def test_a_stop_leaves_alone_what_does_not_run() -> None:
    step = advance(CASE_TYPE, walked(OPEN), "withdraw", values={"reason": "误"}, asking=asking())
    assert [(each.clock, each.event.kind) for each in step.moves] == [("sign", EventKind.STOP)]


def test_time_runs_forward() -> None:
    assert refused(walked(OPEN), "sign", at=MONDAY - timedelta(minutes=1)) == ("earlier_than_last_step",)
    assert allowed(CASE_TYPE, walked(OPEN), asking(at=MONDAY - timedelta(seconds=1)))  # a page whose machine is a little behind


def test_steps_that_no_case_can_have_taken_are_told() -> None:
    opening = advance(CASE_TYPE, BEFORE, "open", values=OPEN[1], asking=asking())
    with pytest.raises(BrokenLife):
        replay(CASE_TYPE, [opening, Step(2, "accept", opening.doer, MONDAY, {})])
    with pytest.raises(BrokenLife):
        replay(CASE_TYPE, [opening, Step(3, "sign", opening.doer, MONDAY, {})])


def test_effects_of_one_step_follow_each_other() -> None:
    twice = (*effects(pause="answer"), *effects(pause="answer"), *effects(stop="answer"), *effects(resume="answer"))
    verbs = tuple(replace(each, clocks=twice) if each.code == "pause" else each for each in CASE_TYPE.transitions)
    step = advance(replace(CASE_TYPE, transitions=verbs), walked(OPEN, ("sign", {})), "pause", values={"reason": "等"}, asking=asking())
    assert [each.event.kind for each in step.moves] == [EventKind.PAUSE, EventKind.STOP]
