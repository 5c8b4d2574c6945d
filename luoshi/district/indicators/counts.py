"""Counted figures: what was sealed is counted in steps, all of it can be counted anew, and units look at what came out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from luoshi.district.days import day_of
from luoshi.district.facts.queries import heads
from luoshi.district.indicators import counting, fail_if, figures
from luoshi.district.indicators.counting_anew import different
from luoshi.district.indicators.models import Confirmation, Count, Indicator
from luoshi.district.locks import alone, is_alone
from luoshi.district.signing import signed
from luoshi.engines.progress import Origin

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from luoshi.district.offices.queries import Authority
    from luoshi.engines.progress import Period


COUNTED_AT_ONCE: Final = 200_000
"""So many facts one transaction counts at most, unless one block of the record holds more."""

COUNTING: Final = "counting of facts"
"""What one does at a time."""


def count(*, at: datetime) -> int:
    """Count what was sealed since the last time, block by block; returns how many facts were read. Of several at once one works."""
    read = 0
    while step := _count_some(at):
        read += step
    return read


@transaction.atomic
def _count_some(at: datetime) -> int:
    if not is_alone(COUNTING):
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

    Nothing ever should: this proves that every figure is what the record says. Whoever records or reads meanwhile does not wait; what is
    recorded is counted when it is done.
    """
    alone(COUNTING)
    size = figures.counted_size()
    _catch_up(size)
    wrong = different(_counted_ids(), size)
    if wrong:
        counting.forget(wrong)
        counting.enter(wrong, 0, size)
    return list(Indicator.objects.filter(pk__in=wrong).order_by("code").values_list("code", flat=True))


def _counted_ids() -> list[int]:
    return list(Indicator.objects.filter(origin=Origin.COMPUTED).values_list("pk", flat=True))


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
    on = day_of(at)
    fail_if.not_counted(indicator)
    fail_if.not_of_its_unit(indicator, by)
    fail_if.no_such_period(indicator, period, on)
    if not is_right:
        fail_if.without_reason(reason)
    now = figures.value_of(indicator, period, on=on)
    fail_if.changed_meanwhile(seen, now.number if now else None)
    size = figures.counted_size()
    return Confirmation.objects.create(
        indicator=indicator, period=str(period), number=seen, size=size, is_right=is_right, reason=reason.strip(), **signed(by, at),
    )  # fmt: skip
