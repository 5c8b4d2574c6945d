"""Reported figures: drafted, handed in with evidence, returned or approved by another person, corrected by another figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.attachments.operations import attach
from luoshi.district.days import day_of
from luoshi.district.indicators import fail_if
from luoshi.district.indicators.models import Indicator, ReportedStep, ReportedValue, Stage
from luoshi.district.indicators.seeing import EVIDENCE
from luoshi.district.signing import signed
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from luoshi.district.attachments.queries import Attachment
    from luoshi.district.offices.queries import Authority


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
    fail_if.no_such_period(locked, period, day_of(at))
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
    ReportedStep.objects.create(value=value, stage=value.stage, number=value.number, reason=reason.strip(), **signed(by, at))
    return value


def _locked(value: ReportedValue) -> ReportedValue:
    ReportedValue.objects.select_for_update().get(pk=value.pk)
    return ReportedValue.objects.select_related("indicator__district", "indicator__responsible").get(pk=value.pk)


def _alone(indicator: Indicator) -> Indicator:
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    return Indicator.objects.select_related("district", "responsible").get(pk=indicator.pk)


def _period(value: ReportedValue) -> Period:
    return Period.parse(value.period)
