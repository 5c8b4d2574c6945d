"""The status lists, computed from what happened to the licences and signed when they are asked for."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Max

from luoshi.district.credentials import signing
from luoshi.district.credentials.models import SIGNED, Credential, Event, EventKind
from luoshi.district.credentials.papers import address
from luoshi.engines.credentials import LIST_BITS, Purpose
from luoshi.engines.credentials import status_list as list_document

if TYPE_CHECKING:
    from datetime import datetime

RELIABLE_FOR: Final = timedelta(days=1)
"""Whoever has an older list should fetch a newer one."""


def status_list(number: int, purpose: Purpose, *, at: datetime) -> dict[str, Any] | None:
    """A list, signed now; ``None`` where no licence stands in it."""
    newest = Credential.objects.aggregate(newest=Max("pk"))["newest"]
    if newest is None or number > newest // LIST_BITS:
        return None
    positions = _positions(number, purpose)
    made = partial(list_document, address("status/"), number, purpose, positions, begins=at, ends=at + RELIABLE_FOR)
    [signed] = signing.signed([made], at=at)
    return signed


def _positions(number: int, purpose: Purpose) -> list[int]:
    within = {"credential__gte": number * LIST_BITS, "credential__lt": (number + 1) * LIST_BITS}
    taken = Event.objects.exclude(kind__in=SIGNED).filter(**within).order_by("pk").values_list("credential_id", "kind")
    if purpose == Purpose.REVOCATION:
        return [credential for credential, kind in taken if kind == EventKind.REVOKED]
    last = {credential: kind for credential, kind in taken if kind != EventKind.REVOKED}
    return [credential for credential, kind in last.items() if kind == EventKind.SUSPENDED]
