"""What was applied for already and is not decided yet: told before the same is begun once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.services.models import PENDING, Application

if TYPE_CHECKING:
    from luoshi.district.offices.queries import District


def pending_same(district: District, matter: str, kind: str, key: str, *, beside: Application | None = None) -> Application | None:
    """The newest application of an applicant for an item that was handed in and is not decided yet, beside one."""
    same = Application.objects.filter(district=district, matter=matter, subject_kind=kind, subject_key=key, state__in=PENDING)
    others = same if beside is None else same.exclude(pk=beside.pk)
    return others.defer("values").order_by("-pk").first()
