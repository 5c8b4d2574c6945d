"""What a visitor hands in: a file within the limit, or pasted text."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from luoshi.district.plan.errors import ReportRefused
from luoshi.district.uploads import SizeLimit
from luoshi.engines.documents.refusals import empty, too_many_bytes
from luoshi.words import Words

PASTED = "粘贴的报告.txt"


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
