"""How many messages a signed-in person has not read: on every page, looked up where the page says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from luoshi.district.messages import queries

if TYPE_CHECKING:
    from django.http import HttpRequest


def inbox(request: HttpRequest) -> dict[str, Any]:
    """``unread_messages`` for templates."""
    account = request.user.pk if hasattr(request, "user") else None
    return {"unread_messages": SimpleLazyObject(lambda: queries.unread_count(account) if account else 0)}
