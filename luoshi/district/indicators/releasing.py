"""Official figures come in with the document by which they were issued, all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.attachments.operations import attach
from luoshi.district.indicators.models import OfficialValue, Release
from luoshi.district.indicators.official import Checking
from luoshi.district.indicators.seeing import RELEASE
from luoshi.district.signing import signed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from luoshi.district.attachments.queries import Attachment
    from luoshi.district.indicators.official import Document, OfficialFigure
    from luoshi.district.offices.queries import Authority, District


@transaction.atomic
def bring_official(
    district: District,
    document: Document,
    brought: Sequence[OfficialFigure],
    *,
    files: Sequence[Attachment] = (),
    by: Authority,
    at: datetime,
) -> Release:
    """Bring the figures of a document, all or none. They are read-only from then on: what is revised comes as another figure.

    Args:
        district: whose figures they are.
        document: by which they were issued.
        brought: what stands in it; figures that are known just so are passed over.
        files: the document itself, stored before.
        by: who brings them, of the unit that answers for each indicator.
        at: when.

    Raises:
        ReleaseRefused: something is wrong, row by row; nothing was stored.
    """
    locked = type(district).objects.select_for_update().get(pk=district.pk)
    new = Checking(locked, document, by).new_values(brought)
    release = Release.objects.create(
        district=locked, issuer=document.issuer, title=document.title, document_number=document.document_number,
        issued_on=document.issued_on, sha256=document.sha256, **signed(by, at),
    )  # fmt: skip
    for value in new:
        value.release = release
    OfficialValue.objects.bulk_create(new)
    attach(files, kind=RELEASE, key=str(release.pk), by=by, at=at)
    return release
