"""Every reason for which a step is refused, each a function whose name is the condition. All are asked, so that all is said at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from luoshi.engines.casework import conditions
from luoshi.engines.casework.case_types import Actor, Assignment, CaseClock, CaseType, ClockEffect, Transition
from luoshi.engines.casework.clock_refusals import ClockRefused
from luoshi.engines.casework.clock_rules import AMOUNT_MAX, EventKind, Limit
from luoshi.engines.casework.clocks import ClockReading, ClockState, read_with
from luoshi.engines.casework.moves import STARTS, Timetable, event_of, following, limit_name, reaches, states_of
from luoshi.engines.casework.refusals import CaseRefusal, RefusalCode
from luoshi.engines.casework.states import CaseState, ClockRun, Doer
from luoshi.engines.casework.values import StepValue, UnfitValue, read_value
from luoshi.engines.feel import Value
from luoshi.words import Words


def _refusal(code: RefusalCode, chinese: str, english: str, field: str = "") -> CaseRefusal:
    return CaseRefusal(code.value, Words(chinese, english), field)


def there_is_no_such_transition(case_type: CaseType, code: str) -> CaseRefusal:
    """The case type does not know the verb."""
    known = tuple(each.code for each in case_type.transitions)
    return _refusal(
        RefusalCode.NO_SUCH_TRANSITION,
        f"“{case_type.name.chinese}”没有“{code}”这个动作；可用的有：{'、'.join(known)}。",
        f"“{case_type.name.english}” knows no “{code}”; there are: {', '.join(known)}.",
    )


def it_leads_from_elsewhere(case_type: CaseType, state: CaseState, transition: Transition) -> Iterator[CaseRefusal]:
    """The case does not stand where the transition begins: somebody was faster, or it is another's turn."""
    if transition in case_type.leading_from(state.status):
        return
    here = case_type.status(state.status).name if state.status is not None else Words("尚未立项", "not opened yet")
    sources = [case_type.status(each).name for each in transition.sources]
    yield _refusal(
        RefusalCode.WRONG_STATUS,
        f"办件现处于“{here.chinese}”，不能“{transition.name.chinese}”；"
        + (f"只能在“{'”“'.join(each.chinese for each in sources)}”时进行。" if sources else "立项只有一次。"),
        f"The case is in “{here.english}”, where “{transition.name.english}” is not possible; "
        + (f"it is in: {', '.join(each.english for each in sources)}." if sources else "a case is opened once."),
    )


def somebody_else_has_to_do_it(case_type: CaseType, transition: Transition, has_part: Callable[[Actor], bool]) -> Iterator[CaseRefusal]:
    """The person is not the actor."""
    actor = case_type.actor(transition.actor)
    if not has_part(actor):
        yield _refusal(
            RefusalCode.NOT_YOUR_PART,
            f"“{transition.name.chinese}”由{actor.name.chinese}办理，您的岗位在这一件上不是。请转请其办理。",
            f"“{transition.name.english}” is for: {actor.name.english}. Your post is not that in this case; ask them to do it.",
        )


def the_same_person_did_what_is_checked(case_type: CaseType, state: CaseState, transition: Transition, doer: Doer) -> Iterator[CaseRefusal]:
    """双人规则, 回避: whoever took the other part may not take this one."""
    done = [code for code in transition.not_by if any(each.person == doer.person for each in state.doers.get(code, ()))]
    names = [verb.name for verb in case_type.verbs() if verb.code in done]
    if names:
        yield _refusal(
            RefusalCode.SAME_PERSON,
            f"您在这一件中做过“{'”“'.join(each.chinese for each in names)}”，不能再“{transition.name.chinese}”；请由另一个人办理。",
            f"In this case you did: {', '.join(each.english for each in names)}. Another person has to do “{transition.name.english}”.",
        )


def it_is_earlier_than_the_last_step(state: CaseState, at: datetime) -> Iterator[CaseRefusal]:
    """A life runs forward."""
    if state.last_at is not None and at < state.last_at:
        yield _refusal(
            RefusalCode.EARLIER_THAN_LAST_STEP,
            f"时间 {at.isoformat()} 早于上一步的 {state.last_at.isoformat()}；请核对时间。",
            f"{at.isoformat()} is earlier than the last step at {state.last_at.isoformat()}: check the time.",
        )


