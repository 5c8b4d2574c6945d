"""Reads of indicators: what is measured, its figures as of a day, where each comes from, what a unit owes, which periods are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.indicators import figures
from luoshi.district.indicators.calendar import due_on, has_figure_of, periods_until
from luoshi.district.indicators.errors import NoSuchIndicator
from luoshi.district.indicators.figures import closing_of, counted_by, counted_size, value_of
from luoshi.district.indicators.histories import HistoryLine, history
from luoshi.district.indicators.late import late_records
from luoshi.district.indicators.lineage import Lineage, RecordLine, Records, evidence_of, files_of, records, value_lineage
from luoshi.district.indicators.models import Closing, Confirmation, Count, Indicator, OfficialValue, Release, ReportedValue, Stage
from luoshi.district.indicators.naming import address_of
from luoshi.district.indicators.owing import Act, Owed, begun, late_in, owed, owed_within
from luoshi.district.indicators.words import amount
from luoshi.district.offices.queries import District, with_predecessors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from luoshi.district.offices.queries import Unit
    from luoshi.engines.progress import Value

__all__ = [
    "Act",
    "Closing",
    "Confirmation",
    "Count",
    "HistoryLine",
    "Indicator",
    "Lineage",
    "OfficialValue",
    "Owed",
    "RecordLine",
    "Records",
    "Release",
    "ReportedValue",
    "Stage",
    "address_of",
    "amount",
    "begun",
    "closed_periods",
    "closing_of",
    "counted_by",
    "counted_size",
    "districts",
    "due_on",
    "evidence_of",
    "files_of",
    "has_figure_of",
    "history",
    "indicator",
    "indicators",
    "indicators_coded",
    "indicators_of_unit",
    "late_in",
    "late_records",
    "owed",
    "owed_within",
    "periods_until",
    "records",
    "releases",
    "series",
    "series_of",
    "value_lineage",
    "value_of",
    "waiting_for_review",
]


def indicators(district: District) -> QuerySet[Indicator]:
    """What a district measures, in the order in which it was declared, each with its definitions."""
    found = Indicator.objects.filter(district=district).select_related("district", "responsible")
    return found.prefetch_related("definitions").order_by("pk")


def indicator(code: str, district: District) -> Indicator:
    """The indicator of a district by its code.

    Raises:
        NoSuchIndicator: there is none.
    """
    found = indicators(district).filter(code=code).first()
    if found is None:
        raise NoSuchIndicator(code)
    return found


def indicators_coded(codes: Iterable[str], district: District) -> dict[str, Indicator]:
    """Some indicators of a district, by their codes; those that are not there are left out."""
    return {one.code: one for one in indicators(district).filter(code__in=list(codes))}


def indicators_of_unit(unit: Unit) -> QuerySet[Indicator]:
    """The indicators for which a unit answers, with those of whose work it took over."""
    return indicators(unit.district).filter(responsible__in=with_predecessors(unit))


def series(of: Indicator, *, on: date) -> list[Value]:
    """The figures of an indicator that were known on a day, in the order of their periods, with all revisions.

    A counted figure is there for each period that has begun, also where nothing happened: then it is zero. The one of a period that is not
    over is provisional. Official and reported figures that nobody has brought are not there: a blank is no zero.
    """
    return figures.values([of], on=on)[of.pk]


def series_of(several: Sequence[Indicator], *, on: date) -> dict[int, list[Value]]:
    """The same of many indicators at once, by their ids, in a few questions to the database."""
    return figures.values(several, on=on)


def waiting_for_review(district: District) -> QuerySet[ReportedValue]:
    """The figures that were handed in and wait for a second person, the oldest first."""
    found = ReportedValue.objects.filter(indicator__district=district, stage=Stage.HANDED_IN)
    return found.select_related("indicator__responsible").order_by("pk")


def releases(district: District) -> QuerySet[Release]:
    """The documents by which official figures came, the last one first."""
    return Release.objects.filter(district=district).prefetch_related("values__indicator").order_by("-issued_on", "-pk")


def closed_periods(district: District) -> QuerySet[Closing]:
    """Every closing of a period, the last one first; those that were reopened have their ``reopening``."""
    return Closing.objects.filter(district=district).select_related("reopening").order_by("-pk")


def districts() -> QuerySet[District]:
    """The districts that measure anything."""
    return District.objects.filter(indicators__isnull=False).distinct().order_by("pk")
