"""Reads of reporting: what is due when, who still owes what, what units said of their promises, how much each was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.attachments.queries import attachments_of
from luoshi.district.days import day_of
from luoshi.district.dues.models import Reminder, Stage, Update, UpdateStep, Work
from luoshi.district.dues.owing import Act, Due, Dues, State, UnitOwed
from luoshi.district.dues.recorded import DONE, NOTED, SAID, Recorded
from luoshi.district.dues.reminding import last_reminders
from luoshi.district.dues.rules import rules_of
from luoshi.district.dues.seeing import EVIDENCE
from luoshi.district.dues.updates import asked_for
from luoshi.district.dues.weighing import burdens
from luoshi.district.plan.queries import Report
from luoshi.engines.progress import Period, same_update

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from luoshi.district.attachments.queries import Attachment
    from luoshi.district.dues.burden import Burden
    from luoshi.district.offices.queries import District, Unit
    from luoshi.district.plan.queries import Commitment
    from luoshi.engines.progress import Sign

__all__ = [
    "DONE",
    "NOTED",
    "SAID",
    "Act",
    "Due",
    "Recorded",
    "Reminder",
    "Stage",
    "State",
    "UnitOwed",
    "Update",
    "UpdateStep",
    "Work",
    "asked_for",
    "burden",
    "burdens",
    "dues_between",
    "evidence_of",
    "handed_in",
    "last_reminders",
    "last_updates",
    "late_by_units",
    "owed_by_units",
    "owed_of",
    "questions_about",
    "reminders_of",
    "rules_of",
    "signed_updates_among",
    "signed_updates_of",
    "words_due",
    "words_owed",
]


def dues_between(report: Report, first: date, last: date, *, on: date, unit: Unit | None = None) -> list[Due]:
    """Everything that is due in a span of days, both inclusive, of all units or of one, by day and unit, as it stands on a day."""
    return Dues(report, on, unit).between(first, last)


def owed_by_units(report: Report, *, on: date) -> list[UnitOwed]:
    """What each unit owes on a day, oldest first; units that owe nothing are left out."""
    return Dues(report, on).owed_by_units()


def late_by_units(report: Report, *, on: date) -> list[UnitOwed]:
    """What each unit should have handed in by a day and has not, the oldest first; nobody is late with what is counted."""
    return Dues(report, on).late_by_units()


def owed_of(unit: Unit, report: Report, *, on: date) -> UnitOwed | None:
    """What one unit owes on a day; None where that is nothing."""
    return next(iter(Dues(report, on, unit).owed_by_units()), None)


def words_owed(
    report: Report, *, on: date, unit: Unit | None = None, only: Callable[[Due], bool] = lambda _: True
) -> list[tuple[Due, Recorded | None]]:
    """What units, or one, have to write of their promises on a day, or ``only`` some of it, each with what the record says, which they
    need only confirm.
    """
    return Dues(report, on, unit).to_write(only)


def handed_in(report: Report) -> list[Update]:
    """What waits to be signed off of the promises of a plan."""
    found = Update.objects.filter(commitment__report=report, stage=Stage.HANDED_IN)
    return list(found.select_related("commitment__report__district", "commitment__lead").order_by("pk"))


def burden(unit: Unit, report: Report, first: date, last: date, *, on: date) -> Burden | None:
    """What one unit was asked from a day to another; None where it was asked nothing."""
    return next(iter(burdens(report, first, last, on=on, unit=unit)), None)


def reminders_of(district: District, *, since: date) -> list[Reminder]:
    """Who was reminded since a day, the last one first."""
    found = Reminder.objects.filter(post__unit__district=district, on__gte=since)
    return list(found.select_related("post__unit").order_by("-pk"))


def words_due(report: Report, unit: Unit | None = None, *, on: date) -> dict[int, list[tuple[Due, date | None]]]:
    """The words whose day is over, of all units or one, by the ids of the promises; each with the day on which it was first handed in."""
    due = [each for each in Dues(report, on, unit).updates if each.due_on < on]
    handed = UpdateStep.objects.filter(update__in=[each.update.pk for each in due if each.update], stage=Stage.HANDED_IN)
    first = {pk: day_of(at) for pk, at in handed.order_by("-at").values_list("update", "at")}
    found: dict[int, list[tuple[Due, date | None]]] = {}
    for each in due:
        day = first.get(each.update.pk) if each.update else None
        found.setdefault(each.about.pk, []).append((each, day if day is not None and day <= on else None))
    return found


def signed_updates_of(commitment: Commitment) -> list[Update]:
    """What was said of a promise and signed off, the newest period first; that is for everybody."""
    return signed_updates_among([commitment.pk]).get(commitment.pk, [])


def signed_updates_among(commitments: Iterable[int]) -> dict[int, list[Update]]:
    """The same of some promises, by their ids; of which nothing was said is left out."""
    signed_off, found = Update.objects.filter(commitment__in=list(commitments), stage=Stage.SIGNED_OFF), dict[int, list[Update]]()
    for each in sorted(signed_off, key=lambda one: Period.parse(one.period), reverse=True):
        found.setdefault(each.commitment_id, []).append(each)
    return found


def last_updates(report: Report, *, on: date | None = None) -> dict[int, Update]:
    """What was said last, and signed off, of each promise of a plan, by their ids; with a day, by what was signed off by then."""
    signed_off = Update.objects.filter(commitment__report=report, stage=Stage.SIGNED_OFF)
    found: dict[int, Update] = {}
    for each in sorted(signed_off if on is None else signed_off.filter(signed_at__date__lte=on), key=lambda one: Period.parse(one.period)):
        found[each.commitment_id] = each
    return found


def questions_about(commitment: Commitment) -> list[Sign]:
    """What somebody should be asked about what was said of a promise: the same words again."""
    said = Update.objects.filter(commitment=commitment, stage__in=[Stage.HANDED_IN, Stage.SIGNED_OFF])
    return list(same_update({Period.parse(each.period): f"{each.progress}{each.problems}{each.next_steps}" for each in said}))


def evidence_of(update: Update) -> list[Attachment]:
    """The files that were handed in with an update."""
    return attachments_of(EVIDENCE, update.key)