def a_guard_does_not_hold(transition: Transition, case: Value, step: Value | None) -> Iterator[CaseRefusal]:
    """A condition of the case type is not true. Without the step's values those that speak of them are left out."""
    for guard in transition.guards:
        if (step is not None or not conditions.speaks_of_step(guard)) and not conditions.holds(guard, case, step):
            yield CaseRefusal(guard.code, guard.says)


# --- what is said


def values_do_not_fit(transition: Transition, raw: Mapping[str, Any], values: dict[str, StepValue]) -> Iterator[CaseRefusal]:
    """Something required is not said, something is said that was not asked, or a value is none. What is right goes into ``values``."""
    asked = {each.code: each for each in transition.fields}
    for code in raw:
        if code not in asked and raw[code] is not None:
            yield _refusal(
                RefusalCode.VALUE_NOT_ASKED,
                f"“{transition.name.chinese}”不填“{code}”；可填的有：{'、'.join(asked) or '无'}。",
                f"“{transition.name.english}” does not ask for “{code}”; it asks for: {', '.join(asked) or 'nothing'}.",
                code,
            )
    for field in transition.fields:
        try:
            value = read_value(field, raw.get(field.code))
        except UnfitValue as unfit:
            name, words = field.name, unfit.words
            yield _refusal(RefusalCode.VALUE_UNFIT, f"{name.chinese}：{words.chinese}", f"{name.english}: {words.english}", field.code)
            continue
        if value is not None:
            values[field.code] = value
        elif field.required:
            yield _refusal(RefusalCode.VALUE_MISSING, f"请填写“{field.name.chinese}”。", f"“{field.name.english}” is required.", field.code)


# --- who has the work


def nobody_can_have_it(state: CaseState, transition: Transition, values: Mapping[str, StepValue], doer: Doer) -> Iterator[CaseRefusal]:
    """The unit that would have the work, or work beside it, cannot."""
    asked = transition.unit_field
    named = str(values.get(asked.code, "")) if asked is not None else ""
    field = asked.code if asked is not None else ""
    match transition.assignment:
        case Assignment.RETURN if not state.given_by:
            yield _refusal(
                RefusalCode.NOBODY_TO_RETURN_TO,
                "这一件不是别的单位转来的，无处可退。请转办，或说明不属本单位职责。",
                "No unit gave this case to yours, so it cannot be returned. Transfer it instead.",
            )
        case Assignment.GIVE if named == state.unit:
            words = "这个单位已在承办；请选另一个单位。", "This unit has the case already: choose another."
            yield _refusal(RefusalCode.UNIT_HAS_IT_ALREADY, *words, field)
        case Assignment.INVITE if named == state.unit:
            words = "主办单位不能又是协办单位；请选另一个单位。", "The unit that leads cannot also assist: choose another."
            yield _refusal(RefusalCode.UNIT_HAS_IT_ALREADY, *words, field)
        case Assignment.INVITE if named in state.invited:
            yield _refusal(
                RefusalCode.INVITED_ALREADY, "这个单位已在协办；请选另一个单位。", "This unit assists already: choose another.", field
            )
        case Assignment.ANSWER if state.invited.get(doer.unit, True):
            yield _refusal(
                RefusalCode.NOT_INVITED,
                "本单位没有待办的协办任务；请核对办件。",
                "Your unit is not asked to assist, or has answered already: check the case.",
            )


# --- clocks


