"""Changes of open data: a district says its licence, and a plan is archived."""

from __future__ import annotations

import gzip
import hashlib
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from luoshi.district.aside import aside
from luoshi.district.days import day_of
from luoshi.district.locks import is_alone
from luoshi.district.offices.queries import District
from luoshi.district.open_data import fail_if
from luoshi.district.open_data.archive import to_html
from luoshi.district.open_data.models import Archive, ArchiveRequest, DataLicence
from luoshi.district.plan.queries import Report
from luoshi.district.signing import signed

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority


TELL_EVERY: Final = 20
"""Promises between two words about how far it is."""


@transaction.atomic
def set_licence(district: District, *, name: str, address: str, basis: str, by: Authority, at: datetime) -> DataLicence:
    """From now on the district's data may be used under a licence.

    Args:
        district: whose data.
        name: what the licence is called.
        address: where it can be read; may be empty.
        basis: who decided it, and by which document.
        by: who says it.
        at: when.

    Raises:
        NotAllowed: the person does not keep the district's plan.
        LicenceIncomplete: it has no name or basis, or its address is none.
    """
    fail_if.not_the_office(district, by)
    name, address, basis = (" ".join(each.split()) for each in (name, address, basis))
    fail_if.incomplete(name, address, basis)
    return DataLicence.objects.create(district=district, name=name[:200], address=address[:300], basis=basis[:300], **signed(by, at))


@transaction.atomic
def ask_for_archive(report: Report, *, by: Authority, at: datetime) -> ArchiveRequest:
    """Have a plan archived by the worker; asked again while it is made, nothing changes.

    Raises:
        NotAllowed: the person does not keep the district's plan.
        NotInForce: no meeting adopted the plan.
    """
    fail_if.not_the_office(report.district, by)
    fail_if.not_in_force(report)
    return ArchiveRequest.objects.get_or_create(report=report, archive=None, defaults=signed(by, at))[0]


@transaction.atomic
def make_archive(*, at: datetime) -> int:
    """Make the archive that has been waited for longest, as its plan is now; returns how many were made: one or none.

    An archive is never altered: a later one stands beside it, and each says its digest. How far it is, is written beside the transaction.
    """
    if not is_alone("archives"):
        return 0
    waiting = ArchiveRequest.objects.filter(archive=None).select_related("report__district", "report__adoption", "person")
    found = waiting.order_by("pk").first()
    if found is None:
        return 0
    on, report = day_of(at), found.report
    html = to_html(report, on=on, at=at, site=settings.SITE_ADDRESS, tell=lambda done, total: _tell(found.pk, done, total))
    last = Archive.objects.filter(report=report).order_by("-number").values_list("number", flat=True).first()
    archive = Archive.objects.create(
        report=report,
        number=(last or 0) + 1,
        on=on,
        content=gzip.compress(html, mtime=0),
        sha256=hashlib.sha256(html).hexdigest(),
        size=len(html),
        person=found.person,
        signature=found.signature,
        at=at,
    )
    ArchiveRequest.objects.filter(pk=found.pk).update(archive=archive)
    return 1


def _tell(request: int, done: int, total: int) -> None:
    """Now and then how many of how many promises are done, for the page that waits."""
    if done % TELL_EVERY == 0:
        with aside() as connection, connection.cursor() as cursor:
            cursor.execute("UPDATE open_data_archiverequest SET done = %s, total = %s WHERE id = %s", [done, total, request])
