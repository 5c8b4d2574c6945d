"""Which words are asked about which promise for which period: of what nothing measures, by its class, until it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from luoshi.district.dues.days import AHEAD, RHYTHMS
from luoshi.district.dues.models import Stage, Update, Work
from luoshi.district.plan.queries import commitments_of
from luoshi.district.progress.queries import Link
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from luoshi.district.dues.days import WorkingDays
    from luoshi.district.dues.rules import Rules
    from luoshi.district.plan.queries import Commitment, Report


@dataclass(frozen=True, slots=True)
class Asked:
    """An update that can be written from ``opens`` on, is asked for from ``asked_from`` on and due by ``due_on``, with texts of at most
    ``longest`` characters. Once the next one is asked for, it is let pass.
    """

    commitment: Commitment
    period: Period
    opens: date
    asked_from: date
    due_on: date
    longest: int


def asked_of(commitment: Commitment, rules: Rules, calendar: WorkingDays | None, *, done_in: Period | None = None) -> list[Asked]:
    """All updates of the plan's year that are asked about a promise that nothing measures, in order.

    Args:
        commitment: with its report and its class; without a lead unit or a class nothing is asked.
        rules: the calendar in force.
        calendar: the working days.
        done_in: the period in which its unit said that it is done: nothing is asked after that.
    """
    letter, year = commitment.reporting_class, commitment.report.year
    if letter is None or year is None or commitment.lead is None:
        return []
    rule, rhythm = rules.due(letter.letter), RHYTHMS.get(letter.every_months)
    if rule is None or rhythm is None:
        return []
    ahead = rules.reminding.ahead if rules.reminding else AHEAD
    due = [_asked(commitment, each, day, ahead, rule.longest) for each, day in rules.due_days(letter.letter, rhythm, year, calendar)]
    begins, ends = _begins(commitment.report), commitment.deadline or date(year, 12, 31)
    within = [each for each in due if each.due_on >= begins and each.period.first_day <= ends]
    return [each for each in within if done_in is None or each.period <= done_in]


def _asked(commitment: Commitment, period: Period, due: date, ahead: timedelta, longest: int) -> Asked:
    return Asked(commitment, period, period.last_day.replace(day=1), due - ahead, due, longest)


def _begins(report: Report) -> date:
    """Nothing was asked before the plan was adopted."""
    return report.adoption.held_on if report.adoption else date.max


def unmeasured(report: Report, leads: Iterable[int] | None = None) -> list[Commitment]:
    """The promises of a plan that no indicator measures, and that somebody, or one of these units, leads and has sorted into a class."""
    measured = set(Link.objects.filter(commitment__report=report, end=None).values_list("commitment", flat=True))
    led = Q(lead__isnull=False) if leads is None else Q(lead__in=list(leads))
    found = (
        commitments_of(report, led & Q(reporting_class__isnull=False))
        .prefetch_related(None)
        .select_related(None)  # the report is known
        .select_related("lead__successor", "reporting_class")
    )
    placed = [each for each in found if each.pk not in measured]
    for each in placed:
        each.report = report
    return placed


def updates_of(promises: Iterable[Commitment]) -> dict[int, dict[Period, Update]]:
    """Everything that was said of some promises, by their ids and the periods."""
    found: dict[int, dict[Period, Update]] = {}
    for each in Update.objects.filter(commitment__in=[one.pk for one in promises]):
        found.setdefault(each.commitment_id, {})[Period.parse(each.period)] = each
    return found


def updates_asked(asked: Sequence[Asked]) -> dict[tuple[int, Period], Update]:
    """What was said of promises in just the periods that are asked about, by their ids and the periods."""
    promises, periods = {each.commitment.pk for each in asked}, {str(each.period) for each in asked}
    found = Update.objects.filter(commitment__in=promises, period__in=periods)
    return {(each.commitment_id, Period.parse(each.period)): each for each in found}


def done_among(promises: Iterable[Commitment]) -> dict[int, Period]:
    """The same of some promises as :func:`done_in` says of one, by their ids; of which nobody said so is left out."""
    said = Update.objects.filter(commitment__in=[each.pk for each in promises], stage=Stage.SIGNED_OFF, work=Work.DONE)
    found: dict[int, Period] = {}
    for pk, period in said.values_list("commitment", "period"):
        found[pk] = min(found.get(pk, Period.parse(period)), Period.parse(period))
    return found


def done_in(updates: Mapping[Period, Update]) -> Period | None:
    """The first period in which it was said, and signed off, that the work is done."""
    return min((period for period, each in updates.items() if each.stage == Stage.SIGNED_OFF and each.work == Work.DONE), default=None)


def asked_last(asked: Iterable[Asked], on: date) -> Asked | None:
    """The last of some updates that is asked for on a day: nobody makes up for earlier ones. None where none is yet."""
    return max((each for each in asked if each.asked_from <= on), key=lambda each: each.period, default=None)
