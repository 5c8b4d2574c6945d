"""What a visitor hands in: a file within the limit, or pasted text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from luoshi.district.plan.errors import ReportRefused
from luoshi.engines.documents.refusals import BYTES_MAX, Words, empty, too_many_bytes

PASTED = "粘贴的报告.txt"


class SizeLimit(FileUploadHandler):
    """Stops keeping a file that is longer than any report, so that nobody can fill the disk; ``exceeded`` is then what was announced."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.announced = self.exceeded = 0

    def handle_raw_input(self, input_data: Any, *details: Any, **named_details: Any) -> None:
        """Note how much is coming: the second of the details is the length of the request."""
        self.announced = details[1]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Let a chunk through to the handlers that keep it, up to the limit."""
        if start + len(raw_data) > BYTES_MAX:
            self.exceeded = max(self.announced, BYTES_MAX + 1)
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler has the file."""


View = Callable[..., HttpResponse]


def limited(too_much: Callable[[HttpRequest], HttpResponse]) -> Callable[[View], View]:
    """Give a view its ``limit`` on what comes in, and let ``too_much`` answer what is beyond the limit of a form.

    The limit must stand before the token is looked for in the form: so the form is guarded inside of it.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def within(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            limit = SizeLimit(request)
            request.upload_handlers.insert(0, limit)
            try:
                return csrf_protect(view)(request, *args, limit=limit, **kwargs)
            except RequestDataTooBig:
                return too_much(request)

        return within

    return decorate


@dataclass(frozen=True, slots=True)
class Submission:
    """A document as it was handed in, and what the visitor calls it."""

    content: bytes
    name: str
    title: str


def submission(request: HttpRequest, limit: SizeLimit) -> Submission:
    """The file, or else the pasted text.

    Raises:
        ReportRefused: there is neither, or the file is too large.
    """
    files = request.FILES  # now at the latest the request is read, and the limit looked after
    if limit.exceeded:
        raise ReportRefused.unreadable(too_many_bytes(limit.exceeded))
    title = request.POST.get("title", "")
    if file := files.get("document"):
        return Submission(file.read(), file.name or "", title)
    if text := request.POST.get("text", "").strip():
        return Submission(text.encode("utf-8", errors="replace"), PASTED, title)
    if "document" in files:
        raise ReportRefused.unreadable(empty())
    raise nothing_submitted()


def nothing_submitted() -> ReportRefused:
    """The button was pressed too early."""
    return ReportRefused(
        Words("还没有选择文件，也没有粘贴文字。", "No file was chosen and no text pasted."),
        Words("请先选择一份报告，或把报告正文粘贴到文本框里。", "Choose a report first, or paste its text into the box."),
    )


def too_much_pasted() -> ReportRefused:
    """The pasted text is longer than a form may be."""
    return ReportRefused(
        Words("粘贴的文字过长。", "The pasted text is too long."),
        Words("请把它存为文件后提交，且只提交报告正文。", "Save it as a file and submit that, the report itself only."),
    )
