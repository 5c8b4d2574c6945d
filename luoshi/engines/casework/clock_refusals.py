"""What cannot have happened to a clock, each a function whose name is the condition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from luoshi.engines.casework.clock_rules import ClockEvent, ClockRule, EventKind
from luoshi.words import Words, named_day


class ClockRefusal(StrEnum):
    """The closed list of reasons."""

    WITHOUT_ZONE = "clock_event_without_zone"
    OUT_OF_ORDER = "clock_events_out_of_order"
    IN_THE_FUTURE = "clock_event_in_the_future"
    NOT_STARTED = "clock_not_started"
    STARTED_TWICE = "clock_started_twice"
    PAUSED_TWICE = "clock_paused_twice"
    NOT_PAUSED = "clock_not_paused"
    STOPPED = "clock_stopped"
    LIMIT_NOT_ASKED = "clock_limit_not_asked"
    CANNOT_BE_EXTENDED = "clock_cannot_be_extended"
    EXTENDED_OFTEN_ENOUGH = "clock_extended_often_enough"
    EXTENSION_TOO_LONG = "clock_extension_too_long"
    EXTENDED_TOO_LATE = "clock_extended_too_late"


class ClockRefused(ValueError):
    """Events that contradict each other or the rule. ``code`` is stable, ``words`` say what is wrong and what to do."""

    def __init__(self, code: ClockRefusal, chinese: str, english: str) -> None:
        self.code, self.words = code, Words(chinese, english)
        super().__init__(str(self.words))


def without_zone(moment: datetime) -> None:
    """A moment that could be any of two dozen."""
    if moment.utcoffset() is None:
        raise ClockRefused(
            ClockRefusal.WITHOUT_ZONE,
            f"时间 {moment} 没有时区；请写明，例如 +08:00。",
            f"The moment {moment} has no time zone: give one, such as +08:00.",
        )


def out_of_order(events: Sequence[ClockEvent], at: datetime) -> None:
    """An event comes after one that is later than itself, or lies after the moment at which the clock is read."""
    for earlier, later in pairwise(events):
        if later.at < earlier.at:
            raise ClockRefused(
                ClockRefusal.OUT_OF_ORDER,
                f"“{_NAMES[later.kind].chinese}”（{later.at}）早于前一步“{_NAMES[earlier.kind].chinese}”（{earlier.at}）；请核对时间。",
                f"{_NAMES[later.kind].english} at {later.at}, earlier than {_NAMES[earlier.kind].english} at {earlier.at}: check both.",
            )
    if events and events[-1].at > at:
        raise ClockRefused(
            ClockRefusal.IN_THE_FUTURE,
            f"“{_NAMES[events[-1].kind].chinese}”（{events[-1].at}）晚于查看的时间 {at}；请查看此后的时间，或去掉这一步。",
            f"It is {_NAMES[events[-1].kind].english} at {events[-1].at}, after {at} when it is read: read later, or leave it out.",
        )


def limit_not_asked(event: ClockEvent) -> None:
    """Only an extension says how much."""
    if event.limit is not None and event.kind is not EventKind.EXTEND:
        raise ClockRefused(
            ClockRefusal.LIMIT_NOT_ASKED,
            f"“{_NAMES[event.kind].chinese}”不带期限；只有延长才写多长。",
            f"A clock that is {_NAMES[event.kind].english} is given no limit: only an extension says how much.",
        )


def extension_is_against(rule: ClockRule, event: ClockEvent, extensions: int) -> None:
    """The rule allows no extension, no further one, or none of this length. ``extensions`` is how many there were."""
    if rule.extension is None:
        raise ClockRefused(ClockRefusal.CANNOT_BE_EXTENDED, "这个期限不能延长。", "This limit cannot be extended.")
    if extensions >= rule.extensions_max:
        raise ClockRefused(
            ClockRefusal.EXTENDED_OFTEN_ENOUGH,
            f"已经延长 {extensions} 次，最多 {rule.extensions_max} 次。",
            f"It was extended {extensions} times, and {rule.extensions_max} is the most.",
        )
    if event.limit is not None and (event.limit.unit is not rule.extension.unit or event.limit.amount > rule.extension.amount):
        raise ClockRefused(
            ClockRefusal.EXTENSION_TOO_LONG,
            f"延长 {event.limit.words.chinese}，一次最多 {rule.extension.words.chinese}。",
            f"An extension of {event.limit.words.english}, where {rule.extension.words.english} is the most.",
        )


def extended_too_late(event: ClockEvent, due: datetime | None) -> None:
    """What is over cannot be made longer: an extension is asked for and approved before the deadline."""
    if event.kind is EventKind.EXTEND and due is not None and event.at > due:
        raise ClockRefused(
            ClockRefusal.EXTENDED_TOO_LATE,
            f"期限{named_day(due.date())}{due:%H:%M}已过，不能再延长；延长应在到期以前批准。",
            f"The deadline {due:%Y-%m-%d %H:%M} has passed: an extension is approved before it.",
        )


def impossible(kind: EventKind, code: ClockRefusal) -> ClockRefused:
    """The refusal of an event that the state of the clock does not allow."""
    now = _STATES[code]
    name = _NAMES[kind]
    return ClockRefused(code, f"{now.chinese}，不能“{name.chinese}”。", f"{now.english}: it cannot be {name.english}.")


_NAMES = {
    EventKind.START: Words("开始计时", "started"),
    EventKind.PAUSE: Words("暂停计时", "paused"),
    EventKind.RESUME: Words("恢复计时", "resumed"),
    EventKind.EXTEND: Words("延长期限", "extended"),
    EventKind.STOP: Words("停止计时", "stopped"),
    EventKind.RESTART: Words("重新计时", "restarted"),
}
_STATES = {
    ClockRefusal.NOT_STARTED: Words("还没有开始计时", "The clock has not started"),
    ClockRefusal.STARTED_TWICE: Words("已经开始计时；从头再来请用“重新计时”", "The clock has started; to begin again, restart it"),
    ClockRefusal.PAUSED_TWICE: Words("已经暂停计时", "The clock is paused"),
    ClockRefusal.NOT_PAUSED: Words("没有暂停计时", "The clock is not paused"),
    ClockRefusal.STOPPED: Words("已经停止计时；从头再来请用“重新计时”", "The clock has stopped; to begin again, restart it"),
}
