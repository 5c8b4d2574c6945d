"""What all pages of bulletins share: a file to take away."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from luoshi.district.bulletins.files import MEDIA_TYPES

UNPROCESSABLE = 422


def sent(content: bytes, name: str, ending: str) -> HttpResponse:
    """A file under its name."""
    response = HttpResponse(content, content_type=MEDIA_TYPES[ending])
    response.headers["Content-Disposition"] = f"attachment; filename=bulletin.{ending}; filename*=UTF-8''{quote(f'{name}.{ending}')}"
    return response
