"""The two documents of a comparison: files within the limit, pasted texts, or a plan that is stored. Nothing of them is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from luoshi.district.plan import queries
from luoshi.district.progress.queries import tolerances_of
from luoshi.district.report_cards.errors import CardRefused
from luoshi.district.report_cards.promises import Promise, promises_of
from luoshi.engines.documents.incoming import decode
from luoshi.engines.documents.refusals import UnreadableDocument
from luoshi.engines.documents.report_check import refuse_unless_report
from luoshi.engines.progress import Measure
from luoshi.engines.reading import read
from luoshi.engines.reading.errors import TextTooLong
from luoshi.engines.reading.model import Base, Half, Kind, Measurement, Operator
from luoshi.engines.reading.statistics import Observations, is_bulletin, read_statistics
from luoshi.engines.reading.statistics.errors import NoStatistics
from luoshi.engines.reading.strength import STRIVEN_FOR
from luoshi.words import Words

if TYPE_CHECKING:
    from decimal import Decimal

    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority
    from luoshi.district.plan.queries import PlannedTarget, Report

REPORT: Final = Words("工作报告", "Work report")
BULLETIN: Final = Words("公报", "Bulletin")


def text_of(request: HttpRequest, field: str, which: Words) -> str:
    """The text of the file that came in a field, else what was pasted.

    Raises:
        CardRefused: there is neither, or the file cannot be read.
    """
    file, pasted = request.FILES.get(field), request.POST.get(f"{field}_text", "")
    if file is None and not pasted.strip():
        raise CardRefused.missing(which)
    content, name = (file.read(), file.name or "") if file else (pasted.encode("utf-8", errors="replace"), f"{which.chinese}.txt")
    try:
        return decode(content, name).text
    except UnreadableDocument as reason:
        raise CardRefused.unreadable(which, reason) from reason


def promises_in(text: str) -> list[Promise]:
    """The measurable promises of a work report.

    Raises:
        CardRefused: it is no work report, is far too long for one, or promises nothing that could be measured.
    """
    try:
        refuse_unless_report(text)
        promises = [] if is_bulletin(text) else promises_of(read(text))
    except UnreadableDocument as reason:
        raise CardRefused.unreadable(REPORT, reason) from reason
    except TextTooLong as reason:
        raise CardRefused.too_much() from reason
    if not promises:
        raise CardRefused.without_promises()
    return promises


def bulletin_in(text: str, year: int | None) -> Observations:
    """The figures of a bulletin.

    Raises:
        CardRefused: it tells none, or is far too long.
    """
    try:
        return read_statistics(text, year=year)
    except NoStatistics as refusal:
        raise CardRefused.without_figures(refusal.words) from refusal
    except TextTooLong as reason:
        raise CardRefused.too_much() from reason


def promises_of_plan(slug: str, *, by: Authority, held_by: str) -> tuple[str, list[Promise]]:
    """The title of a stored report that this reader may see, and its measurable promises as people corrected and completed them.

    Raises:
        CardRefused: there is no such report, or nothing in it could be measured.
    """
    version = queries.current_version(slug)
    if version is None or not _may_see(version.report, by, held_by):
        raise CardRefused.no_such_plan()
    promises = [
        replace(_promise_of(target), clause=number, quote=clause.quote, code=clause.commitment.code, stretch=clause.strength in STRIVEN_FOR)
        for number, clause in enumerate(queries.clauses_of(version))
        if clause.half == Half.PLAN and clause.kind == Kind.TARGET and clause.commitment
        for target in clause.commitment.targets.all()
        if not target.dropped and target.measurement != Measurement.STANDARD
    ]
    if not promises:
        raise CardRefused.without_promises()
    return version.report.title, [replace(promise, year=promise.year or version.report.year) for promise in promises]


def tolerance_of_plan(slug: str) -> Decimal | None:
    """How many points below still count as 左右 for growth, by the plan's own word; None where nobody has said it."""
    version = queries.current_version(slug)
    said = tolerances_of(version.report) if version else ()
    return next((each.number for each in said if each.measure == Measure.YOY), None)


def _may_see(report: Report, by: Authority, held_by: str) -> bool:
    """A draft is seen by its offices, what a visitor brought by that visitor."""
    return queries.may_see(report, by=by) and (not report.removable or queries.is_held(report, by=held_by))


def _promise_of(target: PlannedTarget) -> Promise:
    return Promise(
        clause=0,
        quote="",
        span=None,
        indicator=target.indicator,
        operator=Operator(target.operator),
        measurement=Measurement(target.measurement),
        value=target.value,
        value_max=target.value_max,
        unit=target.unit,
        base=Base(target.base) if target.base else None,
        year=int(target.period) if target.period.isdigit() else None,
        peg=target.peg,
    )
