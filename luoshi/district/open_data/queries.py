"""Reads of open data: what a plan gives away, under which licence, and the archives that were made of it."""

from __future__ import annotations

import gzip
from datetime import date
from typing import TYPE_CHECKING

from luoshi.district.open_data.catalogue import Dataset, File, Publisher
from luoshi.district.open_data.files import Filled, filled
from luoshi.district.open_data.models import Archive, ArchiveRequest, DataLicence
from luoshi.district.open_data.stratml import Document, to_stratml
from luoshi.district.plan.queries import Report
from luoshi.district.public_tables import tables
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from luoshi.district.offices.queries import District
    from luoshi.district.public_tables import Cell, PublicTable

__all__ = [
    "Archive",
    "ArchiveRequest",
    "DataLicence",
    "archive_in_making",
    "archives_of",
    "content_of",
    "datasets",
    "licence_of",
    "plan_called",
    "plans",
    "publisher",
    "stratml",
    "table",
]

CSV = "text/csv"
JSON = "application/json"
XML = "application/xml"
HTML = "text/html"
INVENTED = Words("演示：地区和全部数据都是虚构的。", "A demonstration: the district and all data are invented.")


def plans() -> list[Report]:
    """The plans in force, the newest first: what is a draft or was only uploaded is not given away."""
    found = Report.objects.filter(adopted_at__isnull=False, district__isnull=False).select_related("district", "adoption")
    return list(found.order_by("-year", "-adopted_at"))


def plan_called(slug: str) -> Report | None:
    """The plan in force with a permanent name."""
    return next((each for each in plans() if each.slug == slug), None)


def licence_of(district: District) -> DataLicence | None:
    """Under which licence a district gives its data away; nothing where it never said."""
    return DataLicence.objects.filter(district=district).order_by("-pk").first()


def archives_of(report: Report) -> list[Archive]:
    """The archives of a plan without their content, the newest first."""
    return list(Archive.objects.filter(report=report).defer("content").order_by("-number"))


def archive_in_making(report: Report) -> ArchiveRequest | None:
    """The archive of a plan that the worker makes, or is about to; None where none was asked for."""
    return ArchiveRequest.objects.filter(report=report, archive=None).first()


def content_of(report: Report, number: int) -> bytes | None:
    """The archive of a number, as the file that it is; the newest for 0."""
    found = Archive.objects.filter(report=report).order_by("-number")
    archive = (found.filter(number=number) if number else found).first()
    return gzip.decompress(bytes(archive.content)) if archive is not None else None


def table(of: PublicTable, report: Report, *, on: date, site: str) -> Filled:
    """A table of a plan as it is on a day, with its declared columns alone."""
    return filled(of, of.rows(report, on), site=site)


def span(report: Report) -> tuple[date, date]:
    """The first and last day of a plan's year; without a year, that of its adoption."""
    assert report.adoption is not None, "only plans in force are given away"
    year = report.year or report.adoption.held_on.year
    return date(year, 1, 1), date(year, 12, 31)


def stratml(report: Report, *, on: date, site: str, source: str) -> bytes:
    """A plan and what became of it as StratML."""
    assert report.district is not None, "only plans in force are given away"
    rows = {
        each.code: _named(table(each, report, on=on, site=site)) for each in tables() if each.code in {"commitments", "targets", "values"}
    }
    first, last = span(report)
    note = f"{INVENTED.chinese}{INVENTED.english}" if report.invented else ""
    document = Document(report.title, report.district.name, report.slug, first, last, on, source, note)
    return to_stratml(document, *(list(rows.get(code, ())) for code in ("commitments", "targets", "values")))


def _named(of: Filled) -> Iterator[Mapping[str, Cell]]:
    codes = [each.code for each in of.table.columns]
    return (dict(zip(codes, row, strict=True)) for row in of.rows)


def publisher(district: District) -> Publisher:
    """Who publishes."""
    licence = licence_of(district)
    return Publisher(district.name, district.name_en, licence.address if licence else "", licence.name if licence else "")


def datasets(report: Report, *, on: date, address: str) -> list[Dataset]:
    """What a plan gives away, as a catalogue lists it; ``address`` is that of the plan's folder, with a slash at its end."""
    first, last = span(report)
    about = Words(
        f"{report.title}：{INVENTED.chinese if report.invented else ''}", f"{report.title}: {INVENTED.english if report.invented else ''}"
    )
    found = [
        Dataset(
            f"{report.slug}/{each.code}",
            f"{address}#{each.code}",
            Words(f"{report.title} · {each.name.chinese}", f"{report.title} · {each.name.english}"),
            about,
            first,
            last,
            on,
            (File(f"{address}{each.code}.csv", CSV), File(f"{address}{each.code}.json", JSON)),
        )
        for each in tables()
    ]
    whole = [File(f"{address}plan.stratml.xml", XML)]
    if Archive.objects.filter(report=report).exists():
        whole.append(File(f"{address}archive.html", HTML))
    name = Words(f"{report.title} · 整个计划", f"{report.title} · the whole plan")
    return [*found, Dataset(f"{report.slug}/plan", f"{address}#plan", name, about, first, last, on, whole)]
