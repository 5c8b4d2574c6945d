"""Changes of open data: a district says its licence, and a plan is archived."""

from __future__ import annotations

import gzip
import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime

from luoshi.district.offices.queries import District
from luoshi.district.open_data import fail_if
from luoshi.district.open_data.archive import to_html
from luoshi.district.open_data.models import Archive, DataLicence
from luoshi.district.plan.queries import Report
from luoshi.district.signing import signed

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority


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
def keep_archive(report: Report, *, by: Authority, at: datetime) -> Archive:
    """Archive a plan as it is now. An archive is never altered: a later one stands beside it, and each says its digest.

    Raises:
        NotAllowed: the person does not keep the district's plan.
        NotInForce: no meeting adopted the plan.
    """
    fail_if.not_the_office(report.district, by)
    fail_if.not_in_force(report)
    Report.objects.select_for_update(of=("self",)).get(pk=report.pk)  # one archive after the other
    on = localtime(at).date()
    html = to_html(report, on=on, at=at, site=settings.SITE_ADDRESS)
    last = Archive.objects.filter(report=report).order_by("-number").values_list("number", flat=True).first()
    return Archive.objects.create(
        report=report,
        number=(last or 0) + 1,
        on=on,
        content=gzip.compress(html, mtime=0),
        sha256=hashlib.sha256(html).hexdigest(),
        size=len(html),
        **signed(by, at),
    )
