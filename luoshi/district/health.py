"""``/healthz``: may this process be sent visitors?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import Error, connection
from django.http import JsonResponse

if TYPE_CHECKING:
    from django.http import HttpRequest


def health(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, 503 while it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"database": "unreachable"}, status=503)
    return JsonResponse({"database": "ok"})
