"""Reads of the access log: who looked at something, and everything that was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.access_log.models import Look, What

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from luoshi.district.offices.queries import District

__all__ = ["Look", "What", "looks", "looks_at"]


def looks_at(subject_kind: str, subject_key: str, *, limit: int = 20) -> list[Look]:
    """The newest looks at one subject."""
    return list(Look.objects.filter(subject_kind=subject_kind, subject_key=subject_key).order_by("-pk")[:limit])


def looks(district: District, *, before: int | None = None, limit: int = 50, **asked: str) -> list[Look]:
    """The looks in a district, newest first, from one that is older than the look ``before``.

    ``asked`` narrows them: ``who`` is a part of the signature, ``what`` a :class:`What`, ``kind`` and ``key`` name the subject,
    ``since`` and ``until`` are days.
    """
    found = Look.objects.filter(district=district, **_conditions(asked))
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-pk")[:limit])


def _conditions(asked: Mapping[str, str]) -> dict[str, Any]:
    return {_COLUMNS[name]: value for name, value in asked.items() if value}


_COLUMNS = {
    "who": "signature__contains",
    "what": "what",
    "kind": "subject_kind",
    "key": "subject_key",
    "since": "at__date__gte",
    "until": "at__date__lte",
}
