"""Changes of indicators and their figures: declared, counted, issued, reported and approved, closed. Each is one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from django.db.models import Max
from django.utils.timezone import localtime

from luoshi.district.attachments.operations import attach
from luoshi.district.facts.queries import heads
from luoshi.district.indicators import counting, fail_if, figures
from luoshi.district.indicators.declaring import declare
from luoshi.district.indicators.models import (
    ClosedFigure,
    Closing,
    Confirmation,
    Count,
    Indicator,
    OfficialValue,
    Release,
    Reopening,
    ReportedStep,
    ReportedValue,
    Stage,
)
from luoshi.district.indicators.official import Checking, Document, OfficialFigure, figures_of_table
from luoshi.district.indicators.seeing import EVIDENCE, RELEASE
from luoshi.engines.progress import Origin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from luoshi.district.attachments.queries import Attachment
    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.progress import Period

__all__ = [
    "Document",
    "OfficialFigure",
    "approve",
    "bring_official",
    "close_period",
    "confirm",
    "correct",
    "count",
    "declare",
    "draft",
    "figures_of_table",
    "hand_in",
    "recount",
    "reopen_period",
    "return_",
]

COUNTED_AT_ONCE: Final = 200_000
"""So many facts one transaction counts at most, unless one block of the record holds more."""

ONE_COUNTER: Final = 0x_C0_4E7_E4
"""The advisory lock of PostgreSQL that whoever counts holds for a transaction."""


# --- counted from the record


def count(*, at: datetime) -> int:
    """Count what was sealed since the last time, block by block; returns how many facts were read. Of several at once one works."""
    read = 0
    while step := _count_some(at):
        read += step
    return read


@transaction.atomic
def _count_some(at: datetime) -> int:
    if not _is_alone():
        return 0
    last = Count.objects.order_by("-size").first()
    begin = last.size if last else 0
    _catch_up(begin)
    head = (
        heads().filter(size__gt=begin, size__lte=begin + COUNTED_AT_ONCE).first() or heads().filter(size__gt=begin).order_by("size").first()
    )
    if head is None:
        return 0
    counting.enter(_counted_ids(), begin, head.size)
    Count.objects.create(size=head.size, root=head.root, at=at)
    return head.size - begin


def _catch_up(size: int) -> None:
    """Count for indicators that were declared since the last time what others have counted already."""
    new = list(Indicator.objects.filter(origin=Origin.COMPUTED, counted=False).values_list("pk", flat=True))
    if new:
        counting.enter(new, 0, size)
        Indicator.objects.filter(pk__in=new).update(counted=True)


@transaction.atomic
def recount() -> list[str]:
    """Count all facts anew and hold the result against what is kept; what differs is put right. Returns the codes of what differed.

    Nothing ever should: this proves that every figure is what the record says.
    """
    _wait_to_be_alone()
    size = Count.objects.aggregate(size=Max("size"))["size"] or 0
    _catch_up(size)
    wrong = counting.different(_counted_ids(), size)
    if wrong:
        counting.forget(wrong)
        counting.enter(wrong, 0, size)
    return list(Indicator.objects.filter(pk__in=wrong).order_by("code").values_list("code", flat=True))


def _counted_ids() -> list[int]:
    return list(Indicator.objects.filter(origin=Origin.COMPUTED).values_list("pk", flat=True))


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_COUNTER])
        return bool(cursor.fetchone()[0])


def _wait_to_be_alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_COUNTER])


@transaction.atomic
def confirm(
    indicator: Indicator, period: Period, *, seen: Decimal, is_right: bool, reason: str = "", by: Authority, at: datetime
) -> Confirmation:
    """A unit looked at a counted figure: it is right, or it is not, for a reason. The figure itself follows the record alone.

    Args:
        indicator: which.
        period: which of its periods; it is over.
        seen: the figure that was looked at.
        is_right: what the unit says of it.
        reason: why it is not right.
        by: who says so, for the unit that answers for it.
        at: when.

    Raises:
        IndicatorError: it is not counted, the person is of another unit, no reason is given, or the figure has changed meanwhile.
    """
    on = localtime(at).date()
    fail_if.not_counted(indicator)
    fail_if.not_of_its_unit(indicator, by)
    fail_if.no_such_period(indicator, period, on)
    if not is_right:
        fail_if.without_reason(reason)
    now = figures.value_of(indicator, period, on=on)
    fail_if.changed_meanwhile(seen, now.number if now else None)
    size = Count.objects.aggregate(size=Max("size"))["size"]
    return Confirmation.objects.create(
        indicator=indicator, period=str(period), number=seen, size=size, is_right=is_right, reason=reason.strip(), **_signed(by), at=at,
    )  # fmt: skip


# --- issued by statistics


@transaction.atomic
def bring_official(
    district: District,
    document: Document,
    brought: Sequence[OfficialFigure],
    *,
    files: Sequence[Attachment] = (),
    by: Authority,
    at: datetime,
) -> Release:
    """Bring the figures of a document, all or none. They are read-only from then on: what is revised comes as another figure.

    Args:
        district: whose figures they are.
        document: by which they were issued.
        brought: what stands in it; figures that are known just so are passed over.
        files: the document itself, stored before.
        by: who brings them, of the unit that answers for each indicator.
        at: when.

    Raises:
        ReleaseRefused: something is wrong, row by row; nothing was stored.
    """
    locked = type(district).objects.select_for_update().get(pk=district.pk)
    new = Checking(locked, document, by).new_values(brought)
    release = Release.objects.create(
        district=locked, issuer=document.issuer, title=document.title, document_number=document.document_number,
        issued_on=document.issued_on, sha256=document.sha256, **_signed(by), at=at,
    )  # fmt: skip
    for value in new:
        value.release = release
    OfficialValue.objects.bulk_create(new)
    attach(files, kind=RELEASE, key=str(release.pk), by=by, at=at)
    return release


# --- reported by a unit


@transaction.atomic
def draft(indicator: Indicator, period: Period, number: Decimal, *, remark: str = "", by: Authority, at: datetime) -> ReportedValue:
    """Write down a figure, or change one that is not handed in or was returned.

    Raises:
        IndicatorError: it is issued or counted, of another unit, of no such period, closed, handed in, or approved.
    """
    locked = _may_report(indicator, period, number, by, at)
    value = locked.reported_values.filter(period=str(period)).order_by("-revision").first()
    fail_if.approved_already(value, period)
    if value is None:
        return _stepped(_begun(locked, period, number, remark, by), by, at)
    fail_if.at_another_stage(value, Stage.DRAFT, Stage.RETURNED)
    assert by.person is not None, "who reports is a person"
    value.reporter, value.number, value.remark, value.stage = by.person, number, remark.strip(), Stage.DRAFT
    return _stepped(value, by, at)


@transaction.atomic
def correct(indicator: Indicator, period: Period, number: Decimal, *, reason: str, by: Authority, at: datetime) -> ReportedValue:
    """Begin another figure in the place of one that was approved; that one counts until this one is approved, and stays.

    Raises:
        IndicatorError: as with :func:`draft`; nothing is approved yet; no reason is given.
    """
    fail_if.without_reason(reason)
    locked = _may_report(indicator, period, number, by, at)
    last = locked.reported_values.filter(period=str(period)).order_by("-revision").first()
    if last is None:
        return draft(indicator, period, number, remark=reason, by=by, at=at)
    fail_if.at_another_stage(last, Stage.APPROVED)
    return _stepped(_begun(locked, period, number, reason, by, revision=last.revision + 1), by, at)


@transaction.atomic
def hand_in(value: ReportedValue, *, evidence: Sequence[Attachment], by: Authority, at: datetime) -> ReportedValue:
    """Hand in a drafted figure with what proves it.

    Args:
        value: the draft, or what was returned.
        evidence: files that were stored before; those that were handed in earlier stay with it.
        by: who reports for the unit.
        at: when.

    Raises:
        IndicatorError: without evidence, of another unit, closed, or at another stage.
    """
    found = _locked(value)
    fail_if.not_of_its_unit(found.indicator, by)
    fail_if.closed(found.indicator.district, _period(found))
    fail_if.at_another_stage(found, Stage.DRAFT, Stage.RETURNED)
    hashes = dict.fromkeys([*found.evidence, *(each.content_id for each in evidence)])
    fail_if.without_evidence(hashes)
    attach(evidence, kind=EVIDENCE, key=found.key, by=by, at=at)
    assert by.person is not None, "who reports is a person"
    found.reporter, found.evidence, found.stage = by.person, list(hashes), Stage.HANDED_IN
    return _stepped(found, by, at)


@transaction.atomic
def return_(value: ReportedValue, *, seen_steps: int, reason: str, by: Authority, at: datetime) -> ReportedValue:
    """Return a figure that was handed in, with the reason.

    Raises:
        IndicatorError: without reason, by somebody who may not review it, at another stage, or changed since it was looked at.
    """
    fail_if.without_reason(reason)
    found = _to_review(value, seen_steps, by)
    found.stage = Stage.RETURNED
    return _stepped(found, by, at, reason)


@transaction.atomic
def approve(value: ReportedValue, *, seen_steps: int, by: Authority, at: datetime) -> ReportedValue:
    """Let a figure count. Whoever approves it is another person than whoever reported it, and looked at evidence.

    Args:
        value: what was handed in.
        seen_steps: how many steps it had taken when it was looked at.
        by: the head of the unit, or the office.
        at: when.

    Raises:
        IndicatorError: by the reporter, without evidence, closed, at another stage, or changed since it was looked at.
    """
    found = _to_review(value, seen_steps, by)
    fail_if.closed(found.indicator.district, _period(found))
    fail_if.without_evidence(found.evidence)
    found.stage, found.approver, found.approved_at = Stage.APPROVED, by.person, at
    return _stepped(found, by, at)


def _may_report(indicator: Indicator, period: Period, number: Decimal, by: Authority, at: datetime) -> Indicator:
    locked = _alone(indicator)
    fail_if.not_reported(locked)
    fail_if.not_of_its_unit(locked, by)
    fail_if.no_such_period(locked, period, localtime(at).date())
    fail_if.no_such_number(locked, number)
    fail_if.closed(locked.district, period)
    return locked


def _to_review(value: ReportedValue, seen_steps: int, by: Authority) -> ReportedValue:
    found = _locked(value)
    fail_if.not_who_approves(found.indicator, by)
    fail_if.at_another_stage(found, Stage.HANDED_IN)
    fail_if.changed_meanwhile(seen_steps, found.step_count)
    fail_if.reported_by_the_same_person(found, by)
    return found


def _begun(indicator: Indicator, period: Period, number: Decimal, remark: str, by: Authority, *, revision: int = 1) -> ReportedValue:
    assert by.person is not None, "who reports is a person"
    return ReportedValue(
        indicator=indicator, period=str(period), revision=revision, number=number, remark=remark.strip(), stage=Stage.DRAFT, step_count=0,
        reporter=by.person,
    )  # fmt: skip


def _stepped(value: ReportedValue, by: Authority, at: datetime, reason: str = "") -> ReportedValue:
    """Keep a figure as it is now, and that this was done."""
    value.step_count += 1
    value.save()
    ReportedStep.objects.create(value=value, stage=value.stage, number=value.number, reason=reason.strip(), **_signed(by), at=at)
    return value


def _locked(value: ReportedValue) -> ReportedValue:
    ReportedValue.objects.select_for_update().get(pk=value.pk)
    return ReportedValue.objects.select_related("indicator__district", "indicator__responsible").get(pk=value.pk)


def _alone(indicator: Indicator) -> Indicator:
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    return Indicator.objects.select_related("district", "responsible").get(pk=indicator.pk)


def _period(value: ReportedValue) -> Period:
    return figures.period_of(value.period)


# --- closed


@transaction.atomic
def close_period(district: District, period: Period, *, by: Authority, at: datetime) -> Closing:
    """Close a period: its figures stay as they are, the counted ones as the record is now.

    Raises:
        IndicatorError: by somebody else than the office, before it is over, or closed already.
    """
    fail_if.not_of_the_office(district, by)
    today = localtime(at).date()
    fail_if.not_over(period, today)
    locked = type(district).objects.select_for_update().get(pk=district.pk)
    fail_if.closed(locked, period)
    size = Count.objects.aggregate(size=Max("size"))["size"] or 0
    closing = Closing.objects.create(district=locked, period=str(period), size=size, **_signed(by), at=at)
    computed = locked.indicators.filter(origin=Origin.COMPUTED, rhythm=period.rhythm)
    known = figures.values_of_period(computed, period, on=today)
    ClosedFigure.objects.bulk_create(ClosedFigure(closing=closing, indicator_id=pk, number=number) for pk, number in known.items())
    return closing


@transaction.atomic
def reopen_period(district: District, period: Period, *, decision: str, reason: str, by: Authority, at: datetime) -> Reopening:
    """Reopen a closed period by a decision: its figures can be corrected, and counted ones follow the record again.

    Raises:
        IndicatorError: by somebody else than the office, without decision or reason, or not closed.
    """
    fail_if.not_of_the_office(district, by)
    fail_if.without_decision(decision)
    fail_if.without_reason(reason)
    locked = type(district).objects.select_for_update().get(pk=district.pk)
    closing = Closing.objects.filter(district=locked, period=str(period), reopening=None).order_by("-pk").first()
    fail_if.not_closed(closing, period)
    assert closing is not None, "else it is refused"
    return Reopening.objects.create(closing=closing, decision=decision.strip(), reason=reason.strip(), **_signed(by), at=at)


def _signed(by: Authority) -> dict[str, object]:
    return {"person": by.person, "signature": by.signature}
