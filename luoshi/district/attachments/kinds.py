"""What may be attached, recognised by content; the name that a file bears decides nothing but whether a text is a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from luoshi.district.attachments import office_files, pdf_files, pictures
from luoshi.district.attachments.errors import AttachmentRefused
from luoshi.engines.documents import text_file
from luoshi.engines.documents.refusals import UnreadableDocument


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name, which is also its ending, how it is served, and what other endings mean the same."""

    code: str
    media_type: str
    also: tuple[str, ...] = ()

    @property
    def endings(self) -> tuple[str, ...]:
        """Every ending that tells the truth about such a file."""
        return (self.code, *self.also)


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "application/pdf"),
        Kind("docx", f"{_OFFICE}.wordprocessingml.document"),
        Kind("xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
        Kind("pptx", f"{_OFFICE}.presentationml.presentation"),
        Kind("ofd", "application/ofd"),
        Kind("jpg", "image/jpeg", ("jpeg",)),
        Kind("png", "image/png"),
        Kind("txt", "text/plain; charset=utf-8"),
        Kind("csv", "text/csv; charset=utf-8"),
    )
}
"""The closed list. OFD is the layout format of GB/T 33190-2016."""

_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xfe\xed\xfa",
    b"#!",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
_SCRIPT_ENDINGS = frozenset(
    [
        "bat",
        "cmd",
        "com",
        "cpl",
        "exe",
        "hta",
        "jar",
        "js",
        "jse",
        "lnk",
        "msi",
        "pif",
        "ps1",
        "py",
        "reg",
        "scr",
        "sh",
        "url",
        "vbe",
        "vbs",
        "wsf",
        "wsh",
    ]
)
_MARKUP = re.compile(r"<\s*(?:!doctype|\?xml|html|head|body|script|svg|iframe|object|embed|math|style|meta|link|img)\b", re.I)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def recognise(content: bytes, name: str) -> tuple[Kind, bytes]:
    """What a file is, and the bytes to keep: those that came, but of a photograph without what the camera wrote beside the picture.

    Raises:
        AttachmentRefused: it is none of :data:`KINDS`, damaged, encrypted, or holds something that acts when it is opened.
    """
    ending = PurePath(name).suffix.lower().lstrip(".")
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise AttachmentRefused.empty()
    if content.startswith(_PROGRAMS) or ending in _SCRIPT_ENDINGS:
        raise AttachmentRefused.program()
    try:
        return _recognised(content, ending)
    except UnreadableDocument as unreadable:
        raise AttachmentRefused(unreadable.what, unreadable.remedy) from unreadable


def _recognised(content: bytes, ending: str) -> tuple[Kind, bytes]:
    if content.startswith(b"PK\x03\x04"):
        return KINDS[office_files.checked(content)], content
    if content.startswith(pictures.JPEG):
        return KINDS["jpg"], pictures.bare_jpeg(content)
    if content.startswith(pictures.PNG):
        return KINDS["png"], pictures.bare_png(content)
    if content[:1024].lstrip().startswith(b"%PDF-"):
        pdf_files.check(content)
        return KINDS["pdf"], content
    if content.startswith(_OLD_OFFICE):
        raise AttachmentRefused.old_or_encrypted(is_encrypted="EncryptedPackage".encode("utf-16-le") in content)
    return _text(content, ending), content


def _text(content: bytes, ending: str) -> Kind:
    """A text without markup. It is served as text and never shown by a browser; the look here is for whoever opens it from a folder."""
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise AttachmentRefused.unknown()
    text = text_file.decode(content).text
    if _MARKUP.search(text):
        raise AttachmentRefused.web_page()
    return KINDS["csv" if ending == "csv" else "txt"]
