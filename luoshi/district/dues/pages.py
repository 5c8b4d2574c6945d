"""What the pages of reporting show: the calendar of a month, who still owes what, what the own unit owes, how much each was asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from luoshi.district.casework.queries import is_working_day
from luoshi.district.dues import fail_if, queries
from luoshi.district.dues.burden import Kind
from luoshi.district.dues.models import Work
from luoshi.district.dues.owing import ACT_NAMES, Act, Due, State
from luoshi.district.dues.rules import MODEL
from luoshi.district.indicators.queries import Indicator, amount
from luoshi.district.languages import said
from luoshi.engines.progress import Period, Rhythm
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from luoshi.district.dues.asked import Asked
    from luoshi.district.dues.burden import Burden
    from luoshi.district.dues.models import Update
    from luoshi.district.dues.owing import UnitOwed
    from luoshi.district.dues.recorded import Recorded
    from luoshi.district.offices.queries import Authority, Unit
    from luoshi.district.plan.queries import Commitment, Report

WEEK: Final = timedelta(days=7)
PANEL_MAX: Final = 8
NEWEST: Final = 3

STATES: Final[Mapping[str, Any]] = {
    State.COMING: _("未到期"), State.OWED: _("待办"), State.LATE: _("逾期"), State.DONE: _("已报"), State.MISSED: _("漏报"),
}  # fmt: skip
KINDS: Final[Mapping[str, Any]] = {
    Kind.CLICK: _("一键核对"), Kind.FIGURE: _("填数"), Kind.TEXT: _("写进展"), Kind.NOTICE: _("督查通知"),
}  # fmt: skip
WEEKDAYS: Final = (
    Words("一", "Mon"), Words("二", "Tue"), Words("三", "Wed"), Words("四", "Thu"), Words("五", "Fri"), Words("六", "Sat"),
    Words("日", "Sun"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitOfDay:
    """What a unit has to do by a day."""

    unit: Unit
    figures: int
    texts: int
    states: dict[str, int]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar: whether it is worked, and what is due."""

    day: date
    works: bool
    figures: int
    texts: int
    states: dict[str, int]
    units: tuple[UnitOfDay, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is owed, as lists show it."""

    due: Due
    name: str
    label: str
    quote: str
    act: str
    period: str
    number: str


def calendar_page(report: Report, month: Period, *, on: date) -> dict[str, Any]:
    """A month of the reporting calendar: each day with what is due by it, and each unit's part in it."""
    assert report.district is not None
    dues = queries.dues_between(report, month.first_day, month.last_day, on=on)
    by_day = {day: list(found) for day, found in groupby(dues, key=lambda each: each.due_on)}
    days = [_day(month.first_day + timedelta(days=n), by_day, report) for n in range(month.last_day.day)]
    return {
        **_base(report, on),
        "month": month,
        "label": said(month.label),
        "days": days,
        "before": range(month.first_day.weekday()),
        "due_days": [each for each in days if each.units],
        "weekdays": [said(each) for each in WEEKDAYS],
        "today": on,
        "earlier": month.previous,
        "later": month.next,
    }


def _day(day: date, by_day: Mapping[date, Sequence[Due]], report: Report) -> Day:
    assert report.district is not None
    dues = by_day.get(day, ())
    works = is_working_day(report.district, day)
    parts = [_part(unit, list(found)) for unit, found in groupby(dues, key=lambda each: each.unit)]
    figures = sum(each.figures for each in parts)
    states = dict(Counter(each.state.value for each in dues))
    return Day(day, works if works is not None else day.weekday() < 5, figures, len(dues) - figures, states, tuple(parts))


def _part(unit: Unit, dues: Sequence[Due]) -> UnitOfDay:
    figures = sum(each.of_figure for each in dues)
    return UnitOfDay(unit, figures, len(dues) - figures, dict(Counter(each.state.value for each in dues)))


def owing_page(report: Report, *, by: Authority, on: date) -> dict[str, Any]:
    """Who still owes what, whoever has owed something for longest first, and when each was reminded last."""
    assert report.district is not None
    owed = queries.owed_by_units(report, on=on)
    last: dict[int, date] = {}
    for each in queries.reminders_of(report.district, since=date(report.year or on.year, 1, 1)):
        last.setdefault(each.post.unit_id, each.on)
    apart = timedelta(days=_apart(report, on))
    return {
        **_base(report, on),
        "rows": [
            (each, [line(one) for one in each.owed], day := last.get(each.unit.pk), day is None or on - day >= apart) for each in owed
        ],
        "late": sum(each.late for each in owed),
        "total": sum(len(each.owed) for each in owed),
        "keeps": by.is_office_of(report.district),
        "reminders": queries.reminders_of(report.district, since=on - timedelta(days=30)),
    }


def _apart(report: Report, on: date) -> int:
    """How many days lie between two reminders."""
    assert report.district is not None
    rules = queries.rules_of(report.district, on=on)
    return rules.reminding.apart if rules and rules.reminding else 1


@dataclass(frozen=True, slots=True)
class Section:
    """What a unit owes: what the record says already, what its head signs off, each by one click, and what is to be done apart."""

    owed: UnitOwed
    recorded: tuple[tuple[Line, Recorded], ...]
    to_sign: tuple[Line, ...]
    rest: tuple[Line, ...]


def own_page(report: Report, *, by: Authority, on: date) -> dict[str, Any]:
    """What the units of an official owe, the oldest first."""
    return {**_base(report, on), "sections": [_section(each, report, by, on) for each in _own(report, by, on)]}


def _section(owed: UnitOwed, report: Report, by: Authority, on: date) -> Section:
    recorded = {due.about.code: said for due, said in queries.words_owed(report, on=on, unit=owed.unit) if said is not None}
    to_confirm = [each for each in owed.owed if not each.of_figure and each.act is Act.WRITE and each.about.code in recorded]
    to_sign = [each for each in owed.owed if each.act is Act.SIGN and _signs(each, by)]
    rest = [each for each in owed.owed if each not in to_confirm and each not in to_sign]
    return Section(
        owed, tuple((line(each), recorded[each.about.code]) for each in to_confirm), tuple(map(line, to_sign)), tuple(map(line, rest))
    )


def _signs(due: Due, by: Authority) -> bool:
    """Whether somebody may sign off what somebody else wrote."""
    update = due.update
    return update is not None and by.person is not None and update.writer_id != by.person.pk and fail_if.signs(update.commitment, by)


def own_lines_to_come(report: Report, *, by: Authority, on: date) -> list[Line]:
    """What the units of an official still owe, and what will be due until the end of the plan's year, by day and unit."""
    last = date(report.year or on.year, 12, 31)
    found = [due for unit in _own_units(by) for due in queries.dues_between(report, date(last.year, 1, 1), last, on=on, unit=unit)]
    open_ = [each for each in found if each.is_open or (each.state is State.COMING and each.due_on >= on)]
    return [line(each) for each in sorted(open_, key=lambda each: (each.due_on, each.unit.pk))]


def own_panel(report: Report, *, by: Authority, on: date) -> dict[str, Any]:
    """What the units of an official owe this week, for the place where the day begins."""
    every = [one for each in _own(report, by, on) for one in each.owed if one.due_on <= on + WEEK]
    return {"lines": [line(each) for each in every[:PANEL_MAX]], "count": len(every), "late": sum(_is_late(each) for each in every)}


def _own(report: Report, by: Authority, on: date) -> list[UnitOwed]:
    return [owed for unit in _own_units(by) if (owed := queries.owed_of(unit, report, on=on)) is not None]


def _own_units(by: Authority) -> list[Unit]:
    return list({post.unit_id: post.unit for post in by.posts if by.reports_for(post.unit)}.values())


def _is_late(due: Due) -> bool:
    return due.state is State.LATE


def unit_panel(unit: Unit, report: Report, *, on: date) -> dict[str, Any]:
    """What a unit owes in words, since its figures stand on its page already, and how much it was asked since the year began."""
    owed = queries.owed_of(unit, report, on=on)
    words = [each for each in owed.owed if not each.of_figure] if owed else []
    burden = queries.burden(unit, report, date(report.year or on.year, 1, 1), date(report.year or on.year, 12, 31), on=on)
    return {
        "unit": unit,
        "report": report,
        "count": len(words),
        "lines": [line(each) for each in words[:PANEL_MAX]],
        "burden": burden,
    }


def burden_page(report: Report, span: Period, *, on: date) -> dict[str, Any]:
    """How much each unit was asked in a span, with what was asked twice, and the rule against that."""
    assert report.district is not None
    found = queries.burdens(report, span.first_day, span.last_day, on=on)
    rules = queries.rules_of(report.district, on=min(on, span.last_day))
    year = report.year or on.year
    return {
        **_base(report, on),
        "span": span,
        "label": said(span.label),
        "rows": [(each, _twice(each), _share(each)) for each in found],
        "total": {
            "demands": sum(len(each.demands) for each in found),
            "clicks": sum(each.clicks for each in found),
            "forms": sum(each.forms for each in found),
            "fields": sum(each.fields for each in found),
            "messages": sum(each.messages for each in found),
            "twice": sum(len(each.twice) for each in found),
        },
        "limit": rules.at_most if rules else None,
        "spans": [
            (each, said(each.label)) for each in (Period(year, Rhythm.YEAR), *(Period(year, Rhythm.QUARTER, n) for n in range(1, 5)))
        ],
    }


def _twice(burden: Burden) -> list[tuple[str, str, list[tuple[Any, str]]]]:
    return [
        (said(each.demands[0].period.label), each.demands[0].matter, [(KINDS[one.kind], said(one.what)) for one in each.demands])
        for each in burden.twice
    ]


def _share(burden: Burden) -> int:
    """How many per cent are answered by a click; rounded down, so that 100 means all."""
    return burden.clicks * 100 // len(burden.demands)


def update_page(commitment: Commitment, asked: Asked, update: Update | None, *, by: Authority) -> dict[str, Any]:
    """The form by which a unit tells of its promise, or its head signs off."""
    open_ = update is None or update.stage in {"draft", "returned"}
    handed, own = update is not None and update.stage == "handed_in", update is not None and by.person and update.writer_id == by.person.pk
    earlier = [each for each in queries.signed_updates_of(commitment) if Period.parse(each.period) < asked.period]
    return {
        "commitment": commitment,
        "report": commitment.report,
        "asked": asked,
        "label": said(asked.period.label),
        "update": update,
        "evidence": queries.evidence_of(update) if update else [],
        "steps": list(update.steps.order_by("pk")) if update else [],
        "fills": open_ and by.reports_for(commitment.lead),
        "signs": handed and fail_if.signs(commitment, by) and not own,
        "own": handed and own,
        "earlier": [(said(Period.parse(each.period).label), each) for each in earlier[:NEWEST]],
        "questions": [(said(each.seen), said(each.question)) for each in queries.questions_about(commitment)],
    }


def updates_page(commitment: Commitment, *, by: Authority) -> dict[str, Any]:
    """Everything that was signed off about a promise; for officials also what looks the same."""
    serves = by.serves(commitment.report.district)
    return {
        "commitment": commitment,
        "report": commitment.report,
        "updates": told(queries.signed_updates_of(commitment)),
        "questions": [(said(each.seen), said(each.question)) for each in queries.questions_about(commitment)] if serves else [],
    }


def told(updates: Iterable[Update]) -> list[tuple[str, Any, Update]]:
    """Updates with their periods and how far the work was, in the reader's language."""
    return [(said(Period.parse(each.period).label), Work(each.work).label, each) for each in updates]


def line(due: Due) -> Line:
    """Something that is owed, in the reader's language."""
    period, act = said(due.period.label), said(ACT_NAMES[due.act])
    if isinstance(due.about, Indicator):
        number = f"{amount(due.value.number, due.about.decimals)} {due.about.unit}" if due.value else ""
        return Line(due, said(due.about.words), "", "", act, period, number)
    return Line(due, due.about.label, due.about.label, due.about.quote, act, period, "")


def _base(report: Report, on: date) -> dict[str, Any]:
    assert report.district is not None
    return {
        "report": report,
        "rules": queries.rules_of(report.district, on=on),
        "model": MODEL,
        "on": on,
        "states": STATES,
        "acts": {each.value: each for each in Act},
    }