def a_clock_cannot_start(
    effect: ClockEffect, clock: CaseClock, known: Mapping[str, StepValue], now: Mapping[str, ClockState], limits: Mapping[str, Limit]
) -> Iterator[CaseRefusal]:
    """It counts already, or no limit is in force for it on the day."""
    if effect.act is EventKind.START and now.get(clock.code, ClockState.STOPPED) is not ClockState.STOPPED:
        yield _refusal(
            RefusalCode.CLOCK_RUNS_ALREADY,
            f"“{clock.name.chinese}”已在计时；请维护事项类型的人改用 restart，或先 stop。",
            f"The clock “{clock.name.english}” counts already: whoever keeps the case type can restart it, or stop it before.",
        )
    name = limit_name(clock, known)
    missing = [each for each in filter(None, (name, clock.extension, clock.warn_before)) if each not in limits]
    if missing or not name:
        yield _refusal(
            RefusalCode.NO_LIMIT_IN_FORCE,
            f"“{clock.name.chinese}”这一天没有现行的期限：{'、'.join(missing) or clock.by}；"
            "请维护规则的人在 parameters.yaml 中补上数值和依据。",
            f"The clock “{clock.name.english}” has no limit in force on this day: {', '.join(missing) or clock.by}. "
            "Whoever keeps the rules can add the value with its document to parameters.yaml.",
        )


def more_is_promised_than_the_law_allows(
    clock: CaseClock, known: Mapping[str, StepValue], limits: Mapping[str, Limit]
) -> Iterator[CaseRefusal]:
    """A limit that was promised for this case is longer than that of the law, or no whole number."""
    promised, law = known.get(clock.promised), limits.get(limit_name(clock, known))
    if isinstance(promised, Decimal) and law is not None and not (1 <= promised <= law.amount and promised == promised.to_integral_value()):
        yield _refusal(
            RefusalCode.VALUE_UNFIT,
            f"“{clock.name.chinese}”的承诺时限应为整数，不超过法定的 {law.words.chinese}；现为 {promised}。",
            f"What is promised for “{clock.name.english}” is a whole number within the law's {law.words.english}; this is {promised}.",
            clock.promised,
        )


def a_clock_refuses(
    effect: ClockEffect, clock: CaseClock, run: ClockRun | None, said: Mapping[str, StepValue], timetable: Timetable, *, at: datetime
) -> Iterator[CaseRefusal]:
    """An extension of a clock that does not run, that comes too late, too often, or is too long."""
    amount = said.get(effect.by)
    if isinstance(amount, Decimal) and not (1 <= amount <= AMOUNT_MAX and amount == amount.to_integral_value()):
        words = Words(f"请填写 1 到 {AMOUNT_MAX} 之间的整数。", f"Write a whole number from 1 to {AMOUNT_MAX}.")
        yield CaseRefusal(RefusalCode.VALUE_UNFIT.value, words, effect.by)
        return
    if run is None:
        yield _refusal(
            RefusalCode.CLOCK_DOES_NOT_RUN,
            f"“{clock.name.chinese}”没有在计时，无从延长。",
            f"The clock “{clock.name.english}” does not run, so it cannot be extended.",
        )
        return
    try:
        read_with(run.rule, run.events, event_of(effect, run, said, at=at), calendar=timetable.calendar, hours=timetable.hours)
    except ClockRefused as refused:
        words = refused.words
        yield CaseRefusal(
            refused.code.value,
            Words(f"“{clock.name.chinese}”：{words.chinese}", f"{clock.name.english}: {words.english}"),
            effect.by,
        )


def clocks_cannot_move(
    case_type: CaseType,
    state: CaseState,
    transition: Transition,
    said: Mapping[str, StepValue],
    readings: Mapping[str, ClockReading],
    *,
    timetable: Timetable,
    at: datetime,
) -> Iterator[CaseRefusal]:
    """A clock cannot be started or extended, after what its earlier effects do. A step extends a clock once, and none that it starts."""
    now, used = states_of(readings), set[str]()
    for effect in transition.clocks:
        clock = case_type.clock(effect.clock)
        if effect.act in STARTS:
            known = {**state.values, **said}
            yield from a_clock_cannot_start(effect, clock, known, now, timetable.limits)
            yield from more_is_promised_than_the_law_allows(clock, known, timetable.limits)
            used.add(clock.code)
        elif effect.act is EventKind.EXTEND:
            run = state.clocks.get(clock.code) if reaches(effect, now) and clock.code not in used else None
            used.add(clock.code)
            yield from a_clock_refuses(effect, clock, run, said, timetable, at=at)
        now = following(effect, now)
