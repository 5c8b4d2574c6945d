"""Where a figure comes from: the facts that were counted, the document that issued it, or who said it with which evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from luoshi.district.attachments.queries import attachments_of
from luoshi.district.facts.queries import Fact
from luoshi.district.indicators import figures
from luoshi.district.indicators.models import Closing, Contribution, OfficialValue, ReportedValue
from luoshi.district.indicators.seeing import EVIDENCE, RELEASE
from luoshi.district.indicators.words import amount, query_words
from luoshi.engines.progress import Origin, Value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from luoshi.district.attachments.queries import Attachment
    from luoshi.district.indicators.models import Confirmation, Count, Indicator
    from luoshi.engines.progress import Period
    from luoshi.words import Words

PAGE_SIZE: Final = 50


@dataclass(frozen=True, slots=True)
class RecordLine:
    """What a fact added or took back: ``fact`` is the one that counts, or counts no longer; ``by`` the number of the one that did it."""

    fact: Fact
    quantity: Decimal
    place: str

    @property
    def number(self) -> str:
        """What it added or took back, for reading."""
        return f"{'' if self.is_taken_back else '+'}{amount(self.quantity, 0)}"

    @property
    def is_taken_back(self) -> bool:
        """Whether a later fact corrected or withdrew it."""
        return self.quantity < 0


@dataclass(frozen=True, slots=True)
class Records:
    """Some of the facts that make a figure, the last entered first; ``older`` names the place after them, if there are more."""

    lines: Sequence[RecordLine]
    older: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """A figure with where it comes from; of the three ways one is filled in.

    Attributes:
        indicator: of which it is.
        period: of which it speaks.
        value: the figure that counts, if there is one.
        query: what was counted, in words.
        counted: the count by which it is known: the size of the record and its root.
        closing: by which the figure stays as it is.
        entries: how many contributions it has.
        confirmation: what its unit last said of it.
        official: the figures that were issued, the last revision first, each with its release.
        reported: the figures that were reported, the last revision first.
    """

    indicator: Indicator
    period: Period
    value: Value | None
    query: Words | None = None
    counted: Count | None = None
    closing: Closing | None = None
    entries: int = 0
    confirmation: Confirmation | None = None
    official: Sequence[OfficialValue] = ()
    reported: Sequence[ReportedValue] = ()


def value_lineage(indicator: Indicator, period: Period, *, on: date) -> Lineage:
    """Where the figure of a period comes from, as it was known on a day."""
    value = figures.value_of(indicator, period, on=on)
    closing = figures.closing_of(indicator.district, period)
    if indicator.origin == Origin.COMPUTED:
        return Lineage(
            indicator, period, value, query_words(indicator, period), figures.counted_by(on), closing, _count(indicator, period),
            confirmation_of(indicator, period),
        )  # fmt: skip
    if indicator.origin == Origin.OFFICIAL:
        issued = indicator.official_values.filter(period=str(period)).select_related("release").order_by("-revision")
        return Lineage(indicator, period, value, closing=closing, official=list(issued))
    said = indicator.reported_values.filter(period=str(period)).prefetch_related("steps").order_by("-revision")
    return Lineage(indicator, period, value, closing=closing, reported=list(said))


def confirmation_of(indicator: Indicator, period: Period) -> Confirmation | None:
    """What the unit last said of a counted figure."""
    return indicator.confirmations.filter(period=str(period)).order_by("-pk").first()


def _count(indicator: Indicator, period: Period) -> int:
    months = figures.months_of(indicator, period)
    return sum(indicator.sums.filter(month__in=months).values_list("entries", flat=True))


def records(indicator: Indicator, period: Period, *, before: str = "") -> Records:
    """The facts that make a counted figure, some at a time.

    Args:
        indicator: which, counted.
        period: which of its periods.
        before: the ``older`` of the page before; empty for the first one.
    """
    months = figures.months_of(indicator, period)
    found = Contribution.objects.filter(indicator=indicator, month__gte=months[0], month__lte=months[-1])
    if (place := _place(indicator, before)) is not None:
        found = found.filter(pk__lt=place)
    rows = list(found.order_by("-month", "-position", "-number")[: PAGE_SIZE + 1])
    told = {one.number: one for one in Fact.objects.filter(number__in=[row.number for row in rows[:PAGE_SIZE]])}
    lines = [RecordLine(told[row.number], row.quantity, _named(row)) for row in rows[:PAGE_SIZE]]
    return Records(lines, lines[-1].place if len(rows) > PAGE_SIZE else "")


def _named(row: Contribution) -> str:
    return f"{row.month.isoformat()}_{row.position}_{row.number}"


def _place(indicator: Indicator, named: str) -> tuple[int, date, int, int] | None:
    month, _, rest = named.partition("_")
    position, _, number = rest.partition("_")
    try:
        return indicator.pk, date.fromisoformat(month), int(position), int(number)
    except ValueError:
        return None


def evidence_of(value: ReportedValue) -> list[Attachment]:
    """The files that were handed in with a reported figure."""
    return attachments_of(EVIDENCE, value.key)


def files_of(value: OfficialValue) -> list[Attachment]:
    """The document by which an official figure was issued, if it was brought as a file."""
    return attachments_of(RELEASE, str(value.release_id))
