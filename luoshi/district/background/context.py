"""What the pages of the workbench say about background work, looked up only where a page says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from luoshi.district.background import queries

if TYPE_CHECKING:
    from django.http import HttpRequest


def background(request: HttpRequest) -> dict[str, Any]:
    """``background_trouble`` for templates: see :class:`~luoshi.district.background.queries.Trouble`."""
    return {"background_trouble": SimpleLazyObject(lambda: queries.trouble(at=timezone.now()))}
