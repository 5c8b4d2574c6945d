"""How urgent a case is, and its deadline in words: what a queue says at a glance, by word, shape and colour together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_noop, ngettext

from luoshi.district.days import day_of
from luoshi.engines.casework import StatusKind

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.casework.models import Case
    from luoshi.engines.casework import Calendar


class Urgency(StrEnum):
    """From what must be done first to what needs nothing. Each has a shape and a colour of its own in ``cases.css``."""

    LATE = "late"
    SOON = "soon"
    RUNNING = "running"
    PAUSED = "paused"
    WAITING = "waiting"
    OPEN_ENDED = "open_ended"
    DONE = "done"
    NOT_OURS = "not_ours"
    WITHDRAWN = "withdrawn"

    @property
    def word(self) -> str:
        """In the reader's language."""
        return gettext(_WORDS[self])


_WORDS: Final = {
    Urgency.LATE: gettext_noop("已超期"),
    Urgency.SOON: gettext_noop("即将到期"),
    Urgency.RUNNING: gettext_noop("正常"),
    Urgency.PAUSED: gettext_noop("暂停计时"),
    Urgency.WAITING: gettext_noop("等待"),
    Urgency.OPEN_ENDED: gettext_noop("无期限"),
    Urgency.DONE: gettext_noop("已办结"),
    Urgency.NOT_OURS: gettext_noop("不属受理，已了结"),
    Urgency.WITHDRAWN: gettext_noop("已撤销"),
}


@dataclass(frozen=True, slots=True)
class Light:
    """What is shown of a deadline: how urgent, until when in words, and whether the calendar can still move it."""

    urgency: Urgency
    due: str
    provisional: bool


def light(case: Case, calendar: Calendar, *, paused: bool, at: datetime) -> Light:
    """The light of a case. ``paused``: one of its clocks stands still."""
    urgency = _urgency(case, paused=paused, at=at)
    return Light(urgency, due_words(case.due_at, calendar, at=at) if case.due_at else "", case.provisional)


def _urgency(case: Case, *, paused: bool, at: datetime) -> Urgency:
    if case.closed:
        return Urgency(case.status_kind)
    if case.due_at is None:
        waits = Urgency.WAITING if case.status_kind == StatusKind.WAITING else Urgency.OPEN_ENDED
        return Urgency.PAUSED if paused else waits
    if at > case.due_at:
        return Urgency.LATE
    return Urgency.SOON if case.warn_at is not None and at >= case.warn_at else Urgency.RUNNING


def due_words(due: datetime, calendar: Calendar, *, at: datetime) -> str:
    """还剩 2 个工作日，10月9日 17:00 前: how many working days are left, or lost, and the last moment."""
    today, last = day_of(at), day_of(due)
    until = moment(due, at=at)
    if at > due:
        lost = calendar.working_days_between(last, today)
        if lost < 1:
            return gettext("刚刚超期，应于 %(until)s 前") % {"until": until}
        return ngettext("超期 %(days)s 个工作日，应于 %(until)s 前", "超期 %(days)s 个工作日，应于 %(until)s 前", lost) % {
            "days": lost, "until": until,
        }  # fmt: skip
    if last == today:
        return gettext("今天 %(time)s 前") % {"time": f"{localtime(due):%H:%M}"}
    left = calendar.working_days_between(today, last)
    return ngettext("还剩 %(days)s 个工作日，%(until)s 前", "还剩 %(days)s 个工作日，%(until)s 前", left) % {"days": left, "until": until}


def moment(moment: datetime, *, at: datetime) -> str:
    """10月9日 17:00; with its year where it is not this one."""
    same_year = localtime(moment).year == localtime(at).year
    return date_format(localtime(moment), gettext("n月j日 H:i") if same_year else gettext("Y年n月j日 H:i"))
