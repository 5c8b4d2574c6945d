"""A small case type with every kind of effect, and the people who act in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from luoshi.engines.casework import (
    BEFORE,
    Actor,
    Asking,
    Assignment,
    Calendar,
    CaseClock,
    CaseState,
    CaseType,
    Choice,
    ClockEffect,
    Doer,
    EventKind,
    Field,
    FieldType,
    Guard,
    Limit,
    OfficeHours,
    Standing,
    Status,
    StatusKind,
    Timetable,
    Transition,
    Unit,
    YearTable,
    advance,
    after,
)
from luoshi.words import Words

ZONE: Final = ZoneInfo("Asia/Shanghai")


def words(text: str) -> Words:
    """The same in both languages: tests look at codes."""
    return Words(text, text)


def effects(**acts: str) -> tuple[ClockEffect, ...]:
    """``effects(stop="sign", start="reply")``."""
    return tuple(ClockEffect(EventKind(act), clock) for act, clock in acts.items())


REASON = Field("reason", words("理由"), FieldType.LONG_TEXT, required=True)
UNIT = Field("to_unit", words("单位"), FieldType.UNIT, required=True)
EVIDENCE = Field("evidence", words("佐证"), FieldType.ATTACHMENTS, required=True)
DAYS = Field("days", words("天数"), FieldType.NUMBER, required=True)
MATTER = Field("matter", words("类别"), FieldType.CHOICE, required=True, choices=(Choice("easy", words("易")), Choice("hard", words("难"))))

CASE_TYPE: Final = CaseType(
    code="errand",
    name=words("跑腿"),
    summary=words("跑腿"),
    subjects=("commitment",),
    statuses=(
        Status("new", words("新"), StatusKind.OPEN),
        Status("working", words("办"), StatusKind.OPEN),
        Status("waiting", words("等"), StatusKind.WAITING),
        Status("answered", words("答"), StatusKind.OPEN, ("office",)),
        Status("done", words("成"), StatusKind.DONE),
        Status("not_ours", words("非"), StatusKind.NOT_OURS),
        Status("withdrawn", words("撤"), StatusKind.WITHDRAWN),
    ),
    actors=(
        Actor("office", words("办公室"), "direct", Standing.DISTRICT),
        Actor("unit", words("承办"), "handle", Standing.UNIT),
        Actor("helper", words("协办"), "handle", Standing.CO_HANDLER),
        Actor("leader", words("领导"), "approve", Standing.DISTRICT),
    ),
    opening=Transition(
        "open",
        words("立"),
        (),
        "new",
        "office",
        fields=(MATTER, UNIT),
        clocks=effects(start="sign"),
        assignment=Assignment.GIVE,
        event="errand.opened",
    ),
    transitions=(
        Transition(
            "sign", words("签"), ("new",), "working", "unit", clocks=effects(stop="sign", start="answer"), assignment=Assignment.TAKE
        ),
        Transition("let_go", words("放"), ("working",), None, "unit", assignment=Assignment.RELEASE),
        Transition(
            "pass_on",
            words("转"),
            ("working",),
            "new",
            "unit",
            fields=(UNIT, REASON),
            clocks=effects(stop="answer", start="sign"),
            assignment=Assignment.GIVE,
        ),
        Transition(
            "hand_back",
            words("退"),
            ("new",),
            "not_ours",
            "unit",
            (Guard("window_over", "not(case.clocks.sign.is_late)", words("过期")),),
            (REASON,),
            effects(stop="sign"),
            Assignment.RETURN,
        ),
        Transition("pause", words("停"), ("working",), "waiting", "unit", fields=(REASON,), clocks=effects(pause="answer")),
        Transition("resume", words("续"), ("waiting",), "working", "unit", clocks=effects(resume="answer")),
        Transition(
            "extend", words("延"), ("working",), None, "leader", fields=(DAYS,), clocks=(ClockEffect(EventKind.EXTEND, "answer", "days"),)
        ),
        Transition("invite", words("邀"), ("working",), None, "unit", fields=(UNIT,), assignment=Assignment.INVITE),
        Transition("help", words("协"), ("working",), None, "helper", fields=(REASON,), assignment=Assignment.ANSWER),
        Transition(
            "answer",
            words("答"),
            ("working",),
            "answered",
            "unit",
            (
                Guard("helpers_first", "case.invited_waiting = 0", words("协办未答")),
                Guard("two_papers", 'case.values.matter = "easy" or count(step.evidence) > 1', words("难事两份")),
            ),
            (EVIDENCE,),
            effects(stop="answer"),
        ),
        Transition(
            "send_back",
            words("返"),
            ("answered",),
            "working",
            "office",
            fields=(REASON,),
            clocks=effects(start="answer"),
            not_by=("answer",),
        ),
        Transition("accept", words("销"), ("answered",), "done", "office", not_by=("open", "answer"), event="errand.done"),
        Transition(
            "withdraw",
            words("撤"),
            ("new", "working", "answered"),
            "withdrawn",
            "office",
            fields=(REASON,),
            clocks=(*effects(stop="sign"), *effects(stop="answer")),
        ),
        Transition("reopen", words("重"), ("done",), "working", "leader", fields=(REASON,), clocks=effects(start="answer"), reopens=True),
    ),
    clocks=(
        CaseClock("sign", words("签收"), {"": "签收期限"}),
        CaseClock("answer", words("答复"), {"easy": "易事期限", "hard": "难事期限"}, "matter", "延长期限", 1, "提醒"),
    ),
    fields=(MATTER, UNIT, REASON, EVIDENCE, DAYS),
)

TIMETABLE: Final = Timetable(
    Calendar((YearTable(2023, "示例", date(2022, 12, 1), frozenset(), frozenset()),)),
    OfficeHours(((time(8, 30), time(12)), (time(13, 30), time(17, 30))), ZONE),
    {
        "签收期限": Limit(2, Unit.WORKING_DAY),
        "易事期限": Limit(5, Unit.WORKING_DAY),
        "难事期限": Limit(15, Unit.WORKING_DAY),
        "延长期限": Limit(10, Unit.WORKING_DAY),
        "提醒": Limit(1, Unit.WORKING_DAY),
    },
)
MONDAY: Final = datetime(2023, 3, 6, 9, tzinfo=ZONE)


def asking(person: str = "wang", unit: str = "office", *, at: datetime = MONDAY, parts: tuple[str, ...] | None = None) -> Asking:
    """Somebody who may do everything, or only what these actors may."""
    return Asking(Doer(person, unit), lambda actor: parts is None or actor.code in parts, at, TIMETABLE)


def walked(*steps: tuple[str, Mapping[str, Any]], person: str = "wang", unit: str = "office", at: datetime = MONDAY) -> CaseState:
    """The state after some steps of one person."""
    state = BEFORE
    for code, values in steps:
        state = after(CASE_TYPE, state, advance(CASE_TYPE, state, code, values=values, asking=asking(person, unit, at=at)))
    return state


OPEN: Final = ("open", {"matter": "easy", "to_unit": "bureau"})
