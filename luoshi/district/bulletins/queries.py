"""Reads of bulletins: drafts and frozen ones, their files, and where each printed figure comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.bulletins.errors import NoSuchBulletin, NoSuchFigure
from luoshi.district.bulletins.figures import Figure, Origin
from luoshi.district.bulletins.models import Bulletin, Draft, File, Form, PrintedFigure
from luoshi.district.bulletins.standing import figures_known
from luoshi.district.indicators import queries as indicators
from luoshi.district.indicators.errors import NoSuchIndicator
from luoshi.district.plan.queries import commitments_coded
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from luoshi.district.indicators.queries import Lineage
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.queries import Commitment, Report

__all__ = [
    "Bulletin",
    "Draft",
    "Figure",
    "Form",
    "Origin",
    "PrintedFigure",
    "Provenance",
    "bulletin",
    "bulletins_seen",
    "corrections_of",
    "draft",
    "drafts_of",
    "file_of",
    "indicators_owed",
    "may_see",
    "printed_figure",
    "provenance",
]

_SHORT: Final = re.compile(r"\[(\d+)\]")


def drafts_of(report: Report) -> QuerySet[Draft]:
    """The bulletins of a plan, the newest month first; those that were frozen have their ``frozen``."""
    related = ("bulletin__publication", "report__district", "corrects__draft__report", "corrects__publication")
    return Draft.objects.filter(report=report).select_related(*related).order_by("-month", "form", "pk")


def draft(report: Report, pk: int) -> Draft:
    """A draft of a plan.

    Raises:
        NoSuchBulletin: there is none.
    """
    found = drafts_of(report).filter(pk=pk).first()
    if found is None:
        raise NoSuchBulletin(str(pk))
    return found


def bulletins_seen(district: District, by: Authority) -> QuerySet[Bulletin]:
    """The frozen bulletins of a district that somebody may read, the last one first: officials all, everybody those that are public."""
    found = (
        Bulletin.objects.filter(district=district)
        .select_related("publication", "draft__report", "draft__corrects", "district")
        .defer("content", "draft__corrects__content")
    )
    seen = found if by.serves(district) else found.exclude(publication=None)
    return seen.order_by("-issued_on", "-pk")


def may_see(found: Bulletin, by: Authority) -> bool:
    """Whether somebody may read a bulletin."""
    return hasattr(found, "publication") or by.serves(found.district)


def bulletin(pk: int, by: Authority) -> Bulletin:
    """A frozen bulletin that somebody may read.

    Raises:
        NoSuchBulletin: there is none, or not for whoever asks.
    """
    related = ("publication", "draft__report__district", "draft__corrects__publication", "district")
    found = Bulletin.objects.select_related(*related).filter(pk=pk).first()
    if found is None or not may_see(found, by):
        raise NoSuchBulletin(str(pk))
    return found


def corrections_of(found: Bulletin, by: Authority) -> list[Bulletin]:
    """The notices that correct a bulletin and that somebody may read, the first one first."""
    notices = Bulletin.objects.filter(draft__corrects=found).select_related("publication", "district").order_by("pk")
    return [each for each in notices if may_see(each, by)]


def file_of(found: Bulletin, ending: str) -> File:
    """A file of a frozen bulletin, byte for byte as it was made when it was frozen.

    Raises:
        NoSuchBulletin: it has no such file.
    """
    file = found.files.filter(ending=ending).first()
    if file is None:
        raise NoSuchBulletin(f"{found.label}.{ending}")
    return file


def printed_figure(code: str, by: Authority) -> PrintedFigure:
    """The figure that was printed under a code, in a bulletin that somebody may read; of several districts the reader's own comes first.

    Raises:
        NoSuchFigure: there is none, or not for whoever asks.
    """
    related = PrintedFigure.objects.filter(code=code).select_related(
        "bulletin__publication",
        "bulletin__draft__report__district",
        "bulletin__draft__corrects__draft__report",
        "district",
        "replaces__bulletin__publication",
        "replaces__bulletin__district",
    )
    seen = [each for each in related.order_by("pk") if may_see(each.bulletin, by)]
    if not seen:
        raise NoSuchFigure(code)
    return min(seen, key=lambda each: not by.serves(each.district))


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a printed figure comes from.

    Attributes:
        again: the same figure reckoned again by what was known on the bulletin's day; None where nothing gives it any more.
        now: the same, for the same time, by what is known today.
        lineages: the indicator's figures of which it was made, each with its query, document or evidence.
        parts: the printed figures from which it was reckoned, by their numbers.
        commitments: the promises that it is about.
        replacements: what replaced it, one notice after the other; the last one counts.
    """

    again: Figure | None
    now: Figure | None
    lineages: tuple[Lineage, ...]
    parts: dict[int, PrintedFigure]
    commitments: tuple[Commitment, ...]
    replacements: tuple[PrintedFigure, ...]


def provenance(printed: PrintedFigure, by: Authority, *, on: date) -> Provenance:
    """Follow a figure to its records, reckon it again, and say what replaced it, as far as somebody may read that."""
    figure, made_from = printed.figure, printed.bulletin.draft
    numbers = {int(each) for each in _SHORT.findall(figure.how)}
    parts = {each.number: each for each in printed.bulletin.figures.filter(number__in=numbers)}
    codes = dict.fromkeys(each.partition("/")[0] for each in figure.commitments)
    said_first = made_from.corrects or printed.bulletin
    return Provenance(
        again=figures_known(said_first, on=made_from.on).get(figure.key),
        now=figures_known(said_first, on=on).get(figure.key),
        lineages=tuple(_lineages(figure, printed.district, made_from.on)),
        parts=parts,
        commitments=tuple(commitments_coded(codes)),
        replacements=tuple(_replacements(printed, by)),
    )


def indicators_owed(printed: PrintedFigure) -> list[indicators.Indicator]:
    """The indicators of which something was owed that a figure counts."""
    return list(indicators.indicators_coded(printed.figure.indicators, printed.district).values())


def _replacements(printed: PrintedFigure, by: Authority) -> Iterator[PrintedFigure]:
    found = PrintedFigure.objects.filter(replaces=printed).select_related("bulletin__publication", "district").first()
    if found is not None and may_see(found.bulletin, by):
        yield found
        yield from _replacements(found, by)


def _lineages(figure: Figure, district: District, on: date) -> list[Lineage]:
    """The figures of the indicator that make the year up to the period; for all others none."""
    if figure.origin is not Origin.VALUE:
        return []
    try:
        found = indicators.indicator(figure.indicator, district)
    except NoSuchIndicator:
        return []
    declared, at = found.declared(), Period.parse(figure.period)
    periods = declared.periods_to(at) if declared.accumulation == "periodic" else declared.periods_to(at)[-1:]
    return [indicators.value_lineage(found, each, on=on) for each in periods]
