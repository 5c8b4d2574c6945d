"""How much a visitor may send at once. Django itself stops nobody from filling the disk with a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect


class SizeLimit(FileUploadHandler):
    """Stops keeping files that are longer together than ``bytes_max``, so that nobody fills the disk; ``exceeded``: what was announced."""

    def __init__(self, request: HttpRequest, bytes_max: int) -> None:
        super().__init__(request)
        self.bytes_max = bytes_max
        self.announced = self.kept = self.exceeded = 0

    def handle_raw_input(self, input_data: Any, *details: Any, **named_details: Any) -> None:
        """Note how much is coming: the second of the details is the length of the request."""
        self.announced = details[1]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Let a chunk through to the handlers that keep it, up to the limit."""
        self.kept += len(raw_data)
        if self.kept > self.bytes_max:
            self.exceeded = max(self.announced, self.bytes_max + 1)
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler has the file."""


View = Callable[..., HttpResponse]


def limited(too_much: Callable[[HttpRequest], HttpResponse], *, bytes_max: int) -> Callable[[View], View]:
    """Give a view its ``limit`` on the files that come in, and let ``too_much`` answer what is beyond the limit of a form.

    The limit must stand before the token is looked for in the form: so the form is guarded inside of it.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def within(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            limit = SizeLimit(request, bytes_max)
            request.upload_handlers.insert(0, limit)
            try:
                return csrf_protect(view)(request, *args, limit=limit, **kwargs)
            except RequestDataTooBig:
                return too_much(request)

        return within

    return decorate
