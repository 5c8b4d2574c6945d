"""What is wrong with a case type, before any case is opened: everything at once, each with its line and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from string import Formatter
from typing import Final

from luoshi.engines.casework import conditions
from luoshi.engines.casework.case_types import (
    PLACEHOLDERS,
    Assignment,
    CaseType,
    FieldType,
    Guard,
    Notice,
    Standing,
    StatusKind,
    Transition,
)
from luoshi.engines.casework.checking_clocks import clock_faults
from luoshi.engines.casework.clock_rules import EventKind
from luoshi.engines.casework.faults import CaseTypeFault, FaultKind, fault
from luoshi.engines.feel import FeelSyntaxError, check
from luoshi.engines.feel import types as feel


def faults_of(case_type: CaseType) -> tuple[CaseTypeFault, ...]:
    """Everything that is wrong, in the order of the file."""
    found = chain(
        _about_statuses(case_type),
        _about_people(case_type),
        _about_fields(case_type),
        _about_what_it_tells(case_type),
        _about_guards(case_type),
        clock_faults(case_type),
    )
    return tuple(sorted(found, key=lambda each: each.line))


# --- statuses


def successors(case_type: CaseType, status: str) -> set[str]:
    """The statuses to which one step leads."""
    return {each.target for each in case_type.leading_from(status) if each.target is not None}


def reachable(case_type: CaseType, starts: Iterable[str]) -> set[str]:
    """The statuses that can be reached, those of the start among them."""
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        status = waiting.pop()
        if status not in seen:
            seen.add(status)
            waiting.extend(successors(case_type, status))
    return seen


def _about_statuses(case_type: CaseType) -> Iterator[CaseTypeFault]:
    assert case_type.opening.target is not None
    found = reachable(case_type, [case_type.opening.target])
    closed = {each.code for each in case_type.statuses if each.kind.is_closed}
    for status in case_type.statuses:
        if status.code not in found:
            yield fault(
                FaultKind.UNREACHABLE_STATUS,
                status.line,
                f"从立项走不到环节“{status.code}”；请补上通往它的动作，或删去它。",
                f"No way leads from the opening to the status “{status.code}”: add a transition to it, or remove it.",
            )
        elif not status.kind.is_closed and not closed & reachable(case_type, [status.code]):
            yield fault(
                FaultKind.STATUS_WITHOUT_END,
                status.line,
                f"环节“{status.code}”走不到任何办结的环节；请补上离开它的动作。",
                f"From the status “{status.code}” no closed status can be reached: add a transition that leaves it.",
            )
    for each in case_type.transitions:
        yield from _about_reopening(case_type, each, closed)
    yield from _about_turns(case_type)


def _about_reopening(case_type: CaseType, each: Transition, closed: set[str]) -> Iterator[CaseTypeFault]:
    leaves = {source for source in each.sources if source in closed} if each.target is not None and each.target not in closed else set()
    if leaves and not each.reopens:
        yield fault(
            FaultKind.REOPENS_UNSAID,
            each.line,
            f"“{each.code}”使已办结的办件重新开始；若是有意，请写 reopens: true，否则从 from 中去掉 {'、'.join(sorted(leaves))}。",
            f"“{each.code}” opens a closed case again: write reopens: true if that is meant, else take out {', '.join(sorted(leaves))}.",
        )
    elif each.reopens and not leaves:
        yield fault(
            FaultKind.REOPENS_NOTHING,
            each.line,
            f"“{each.code}”写了 reopens，但不从已办结的环节开始；请删去 reopens。",
            f"“{each.code}” says reopens and begins in no closed status: remove it.",
        )


def _about_turns(case_type: CaseType) -> Iterator[CaseTypeFault]:
    """In an open status somebody can lead the case on: the unit that has it, or those whom it awaits. Whom it awaits can do something."""
    of_unit = {each.code for each in case_type.actors if each.of is Standing.UNIT}
    for status in case_type.statuses:
        doers = {each.actor for each in case_type.leading_from(status.code)}
        movers = {each.actor for each in case_type.leading_from(status.code) if each.target not in (None, status.code)}
        idle = [each for each in status.awaits if each not in doers]
        if idle or (status.kind is StatusKind.OPEN and movers and not movers & {*of_unit, *status.awaits}):
            yield fault(
                FaultKind.STATUS_AWAITS_NOBODY,
                status.line,
                f"环节“{status.code}”等谁办理：awaits 要写能办的角色；在这里能办的有：{'、'.join(sorted(doers)) or '无'}。",
                f"Whom does “{status.code}” await? Name actors in awaits who can act there: {', '.join(sorted(doers)) or 'none'}.",
            )


# --- people


def _about_people(case_type: CaseType) -> Iterator[CaseTypeFault]:
    invites = any(each.assignment is Assignment.INVITE for each in case_type.verbs())
    told = {code for each in _notices(case_type) for code in each.to}
    acting = {each.actor for each in case_type.verbs()}
    for actor in case_type.actors:
        if actor.of is Standing.CO_HANDLER and not invites:
            yield fault(
                FaultKind.NOBODY_CAN_BE_IT,
                actor.line,
                f"没有动作邀请协办单位，所以没有人能是“{actor.code}”；请补上 assignment: invite 的动作，或改写 of。",
                f"No transition invites a unit, so nobody can be “{actor.code}”: add one with assignment: invite, or change its of.",
            )
        if actor.code not in acting | told:
            yield fault(
                FaultKind.ACTOR_UNUSED,
                actor.line,
                f"角色“{actor.code}”既不办理也不接收通知；请删去，或写进动作。",
                f"The actor “{actor.code}” neither acts nor is told anything: remove it, or let a transition name it.",
            )
    yield from _about_outsiders(case_type)
    for transition in case_type.verbs():
        yield from _about_second_person(case_type, transition)


def _about_outsiders(case_type: CaseType) -> Iterator[CaseTypeFault]:
    """The applicant and the system are no unit: what they open is given to one, and they neither take work nor answer for a unit."""
    for each in case_type.verbs():
        if not case_type.actor(each.actor).of.is_outside:
            continue
        if each is case_type.opening and each.assignment is not Assignment.GIVE:
            yield fault(
                FaultKind.OPENED_FOR_NO_UNIT,
                each.line,
                f"“{each.code}”不由单位立项，要写交给哪个单位：assignment: give，并在 requires 中写一个 unit 类型的字段。",
                f"“{each.code}” is not done by a unit, so it says who has the case: assignment: give, and requires a field of type unit.",
            )
        elif each.assignment in (Assignment.TAKE, Assignment.ANSWER):
            yield fault(
                FaultKind.OUTSIDER_TAKES_WORK,
                each.line,
                f"“{each.code}”不由单位的人办理，不能写 assignment: {each.assignment.value}；请改写角色，或删去它。",
                f"“{each.code}” is done by nobody of a unit, so not with assignment: {each.assignment.value}: change either.",
            )


def _about_second_person(case_type: CaseType, each: Transition) -> Iterator[CaseTypeFault]:
    for code in each.not_by:
        other = case_type.transition(code)
        if other is None:
            yield fault(
                FaultKind.SECOND_PERSON_UNKNOWN,
                each.line,
                f"“{each.code}”的 not_by 中没有“{code}”这个动作；请写动作的编码。",
                f"not_by of “{each.code}” names “{code}”, which is no transition: write the code of one.",
            )
        elif not _can_come_before(case_type, other, each):
            yield fault(
                FaultKind.SECOND_PERSON_NEVER_BEFORE,
                each.line,
                f"“{code}”不可能发生在“{each.code}”之前，not_by 查不到任何人；请改写。",
                f"“{code}” can never come before “{each.code}”, so not_by would find nobody: name another transition.",
            )


def _can_come_before(case_type: CaseType, first: Transition, second: Transition) -> bool:
    after_first = [first.target] if first.target is not None else list(first.sources)
    return bool(reachable(case_type, after_first) & set(second.sources))


# --- fields


def _about_fields(case_type: CaseType) -> Iterator[CaseTypeFault]:
    asked = {field.code for each in case_type.verbs() for field in each.fields}
    for field in case_type.fields:
        if field.code not in asked:
            yield fault(
                FaultKind.FIELD_UNUSED,
                field.line,
                f"没有动作填写字段“{field.code}”；请删去，或写进动作的 requires 或 asks。",
                f"No transition asks for the field “{field.code}”: remove it, or name it in requires or asks.",
            )
    for each in case_type.verbs():
        units = [field for field in each.fields if field.type is FieldType.UNIT]
        if each.assignment.names_a_unit and not (len(units) == 1 and units[0].required):
            yield fault(
                FaultKind.NO_UNIT_ASKED,
                each.line,
                f"“{each.code}”要给哪个单位，必须恰好有一个 unit 类型的必填字段；请写进 requires。",
                f"To know which unit “{each.code}” means, it requires exactly one field of type unit: name it in requires.",
            )
        yield from _about_extensions(case_type, each)


def _about_extensions(case_type: CaseType, each: Transition) -> Iterator[CaseTypeFault]:
    numbers = {field.code for field in each.fields if field.type is FieldType.NUMBER and field.required}
    for effect in each.clocks:
        if effect.act is not EventKind.EXTEND:
            continue
        if (effect.by and effect.by not in numbers) or not case_type.clock(effect.clock).extension:
            yield fault(
                FaultKind.EXTENSION_UNSAID,
                each.line,
                f"“{each.code}”延长“{effect.clock}”：该时限要写 extension，extend_by 应是本动作必填的 number 字段。",
                f"“{each.code}” extends “{effect.clock}”: that clock needs an extension, and extend_by a number field that it requires.",
            )


# --- what it tells

_EVENT: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


def _notices(case_type: CaseType) -> Iterator[Notice]:
    for transition in case_type.verbs():
        yield from transition.notices
    for clock in case_type.clocks:
        yield from (*clock.soon, *clock.late)


def _about_what_it_tells(case_type: CaseType) -> Iterator[CaseTypeFault]:
    for each in case_type.verbs():
        if each.event and not (_EVENT.fullmatch(each.event) and each.event.startswith(f"{case_type.code}.")):
            yield fault(
                FaultKind.EVENT_NOT_DOTTED,
                each.line,
                f"事实类型“{each.event}”应写成“{case_type.code}.”加英文小写，例如 {case_type.code}.issued。",
                f"A kind of fact begins with the case type, such as {case_type.code}.issued; this says “{each.event}”.",
            )
    for notice in _notices(case_type):
        for name in _unknown_placeholders(notice):
            known = "、".join(f"{{{each}}}" for each in PLACEHOLDERS)
            yield fault(
                FaultKind.PLACEHOLDER_UNKNOWN,
                notice.line,
                f"通知里的“{{{name}}}”没有内容可填；可用的有：{known}。",
                f"Nothing is known that could stand for “{{{name}}}”; there are: {known}.",
            )


def _unknown_placeholders(notice: Notice) -> list[str]:
    try:
        parts = [*Formatter().parse(notice.words.chinese), *Formatter().parse(notice.words.english)]
    except ValueError:
        return ["{"]
    named = [name if not form and not conversion else f"{name}:{form}" for _, name, form, conversion in parts if name is not None]
    return [name for name in dict.fromkeys(named) if name not in PLACEHOLDERS]


# --- guards


def _about_guards(case_type: CaseType) -> Iterator[CaseTypeFault]:
    for transition in case_type.verbs():
        for guard in transition.guards:
            yield from _about_guard(case_type, transition, guard)


def _about_guard(case_type: CaseType, transition: Transition, guard: Guard) -> Iterator[CaseTypeFault]:
    where = f"“{transition.code}” {guard.code}"
    try:
        node = conditions.parsed(guard.expression)
    except FeelSyntaxError as error:
        said = error.message
        yield fault(FaultKind.GUARD_UNREADABLE, guard.line, f"{where}：{said.chinese}", f"{where}: {said.english}")
        return
    found = check(node, conditions.names_of(case_type, transition))
    for remark in found.errors:
        said, text = remark.message, guard.expression[remark.start : remark.end]
        yield fault(FaultKind.GUARD_NEVER_HOLDS, guard.line, f"{where}，“{text}”：{said.chinese}", f"{where}, “{text}”: {said.english}")
    if not found.errors and found.type not in (feel.BOOLEAN, feel.ANY):
        yield fault(
            FaultKind.GUARD_NOT_BOOLEAN,
            guard.line,
            f"{where} 得出的是 {found.type}，不是真假；请写成条件。",
            f"{where} gives {found.type}, neither true nor false: write a condition.",
        )
