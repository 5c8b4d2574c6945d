"""Changes of the plan: a report comes in, is revised, is read again, is taken away. Each is whole or does not happen."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from luoshi.district.plan import models
from luoshi.district.plan.errors import NotHeld, ReportRefused, ReportStays
from luoshi.district.plan.intake import Intake, engine_identity, take_in
from luoshi.district.plan.models import Origin
from luoshi.district.plan.storing import store_reading
from luoshi.engines.reading import read

if TYPE_CHECKING:
    from datetime import datetime

REPORTS_PER_VISITOR_MAX = 50
"""Enough to compare all provinces, too few to fill a disk by hand."""


def read_report(content: bytes, name: str, *, by: str, at: datetime) -> str:
    """Take in a visitor's report and return its slug. A text that is known already is not stored twice, but then held by both.

    Args:
        content: the file.
        name: the file's name, which decides between formats that look alike.
        by: the visitor's own random word, by which the report can be taken away again.
        at: when it came.

    Raises:
        ReportRefused: the file cannot be read as a work report, or the visitor brought too many; nothing was stored.
    """
    if models.Holding.objects.filter(holder=by).count() >= REPORTS_PER_VISITOR_MAX:
        raise ReportRefused.too_many(REPORTS_PER_VISITOR_MAX)
    intake = take_in(content, name)
    slug = _find(intake) or _store_new(intake, slug=_slug_of_upload(intake, by, at), origin=Origin.UPLOADED, at=at)
    report = models.Report.objects.filter(slug=slug).first()
    if report and report.removable:
        models.Holding.objects.get_or_create(report=report, holder=by)
    return slug


def adopt_report(
    content: bytes, name: str, *, slug: str, at: datetime, district: str = "", district_en: str = "", origin: Origin = Origin.ADOPTED
) -> bool:
    """Make the report at ``slug`` consist of this text, as the district's own; return whether anything had to be changed.

    Raises:
        ReportRefused: the file cannot be read as a work report, or its text is another report's; nothing was stored.
    """
    intake = take_in(content, name)
    if not models.Report.objects.filter(slug=slug).exists():
        if found := _find(intake):
            raise ReportRefused.elsewhere(models.Report.objects.get(slug=found).title)
        _store_new(intake, slug=slug, origin=origin, at=at, district=district, district_en=district_en)
        return True
    return _revise(slug, intake, at=at)


def revise_report(slug: str, content: bytes, name: str, *, by: str, at: datetime) -> bool:
    """Replace the text of a visitor's report. Commitments that the new text still makes keep their codes; returns whether anything changed.

    Raises:
        NotHeld: the visitor did not bring this report.
        ReportRefused: the file cannot be read as a work report, or is another report; nothing was changed.
    """
    if not models.Holding.objects.filter(report__slug=slug, report__origin=Origin.UPLOADED, holder=by).exists():
        raise NotHeld
    return _revise(slug, take_in(content, name), at=at)


def read_again(*, at: datetime) -> int:
    """Let the present engines read every current text that others read; codes stay. Returns how many reports that were."""
    stale = models.ReportVersion.objects.filter(is_current=True).exclude(engine=engine_identity())
    for version in stale:
        with transaction.atomic():
            version.report = models.Report.objects.select_for_update().get(pk=version.report_id)
            store_reading(version, read(version.source, year=version.report.year), at=at)
    return len(stale)


def remove_report(slug: str, *, by: str) -> None:
    """Take a visitor's report away; it is deleted with the last visitor who brought it.

    Raises:
        ReportStays: it is the demonstration, the district's own, or was brought by others only.
    """
    with transaction.atomic():
        report = models.Report.objects.select_for_update().filter(slug=slug).first()
        if report is None or not report.removable or not report.holdings.filter(holder=by).delete()[0]:
            raise ReportStays
        if not report.holdings.exists():
            report.delete()


def _find(intake: Intake) -> str | None:
    return models.Report.objects.filter(versions__source_sha256=intake.sha256).values_list("slug", flat=True).first()


def _store_new(intake: Intake, *, slug: str, origin: Origin, at: datetime, district: str = "", district_en: str = "") -> str:
    try:
        with transaction.atomic():
            report = models.Report.objects.create(
                slug=slug,
                district=_district(district or intake.district, district_en),
                title=intake.title,
                year=intake.year,
                origin=origin,
                received_at=at,
            )
            _add_version(report, intake, number=1, at=at)
    except IntegrityError:
        # Somebody else brought the same text at the same moment and was first.
        if found := _find(intake):
            return found
        raise
    return slug


def _revise(slug: str, intake: Intake, *, at: datetime) -> bool:
    """Switch to the version with this text, old or new, and read it unless this very engine has read it before."""
    with transaction.atomic():
        report = models.Report.objects.select_for_update().get(slug=slug)
        version = models.ReportVersion.objects.filter(source_sha256=intake.sha256).select_related("report").first()
        if version and version.report != report:
            raise ReportRefused.elsewhere(version.report.title)
        if version and version.is_current and version.engine == engine_identity():
            return False
        report.versions.filter(is_current=True).update(is_current=False)
        if version is None:
            _add_version(report, intake, number=report.versions.count() + 1, at=at)
        else:
            version.report, version.is_current = report, True
            version.save(update_fields=["is_current"])
            store_reading(version, intake.reading, at=at)
        report.title, report.year = intake.title, intake.year
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
