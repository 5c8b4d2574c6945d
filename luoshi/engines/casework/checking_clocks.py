"""Every way that a case can take, seen by one clock at a time: is it started once, does each effect do something, is it stopped at the end.

Guards are not asked, so that a way counts which they may forbid: a case type shows by its statuses, not by conditions, which clocks run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from luoshi.engines.casework.case_types import CaseClock, CaseType, ClockEffect, FieldType, Transition
from luoshi.engines.casework.clock_rules import EventKind
from luoshi.engines.casework.clocks import ClockState
from luoshi.engines.casework.faults import CaseTypeFault, FaultKind, fault
from luoshi.engines.casework.moves import NEXT, REACHED, STARTS

_COUNTS = (ClockState.RUNNING, ClockState.PAUSED)


def clock_faults(case_type: CaseType) -> Iterator[CaseTypeFault]:
    """What is wrong with the clocks of a case type."""
    for clock in case_type.clocks:
        yield from _choice_unsaid(case_type, clock)
        yield from _promise_unsaid(case_type, clock)
        walk = _Walk(case_type, clock)
        walk.through(case_type.opening, "", ClockState.NOT_STARTED)
        yield from walk.faults.values()
        yield from _never_moved(case_type, clock, walk)


def _choice_unsaid(case_type: CaseType, clock: CaseClock) -> Iterator[CaseTypeFault]:
    """A limit that depends on a choice is known only if the choice was made before, or in the same step."""
    if not clock.by or _requires(case_type.opening, clock.by):
        return
    for each in case_type.verbs():
        if any(effect.clock == clock.code and effect.act in STARTS for effect in each.clocks) and not _requires(each, clock.by):
            yield fault(
                FaultKind.CLOCK_CHOICE_UNSAID,
                each.line,
                f"“{each.code}”开始计时“{clock.code}”，其期限取决于“{clock.by}”；请在立项或本动作的 requires 中写上它。",
                f"“{each.code}” starts “{clock.code}”, whose limit depends on “{clock.by}”: require it here or in the opening.",
            )


def _promise_unsaid(case_type: CaseType, clock: CaseClock) -> Iterator[CaseTypeFault]:
    """A shorter limit can be promised only in a number, which some transition asks for."""
    numbers = {each.code for verb in case_type.verbs() for each in verb.fields if each.type is FieldType.NUMBER}
    if clock.promised and clock.promised not in numbers:
        yield fault(
            FaultKind.PROMISE_UNSAID,
            clock.line,
            f"“{clock.code}”的 promised 应是 number 类型、有动作填写的字段；现为“{clock.promised}”。",
            f"promised of “{clock.code}” is a field of type number for which a transition asks; this is “{clock.promised}”.",
        )


def _requires(transition: Transition, code: str) -> bool:
    return any(each.code == code and each.required for each in transition.fields)


def _never_moved(case_type: CaseType, clock: CaseClock, walk: _Walk) -> Iterator[CaseTypeFault]:
    if not walk.started:
        yield fault(
            FaultKind.CLOCK_NEVER_STARTED,
            clock.line,
            f"没有动作开始计时“{clock.code}”；请在动作的 clocks 中写 start: [{clock.code}]，或删去这个时限。",
            f"No transition starts the clock “{clock.code}”: write start: [{clock.code}] among the clocks of one, or remove it.",
        )
        return
    for each in case_type.verbs():
        for effect in each.clocks:
            if effect.clock == clock.code and (each.code, effect.act) not in walk.moved:
                yield fault(
                    FaultKind.CLOCK_NOT_MOVED,
                    each.line,
                    f"“{each.code}”的 {effect.act}: [{clock.code}] 从不起作用，那时该时限不在可以这样做的状态；请改写或删去。",
                    f"{effect.act}: [{clock.code}] of “{each.code}” never does anything, as the clock is in no state for it: remove it.",
                )


@dataclass(slots=True)
class _Walk:
    """All ways through the statuses, with what one clock does on them."""

    case_type: CaseType
    clock: CaseClock
    seen: set[tuple[str, ClockState]] = field(default_factory=set)
    moved: set[tuple[str, EventKind]] = field(default_factory=set)
    """The effects that did something on some way."""
    faults: dict[tuple[FaultKind, str], CaseTypeFault] = field(default_factory=dict)

    @property
    def started(self) -> bool:
        """Some way starts it."""
        return any(act in STARTS for _, act in self.moved)

    def through(self, transition: Transition, status: str, state: ClockState) -> None:
        """Walk on from a transition that begins in a status, with the clock in a state."""
        waiting = [(transition, status, state)]
        while waiting:
            each, source, before = waiting.pop()
            after = self._after(each, before)
            place = (each.target or source, after) if after is not None else None
            if place is None or place in self.seen:
                continue
            self.seen.add(place)
            waiting.extend((following, *place) for following in self.case_type.leading_from(place[0]))

    def _after(self, transition: Transition, state: ClockState) -> ClockState | None:
        """What the clock shows after a transition; None where that is refused. A right may outlive the case, a duty may not."""
        for effect in transition.clocks:
            if effect.clock == self.clock.code:
                following = self._effect(transition, effect, state)
                if following is None:
                    return None
                state = following
        target = transition.target
        closes = target is not None and self.case_type.status(target).kind.is_closed
        if closes and state in _COUNTS and not self.clock.is_window:
            self._note(
                FaultKind.CLOCK_NOT_STOPPED,
                transition,
                f"“{transition.code}”办结时“{self.clock.code}”可能还在计时；请加 stop: [{self.clock.code}]。",
                f"When “{transition.code}” closes the case, “{self.clock.code}” may still count: add stop: [{self.clock.code}].",
            )
        return state

    def _effect(self, transition: Transition, effect: ClockEffect, state: ClockState) -> ClockState | None:
        if effect.act is EventKind.START and state in _COUNTS:
            self._note(
                FaultKind.CLOCK_STARTED_TWICE,
                transition,
                f"“{transition.code}”开始计时“{self.clock.code}”时它可能已在计时；请改用 restart，或先 stop。",
                f"When “{transition.code}” starts “{self.clock.code}” it may count already: restart it, or stop it before.",
            )
            return None
        if effect.act not in STARTS and state not in REACHED[effect.act]:
            return None if effect.act is EventKind.EXTEND else state
        self.moved.add((transition.code, effect.act))
        return NEXT.get(effect.act, state)

    def _note(self, kind: FaultKind, transition: Transition, chinese: str, english: str) -> None:
        self.faults.setdefault((kind, transition.code), fault(kind, transition.line, chinese, english))
