"""All that happened to a case, told step by step: who did what in which post, what was said and handed in, what it did to the clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext, gettext_noop

from luoshi.district.attachments.queries import attachments_of
from luoshi.district.casework.lights import moment
from luoshi.district.casework.models import Because, CaseStep, Colour, Deadline, Reminder
from luoshi.district.casework.records import step_of
from luoshi.district.casework.storing import OWNER, step_key
from luoshi.district.languages import said
from luoshi.engines.casework import EventKind, FieldType

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.attachments.queries import Attachment
    from luoshi.district.casework.lives import Life
    from luoshi.district.casework.models import Case
    from luoshi.engines.casework import ClockMove, Field, StepValue

_LONG: Final = 600
_BEGINNING: Final = 200
"""A text of more characters than a screen has room for is folded up to its beginning."""
_EFFECTS = {
    EventKind.START: gettext_noop("“%(clock)s”开始计时：%(limit)s"),
    EventKind.RESTART: gettext_noop("“%(clock)s”重新计时：%(limit)s"),
    EventKind.PAUSE: gettext_noop("“%(clock)s”暂停计时"),
    EventKind.RESUME: gettext_noop("“%(clock)s”恢复计时"),
    EventKind.EXTEND: gettext_noop("“%(clock)s”延长 %(limit)s"),
    EventKind.STOP: gettext_noop("“%(clock)s”停止计时"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in a field; ``chinese``: in the words of an official, which are not translated."""

    name: str
    value: str
    chinese: bool

    @property
    def beginning(self) -> str:
        """As much of a long text as stands there before it is opened; empty where all of it does."""
        return self.value[:_BEGINNING].rstrip() if len(self.value) > _LONG else ""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the history: a step, a card that was shown, or a deadline that the calendar moved."""

    at: datetime
    what: str
    who: str = ""
    moved: tuple[str, str] | None = None
    said: tuple[Said, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    clocks: tuple[str, ...] = ()
    fact: int | None = None
    number: int | None = None
    kind: str = "step"


def history(case: Case, life: Life, *, at: datetime) -> list[Told]:
    """Everything that happened, the last first."""
    rows = list(case.steps.select_related("person", "unit").order_by("number"))
    deadlines = list(Deadline.objects.filter(case=case).select_related("calendar").order_by("pk"))
    told = [_step(case, row, life, [each for each in deadlines if each.step_id == row.pk], at=at) for row in rows]
    told += [_recomputed(each, life, at=at) for each in deadlines if each.because == Because.CALENDAR]
    told += [_card(each, life, at=at) for each in Reminder.objects.filter(case=case)]
    return sorted(told, key=lambda each: (each.at, each.number or 0), reverse=True)


def since(case: Case, steps: list[CaseStep], life: Life, *, at: datetime) -> list[Told]:
    """Some steps, told alone: what happened meanwhile."""
    return [_step(case, row, life, [], at=at) for row in steps]


def _step(case: Case, row: CaseStep, life: Life, deadlines: list[Deadline], *, at: datetime) -> Told:
    verb = life.case_type.transition(row.transition)
    assert verb is not None, "a step was taken by a transition"
    step = step_of(row, life.case_type)
    moved = row.from_status not in {"", row.to_status}
    names = (said(life.case_type.status(row.from_status).name), said(life.case_type.status(row.to_status).name)) if moved else None
    return Told(
        at=row.at,
        what=said(verb.name),
        who=f"{row.signature} {row.person.name}" if row.outsider and row.person else row.signature,
        moved=names,
        said=tuple(_said(each, step.values[each.code], life) for each in verb.fields if each.code in step.values and not _is_file(each)),
        attachments=tuple(attachments_of(OWNER, step_key(case, row.number))) if any(map(_is_file, verb.fields)) else (),
        clocks=tuple(_effect(move, life, deadlines, at=at) for move in step.moves),
        fact=row.fact_id,
        number=row.number,
    )


def _is_file(field: Field) -> bool:
    return field.type is FieldType.ATTACHMENTS


def _said(field: Field, value: StepValue, life: Life) -> Said:
    """The value of a field as people read it."""
    match field.type:
        case FieldType.CHOICE:
            return Said(said(field.name), next(said(each.name) for each in field.choices if each.code == value), chinese=False)
        case FieldType.YES_NO:
            return Said(said(field.name), gettext("是") if value else gettext("否"), chinese=False)
        case FieldType.UNIT:
            unit = life.units.get(str(value))
            return Said(said(field.name), unit.name if unit else str(value), chinese=True)
    shown = f"{value.normalize():f}" if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else str(value)
    return Said(said(field.name), shown, chinese=True)


def _effect(move: ClockMove, life: Life, deadlines: list[Deadline], *, at: datetime) -> str:
    """What a step did to a clock, and until when it runs since."""
    limit = move.rule.limit if move.rule is not None else move.event.limit
    kind = EventKind.EXTEND if move.event.kind is EventKind.EXTEND and limit is None else move.event.kind
    told = gettext(_EFFECTS[kind]) % {"clock": said(life.case_type.clock(move.clock).name), "limit": said(limit.words) if limit else ""}
    due = next((row.due_at for row in deadlines if row.clock == move.clock and row.because == Because.STEP), None)
    goes_on = due is not None and kind not in {EventKind.STOP, EventKind.PAUSE}
    return gettext("%(told)s，%(due)s 前") % {"told": told.strip(), "due": moment(due, at=at)} if due and goes_on else told.strip()


def _recomputed(row: Deadline, life: Life, *, at: datetime) -> Told:
    what = gettext("“%(clock)s”的期限按新的工作日历重新计算：%(due)s") % {
        "clock": said(life.case_type.clock(row.clock).name),
        "due": moment(row.due_at, at=at) if row.due_at else "—",
    }
    return Told(row.computed_at, what, kind="calendar")


def _card(row: Reminder, life: Life, *, at: datetime) -> Told:
    says = {
        Colour.YELLOW.value: gettext("黄牌：“%(clock)s”临近期限，%(due)s 前"),
        Colour.RED.value: gettext("红牌：“%(clock)s”已超期，应于 %(due)s 前"),
    }
    template = says.get(row.colour, gettext("“%(clock)s”期满：%(due)s"))
    what = template % {"clock": said(life.case_type.clock(row.clock).name), "due": moment(row.due_at, at=at)}
    return Told(row.at, what, kind=row.colour)
