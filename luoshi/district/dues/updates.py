"""What units say of their promises: drafted, handed in, returned or signed off. Each is one transaction, and its history only grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.attachments.operations import attach
from luoshi.district.casework.queries import working_calendar
from luoshi.district.days import day_of
from luoshi.district.dues import fail_if
from luoshi.district.dues.asked import asked_last, asked_of, done_in
from luoshi.district.dues.errors import NewerIsDue, NothingAsked, NotYetOpen
from luoshi.district.dues.models import Stage, Update, UpdateStep
from luoshi.district.dues.rules import rules_of
from luoshi.district.dues.seeing import EVIDENCE
from luoshi.district.plan.queries import Commitment
from luoshi.district.progress.queries import Link
from luoshi.district.reasons import without_reason
from luoshi.district.signing import signed
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from luoshi.district.attachments.queries import Attachment
    from luoshi.district.dues.asked import Asked
    from luoshi.district.offices.queries import Authority

TEXTS = ("progress", "problems", "next_steps")


@transaction.atomic
def draft(
    code: str, period: Period, *, work: str, progress: str, problems: str = "", next_steps: str = "", by: Authority, at: datetime
) -> Update:
    """Draft what is said of a promise for a period, or write the draft anew.

    Args:
        code: the commitment.
        period: for which it is asked; of several that were missed the last one.
        work: a :class:`.Work`: how far the work itself has come.
        progress: what was done.
        problems: what stands in the way.
        next_steps: what comes next.
        by: who reports for the lead unit.
        at: when.

    Raises:
        NothingAsked, NotYetOpen, NewerIsDue: nothing is asked for this period, not yet, or no longer.
        NotAllowed: the person is of another unit.
        NothingSaid, TooLong: no progress, or more characters than the rule lets a text have.
        NotAtThisStage: it was handed in or signed off.
    """
    commitment, asked = _asked(code, period, on=day_of(at))
    fail_if.not_of_its_unit(commitment, by)
    said = {"progress": progress.strip(), "problems": problems.strip(), "next_steps": next_steps.strip()}
    fail_if.nothing_said(said["progress"])
    fail_if.too_long(said.values(), asked.longest)
    assert by.person is not None, "who reports is a person"
    found = Update.objects.filter(commitment=commitment, period=str(period)).first()
    found = found or Update(commitment=commitment, period=str(period), stage=Stage.DRAFT, step_count=0)
    fail_if.at_another_stage(found, Stage.DRAFT, Stage.RETURNED)
    found.work, found.writer, found.stage, found.facts = work, by.person, Stage.DRAFT, []
    for name, text in said.items():
        setattr(found, name, text)
    return _stepped(found, by, at)


@transaction.atomic
def hand_in(update: Update, *, evidence: Sequence[Attachment] = (), by: Authority, at: datetime) -> Update:
    """Hand in a draft, with what proves it; files that were handed in earlier stay with it.

    Raises:
        NotAllowed: the person is of another unit.
        NewerIsDue: a later period is open by now.
        NeedsEvidence: it says that the work is done, and shows nothing.
        NotAtThisStage: it was handed in already.
    """
    found = _locked(update)
    fail_if.not_of_its_unit(found.commitment, by)
    fail_if.at_another_stage(found, Stage.DRAFT)
    asked_for(found.commitment, Period.parse(found.period), on=day_of(at))
    hashes = list(dict.fromkeys([*found.evidence, *(each.content_id for each in evidence)]))
    fail_if.done_without_evidence(found.work, hashes)
    attach(evidence, kind=EVIDENCE, key=found.key, by=by, at=at)
    assert by.person is not None, "who reports is a person"
    found.writer, found.evidence, found.stage = by.person, hashes, Stage.HANDED_IN
    return _stepped(found, by, at)


@transaction.atomic
def return_(update: Update, *, seen_steps: int, reason: str, by: Authority, at: datetime) -> Update:
    """Return what was handed in, with the reason.

    Raises:
        NotAllowed, SecondPersonNeeded: by somebody who does not sign off, or by its writer.
        NeedsReason: nobody says why.
        NotAtThisStage, ChangedMeanwhile: it stands elsewhere, or was changed since it was looked at.
    """
    without_reason(reason)
    found = _to_sign(update, seen_steps, by)
    found.stage = Stage.RETURNED
    return _stepped(found, by, at, reason)


@transaction.atomic
def sign_off(update: Update, *, seen_steps: int, by: Authority, at: datetime) -> Update:
    """Let what was handed in count, for good: by the head of the unit, who is not its writer.

    Raises:
        NotAllowed, SecondPersonNeeded: by somebody who does not sign off, or by its writer.
        NotAtThisStage, ChangedMeanwhile: it stands elsewhere, or was changed since it was looked at.
    """
    found = _to_sign(update, seen_steps, by)
    found.stage, found.signer, found.signature, found.signed_at = Stage.SIGNED_OFF, by.person, by.signature, at
    return _stepped(found, by, at)


def asked_for(commitment: Commitment, period: Period, *, on: date) -> Asked:
    """The update that is asked for, and can be written on a day.

    Raises:
        NothingAsked, NotYetOpen, NewerIsDue: as they say.
    """
    report = commitment.report
    rules = rules_of(report.district, on=on) if report.adopted and report.district and commitment.tracked else None
    measured = Link.objects.filter(commitment=commitment, end=None).exists()
    said = {Period.parse(each.period): each for each in commitment.updates.all()}
    every = asked_of(commitment, rules, working_calendar(rules.district), done_in=done_in(said)) if rules and not measured else []
    wanted = next((each for each in every if each.period == period), None)
    if wanted is None:
        raise NothingAsked(commitment.code, str(period))
    if wanted.opens > on:
        raise NotYetOpen(period, wanted.opens)
    newest = asked_last(every, on)
    if newest is not None and newest.period > period:
        raise NewerIsDue(period, newest.period)
    return wanted


def _asked(code: str, period: Period, *, on: date) -> tuple[Commitment, Asked]:
    Commitment.objects.select_for_update().filter(code=code).first()  # of two who write at once, one waits
    related = Commitment.objects.select_related("report__district", "report__adoption", "lead", "reporting_class")
    commitment = related.filter(code=code).first()
    if commitment is None:
        raise NothingAsked(code, str(period))
    return commitment, asked_for(commitment, period, on=on)


def _to_sign(update: Update, seen_steps: int, by: Authority) -> Update:
    found = _locked(update)
    fail_if.not_who_signs(found.commitment, by)
    fail_if.at_another_stage(found, Stage.HANDED_IN)
    fail_if.changed_meanwhile(found, seen_steps)
    fail_if.written_by_the_same_person(found, by)
    return found


def _locked(update: Update) -> Update:
    Update.objects.select_for_update().get(pk=update.pk)
    plan, arranged = ("commitment__report__district", "commitment__report__adoption"), ("commitment__lead", "commitment__reporting_class")
    return Update.objects.select_related(*plan, *arranged).get(pk=update.pk)


def _stepped(update: Update, by: Authority, at: datetime, reason: str = "") -> Update:
    """Keep an update as it is now, and that this was done."""
    update.step_count += 1
    update.save()
    said = {name: getattr(update, name) for name in ("work", *TEXTS)}
    UpdateStep.objects.create(update=update, stage=update.stage, reason=reason.strip(), **said, **signed(by, at))
    return update
