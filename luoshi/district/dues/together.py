"""Many updates at once: a unit confirms what the record says of its promises, its head signs off what was handed in. Each is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from luoshi.district.days import day_of
from luoshi.district.dues import fail_if
from luoshi.district.dues.errors import NothingAsked
from luoshi.district.dues.models import Stage, Update, UpdateStep
from luoshi.district.dues.owing import Dues
from luoshi.district.plan.queries import Commitment
from luoshi.district.signing import signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from luoshi.district.dues.owing import Due
    from luoshi.district.dues.recorded import Recorded
    from luoshi.district.offices.queries import Authority, Unit
    from luoshi.district.plan.queries import Report

SAID = ("work", "progress", "problems", "next_steps")
KEPT = (*SAID, "facts", "stage", "step_count", "writer")


@transaction.atomic
def confirm(unit: Unit, report: Report, seen: Mapping[str, str], *, by: Authority, at: datetime) -> int:
    """所记属实: hand in what the record says of promises of a unit, each for the period that is open; returns how many.

    Args:
        unit: that leads them.
        report: their plan.
        seen: their codes, each with the words that were proposed when they were looked at.
        by: who reports for the unit.
        at: when.

    Raises:
        NothingAsked: nothing is to be written of one of them.
        NotAllowed: the person is of another unit.
        RecordSaysOtherwise: the record says something else by now; nothing was handed in.
    """
    list(Commitment.objects.select_for_update().filter(report=report, code__in=seen).order_by("pk"))  # of two at once one waits
    on = day_of(at)
    owed = {due.about.code: (due, recorded) for due, recorded in Dues(report, on, unit).to_write()}
    if nothing := [code for code in seen if code not in owed]:
        raise NothingAsked(nothing[0], str(on))
    updates = [_confirmed(*owed[code], words, by) for code, words in seen.items()]
    return _stepped(_kept(updates), Stage.HANDED_IN, by, at)


def _confirmed(due: Due, said: Recorded | None, seen: str, by: Authority) -> Update:
    assert due.asked is not None, "what is written is asked for"
    commitment = due.asked.commitment
    fail_if.not_of_its_unit(commitment, by)
    recorded = fail_if.record_says_otherwise(said, seen, commitment)
    return _saying(due.update or Update(commitment=commitment, period=str(due.period), step_count=0), recorded, by)


def _saying(update: Update, recorded: Recorded, by: Authority) -> Update:
    """Handed in with nothing but what the record says."""
    assert by.person is not None, "who reports is a person"
    update.work, update.progress, update.problems, update.next_steps = recorded.work, recorded.text, "", ""
    update.facts, update.stage, update.writer = list(recorded.facts), Stage.HANDED_IN, by.person
    return update


@transaction.atomic
def sign_off_all(report: Report, seen: Mapping[str, int], *, by: Authority, at: datetime) -> int:
    """Let what was handed in of several promises count, for good; returns how many.

    Args:
        report: their plan.
        seen: their codes, each with the number of steps that its update had taken when it was looked at.
        by: the head of the unit that leads them, or the office.
        at: when.

    Raises:
        NothingAsked: nothing was handed in of one of them.
        NotAllowed, SecondPersonNeeded: by somebody who does not sign off, or by its writer.
        ChangedMeanwhile: one of them was changed since it was looked at; nothing was signed off.
    """
    waiting = Update.objects.select_for_update(of=("self",)).filter(commitment__report=report, commitment__code__in=seen)
    waiting = waiting.filter(stage=Stage.HANDED_IN).select_related("commitment__report__district", "commitment__lead")
    found = {each.commitment.code: each for each in waiting.order_by("pk")}
    for code, steps in seen.items():
        if code not in found:
            raise NothingAsked(code, str(day_of(at)))
        fail_if.not_who_signs(found[code].commitment, by)
        fail_if.changed_meanwhile(found[code], steps)
        fail_if.written_by_the_same_person(found[code], by)
    signs = {"stage": Stage.SIGNED_OFF, "signer": by.person, "signature": by.signature, "signed_at": at}
    Update.objects.filter(pk__in=[each.pk for each in found.values()]).update(**signs, step_count=F("step_count") + 1)
    return _stepped([found[code] for code in seen], Stage.SIGNED_OFF, by, at)


def _kept(updates: Sequence[Update]) -> Sequence[Update]:
    """Updates as they are now."""
    for each in updates:
        each.step_count += 1
    Update.objects.bulk_create([each for each in updates if each.step_count == 1])
    Update.objects.bulk_update([each for each in updates if each.step_count > 1], KEPT)
    return updates


def _stepped(updates: Sequence[Update], stage: Stage, by: Authority, at: datetime) -> int:
    """Keep that this was done with each update."""
    said = [{name: getattr(each, name) for name in SAID} for each in updates]
    UpdateStep.objects.bulk_create(
        [UpdateStep(update=each, stage=stage, **words, **signed(by, at)) for each, words in zip(updates, said, strict=True)]
    )
    return len(updates)
