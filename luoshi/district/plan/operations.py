"""Changes of the plan: a report comes in, is revised, is read again, is taken away. Each is whole or does not happen."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import connection, transaction

from luoshi.district.plan import models
from luoshi.district.plan.errors import NotHeld, ReportRefused, ReportStays
from luoshi.district.plan.intake import Intake, engine_identity, take_in
from luoshi.district.plan.models import Origin
from luoshi.district.plan.storing import store_reading
from luoshi.engines.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

REPORTS_PER_VISITOR_MAX = 50
"""Enough to compare all provinces, too few to fill a disk by hand."""


def read_report(content: bytes, name: str, *, by: str, at: datetime, title: str = "") -> str:
    """Take in a visitor's report and return its slug. What two visitors bring are two reports, even if the texts are the same.

    Args:
        content: the file.
        name: the file's name, which decides between formats that look alike.
        by: the visitor's own random word, by which the report can be revised and taken away again.
        at: when it came.
        title: what the visitor calls it, used where the text has no title of its own.

    Raises:
        ReportRefused: the file cannot be read as a work report, or the visitor brought too many; nothing was stored.
    """
    intake = take_in(content, name, title)
    with _one_change_at_a_time(by):
        if found := _find(intake, by):
            return found.slug
        if models.Report.objects.filter(holder=by).count() >= REPORTS_PER_VISITOR_MAX:
            raise ReportRefused.too_many(REPORTS_PER_VISITOR_MAX)
        slug = _slug_of_upload(intake, by, at)
        _store_new(intake, slug=slug, origin=Origin.UPLOADED, at=at, holder=by)
    return slug


def adopt_report(
    content: bytes, name: str, *, slug: str, at: datetime, district: str = "", district_en: str = "", origin: Origin = Origin.ADOPTED
) -> bool:
    """Make the report at ``slug`` consist of this text, as the district's own; return whether anything had to be changed.

    Raises:
        ReportRefused: the file cannot be read as a work report, or its text is another report's; nothing was stored.
    """
    intake = take_in(content, name)
    with _one_change_at_a_time(by=""):
        if report := models.Report.objects.select_for_update().filter(slug=slug).first():
            return _revise(report, intake, at=at)
        if found := _find(intake, by=""):
            raise ReportRefused.elsewhere(found.title)
        _store_new(intake, slug=slug, origin=origin, at=at, district=district, district_en=district_en)
    return True


def revise_report(slug: str, content: bytes, name: str, *, by: str, at: datetime) -> bool:
    """Replace the text of a visitor's report. Commitments that the new text still makes keep their codes; returns whether anything changed.

    Raises:
        NotHeld: the visitor did not bring this report.
        ReportRefused: the file cannot be read as a work report, or is another report; nothing was changed.
    """
    intake = take_in(content, name)
    with _one_change_at_a_time(by):
        report = _held(slug, by)
        if report is None:
            raise NotHeld
        return _revise(report, replace(intake, given_title=report.title), at=at)


def read_again(*, at: datetime) -> int:
    """Let the present engines read every current text that others read; codes stay. Returns how many reports that were."""
    stale = models.ReportVersion.objects.filter(is_current=True).exclude(engine=engine_identity())
    for version in stale:
        with transaction.atomic():
            version.report = models.Report.objects.select_for_update().get(pk=version.report_id)
            store_reading(version, read(version.source, year=version.report.year), at=at)
    return len(stale)


def remove_report(slug: str, *, by: str) -> None:
    """Take a visitor's report away, with all its versions and codes.

    Raises:
        ReportStays: it is the demonstration, the district's own, or was brought by someone else.
    """
    with _one_change_at_a_time(by):
        report = _held(slug, by)
        if report is None:
            raise ReportStays
        report.delete()


@contextmanager
def _one_change_at_a_time(by: str) -> Iterator[None]:
    """A transaction in which nothing else happens to this visitor's reports, or to the public ones; others do not wait."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reports of {by}"])
        yield


def _held(slug: str, by: str) -> models.Report | None:
    """The visitor's own report, locked until the change is done."""
    return models.Report.objects.select_for_update().filter(slug=slug, origin=Origin.UPLOADED, holder=by).first()


def _find(intake: Intake, by: str) -> models.Report | None:
    """The report that now consists of this text, if it is public or this visitor's."""
    same = models.Report.objects.filter(versions__is_current=True, versions__source_sha256=intake.sha256, holder__in=("", by))
    return same.order_by("holder").first()


def _store_new(
    intake: Intake, *, slug: str, origin: Origin, at: datetime, holder: str = "", district: str = "", district_en: str = ""
) -> None:
    report = models.Report.objects.create(
        slug=slug,
        district=_district(district or intake.district, district_en),
        title=intake.title[:200],
        year=intake.year,
        origin=origin,
        holder=holder,
        received_at=at,
    )
    _add_version(report, intake, number=1, at=at)


def _revise(report: models.Report, intake: Intake, *, at: datetime) -> bool:
    """Switch to the version with this text, old or new, and read it unless this very engine has read it before."""
    found = _find(intake, report.holder)
    if found and found != report:
        raise ReportRefused.elsewhere(found.title)
    version = report.versions.filter(source_sha256=intake.sha256).first()
    if version and version.is_current and version.engine == engine_identity():
        return False
    report.versions.filter(is_current=True).update(is_current=False)
    if version is None:
        _add_version(report, intake, number=report.versions.count() + 1, at=at)
    else:
        version.is_current = True
        version.save(update_fields=["is_current"])
        store_reading(version, intake.reading, at=at)
    report.title, report.year = intake.title[:200], intake.year
    report.save(update_fields=["title", "year"])
    return True


def _add_version(report: models.Report, intake: Intake, *, number: int, at: datetime) -> None:
    version = models.ReportVersion.objects.create(
        report=report,
        number=number,
        is_current=True,
        file_name=intake.file_name[:200],
        format=intake.document.format.value,
        encoding=intake.document.encoding or "",
        notes=list(intake.document.notes),
        source=intake.reading.source,
        source_sha256=intake.sha256,
        text=intake.reading.text,
        read_at=at,
        engine=engine_identity(),
    )
    store_reading(version, intake.reading, at=at)


def _district(name: str, name_en: str) -> models.District | None:
    if not name:
        return None
    district, _ = models.District.objects.get_or_create(name=name[:100])
    if name_en and district.name_en != name_en:
        district.name_en = name_en
        district.save(update_fields=["name_en"])
    return district


def _slug_of_upload(intake: Intake, by: str, at: datetime) -> str:
    """An address that nobody can guess and that never comes back, even if the report is removed and brought again."""
    token = hashlib.sha256(f"{intake.sha256} {by} {at.isoformat()}".encode()).hexdigest()[:12]
    return f"{intake.year}-{token}" if intake.year else token
